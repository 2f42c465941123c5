use fql::collections::external_assets as asset;

fn main() {
    let _ = asset::criticalty.eq("High");
}
