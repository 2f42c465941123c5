use falcon_aggregates::Aggregate;
use fql::collections::external_assets as asset;

fn main() {
    let first = Aggregate::terms("a", asset::criticality).nest(Aggregate::cardinality("b", asset::id));
    let second = Aggregate::terms("c", asset::criticality).nest(Aggregate::cardinality("d", asset::id));
    let _ = Aggregate::terms("outer", asset::criticality)
        .nest(first)
        .nest(second);
}
