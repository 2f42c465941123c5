use falcon_aggregates::{Aggregate, DateRange, Interval, Range};
use fql::Timestamp;
use fql::collections::external_assets as asset;

fn main() {
    let _ = Aggregate::avg("n", asset::first_seen);
    let _ = Aggregate::sum("n", asset::manual);
    let _ = Aggregate::max("n", asset::criticality);
    let _ = Aggregate::min("n", asset::ip::ip_address);
    let _ = Aggregate::percentiles("n", asset::criticality);
    let _ = Aggregate::range("n", asset::first_seen, [Range::below(7)]);
    let _ = Aggregate::date_range("n", asset::confidence, [DateRange::since(Timestamp::NOW)]);
    let _ = Aggregate::date_histogram("n", asset::criticality, Interval::Day);
}
