use fql::IntoFilter;
use fql::collections::external_assets::ExternalAssets;

fn query(filter: impl IntoFilter<ExternalAssets>) {
    let _ = filter.into_filter();
}

fn main() {
    query("criticality:'High'");
}
