use falcon_aggregates::Aggregate;
use falcon_aggregates::types::{HasBuckets, NestedCount, NoneNested, RoomFor, WithNested};
use fql::collections::external_assets::{self as asset, ExternalAssets};

fn with_another<T, N>(
    outer: Aggregate<ExternalAssets, T, N>,
) -> Aggregate<ExternalAssets, T, WithNested<N, NoneNested>>
where
    T: HasBuckets,
    N: NestedCount + RoomFor<NoneNested>,
{
    outer.nest(Aggregate::cardinality("d", asset::id))
}

fn main() {
    let three = Aggregate::terms("outer", asset::criticality)
        .nest(Aggregate::max("a", asset::confidence))
        .nest(Aggregate::max("b", asset::confidence))
        .nest(Aggregate::max("c", asset::confidence));
    let _ = with_another(three);
}
