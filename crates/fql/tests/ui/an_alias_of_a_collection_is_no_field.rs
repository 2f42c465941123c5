fql::collection! {
    /// Things that are sold.
    pub Widgets "widgets" sort "|";

    id: text [exact];
    name: text [exact];
    alias name = id;
}

fn main() {}
