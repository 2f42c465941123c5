//! Asks for thousands of values: splits them into several filters, each of a bounded length.
//!
//! ```sh
//! cargo run -p fql-examples --example split_long_list
//! ```
#![allow(clippy::print_stdout)]

use std::error::Error;

use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql::{EmptyList, Filter};

/// How many values go into a list. The service documents no limit of a list or of a URL. Samples
/// that its maker publishes send 100 and 250, for other collections.
const CHUNK: usize = 100;

/// One filter for each chunk of the values, joined with `base`. No values give no filter, so that
/// nothing is asked and nothing comes back.
///
/// An asset that has several of the values may be in several answers: drop the ids that were seen.
/// A filter that excludes the values can't be split like this, because what one part leaves out is
/// in the next.
fn split(
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

    let filters = split(&base, &domains)?;
    println!("{} values, {} filters", domains.len(), filters.len());
    for filter in filters.iter().take(2).chain(filters.last()) {
        let text = filter.as_str();
        println!("    {} bytes: {}…", text.len(), &text[..72]);
    }
    println!("no values, {} filters", split(&base, &[])?.len());
    Ok(())
}
