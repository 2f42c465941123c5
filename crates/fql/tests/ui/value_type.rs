use fql::Property;
use fql::collections::external_assets as asset;
use fql::collections::sensors::Sensors;

mod widgets {
    fql::collection! {
        /// Widgets.
        pub Widgets "widgets" sort "|";
        dimensions.width: integer [exact, range];
    }
}

struct Hostname(&'static str);

const HOSTNAME: Property<Sensors> = Property::literal("hostname");

fn main() {
    let _ = asset::criticality.eq(5);
    let _ = asset::criticality.eq(Hostname("dc1"));
    let _ = asset::triage::assigned_to.eq(None::<&str>);
    let _ = asset::ip::services::port.eq("443");
    let _ = asset::ip::services::port.gt(443.5);
    let _ = asset::ip::services::port.is_in(["22", "3389"]);
    let _ = asset::manual.eq("true");
    let _ = asset::last_seen.gt("now-7d");
    let _ = asset::last_seen.gt(std::time::Duration::ZERO);
    let _ = asset::ip::ip_address.eq("192.0.2.1");
    let _ = widgets::dimensions::width.eq("5");
    let _ = HOSTNAME.eq(());
}
