use fql::collections::external_assets::ExternalAssets;
use fql::collections::sensors::Sensors;
use fql::{Filter, IntoFilter};

fn query(filter: impl IntoFilter<ExternalAssets>) {
    let _ = filter.into_filter();
}

fn main() {
    query(Filter::<Sensors>::ALL);
}
