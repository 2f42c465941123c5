use fql::Property;
use fql::collections::sensors::Sensors;

const HOSTNAME: Property<Sensors> = Property::literal("hostname");

fn main() {
    let _ = HOSTNAME.eq(());
}
