mod widgets {
    fql::collection! {
        /// Things that are sold.
        pub Widgets "widgets" sort "|";

        id: text [exact, list];
        dimensions.width: integer [exact, range];
    }
}

fn main() {
    let _ = fql::fql!(widgets, "dimensions.width:[5,6]");
}
