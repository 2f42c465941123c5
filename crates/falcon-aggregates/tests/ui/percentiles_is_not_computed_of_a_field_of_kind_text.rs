use falcon_aggregates::Aggregate;
use fql::collections::external_assets as asset;

fn main() {
    let _ = Aggregate::percentiles("n", asset::criticality);
}
