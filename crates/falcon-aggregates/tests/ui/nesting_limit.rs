use falcon_aggregates::Aggregate;
use falcon_aggregates::types::{
    CanNest, NestedCount, NoneNested, SupportsNesting, TermsAggregation, WithNested,
};
use fql::collections::external_assets::{self as asset, ExternalAssets};

type Terms<N> = Aggregate<ExternalAssets, TermsAggregation, N>;

fn terms() -> Terms<NoneNested> {
    Aggregate::terms("terms", asset::criticality)
}

fn max() -> Aggregate<ExternalAssets, falcon_aggregates::types::MaxAggregation> {
    Aggregate::max("max", asset::confidence)
}

fn four_siblings() {
    let three = terms().nest(max()).nest(max()).nest(max());
    let _ = three.nest(max());
}

fn three_in_nested_aggregation() {
    let three = terms().nest(max()).nest(max()).nest(max());
    let _ = terms().nest(three);
}

fn two_siblings_with_one_nested_each() {
    let one = terms().nest(max());
    let _ = terms().nest(one.clone()).nest(one);
}

fn chain_of_four() {
    let chain = terms().nest(terms().nest(max()));
    let chain = terms().nest(chain);
    let _ = terms().nest(chain);
}

fn generic_function() {
    fn nest_max<T: SupportsNesting, N: NestedCount + CanNest<NoneNested>>(
        outer: Aggregate<ExternalAssets, T, N>,
    ) -> Aggregate<ExternalAssets, T, WithNested<N, NoneNested>> {
        outer.nest(max())
    }
    let three = terms().nest(max()).nest(max()).nest(max());
    let _ = nest_max(three);
}

fn main() {}
