//! Sorts results by a field, and reads long or deep texts on purpose.
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

    println!("a sort is typed, and printed with the separator that its collection takes");
    println!("    {}", asset::last_seen.desc());
    println!("    {}", HOSTNAME.asc());
    println!("    {}", sensors::property("status")?.desc());

    println!("a sort is read with either separator");
    for text in [
        "last_seen.desc",
        "criticality|asc",
        "last_sen|desc",
        "last_seen descending",
    ] {
        match text.parse::<Sort<ExternalAssets>>() {
            Ok(sort) => println!("    {text} is {sort}"),
            Err(error) => print!("{}", error.report()),
        }
    }

    println!("the documentation speaks of 20 properties in a filter: more is a warning");
    let many =
        Filter::<ExternalAssets>::any_of((0..21).map(|port| asset::ip::services::port.eq(port)))?;
    let check = Filter::<ExternalAssets>::parse_with(many.as_str(), &Limits::DEFAULT);
    print!("{}", check.report());
    println!("    still a filter: {}", check.filter().is_some());

    println!("a text is limited to 1 MiB and 128 levels, unless the program says otherwise");
    let deep = format!("{}manual:true{}", "(".repeat(500), ")".repeat(500));
    let long: Filter<ExternalAssets> = asset::ip::asn.try_is_in(0..200_000)?.into();
    for text in [&deep, long.as_str()] {
        let default = Filter::<ExternalAssets>::parse_with(text, &Limits::DEFAULT);
        let codes = default
            .report()
            .diagnostics()
            .iter()
            .map(|one| one.code().as_str());
        let codes: Vec<&str> = codes.collect();
        let filter = Filter::<ExternalAssets>::parse_with(text, &Limits::TRUSTED).into_result()?;
        println!(
            "    {} bytes: {}; with Limits::TRUSTED a filter of {} bytes",
            text.len(),
            codes.join(", "),
            filter.as_str().len(),
        );
    }
    Ok(())
}
