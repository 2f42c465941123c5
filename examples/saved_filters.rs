//! Stores filters in a settings file; they are validated when the file is read.
//!
//! ```sh
//! cargo run -p fql-examples --example saved_filters
//! ```
#![allow(clippy::print_stdout)]

use std::collections::BTreeMap;
use std::error::Error;

use fql::Filter;
use fql::collections::external_assets::{self as asset, ExternalAssets};

type SavedFilters = BTreeMap<String, Filter<ExternalAssets>>;

const SETTINGS: &str = r#"{
    "critical": "criticality: 'Critical'",
    "remote access": "ip.services.port:[22, 3389]"
}"#;

const INVALID: &str = r#"{
    "remote access": "ip.services.port:['ssh', 3389]"
}"#;

fn main() -> Result<(), Box<dyn Error>> {
    let mut saved: SavedFilters = serde_json::from_str(SETTINGS)?;
    println!("parsed");
    for (name, filter) in &saved {
        println!("    {name}: {filter}");
    }

    saved.insert(
        "unassigned".to_owned(),
        asset::triage::assigned_to.is_null().into(),
    );
    println!("serialized\n    {}", serde_json::to_string(&saved)?);

    println!("rejected");
    match serde_json::from_str::<SavedFilters>(INVALID) {
        Ok(_) => println!("    nothing"),
        Err(error) => println!("{error}"),
    }
    Ok(())
}
