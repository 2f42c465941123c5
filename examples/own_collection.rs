//! Describes a collection that this library does not have, and gets typed fields, `fql!` and the
//! check of text for it.
//!
//! ```sh
//! cargo run -p fql-examples --example own_collection
//! ```
#![allow(clippy::print_stdout)]

use std::error::Error;

use fql::{Capability, Collection, Filter, Network, Timestamp, fql};

/// The module's path is what `fql!` wants, and its name is what the fields are called by.
mod hosts {
    fql::collection! {
        /// Hosts with a sensor. The service documents no such table: these rows are what the
        /// authors of this program have tried, and theirs to keep.
        pub Hosts "hosts" sort ".";

        hostname: text [exact, wildcard, list];
        platform_name: text [exact, list];
        tags: text [exact, wildcard, list];
        /// The address on the local network.
        local_ip: ip [exact, wildcard];
        first_seen: timestamp [range];
        last_seen: timestamp [range];
        device_policies.prevention.applied: boolean [exact];

        from "the notes of another team" {
            agent_load_flags: integer [exact, list];
        }

        alias last_seen_timestamp = last_seen;
    }
}

use hosts::Hosts;

const UNPROTECTED: Filter<Hosts> = fql!(hosts, "device_policies.prevention.applied:false");

fn main() -> Result<(), Box<dyn Error>> {
    println!("composed, written and read");
    let windows: Filter<Hosts> = hosts::platform_name.eq("Windows")
        & hosts::hostname.starts_with("dc-")
        & hosts::last_seen.gt(Timestamp::hours_ago(12));
    println!("    {windows}");

    let office: Network = "10.20.0.0/16".parse()?;
    println!("    {}", fql!(hosts, "{UNPROTECTED}+local_ip:{office}"));

    let read: Filter<Hosts> = "tags: 'patched' , tags: 'exempt'".parse()?;
    println!("    {read}");
    println!("    sorted by {}", hosts::hostname.asc());

    println!("\nwhat a text does wrong");
    for text in [
        "platform_name:*'Win*'",
        "hostnam:'dc-1'",
        "last_seen:>'yesterday'",
    ] {
        if let Err(error) = text.parse::<Filter<Hosts>>() {
            print!("{}", error.report());
        }
    }

    println!("\nthe table, for a program's own help");
    for row in Hosts::TABLE.rows {
        let takes = Capability::ALL.into_iter().filter(|one| row.takes(*one));
        let takes: Vec<&str> = takes.map(Capability::name).collect();
        println!(
            "    {:<36} {:<10} {}",
            row.name,
            row.kind.name(),
            takes.join(", ")
        );
    }
    Ok(())
}
