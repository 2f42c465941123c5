use falcon_aggregates::{Aggregate, Aggregates};
use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql::collections::sensors;

fn main() {
    let status = sensors::property("status").unwrap();
    let assets = Aggregate::terms("n", asset::criticality);
    let _ = assets.clone().filter(status.eq("protected"));
    let _ = assets.clone().nest(Aggregate::terms("m", &status));
    let _ = Aggregates::<ExternalAssets>::new((assets, Aggregate::terms("m", &status)));
}
