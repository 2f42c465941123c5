//! Counts assets by criticality, and in each the ports: the request is checked by the compiler, and
//! the answer is found by what was asked.
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
    // A handle remembers what was asked, so that the answer can be shown as that.
    let handles = (by_criticality.key(), ports.key(), last_seen.key());

    let request = (by_criticality.nest(ports), last_seen);
    let answer = falcon
        .exposure_management()
        .aggregate_assets(request)
        .send()
        .await?;
    let answers = answer.complete()?;

    for bucket in handles.0.of(&answers)? {
        println!("{}: {}", bucket.label(), bucket.count());
        for port in bucket.nested(&handles.1)? {
            println!("  port {}: {}", port.label(), port.count());
        }
    }
    if let Some(time) = handles.2.of(&answers)?.time {
        println!("last seen {time}");
    }
    Ok(())
}
