//! Evaluates a filter against JSON documents, without the service.
//!
//! ```sh
//! cargo run -p fql-examples --example match_documents
//! ```
//!
//! Requires the feature `eval` of the crate `fql`. The evaluation rules of the service are not public;
//! the module `fql::eval` documents the rules used here.
#![allow(clippy::print_stdout)]

use std::error::Error;

use fql::collections::external_assets as asset;
use fql::eval::Matcher;
use fql::{Instant, fql};
use serde_json::json;

fn main() -> Result<(), Box<dyn Error>> {
    let filter = fql!(
        asset,
        "ip.services.port:[22,3389]+last_seen:>'now-7d'+triage.assigned_to:null"
    );
    println!("{filter}");

    // `now` is a parameter, so the result does not depend on the clock.
    let now: Instant = "2026-11-22T10:00:00Z".parse()?;
    let matcher = Matcher::new(&filter, now)?;

    let recent = json!({
        "id": "recent",
        "last_seen": "2026-11-20T00:00:00Z",
        "ip": { "services": [{ "port": 80 }, { "port": 22 }] },
    });
    let assigned = json!({
        "id": "assigned",
        "last_seen": "2026-11-20T00:00:00Z",
        "ip": { "services": [{ "port": 3389 }] },
        "triage": { "assigned_to": "Pat" },
    });
    let old = json!({
        "id": "old",
        "last_seen": "2026-11-01T00:00:00Z",
        "ip": { "services": [{ "port": 22 }] },
    });
    for document in [&recent, &assigned, &old] {
        println!("\n{}", document["id"].as_str().unwrap_or_default());
        println!("{}", matcher.explain(document));
    }
    Ok(())
}
