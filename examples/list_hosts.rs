//! Writes the hosts that match a typed filter as CSV, or alerts or vulnerabilities, with one other line.
//!
//! ```sh
//! cargo run -p fql-examples --example list_hosts
//! cargo run -p fql-examples --example list_hosts -- vulnerabilities
//! ```
//!
//! It runs against the sandbox. For the service replace the client by `Falcon::from_env()`. In a program of your own,
//! `falcon-transport` needs the features `hosts`, `alerts` and `spotlight`.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::error::Error;

use falcon_sandbox::Sandbox;
use falcon_transport::{DetailResult, Falcon};
use fql::collections::{alerts, hosts, spotlight_vulnerabilities as vulnerabilities};
use serde_json::Value;

/// The number of lines. Without `take` all pages are listed.
const LINES: usize = 5;

/// Quotes a value of a document for CSV. Missing members are empty.
fn cell(document: &Value, pointer: &str) -> String {
    let value = match document.pointer(pointer) {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    };
    format!("\"{}\"", value.replace('"', "\"\""))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let now = "2026-11-22T12:00:00Z".parse()?;
    let sandbox = Sandbox::builder().now(now).start().await?;
    let client = Falcon::builder().credentials("sandbox", "sandbox");
    let falcon = client.base_url(sandbox.url()).build()?;

    // Ids are listed in pages, and details are fetched in batches. The order is that of the listing.
    #[rustfmt::skip]
    let (documents, columns) = match std::env::args().nth(1).as_deref() {
        None => (falcon.list(hosts::QUERY_DEVICES_BY_FILTER_SCROLL).filter(hosts::platform_name.eq("Linux")).details(hosts::POST_DEVICE_DETAILS_V2), ["device_id", "hostname", "last_seen"]),
        Some("alerts") => (falcon.list(alerts::GET_QUERIES_ALERTS_V2).filter(alerts::severity.ge(70)).details(alerts::POST_ENTITIES_ALERTS_V2), ["composite_id", "tactic", "device/hostname"]),
        Some("vulnerabilities") => (falcon.list(vulnerabilities::QUERY_VULNERABILITIES).filter(vulnerabilities::status.eq("open")).details(vulnerabilities::GET_VULNERABILITIES), ["id", "vulnerability_id", "aid"]),
        Some(other) => return Err(format!("unknown collection `{other}`").into()),
    };

    println!("{}", columns.join(","));
    let mut documents = documents.take(LINES);
    while let Some(result) = documents.try_next().await? {
        match result {
            DetailResult::Found(document) => {
                let cells = columns.map(|column| cell(&document, &format!("/{column}")));
                println!("{}", cells.join(","));
            }
            // A document that was deleted after its id was listed.
            other => eprintln!("{other}"),
        }
    }
    sandbox.stop().await;
    Ok(())
}
