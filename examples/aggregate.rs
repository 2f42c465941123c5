//! Counts assets by criticality, with nested counts by port: the request is checked at compile time,
//! and each result is looked up with a typed key.
//!
//! ```sh
//! export FALCON_CLIENT_ID=… FALCON_CLIENT_SECRET=…
//! cargo run -p fql-examples --example aggregate
//! ```
#![allow(clippy::print_stdout)]

use std::error::Error;

use falcon_transport::Falcon;
use falcon_transport::falcon_aggregates::{Aggregate, BucketSort};
use fql::Timestamp;
use fql::collections::external_assets as asset;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let falcon = Falcon::from_env()?;

    let ports = Aggregate::terms("ports", asset::ip::services::port).size(3);
    let by_criticality = Aggregate::terms("by_criticality", asset::criticality)
        .filter(asset::last_seen.gt(Timestamp::days_ago(7)))
        .sort(BucketSort::COUNT_DESC);
    let last_seen = Aggregate::max("last_seen", asset::last_seen);
    // A key remembers the type of its aggregation, so that the result has the matching type.
    let keys = (by_criticality.key(), ports.key(), last_seen.key());

    let request = (by_criticality.nest(ports), last_seen);
    let response = falcon
        .exposure_management()
        .aggregate_assets(request)
        .send()
        .await?;
    let results = response.complete()?;

    for bucket in keys.0.get(&results)? {
        println!("{}: {}", bucket.label(), bucket.count());
        for port in bucket.nested(&keys.1)? {
            println!("  port {}: {}", port.label(), port.count());
        }
    }
    if let Some(time) = keys.2.get(&results)?.time {
        println!("last seen {time}");
    }
    Ok(())
}
