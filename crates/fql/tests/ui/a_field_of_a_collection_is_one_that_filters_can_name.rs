fql::collection! {
    /// Things that are sold.
    pub Widgets "widgets" sort "|";

    größe: integer [exact];
}

fn main() {}
