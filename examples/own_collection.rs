//! Defines a custom collection, with typed fields, `fql!` support and validation.
//!
//! ```sh
//! cargo run -p fql-examples --example own_collection
//! ```
#![allow(clippy::print_stdout)]

use std::error::Error;

use fql::table::Capability;
use fql::{Collection, Filter, Network, Timestamp, fql};

/// The path of this module is the first argument of `fql!`, and its name prefixes the fields.
mod hosts {
    fql::collection! {
        /// Hosts with a sensor. The service does not document this table; the authors of this program
        /// collected the rows by experiment and maintain them.
        pub Hosts "hosts" sort ".";

        hostname: text [exact, wildcard, list];
        platform_name: text [exact, list];
        tags: text [exact, wildcard, list];
        /// Address on the local network.
        local_ip: ip [exact, wildcard];
        first_seen: timestamp [range];
        last_seen: timestamp [range];
        device_policies.prevention.applied: boolean [exact];

        from "notes of another team" {
            agent_load_flags: integer [exact, list];
        }

        alias last_seen_timestamp = last_seen;
    }
}

use hosts::Hosts;

const UNPROTECTED: Filter<Hosts> = fql!(hosts, "device_policies.prevention.applied:false");

fn main() -> Result<(), Box<dyn Error>> {
    println!("typed, macro and parsed");
    let windows: Filter<Hosts> = hosts::platform_name.eq("Windows")
        & hosts::hostname.starts_with("dc-")
        & hosts::last_seen.gt(Timestamp::hours_ago(12));
    println!("    {windows}");

    let office: Network = "10.20.0.0/16".parse()?;
    println!("    {}", fql!(hosts, "{UNPROTECTED}+local_ip:{office}"));

    let parsed: Filter<Hosts> = "tags: 'patched' , tags: 'exempt'".parse()?;
    println!("    {parsed}");
    println!("    sorted by {}", hosts::hostname.asc());

    println!("\ndiagnostics");
    for source in [
        "platform_name:*'Win*'",
        "hostnam:'dc-1'",
        "last_seen:>'yesterday'",
    ] {
        if let Err(error) = source.parse::<Filter<Hosts>>() {
            println!("{}", error.report());
        }
    }

    println!("\ntable, for example for a help page");
    for row in Hosts::TABLE.rows {
        let supported = Capability::ALL.into_iter().filter(|one| row.supports(*one));
        let supported: Vec<&str> = supported.map(Capability::name).collect();
        println!(
            "    {:<36} {:<10} {}",
            row.name,
            row.field_type.name(),
            supported.join(", ")
        );
    }
    Ok(())
}
