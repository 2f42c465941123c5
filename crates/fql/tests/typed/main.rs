//! Typed fields, properties and filters: canonical text, composition and standard traits.

use fql::collections::external_assets::ExternalAssets;
use fql::{Collection, Filter, IntoFilter};

mod composition;
mod errors;
mod fields;
mod open_collections;
mod sort;
mod traits;
mod values;

type Assets = Filter<ExternalAssets>;

/// Asserts the text of a filter, and that parsing the text yields the same text.
#[track_caller]
fn assert_canonical<C: Collection>(filter: impl IntoFilter<C>, expected: &str) {
    let filter = filter.into_filter();
    assert_eq!(filter.as_str(), expected);
    let parsed: Filter<C> = expected.parse().unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(parsed.as_str(), expected, "the canonical text");
}
