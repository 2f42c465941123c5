//! Sends a checked filter with an HTTP client, or an API crate, that takes text.
//!
//! ```sh
//! cargo run -p fql-examples --example other_client
//! ```
//!
//! Two rules: the client encodes the query string, never the program that writes the filter; and a
//! `+` must arrive as `%2B`, because a bare one is read as a space.
//!
//! `rusty_falcon` takes the filter as `Option<&str>`. The block below follows the signatures in the
//! source of its version 0.7.1. It was not compiled: that crate takes minutes and gigabytes to
//! build, so this workspace does not depend on it.
//!
//! ```text
//! use rusty_falcon::apis::exposure_management_api::query_external_assets_v2;
//! use rusty_falcon::easy::client::FalconHandle;
//!
//! let falcon = FalconHandle::from_env().await?;
//! let answer = query_external_assets_v2(
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

/// The path and query of a request. `reqwest::RequestBuilder::query` and the like encode in just
/// this way.
fn request(
    filter: impl IntoFilter<ExternalAssets>,
    sort: &Sort<ExternalAssets>,
    limit: u32,
) -> String {
    let filter = filter.into_filter();
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("limit", &limit.to_string());
    query.append_pair("sort", sort.as_str());
    // The empty filter matches everything: leave it out.
    if !filter.is_match_all() {
        query.append_pair("filter", filter.as_str());
    }
    format!("/fem/queries/external-assets/v2?{}", query.finish())
}

/// Stands for a function of an API crate that takes text.
fn query_by_text(sort: Option<&str>, filter: Option<&str>) -> String {
    format!("sort {sort:?}, filter {filter:?}")
}

fn main() {
    let filter = asset::criticality.eq("Critical")
        & asset::last_seen.gt(Timestamp::days_ago(7))
        & asset::triage::assigned_to.eq("Pat O'Neil");
    let sort = asset::last_seen.desc();

    let request = request(&filter, &sort, 100);
    println!("the filter\n    {filter}");
    println!("the request\n    GET {request}");

    // What the server reads out of it is the filter again.
    let query = request.split_once('?').map_or("", |(_, query)| query);
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        println!("    {name} = {value}");
    }

    println!("the same as text");
    println!(
        "    {}",
        query_by_text(Some(sort.as_str()), Some(filter.as_str()))
    );

    println!(
        "all assets\n    GET {}",
        self::request(Filter::ALL, &sort, 100)
    );
}
