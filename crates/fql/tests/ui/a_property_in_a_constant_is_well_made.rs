use fql::Property;
use fql::collections::sensors::Sensors;

const HOSTNAME: Property<Sensors> = Property::literal("host name");

fn main() {
    let _ = HOSTNAME;
}
