//! Answers as rows: one for each bucket, those of nested aggregations behind it.

use std::io;

use falcon_aggregates::{AggregateResult, AggregationType, BucketResult};
use serde_json::Value;

use crate::csv::write_row;
use crate::output::Output;

/// A line of an answer.
#[derive(Debug, PartialEq)]
pub(super) struct Row {
    /// The names and labels that lead to it.
    pub(super) path: Vec<String>,
    /// The name of an answer, or what a bucket is for.
    pub(super) label: String,
    pub(super) content: Content,
}

#[derive(Debug, PartialEq)]
pub(super) enum Content {
    /// The buckets of the answer follow.
    Heading,
    /// What a type without buckets computed, over how many documents.
    Single(Figures),
    /// A bucket, and how it compares with the largest beside it: from 0 to 1.
    Bucket(Figures, f64),
    /// The documents of all buckets that are not shown.
    Others(u64),
}

/// What is known of a bucket.
#[derive(Debug, PartialEq)]
pub(super) struct Figures {
    /// The type computes something, so that without a value there is none to show.
    pub(super) is_computed: bool,
    /// How many documents are in it.
    pub(super) count: Option<u64>,
    /// What was computed.
    pub(super) value: Option<String>,
}

impl Figures {
    fn of(bucket: &BucketResult) -> Self {
        let number = bucket.value.map(|value| value.to_string());
        Self {
            is_computed: false,
            count: bucket.count,
            value: bucket.value_as_string.clone().or(number),
        }
    }

    fn computed_if(self, computes: bool) -> Self {
        Self {
            is_computed: computes,
            ..self
        }
    }
}

/// The rows of all answers to a request, which is a list of aggregations.
pub(super) fn rows(answers: &[AggregateResult], request: &Value) -> Vec<Row> {
    let mut rows = Vec::new();
    for answer in answers {
        push(answer, asked(request, &answer.name), &[], &mut rows);
    }
    rows
}

/// What was asked by this name.
fn asked<'r>(list: &'r Value, name: &str) -> &'r Value {
    let list = list.as_array().map_or(&[][..], Vec::as_slice);
    let asked = list.iter().find(|one| one["name"] == name);
    asked.unwrap_or(&Value::Null)
}

/// Whether the type computes something; all others only count documents.
fn computes(asked: &Value) -> bool {
    use AggregationType::{Avg, Cardinality, Max, Min, Percentiles, Sum};
    let asked = asked["type"].as_str().and_then(|name| name.parse().ok());
    matches!(
        asked,
        Some(Avg | Cardinality | Max | Min | Percentiles | Sum)
    )
}

fn push(answer: &AggregateResult, asked_for: &Value, path: &[String], rows: &mut Vec<Row>) {
    let computes = computes(asked_for);
    let mut row = |path: &[String], label: &str, content| {
        rows.push(Row {
            path: path.to_vec(),
            label: label.to_owned(),
            content,
        });
    };
    if let Some(only) = single(answer).filter(|only| computes || only.value.is_some()) {
        return row(
            path,
            &answer.name,
            Content::Single(Figures::of(only).computed_if(true)),
        );
    }
    row(path, &answer.name, Content::Heading);
    let path = extended(path, &answer.name);
    let size = |bucket: &BucketResult| size(bucket, computes);
    let largest = answer.buckets.iter().map(size).fold(0.0, f64::max);
    for bucket in &answer.buckets {
        let label = label(bucket);
        let share = if largest > 0.0 {
            (size(bucket) / largest).max(0.0)
        } else {
            0.0
        };
        rows.push(Row {
            path: path.clone(),
            label: label.clone(),
            content: Content::Bucket(Figures::of(bucket).computed_if(computes), share),
        });
        let path = extended(&path, &label);
        for nested in &bucket.sub_aggregates {
            let asked_for = asked(&asked_for["sub_aggregates"], &nested.name);
            push(nested, asked_for, &path, rows);
        }
    }
    if let Some(others) = answer.sum_other_doc_count.filter(|others| *others > 0) {
        rows.push(Row {
            path,
            label: "(others)".into(),
            content: Content::Others(others),
        });
    }
}

/// The one bucket of a type that makes none: it has no label but the answer's name.
fn single(answer: &AggregateResult) -> Option<&BucketResult> {
    let [only] = &answer.buckets[..] else {
        return None;
    };
    let is_labelled = !only.label.is_none() && only.label.as_str() != Some(&answer.name);
    (!is_labelled).then_some(only)
}

fn extended(path: &[String], name: &str) -> Vec<String> {
    let mut path = path.to_vec();
    path.push(name.to_owned());
    path
}

/// What a bar shows: what was computed, or where nothing was, the documents.
fn size(bucket: &BucketResult, computes: bool) -> f64 {
    let documents = if computes {
        0
    } else {
        bucket.count.unwrap_or(0)
    };
    bucket.value.unwrap_or(documents as f64)
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
        let text = bucket.key_as_string.clone();
        text.unwrap_or_else(|| bucket.label.to_string())
    }
}

/// Writes a row for everything that was counted or computed.
pub(super) fn write_csv(
    answers: &[AggregateResult],
    request: &Value,
    out: &mut Output,
) -> io::Result<()> {
    write_row(out, ["aggregation", "label", "count", "value"])?;
    for Row {
        path,
        label,
        content,
    } in rows(answers, request)
    {
        let (path, label, count, value) = match content {
            Content::Heading => continue,
            // It has no bucket: its name is its place.
            Content::Single(figures) => {
                let path = extended(&path, &label);
                (path, String::new(), figures.count, figures.value)
            }
            Content::Bucket(figures, _) => (path, label, figures.count, figures.value),
            Content::Others(count) => (path, label, Some(count), None),
        };
        let count = count.map_or_else(String::new, |count| count.to_string());
        write_row(
            out,
            [path.join(" / "), label, count, value.unwrap_or_default()],
        )?;
    }
    Ok(())
}
