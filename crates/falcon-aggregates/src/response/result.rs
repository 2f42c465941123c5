//! [`AggregateResult`] and [`BucketResult`]: results as the service returns them.

use serde_json::{Map, Value};

use super::label::Label;

/// The result of one aggregation of any type, as the service returns it.
///
/// Use [`ResultKey::get`](crate::ResultKey::get) for the typed view of a result.
///
/// Deserialization accepts any object. An absent list, or `null` in its place, is empty. A value of
/// an unexpected JSON type is kept in `extra`, as are the elements of a list that are not objects.
/// Serialization writes them back under their key, after the other elements of the list.
///
/// # Examples
///
/// ```
/// use falcon_aggregates::AggregateResult;
///
/// let result: AggregateResult = serde_json::from_str(r#"{
///     "name": "by_city",
///     "buckets": [{"label": "Example City", "count": 7, "sub_aggregates": null}, null],
///     "took": 3
/// }"#)?;
/// assert_eq!(result.buckets.len(), 1);
/// assert_eq!(result.buckets[0].label.to_string(), "Example City");
/// assert_eq!(result.extra["took"], 3);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct AggregateResult {
    /// The name of the aggregation in the request.
    pub name: String,
    /// The buckets. A type without buckets has a single one with a value.
    pub buckets: Vec<BucketResult>,
    /// The number of documents in buckets that are not in the response.
    pub sum_other_doc_count: Option<u64>,
    /// The maximum error of the counts.
    pub doc_count_error_upper_bound: Option<u64>,
    /// Unknown keys and values of an unexpected JSON type.
    pub extra: Map<String, Value>,
}

/// One bucket of a result.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct BucketResult {
    /// The value, the start of the interval or the range of the bucket.
    pub label: Label,
    /// The number of documents.
    pub count: Option<u64>,
    /// The label as a string, if the label is a number.
    pub key_as_string: Option<String>,
    /// The computed value.
    pub value: Option<f64>,
    /// The computed value as a string, if it is a time.
    pub value_as_string: Option<String>,
    /// The start of a range.
    pub from: Option<f64>,
    /// The end of a range.
    pub to: Option<f64>,
    /// The start of a range of time.
    pub string_from: Option<String>,
    /// The end of a range of time.
    pub string_to: Option<String>,
    /// The results of the nested aggregations.
    pub sub_aggregates: Vec<AggregateResult>,
    /// Unknown keys and values of an unexpected JSON type.
    pub extra: Map<String, Value>,
}
