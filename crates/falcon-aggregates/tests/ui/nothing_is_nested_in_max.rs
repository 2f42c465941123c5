use falcon_aggregates::Aggregate;
use fql::collections::external_assets as asset;

fn main() {
    let inner = Aggregate::terms("m", asset::criticality);
    let _ = Aggregate::max("n", asset::confidence).nest(inner);
}
