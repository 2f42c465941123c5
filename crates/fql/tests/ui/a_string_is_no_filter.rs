use fql::IntoFilter;
use fql::collections::external_assets::{self as asset, ExternalAssets};

fn query(filter: impl IntoFilter<ExternalAssets>) {
    let _ = filter.into_filter();
}

fn main() {
    let text = format!("id:'{}'", 5);
    query(text.clone());
    let _ = asset::id.eq("a") & text;
}
