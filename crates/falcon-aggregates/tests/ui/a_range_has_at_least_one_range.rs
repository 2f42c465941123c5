use falcon_aggregates::{Aggregate, Range};
use fql::collections::external_assets as asset;

fn main() {
    let ranges: [Range; 0] = [];
    let _ = Aggregate::range("n", asset::confidence, ranges);
}
