use fql::collections::external_assets as asset;

fn main() {
    let text = "criticality:'High'";
    let _ = fql::fql!(asset, text);
}
