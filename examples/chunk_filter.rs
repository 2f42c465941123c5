//! Splits a list of thousands of values into several filters of bounded length.
//!
//! ```sh
//! cargo run -p fql-examples --example chunk_filter
//! ```
#![allow(clippy::print_stdout)]

use std::error::Error;

use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql::{EmptyList, Filter};

/// Number of values per list. The service documents no limit for a list or a URL. Samples published
/// by CrowdStrike send 100 and 250, for other collections.
const CHUNK: usize = 100;

/// Returns one filter per chunk of `domains`, combined with `base`; without domains it returns no
/// filter.
///
/// An asset that has several of the values can match several filters, so deduplicate the ids. A
/// filter that excludes values cannot be split this way, because each part matches the values that
/// the others exclude.
fn chunk(
    base: &Filter<ExternalAssets>,
    domains: &[String],
) -> Result<Vec<Filter<ExternalAssets>>, EmptyList> {
    domains
        .chunks(CHUNK)
        .map(|chunk| Ok(base.clone() & asset::dns_domain::fqdn.try_is_in(chunk)?))
        .collect()
}

fn main() -> Result<(), Box<dyn Error>> {
    let domains: Vec<String> = (0..3_100)
        .map(|host| format!("host-{host}.example.com"))
        .collect();
    let base: Filter<ExternalAssets> = asset::asset_type.eq("dns_domain").into();

    let filters = chunk(&base, &domains)?;
    println!("{} values, {} filters", domains.len(), filters.len());
    for filter in filters.iter().take(2).chain(filters.last()) {
        let text = filter.as_str();
        println!("    {} bytes: {}…", text.len(), &text[..72]);
    }
    println!("0 values, {} filters", chunk(&base, &[])?.len());
    Ok(())
}
