//! Writes filters with `fql!`: the text is checked when the program is compiled, and values in
//! braces stay values.
//!
//! ```sh
//! cargo run -p fql-examples --example macro
//! ```
#![allow(clippy::print_stdout)]

use std::error::Error;

use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql::{Filter, Pattern, Timestamp, Values, fql};

/// A literal without braces is a constant: no work is left for the running program.
const REMOTE_ACCESS: Filter<ExternalAssets> =
    fql!(asset, "ip.services.port:[22,3389]+perimeter:!'Unofficial'");

/// In braces stands any expression. Its type must suit the field: `{port}` is an integer here.
fn assigned(who: &str, port: u16, since: Timestamp) -> Filter<ExternalAssets> {
    fql!(
        asset,
        "triage.assigned_to:{who}+ip.services.port:>{port}+last_seen:>={since}"
    )
}

fn main() -> Result<(), Box<dyn Error>> {
    println!("a constant\n    {REMOTE_ACCESS}");

    let filter = assigned("Pat O'Neil", 1024, Timestamp::days_ago(7));
    println!("values: quoted and escaped as their field needs\n    {filter}");

    let hostile = "x',id:*'";
    let filter = fql!(asset, "triage.assigned_to:{hostile}");
    println!("a value that tries to get out\n    {filter}");

    // An array is known to have a value. Anything longer goes through `Values`.
    let ports = [22, 3389];
    let cities = Values::new("Berlin Paris".split(' '))?;
    let filter = fql!(
        asset,
        "ip.services.port:[{ports}],ip.location.city:[{cities}]"
    );
    println!("lists\n    {filter}");

    // A text is no pattern, so that its stars can't become wildcards by mistake.
    let pattern = Pattern::starting_with("web*").then(".example.com");
    let filter = fql!(asset, "dns_domain.fqdn:*{pattern}");
    println!("a pattern\n    {filter}");

    let either = asset::criticality.eq("Critical") | asset::criticality.eq("High");
    let filter = fql!(asset, "{either}+{REMOTE_ACCESS}+manual:false");
    println!("filters in a filter, in parentheses where needed\n    {filter}");

    let filter = fql!(asset, "ip.ptr:'{{braces}}'");
    println!("a brace itself is written twice\n    {filter}");
    Ok(())
}
