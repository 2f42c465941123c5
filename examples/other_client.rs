//! Sends a checked filter with another HTTP client or API crate.
//!
//! ```sh
//! cargo run -p fql-examples --example other_client
//! ```
//!
//! The HTTP client percent-encodes the query string, not the program that writes the filter. A `+` must
//! be sent as `%2B`, because a plain `+` is decoded as a space.
//!
//! `rusty_falcon` takes the filter as `Option<&str>`. The block below follows the signatures of its
//! version 0.7.1. It is not compiled here, because that crate takes minutes and gigabytes to build.
//!
//! ```text
//! use rusty_falcon::apis::exposure_management_api::query_external_assets_v2;
//! use rusty_falcon::easy::client::FalconHandle;
//!
//! let falcon = FalconHandle::from_env().await?;
//! let response = query_external_assets_v2(
//!     &falcon.cfg,
//!     None,                     // after
//!     Some(100),                // limit
//!     Some(sort.as_str()),      // sort
//!     Some(filter.as_str()),    // filter
//! )
//! .await?;
//! ```
#![allow(clippy::print_stdout)]

use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql::{Filter, IntoFilter, Sort, Timestamp};

/// Returns the request target. `reqwest::RequestBuilder::query` and similar functions encode the same
/// way.
fn request(
    filter: impl IntoFilter<ExternalAssets>,
    sort: &Sort<ExternalAssets>,
    limit: u32,
) -> String {
    let filter = filter.into_filter();
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("limit", &limit.to_string());
    query.append_pair("sort", sort.as_str());
    // The empty filter matches everything, so the parameter is omitted.
    if !filter.is_match_all() {
        query.append_pair("filter", filter.as_str());
    }
    format!("/fem/queries/external-assets/v2?{}", query.finish())
}

/// Represents a function of an API crate that takes strings.
fn query_with_strings(sort: Option<&str>, filter: Option<&str>) -> String {
    format!("sort {sort:?}, filter {filter:?}")
}

fn main() {
    let filter = asset::criticality.eq("Critical")
        & asset::last_seen.gt(Timestamp::days_ago(7))
        & asset::triage::assigned_to.eq("Pat O'Neil");
    let sort = asset::last_seen.desc();

    let request = request(&filter, &sort, 100);
    println!("filter\n    {filter}");
    println!("request\n    GET {request}");

    // The server decodes the same filter.
    let query = request.split_once('?').map_or("", |(_, query)| query);
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        println!("    {name} = {value}");
    }

    println!("as strings");
    println!(
        "    {}",
        query_with_strings(Some(sort.as_str()), Some(filter.as_str()))
    );

    println!(
        "all assets\n    GET {}",
        self::request(Filter::ALL, &sort, 100)
    );
}
