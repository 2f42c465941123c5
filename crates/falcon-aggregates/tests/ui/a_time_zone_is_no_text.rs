use falcon_aggregates::{Aggregate, Interval};
use fql::collections::external_assets as asset;

fn main() {
    let _ = Aggregate::date_histogram("n", asset::first_seen, Interval::Day).time_zone("UTC");
}
