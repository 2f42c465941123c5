use fql::collections::external_assets as asset;

fn main() {
    let _ = asset::confidence.gt(50);
}
