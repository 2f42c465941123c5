fql::collection! {
    /// Things that are sold.
    pub Widgets "widgets" sort "|";

    id: string [exact];
}

fn main() {}
