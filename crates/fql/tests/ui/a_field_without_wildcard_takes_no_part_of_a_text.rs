use fql::collections::external_assets as asset;

fn main() {
    let _ = asset::criticality_description.starts_with("web");
    let _ = asset::last_seen.ends_with("Z");
    let _ = asset::ip::cloud_provider.contains("a");
}
