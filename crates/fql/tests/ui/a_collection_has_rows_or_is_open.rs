fql::collection! {
    /// Things that are sold.
    pub Widgets "widgets" sort "|";


}

fn main() {}
