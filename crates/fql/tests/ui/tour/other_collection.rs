use fql::IntoFilter;
use fql::collections::external_assets as asset;
use fql::collections::sensors::Sensors;

fn query(filter: impl IntoFilter<Sensors>) {
    let _ = filter.into_filter();
}

fn main() {
    query(asset::id.eq("a"));
}
