use falcon_aggregates::Aggregate;
use fql::collections::external_assets as asset;

fn main() {
    let _ = Aggregate::terms("n", asset::criticality).sort(asset::criticality.asc());
}
