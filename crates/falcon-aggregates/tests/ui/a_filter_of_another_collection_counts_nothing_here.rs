use falcon_aggregates::Aggregate;
use fql::collections::{external_assets as asset, sensors};

fn main() {
    let protected = sensors::property("status").unwrap();
    let _ = Aggregate::terms("n", asset::criticality).filter(protected.eq("protected"));
}
