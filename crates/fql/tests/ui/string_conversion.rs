use fql::Filter;
use fql::collections::external_assets::{self as asset, ExternalAssets};

fn main() {
    let text = String::from("criticality:'High'");
    let _: Filter<ExternalAssets> = text.as_str().into();
    let _: Filter<ExternalAssets> = text.into();
    let _ = Filter::<ExternalAssets>::from("criticality:'High'");
    let _: Filter<ExternalAssets> = asset::id.eq("a");
}
