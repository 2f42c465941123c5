use fql::collections::external_assets as asset;

mod widgets {
    fql::collection! {
        /// Widgets.
        pub Widgets "widgets" sort "|";
        id: text [exact, list];
    }
}

fn main() {
    let _ = asset::criticality_description.wildcard("web*");
    let _ = asset::criticality_description.starts_with("web");
    let _ = asset::last_seen.ends_with("Z");
    let _ = asset::ip::cloud_provider.contains("a");
    let _ = widgets::id.wildcard("a*");
}
