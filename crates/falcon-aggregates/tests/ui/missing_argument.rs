use falcon_aggregates::Aggregate;
use fql::collections::external_assets as asset;

fn main() {
    let _ = Aggregate::terms(asset::criticality);
    let _ = Aggregate::date_histogram("n", asset::first_seen);
    let _ = Aggregate::range("n", asset::confidence);
}
