use fql::Filter;
use fql::collections::external_assets::{self as asset, ExternalAssets};

fn arms_of_two_clause_types(exposed: bool) -> Filter<ExternalAssets> {
    let clause = if exposed {
        asset::internet_exposure.eq("Yes")
    } else {
        asset::ip::services::port.gt(1024)
    };
    clause.into()
}

fn main() {}
