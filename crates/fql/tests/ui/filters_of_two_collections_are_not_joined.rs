use fql::Property;
use fql::collections::external_assets as asset;
use fql::collections::sensors::Sensors;

fn main() {
    const HOSTNAME: Property<Sensors> = Property::literal("hostname");
    let _ = asset::id.eq("a") & HOSTNAME.eq("dc1");
}
