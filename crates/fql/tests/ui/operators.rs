use fql::Filter;
use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql::collections::sensors;

fn main() {
    let _ = asset::criticality == "High";
    let _ = asset::ip::services::port != 22;
    let _ = asset::ip::services::port > 1024;
    let hostname = sensors::property("hostname").unwrap();
    let _ = hostname == "dc1";
    let _: Filter<ExternalAssets> = !(asset::id.eq("a") & asset::manual.eq(true));
    let _ = asset::id.eq("a") & !(asset::id.eq("a") | asset::manual.eq(true));
}
