//! Writes filters with `fql!`: the literal is checked at compile time, and placeholders are escaped.
//!
//! ```sh
//! cargo run -p fql-examples --example fql_macro
//! ```
#![allow(clippy::print_stdout)]

use std::error::Error;

use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql::{Filter, Pattern, Timestamp, Values, fql};

/// A literal without placeholders is a constant, without any work at run time.
const REMOTE_ACCESS: Filter<ExternalAssets> =
    fql!(asset, "ip.services.port:[22,3389]+perimeter:!'Unofficial'");

/// A placeholder holds any expression whose type fits the field: `{port}` must be an integer here.
fn assigned(who: &str, port: u16, since: Timestamp) -> Filter<ExternalAssets> {
    fql!(
        asset,
        "triage.assigned_to:{who}+ip.services.port:>{port}+last_seen:>={since}"
    )
}

fn main() -> Result<(), Box<dyn Error>> {
    println!("constant\n    {REMOTE_ACCESS}");

    let filter = assigned("Pat O'Neil", 1024, Timestamp::days_ago(7));
    println!("values are quoted and escaped as their fields require\n    {filter}");

    let hostile = "x',id:*'";
    let filter = fql!(asset, "triage.assigned_to:{hostile}");
    println!("an injection attempt stays one value\n    {filter}");

    // The length of an array is checked at compile time; other collections go through `Values`.
    let ports = [22, 3389];
    let cities = Values::new("Berlin Paris".split(' '))?;
    let filter = fql!(
        asset,
        "ip.services.port:[{ports}],ip.location.city:[{cities}]"
    );
    println!("lists\n    {filter}");

    // A string is not a pattern, so its stars cannot become wildcards by accident.
    let pattern = Pattern::starting_with("web*").then(".example.com");
    let filter = fql!(asset, "dns_domain.fqdn:*{pattern}");
    println!("pattern\n    {filter}");

    let either = asset::criticality.eq("Critical") | asset::criticality.eq("High");
    let filter = fql!(asset, "{either}+{REMOTE_ACCESS}+manual:false");
    println!("nested filters, parenthesized where needed\n    {filter}");

    let filter = fql!(asset, "ip.ptr:'{{braces}}'");
    println!("literal braces are doubled\n    {filter}");
    Ok(())
}
