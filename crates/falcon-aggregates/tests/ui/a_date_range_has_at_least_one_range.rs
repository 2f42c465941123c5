use falcon_aggregates::{Aggregate, DateRange};
use fql::collections::external_assets as asset;

fn main() {
    let ranges: [DateRange; 0] = [];
    let _ = Aggregate::date_range("n", asset::first_seen, ranges);
}
