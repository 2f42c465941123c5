//! [`Aggregates`]: a request, which is a list of aggregations.

use std::fmt;

use serde::Serialize;

use super::dynamic::{DynamicAggregate, to_json};

/// A validated request: at least one aggregation over documents of collection `C`.
///
/// One call computes all of its aggregations. Create it from typed or dynamic aggregations with
/// [`new`](Self::new), or from JSON with `parse`, [`from_value`](Self::from_value) or serde. An
/// invalid request is an [`InvalidAggregates`](crate::InvalidAggregates), which lists every error.
///
/// # Examples
///
/// ```
/// use falcon_aggregates::Aggregates;
/// use fql::collections::external_assets::ExternalAssets;
///
/// let request: Aggregates<ExternalAssets> = r#"{
///     "name": "ports",
///     "type": "range",
///     "field": "ip.services.port",
///     "ranges": [{ "To": 1024 }, { "From": 1024 }],
///     "filter": ""
/// }"#.parse()?;
/// assert_eq!(
///     request.to_json(),
///     r#"[{"name":"ports","type":"range","field":"ip.services.port","ranges":[{"To":1024},{"From":1024}]}]"#,
/// );
/// # Ok::<(), falcon_aggregates::InvalidAggregates>(())
/// ```
#[derive(Serialize)]
#[serde(transparent, bound = "")]
pub struct Aggregates<C> {
    pub(crate) list: Vec<DynamicAggregate<C>>,
}

impl<C> Aggregates<C> {
    /// Returns the aggregations.
    #[must_use]
    pub fn list(&self) -> &[DynamicAggregate<C>] {
        &self.list
    }

    /// Converts the request into its aggregations.
    #[must_use]
    pub fn into_list(self) -> Vec<DynamicAggregate<C>> {
        self.list
    }

    /// Returns the JSON to send to the service: a list, on one line, with only the keys that are
    /// set.
    #[must_use]
    pub fn to_json(&self) -> String {
        to_json(self)
    }
}

impl<C> Clone for Aggregates<C> {
    fn clone(&self) -> Self {
        Self {
            list: self.list.clone(),
        }
    }
}

impl<C> PartialEq for Aggregates<C> {
    fn eq(&self, other: &Self) -> bool {
        self.list == other.list
    }
}

impl<C> Eq for Aggregates<C> {}

impl<C> fmt::Display for Aggregates<C> {
    /// Writes the JSON that [`to_json`](Self::to_json) returns.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_json())
    }
}

impl<C> fmt::Debug for Aggregates<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Aggregates")
            .field(&format_args!("{}", self.to_json()))
            .finish()
    }
}
