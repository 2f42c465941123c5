use falcon_aggregates::Aggregate;
use fql::collections::external_assets as asset;

fn main() {
    let three = Aggregate::terms("outer", asset::criticality)
        .nest(Aggregate::cardinality("a", asset::id))
        .nest(Aggregate::cardinality("b", asset::id))
        .nest(Aggregate::cardinality("c", asset::id));
    let _ = three.nest(Aggregate::cardinality("d", asset::id));
}
