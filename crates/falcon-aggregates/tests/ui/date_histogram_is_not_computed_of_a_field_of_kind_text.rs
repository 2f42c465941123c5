use falcon_aggregates::{Aggregate, Interval};
use fql::collections::external_assets as asset;

fn main() {
    let _ = Aggregate::date_histogram("n", asset::criticality, Interval::Day);
}
