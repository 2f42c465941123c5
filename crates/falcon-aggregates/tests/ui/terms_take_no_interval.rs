use falcon_aggregates::{Aggregate, Interval};
use fql::collections::external_assets as asset;

fn main() {
    let _ = Aggregate::terms("n", asset::first_seen).interval(Interval::Day);
}
