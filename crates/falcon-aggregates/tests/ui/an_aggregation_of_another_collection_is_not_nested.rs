use falcon_aggregates::Aggregate;
use fql::collections::{external_assets as asset, sensors};

fn main() {
    let status = sensors::property("status").unwrap();
    let _ = Aggregate::terms("n", asset::criticality).nest(Aggregate::terms("m", status));
}
