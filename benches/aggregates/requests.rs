//! One request, `terms` with three nested aggregations, built and serialized: with the typed builder,
//! with a plain struct and serde, and with one `format!`, which is the lower limit.

use falcon_aggregates::{Aggregate, Aggregates, BucketSort, InvalidAggregates};
use fql::collections::external_assets::{self as asset, ExternalAssets};
use serde::Serialize;

/// Builds the request with the typed builder, which validates it.
///
/// # Errors
/// Never: the names are unique.
#[inline(never)]
pub fn build_typed(sizes: [u64; 3]) -> Result<Aggregates<ExternalAssets>, InvalidAggregates> {
    let request = Aggregate::terms("by_criticality", asset::criticality)
        .size(sizes[0])
        .sort(BucketSort::COUNT_DESC)
        .nest(Aggregate::terms("by_port", asset::ip::services::port).size(sizes[1]))
        .nest(Aggregate::terms("by_country", asset::ip::location::country_code).size(sizes[2]))
        .nest(Aggregate::cardinality("assets", asset::id));
    Aggregates::new(request)
}

/// Builds the request with the typed builder and returns its JSON.
///
/// # Errors
/// Never: the names are unique.
#[inline(never)]
pub fn typed(sizes: [u64; 3]) -> Result<String, InvalidAggregates> {
    Ok(build_typed(sizes)?.to_json())
}

/// An aggregation in a program without the crate: only the keys that the request needs.
#[derive(Debug, Serialize)]
pub struct Plain<'a> {
    name: &'a str,
    #[serde(rename = "type")]
    aggregation_type: &'a str,
    field: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    size: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sort: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sub_aggregates: Vec<Plain<'a>>,
}

/// Builds the request as a plain struct, without validation.
#[inline(never)]
#[must_use]
pub fn build_plain(sizes: [u64; 3]) -> [Plain<'static>; 1] {
    let leaf = |name, aggregation_type, field, size| Plain {
        name,
        aggregation_type,
        field,
        size,
        sort: None,
        sub_aggregates: Vec::new(),
    };
    [Plain {
        name: "by_criticality",
        aggregation_type: "terms",
        field: "criticality",
        size: Some(sizes[0]),
        sort: Some("_count|desc"),
        sub_aggregates: vec![
            leaf("by_port", "terms", "ip.services.port", Some(sizes[1])),
            leaf(
                "by_country",
                "terms",
                "ip.location.country_code",
                Some(sizes[2]),
            ),
            leaf("assets", "cardinality", "id", None),
        ],
    }]
}

/// Builds the request as a plain struct and serializes it with serde.
///
/// # Errors
/// Never: serialization to a string does not fail.
#[inline(never)]
pub fn plain(sizes: [u64; 3]) -> Result<String, serde_json::Error> {
    serde_json::to_string(&build_plain(sizes))
}

/// Writes the same JSON with one `format!`.
#[inline(never)]
#[must_use]
pub fn formatted(sizes: [u64; 3]) -> String {
    let [outer, port, country] = sizes;
    format!(
        concat!(
            r#"[{{"name":"by_criticality","type":"terms","field":"criticality","size":{},"#,
            r#""sort":"_count|desc","sub_aggregates":["#,
            r#"{{"name":"by_port","type":"terms","field":"ip.services.port","size":{}}},"#,
            r#"{{"name":"by_country","type":"terms","field":"ip.location.country_code","size":{}}},"#,
            r#"{{"name":"assets","type":"cardinality","field":"id"}}]}}]"#,
        ),
        outer, port, country,
    )
}
