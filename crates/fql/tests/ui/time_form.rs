use fql::Timestamp;

mod widgets {
    fql::collection! {
        /// Widgets.
        pub Widgets "widgets" sort "|";
        seen: timestamp absolute [range];
    }
}

fn main() {
    let _ = widgets::seen.gt(Timestamp::days_ago(7));
}
