use falcon_aggregates::{Aggregate, TimeZone};
use fql::collections::external_assets as asset;

fn main() {
    let _ = Aggregate::terms("n", asset::first_seen).time_zone(TimeZone::UTC);
}
