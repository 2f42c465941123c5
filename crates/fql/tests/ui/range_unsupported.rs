use fql::collections::external_assets as asset;

fn main() {
    let _ = asset::confidence.gt(50);
    let _ = asset::criticality.between("a", "b");
    let _ = asset::ip::services::port.in_range(..);
    let _ = asset::ip::services::port.in_range(1024..);
}
