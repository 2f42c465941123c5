fql::collection! {
    /// Things that are sold.
    pub Widgets "widgets" sort "|";

    id: text [exact, fuzzy];
}

fn main() {}
