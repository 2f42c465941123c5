use fql::collections::external_assets as asset;

fn main() {
    let _ = asset::last_seen.gt("now-7d");
}
