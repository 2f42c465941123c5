use falcon_aggregates::Aggregate;
use fql::collections::external_assets as asset;

fn main() {
    let chain = Aggregate::terms("b", asset::criticality)
        .nest(Aggregate::terms("c", asset::criticality).nest(Aggregate::max("d", asset::confidence)));
    let chain = Aggregate::terms("a", asset::criticality).nest(chain);
    let _ = Aggregate::terms("outer", asset::criticality).nest(chain);
}
