use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql::collections::sensors::Sensors;
use fql::{Filter, IntoFilter, Property};

const HOSTNAME: Property<Sensors> = Property::literal("hostname");

fn assets(filter: impl IntoFilter<ExternalAssets>) {
    let _ = filter.into_filter();
}

fn sensors(filter: impl IntoFilter<Sensors>) {
    let _ = filter.into_filter();
}

fn main() {
    sensors(asset::id.eq("a"));
    assets(Filter::<Sensors>::ALL);
    let _ = asset::id.eq("a") & HOSTNAME.eq("dc1");
    let sensor_filter = Filter::<Sensors>::ALL;
    let _ = fql::fql!(asset, "manual:true+{sensor_filter}");
}
