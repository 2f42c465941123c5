//! Builds one filter with crate `fql` alone.

use fql::Filter;
use fql::collections::external_assets::{self as asset, ExternalAssets};

fn main() {
    let filter: Filter<ExternalAssets> = asset::criticality.eq("Critical").into();
    println!("{filter}");
}
