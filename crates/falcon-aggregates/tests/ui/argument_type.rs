use falcon_aggregates::{Aggregate, Interval};
use fql::collections::external_assets as asset;

fn main() {
    let _ = Aggregate::terms("n", "criticality");
    let _ = Aggregate::terms("n", asset::criticality).filter("manual:true");
    let _ = Aggregate::terms("n", asset::criticality).sort(asset::criticality.asc());
    let _ = Aggregate::date_histogram("n", asset::first_seen, "day");
    let _ = Aggregate::date_histogram("n", asset::first_seen, Interval::Day).time_zone("UTC");
}
