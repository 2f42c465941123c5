//! Keeps filters in a settings file: they are checked when the file is read.
//!
//! ```sh
//! cargo run -p fql-examples --example saved_filters
//! ```
#![allow(clippy::print_stdout)]

use std::collections::BTreeMap;
use std::error::Error;

use fql::Filter;
use fql::collections::external_assets::{self as asset, ExternalAssets};

type Saved = BTreeMap<String, Filter<ExternalAssets>>;

const SETTINGS: &str = r#"{
    "critical": "criticality: 'Critical'",
    "remote access": "ip.services.port:[22, 3389]"
}"#;

const MISTAKEN: &str = r#"{
    "remote access": "ip.services.port:['ssh', 3389]"
}"#;

fn main() -> Result<(), Box<dyn Error>> {
    let mut saved: Saved = serde_json::from_str(SETTINGS)?;
    println!("read");
    for (name, filter) in &saved {
        println!("    {name}: {filter}");
    }

    saved.insert(
        "unassigned".to_owned(),
        asset::triage::assigned_to.is_null().into(),
    );
    println!("written\n    {}", serde_json::to_string(&saved)?);

    println!("refused");
    match serde_json::from_str::<Saved>(MISTAKEN) {
        Ok(_) => println!("    nothing"),
        Err(error) => println!("{error}"),
    }
    Ok(())
}
