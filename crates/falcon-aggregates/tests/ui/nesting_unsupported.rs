use falcon_aggregates::Aggregate;
use fql::collections::external_assets as asset;

fn main() {
    let inner = Aggregate::terms("inner", asset::criticality);
    let _ = Aggregate::cardinality("n", asset::id).nest(inner.clone());
    let _ = Aggregate::max("n", asset::confidence).nest(inner.clone());
    let _ = Aggregate::percentiles("n", asset::confidence).nest(inner);
}
