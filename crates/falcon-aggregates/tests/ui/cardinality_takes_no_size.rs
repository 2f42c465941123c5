use falcon_aggregates::Aggregate;
use fql::collections::external_assets as asset;

fn main() {
    let _ = Aggregate::cardinality("n", asset::id).size(5);
}
