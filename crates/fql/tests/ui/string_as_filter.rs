use fql::IntoFilter;
use fql::collections::external_assets::{self as asset, ExternalAssets};

fn query(filter: impl IntoFilter<ExternalAssets>) {
    let _ = filter.into_filter();
}

fn main() {
    query("criticality:'High'");
    let formatted = format!("id:'{}'", 5);
    query(formatted.clone());
    let _ = asset::id.eq("a") & formatted;
}
