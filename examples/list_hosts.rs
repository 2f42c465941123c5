//! Writes the hosts that match a typed filter as CSV, with a type of its own for the details.
//!
//! ```sh
//! export FALCON_CLIENT_ID=… FALCON_CLIENT_SECRET=…
//! cargo run -p fql-examples --example list_hosts
//! ```
//!
//! In a program of your own, `falcon-transport` needs the feature `hosts`.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::error::Error;

use falcon_transport::paging::HasId;
use falcon_transport::{DetailResult, Falcon};
use fql::Timestamp;
use fql::collections::hosts;
use serde::Deserialize;

/// The columns. Other fields of the response are ignored.
#[derive(Deserialize)]
struct Host {
    device_id: String,
    hostname: Option<String>,
    last_seen: Option<String>,
}

impl HasId for Host {
    fn id(&self) -> &str {
        &self.device_id
    }
}

/// Quotes a field of a CSV line.
fn csv(field: &str) -> String {
    format!("\"{}\"", field.replace('"', "\"\""))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let falcon = Falcon::from_env()?;
    let week_ago: Timestamp = "now-7d".parse()?;
    let filter = hosts::platform_name.eq("Linux") & hosts::last_seen.gt(week_ago);

    let listing = falcon
        .list(hosts::QUERY_DEVICES_BY_FILTER_SCROLL)
        .filter(filter)
        .sort(hosts::hostname.asc());
    // Ids are listed in pages, and details are fetched in batches by POST. The order is that of the
    // listing.
    let mut hosts = listing.details::<Host>(hosts::POST_DEVICE_DETAILS_V2);
    println!("device_id,hostname,last_seen");
    while let Some(result) = hosts.try_next().await? {
        match result {
            DetailResult::Found(host) => {
                let columns = [Some(host.device_id), host.hostname, host.last_seen];
                let columns = columns.map(|column| csv(&column.unwrap_or_default()));
                println!("{}", columns.join(","));
            }
            // A host that was deleted after its id was listed, or one of another form.
            other => eprintln!("{other}"),
        }
    }
    Ok(())
}
