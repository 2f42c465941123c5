use fql::Filter;
use fql::collections::external_assets::{self as asset, ExternalAssets};

fn moved_filter(filter: Filter<ExternalAssets>) -> [Filter<ExternalAssets>; 2] {
    let critical = filter & asset::criticality.eq("Critical");
    [critical, filter & asset::criticality.eq("High")]
}

fn temporary_string(id: u32) -> Filter<ExternalAssets> {
    let clause = asset::id.eq(&format!("a{id}"));
    clause.into()
}

fn main() {}
