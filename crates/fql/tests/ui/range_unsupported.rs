use fql::collections::external_assets as asset;

fn main() {
    let _ = asset::confidence.gt(50);
    let _ = asset::criticality.between("a", "b");
}
