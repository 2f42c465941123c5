use falcon_aggregates::Aggregate;
use fql::collections::external_assets as asset;

fn main() {
    let three = Aggregate::terms("a", asset::criticality)
        .nest(Aggregate::cardinality("b", asset::id))
        .nest(Aggregate::cardinality("c", asset::id))
        .nest(Aggregate::cardinality("d", asset::id));
    let _ = Aggregate::terms("outer", asset::criticality).nest(three);
}
