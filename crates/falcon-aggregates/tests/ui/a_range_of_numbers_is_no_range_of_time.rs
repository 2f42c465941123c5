use falcon_aggregates::{Aggregate, Range};
use fql::collections::external_assets as asset;

fn main() {
    let _ = Aggregate::date_range("n", asset::first_seen, [Range::below(7)]);
}
