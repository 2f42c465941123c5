//! Sorts by a field, and parses filters with custom length and nesting limits.
//!
//! ```sh
//! cargo run -p fql-examples --example sort_and_limits
//! ```
#![allow(clippy::print_stdout)]

use std::error::Error;

use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql::collections::sensors::{self, Sensors};
use fql::{Filter, Limits, Property, Sort};

fn main() -> Result<(), Box<dyn Error>> {
    const HOSTNAME: Property<Sensors> = Property::literal("hostname");

    println!("a sort is typed and printed with the separator of its collection");
    println!("    {}", asset::last_seen.desc());
    println!("    {}", HOSTNAME.asc());
    println!("    {}", sensors::property("status")?.desc());

    println!("a sort is parsed with either separator");
    for source in [
        "last_seen.desc",
        "criticality|asc",
        "last_sen|desc",
        "last_seen descending",
    ] {
        match source.parse::<Sort<ExternalAssets>>() {
            Ok(sort) => println!("    {source} is {sort}"),
            Err(error) => println!("{}", error.report()),
        }
    }

    println!("more than the documented 20 properties is a warning");
    let many =
        Filter::<ExternalAssets>::any_of((0..21).map(|port| asset::ip::services::port.eq(port)))?;
    let parsed = Filter::<ExternalAssets>::parse_with(many.as_str(), &Limits::DEFAULT);
    println!("{}", parsed.report());
    println!("    valid: {}", parsed.filter().is_some());

    println!("the default limits are 1 MiB and 128 levels");
    let deep = format!("{}manual:true{}", "(".repeat(500), ")".repeat(500));
    let long: Filter<ExternalAssets> = asset::ip::asn.try_is_in(0..200_000)?.into();
    for source in [&deep, long.as_str()] {
        let default = Filter::<ExternalAssets>::parse_with(source, &Limits::DEFAULT);
        let codes = default
            .report()
            .diagnostics()
            .iter()
            .map(|one| one.code().as_str());
        let codes: Vec<&str> = codes.collect();
        let filter =
            Filter::<ExternalAssets>::parse_with(source, &Limits::TRUSTED).into_result()?;
        println!(
            "    {} bytes: {}; with Limits::TRUSTED a valid filter of {} bytes",
            source.len(),
            codes.join(", "),
            filter.as_str().len(),
        );
    }
    Ok(())
}
