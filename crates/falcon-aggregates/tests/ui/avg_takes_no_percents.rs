use falcon_aggregates::{Aggregate, Percent};
use fql::collections::external_assets as asset;

fn main() {
    let _ = Aggregate::avg("n", asset::confidence).percents([Percent::MEDIAN]);
}
