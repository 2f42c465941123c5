use falcon_aggregates::{Aggregate, BucketSort, Interval, Percent, Range, TimeZone};
use fql::collections::external_assets as asset;

fn main() {
    let _ = Aggregate::terms("n", asset::first_seen).interval(Interval::Day);
    let _ = Aggregate::terms("n", asset::first_seen).time_zone(TimeZone::UTC);
    let _ = Aggregate::date_histogram("n", asset::first_seen, Interval::Day).size(5);
    let _ = Aggregate::range("n", asset::confidence, [Range::below(7)]).sort(BucketSort::COUNT_DESC);
    let _ = Aggregate::cardinality("n", asset::id).size(5);
    let _ = Aggregate::max("n", asset::confidence).min_doc_count(2);
    let _ = Aggregate::avg("n", asset::confidence).percents([Percent::MEDIAN]);
}
