use falcon_aggregates::{Aggregate, DateRange};
use fql::Timestamp;
use fql::collections::external_assets as asset;

fn main() {
    let _ = Aggregate::date_range("n", asset::confidence, [DateRange::since(Timestamp::NOW)]);
}
