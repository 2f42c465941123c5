fql::collection! {
    /// Things that are sold.
    pub Widgets "widgets" sort "|";

    id: text [];
}

fn main() {}
