fql::collection! {
    /// Things that are sold.
    pub Widgets "widgets" sort "|";

    open;
    id: text [exact];
}

fn main() {}
