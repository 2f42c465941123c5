use falcon_aggregates::{Aggregate, BucketSort, Range};
use fql::collections::external_assets as asset;

fn main() {
    let _ = Aggregate::range("n", asset::confidence, [Range::below(7)]).sort(BucketSort::COUNT_DESC);
}
