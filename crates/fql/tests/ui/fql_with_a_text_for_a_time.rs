use fql::collections::external_assets as asset;

fn main() {
    let since = "now-7d";
    let _ = fql::fql!(asset, "last_seen:>{since}");
}
