//! Answers, as they come: nothing is relied upon but that each is an object, and what is not known
//! is kept.

pub(crate) mod label;
pub(crate) mod view;
mod write;

use std::fmt;

use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use label::Label;

/// The answer to one aggregation, whatever its type. The handle of a typed aggregation shows it as
/// what it is: see [`ResultKey::of`](crate::ResultKey::of).
///
/// A list that is absent or `null` is empty, and a value of an unexpected form is kept in `extra`. Of
/// a list only the elements of an unexpected form are; written again, they come after the others.
///
/// ```
/// use falcon_aggregates::AggregateResult;
///
/// let answer: AggregateResult = serde_json::from_str(r#"{
///     "name": "by_city",
///     "buckets": [{"label": "Example City", "count": 7, "sub_aggregates": null}, null],
///     "took": 3
/// }"#)?;
/// assert_eq!(answer.buckets.len(), 1);
/// assert_eq!(answer.buckets[0].label.to_string(), "Example City");
/// assert_eq!(answer.extra["took"], 3);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct AggregateResult {
    /// The name that the request gave.
    pub name: String,
    /// The buckets; a type that makes none has one, with a value.
    pub buckets: Vec<BucketResult>,
    /// How many documents are in buckets that are not shown.
    pub sum_other_doc_count: Option<u64>,
    /// By how much the counts may be wrong.
    pub doc_count_error_upper_bound: Option<u64>,
    /// What else came.
    pub extra: Map<String, Value>,
}

/// One bucket of an answer.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct BucketResult {
    /// What the bucket is for.
    pub label: Label,
    /// How many documents are in it.
    pub count: Option<u64>,
    /// What the bucket is for, as text, where the label is a number.
    pub key_as_string: Option<String>,
    /// What was computed.
    pub value: Option<f64>,
    /// What was computed, as text, where it is no mere number.
    pub value_as_string: Option<String>,
    /// Where a range begins.
    pub from: Option<f64>,
    /// Where a range ends.
    pub to: Option<f64>,
    /// Where a range of time begins.
    pub string_from: Option<String>,
    /// Where a range of time ends.
    pub string_to: Option<String>,
    /// The answers to the nested aggregations.
    pub sub_aggregates: Vec<AggregateResult>,
    /// What else came.
    pub extra: Map<String, Value>,
}

impl AggregateResult {
    /// The answer of an object; what else a value may be is none.
    fn of(value: Value) -> Result<Self, Value> {
        let Value::Object(mut object) = value else {
            return Err(value);
        };
        Ok(Self {
            name: take(&mut object, "name", text).unwrap_or_default(),
            buckets: take_list(&mut object, "buckets", BucketResult::of),
            sum_other_doc_count: take(&mut object, "sum_other_doc_count", count),
            doc_count_error_upper_bound: take(&mut object, "doc_count_error_upper_bound", count),
            extra: object,
        })
    }
}

impl BucketResult {
    fn of(value: Value) -> Result<Self, Value> {
        let Value::Object(mut object) = value else {
            return Err(value);
        };
        Ok(Self {
            label: take(&mut object, "label", Label::of).unwrap_or_default(),
            count: take(&mut object, "count", count),
            key_as_string: take(&mut object, "key_as_string", text),
            value: take(&mut object, "value", number),
            value_as_string: take(&mut object, "value_as_string", text),
            from: take(&mut object, "from", number),
            to: take(&mut object, "to", number),
            string_from: take(&mut object, "string_from", text),
            string_to: take(&mut object, "string_to", text),
            sub_aggregates: take_list(&mut object, "sub_aggregates", AggregateResult::of),
            extra: object,
        })
    }
}

/// Takes what is written under a key, if it can be read; `null` is nothing, and all else stays.
fn take<T>(object: &mut Map<String, Value>, key: &str, read: fn(&Value) -> Option<T>) -> Option<T> {
    let value = object.get(key)?;
    let taken = read(value);
    if taken.is_some() || value.is_null() {
        object.remove(key);
    }
    taken
}

/// Takes the elements of a list that can be read; the others stay, and `null` is none.
fn take_list<T>(
    object: &mut Map<String, Value>,
    key: &str,
    read: fn(Value) -> Result<T, Value>,
) -> Vec<T> {
    let mut taken = Vec::new();
    match object.remove(key) {
        None | Some(Value::Null) => {}
        Some(Value::Array(list)) => {
            let mut unread = Vec::new();
            for element in list {
                match read(element) {
                    Ok(element) => taken.push(element),
                    Err(Value::Null) => {}
                    Err(other) => unread.push(other),
                }
            }
            if !unread.is_empty() {
                object.insert(key.to_owned(), unread.into());
            }
        }
        Some(other) => drop(object.insert(key.to_owned(), other)),
    }
    taken
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::String(text) => text.parse().ok().filter(|number: &f64| number.is_finite()),
        value => value.as_f64(),
    }
}

fn count(value: &Value) -> Option<u64> {
    match value {
        Value::String(text) => text.parse().ok(),
        value => value.as_u64(),
    }
}

impl<'de> Deserialize<'de> for AggregateResult {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        Self::of(value).map_err(|_| serde::de::Error::custom("an answer is an object"))
    }
}

impl<'de> Deserialize<'de> for BucketResult {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        Self::of(value).map_err(|_| serde::de::Error::custom("a bucket is an object"))
    }
}

/// There is no answer of a name, or none of the shape that its type has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingResult {
    name: String,
    is_there: bool,
}

impl MissingResult {
    pub(crate) fn missing(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            is_there: false,
        }
    }

    pub(crate) fn misshapen(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            is_there: true,
        }
    }

    /// The name that was looked for.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether an answer of the name is there, but of another shape.
    #[must_use]
    pub fn is_malformed(&self) -> bool {
        self.is_there
    }
}

impl fmt::Display for MissingResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_there {
            write!(
                f,
                "the answer `{}` has not the shape of its type",
                self.name
            )
        } else {
            write!(f, "there is no answer of the name `{}`", self.name)
        }
    }
}

impl std::error::Error for MissingResult {}
