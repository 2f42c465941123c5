use falcon_aggregates::Aggregate;
use fql::collections::external_assets as asset;

fn main() {
    let _ = Aggregate::max("n", asset::confidence).min_doc_count(2);
}
