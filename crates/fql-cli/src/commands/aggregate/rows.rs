//! Answers as rows: one for each bucket, those of nested aggregations behind it.

use std::io;

use falcon_aggregates::{AggregateAnswer, BucketAnswer};

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
    /// How many documents are in it.
    pub(super) count: Option<u64>,
    /// What was computed.
    pub(super) value: Option<String>,
}

impl Figures {
    fn of(bucket: &BucketAnswer) -> Self {
        let number = bucket.value.map(|value| value.to_string());
        Self {
            count: bucket.count,
            value: bucket.value_as_string.clone().or(number),
        }
    }
}

/// The rows of all answers.
pub(super) fn rows(answers: &[AggregateAnswer]) -> Vec<Row> {
    let mut rows = Vec::new();
    for answer in answers {
        push(answer, &[], &mut rows);
    }
    rows
}

fn push(answer: &AggregateAnswer, path: &[String], rows: &mut Vec<Row>) {
    let mut row = |path: &[String], label: &str, content| {
        rows.push(Row {
            path: path.to_vec(),
            label: label.to_owned(),
            content,
        });
    };
    if let Some(only) = single(answer) {
        return row(path, &answer.name, Content::Single(Figures::of(only)));
    }
    row(path, &answer.name, Content::Heading);
    let path = extended(path, &answer.name);
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
            content: Content::Bucket(Figures::of(bucket), share),
        });
        let path = extended(&path, &label);
        for nested in &bucket.sub_aggregates {
            push(nested, &path, rows);
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

/// The one bucket of a type that makes none: it has a value, and no label but the answer's name.
fn single(answer: &AggregateAnswer) -> Option<&BucketAnswer> {
    let [only] = &answer.buckets[..] else {
        return None;
    };
    let is_labelled = !only.label.is_none() && only.label.as_str() != Some(&answer.name);
    (only.value.is_some() && !is_labelled).then_some(only)
}

fn extended(path: &[String], name: &str) -> Vec<String> {
    let mut path = path.to_vec();
    path.push(name.to_owned());
    path
}

/// What a bar shows: what was computed, or where nothing was, the documents.
fn size(bucket: &BucketAnswer) -> f64 {
    let documents = bucket.count.unwrap_or(0) as f64;
    bucket.value.unwrap_or(documents)
}

fn label(bucket: &BucketAnswer) -> String {
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
pub(super) fn write_csv(answers: &[AggregateAnswer], out: &mut Output) -> io::Result<()> {
    write_row(out, ["aggregation", "label", "count", "value"])?;
    for Row {
        path,
        label,
        content,
    } in rows(answers)
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
