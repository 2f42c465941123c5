//! Lists the Identity Protection sensors that are not fully protected.
//!
//! ```sh
//! export FALCON_CLIENT_ID=… FALCON_CLIENT_SECRET=…
//! cargo run -p fql-examples --example sensors
//! ```
#![allow(clippy::print_stdout)]

use std::error::Error;

use falcon_transport::{DetailResult, Falcon};
use fql::collections::sensors;
use fql::fql;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let falcon = Falcon::from_env()?;
    let domain = "corp.example";
    // The fields of sensors are undocumented, so only the syntax is checked.
    let filter = fql!(sensors, "machine_domain:{domain}+status:!'protected'");

    let listing = falcon
        .identity_protection()
        .query_sensors()
        .filter(filter)
        .sort(sensors::property("hostname")?.asc());
    let mut sensors = listing.sensors();
    while let Some(result) = sensors.try_next().await? {
        let DetailResult::Found(sensor) = result else {
            continue;
        };
        let host = sensor.hostname.as_deref().unwrap_or(&sensor.device_id);
        let status = sensor.status.as_deref().unwrap_or("unknown");
        println!("{host}: {status}");
    }
    Ok(())
}
