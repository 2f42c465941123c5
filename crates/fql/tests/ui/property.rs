use fql::Property;
use fql::collections::external_assets::ExternalAssets;
use fql::collections::sensors::Sensors;

const INVALID: Property<Sensors> = Property::literal("host name");

fn main() {
    let _ = INVALID;
    let _ = Property::<ExternalAssets>::new("id");
}
