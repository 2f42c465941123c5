use fql::collections::external_assets as asset;
use fql::collections::sensors;

fn main() {
    let _ = asset::ip::services::port.between(1..=1024);
    let _ = asset::ip::services::port.eq(1..1024);
    let _ = asset::ip::services::port.try_is_in([1..=5, 7..=9]);
    let build = sensors::property("build").unwrap();
    let _ = build.between(1..=1024);
}
