//! Aggregation results as rows. The rows of nested aggregations follow that of their bucket.

use std::io;

use falcon_aggregates::{AggregateResult, AggregationType, BucketResult};
use serde_json::Value;

use crate::csv::write_row;
use crate::output::Output;

/// A row of the results.
#[derive(Debug)]
pub(super) struct Row {
    /// The aggregations and buckets that contain the row, outermost first.
    pub(super) path: Vec<String>,
    /// The name of the aggregation or the label of the bucket.
    pub(super) label: String,
    pub(super) content: Content,
}

/// The content of a row.
#[derive(Debug)]
pub(super) enum Content {
    /// The name of an aggregation, whose buckets follow.
    Heading,
    /// The value of an aggregation without buckets.
    Metric(Measurement),
    /// A bucket with its size relative to the largest of the same aggregation, from 0 to 1.
    Bucket(Measurement, f64),
    /// The number of documents in all buckets that the response omits.
    OtherBuckets(u64),
}

/// The numbers of a bucket.
#[derive(Debug)]
pub(super) struct Measurement {
    pub(super) count: Option<u64>,
    /// The computed value; `None` also if there is nothing to compute it from.
    pub(super) value: Option<String>,
    /// The aggregation computes a value, so that `count` is not its result.
    pub(super) is_metric: bool,
}

impl Measurement {
    fn new(bucket: &BucketResult, is_metric: bool) -> Self {
        let number = bucket.value.map(|value| value.to_string());
        Self {
            count: bucket.count,
            value: bucket.value_as_string.clone().or(number),
            is_metric,
        }
    }
}

/// Returns the rows of all results. `request` is the list of aggregations that was sent.
pub(super) fn rows(results: &[AggregateResult], request: &Value) -> Vec<Row> {
    let mut rows = Vec::new();
    for result in results {
        push_result(result, find_by_name(request, &result.name), &[], &mut rows);
    }
    rows
}

/// Returns the aggregation with this name; null if there is none.
fn find_by_name<'r>(aggregations: &'r Value, name: &str) -> &'r Value {
    let mut aggregations = aggregations.as_array().into_iter().flatten();
    aggregations
        .find(|aggregation| aggregation["name"] == name)
        .unwrap_or(&Value::Null)
}

fn push_result(
    result: &AggregateResult,
    aggregation: &Value,
    path: &[String],
    rows: &mut Vec<Row>,
) {
    let is_metric = is_metric(aggregation);
    let mut push = |path: &[String], label: &str, content| {
        rows.push(Row {
            path: path.to_vec(),
            label: label.to_owned(),
            content,
        });
    };
    if let Some(bucket) =
        unlabeled_bucket(result).filter(|bucket| is_metric || bucket.value.is_some())
    {
        let content = Content::Metric(Measurement::new(bucket, true));
        return push(path, &result.name, content);
    }
    push(path, &result.name, Content::Heading);
    let path = join(path, &result.name);
    let sizes = result.buckets.iter().map(|bucket| size(bucket, is_metric));
    let max_size = sizes.fold(0.0, f64::max);
    for bucket in &result.buckets {
        let label = label(bucket);
        let share = match max_size > 0.0 {
            true => (size(bucket, is_metric) / max_size).max(0.0),
            false => 0.0,
        };
        rows.push(Row {
            path: path.clone(),
            label: label.clone(),
            content: Content::Bucket(Measurement::new(bucket, is_metric), share),
        });
        let path = join(&path, &label);
        for nested in &bucket.sub_aggregates {
            let aggregation = find_by_name(&aggregation["sub_aggregates"], &nested.name);
            push_result(nested, aggregation, &path, rows);
        }
    }
    if let Some(count) = result.sum_other_doc_count.filter(|count| *count > 0) {
        rows.push(Row {
            path,
            label: "(others)".into(),
            content: Content::OtherBuckets(count),
        });
    }
}

/// Returns `true` if the aggregation computes a value; other types only count documents.
fn is_metric(aggregation: &Value) -> bool {
    use AggregationType::{Avg, Cardinality, Max, Min, Percentiles, Sum};
    let aggregation = aggregation["type"].as_str().map(str::parse);
    matches!(
        aggregation,
        Some(Ok(Avg | Cardinality | Max | Min | Percentiles | Sum))
    )
}

/// Returns the only bucket of an aggregation without buckets: its label, if any, is the name of the
/// aggregation.
fn unlabeled_bucket(result: &AggregateResult) -> Option<&BucketResult> {
    let [bucket] = &result.buckets[..] else {
        return None;
    };
    let is_unlabeled = bucket.label.is_none() || bucket.label.as_str() == Some(&result.name);
    is_unlabeled.then_some(bucket)
}

fn join(path: &[String], name: &str) -> Vec<String> {
    let mut path = path.to_vec();
    path.push(name.to_owned());
    path
}

/// Returns the length of the bar before scaling: the computed value or the number of documents.
fn size(bucket: &BucketResult, is_metric: bool) -> f64 {
    let count = bucket.count.filter(|_| !is_metric).unwrap_or(0);
    bucket.value.unwrap_or(count as f64)
}

fn label(bucket: &BucketResult) -> String {
    let range = |from: Option<String>, to: Option<String>| {
        format!("{}..{}", from.unwrap_or_default(), to.unwrap_or_default())
    };
    let number = |end: Option<f64>| end.map(|end| end.to_string());
    if bucket.string_from.is_some() || bucket.string_to.is_some() {
        range(bucket.string_from.clone(), bucket.string_to.clone())
    } else if bucket.from.is_some() || bucket.to.is_some() {
        range(number(bucket.from), number(bucket.to))
    } else {
        let label = bucket.key_as_string.clone();
        label.unwrap_or_else(|| bucket.label.to_string())
    }
}

/// Writes a row for each bucket and each computed value.
pub(super) fn write_csv(rows: &[Row], out: &mut Output) -> io::Result<()> {
    write_row(out, ["aggregation", "label", "count", "value"])?;
    for row in rows {
        let path = row.path.join(" / ");
        let (path, label, count, value) = match &row.content {
            Content::Heading => continue,
            Content::Metric(metric) => {
                let path = join(&row.path, &row.label).join(" / ");
                (path, "", metric.count, metric.value.as_deref())
            }
            Content::Bucket(bucket, _) => {
                (path, &*row.label, bucket.count, bucket.value.as_deref())
            }
            Content::OtherBuckets(count) => (path, &*row.label, Some(*count), None),
        };
        let count = count.map_or_else(String::new, |count| count.to_string());
        let cells = [&path, label, &count, value.unwrap_or_default()];
        let cells = cells.map(|cell| out.displayed(cell));
        write_row(out, cells)?;
    }
    Ok(())
}
