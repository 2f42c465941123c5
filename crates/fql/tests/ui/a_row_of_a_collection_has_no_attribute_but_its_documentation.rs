fql::collection! {
    /// Things that are sold.
    pub Widgets "widgets" sort "|";

    #[cfg(unix)]
    id: text [exact];
}

fn main() {}
