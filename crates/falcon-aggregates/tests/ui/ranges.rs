use falcon_aggregates::{Aggregate, DateRange, Range};
use fql::Timestamp;
use fql::collections::external_assets as asset;

fn main() {
    let empty: [Range; 0] = [];
    let _ = Aggregate::range("n", asset::confidence, empty);
    let empty: [DateRange; 0] = [];
    let _ = Aggregate::date_range("n", asset::first_seen, empty);
    let _ = Aggregate::date_range("n", asset::first_seen, [Range::below(7)]);
    let _ = Aggregate::range("n", asset::confidence, [(0..70).into()]);
    let _: Range = (0..=70).into();
    let week = Timestamp::weeks_ago(2)..Timestamp::weeks_ago(1);
    let _: DateRange = week.into();
}
