use falcon_aggregates::Aggregate;
use fql::collections::external_assets as asset;

fn main() {
    let _ = Aggregate::sum("n", asset::manual);
}
