//! Shapes of samples.

use std::fmt;

use serde_json::Value;

use super::{ColumnType, Root, Shape};

impl Shape {
    /// Reads the shape of a sample: JSON documents one after another, such as lines of NDJSON, or
    /// arrays of documents.
    ///
    /// The sample must have every field that filters use, with values of one type. Integers and
    /// fractions together are [`ColumnType::Unsupported`]: a column has one text for both `1` and `1.0`.
    ///
    /// # Errors
    /// Returns an error if the sample is not JSON, has no document, or has one that is not an object.
    pub fn from_sample(sample: &str) -> Result<Self, SampleError> {
        let (mut columns, mut is_empty) = (Vec::new(), true);
        for value in serde_json::Deserializer::from_str(sample).into_iter::<Value>() {
            let value = value.map_err(|error| SampleError::Json(error.to_string()))?;
            let documents = match &value {
                Value::Array(documents) => documents.as_slice(),
                document => std::slice::from_ref(document),
            };
            for document in documents {
                add_document(&mut columns, document)?;
            }
            is_empty &= documents.is_empty();
        }
        if is_empty {
            return Err(SampleError::Empty);
        }
        Ok(Self {
            root: Root::Columns(columns),
            is_complete: false,
        })
    }
}

fn add_document(
    columns: &mut Vec<(String, ColumnType)>,
    document: &Value,
) -> Result<(), SampleError> {
    let members = document.as_object().ok_or(SampleError::NotAnObject)?;
    for (key, value) in members {
        add_member(columns, key, column_type(value));
    }
    Ok(())
}

/// Recurses as deep as the JSON parser allows.
fn column_type(value: &Value) -> ColumnType {
    match value {
        Value::Null => ColumnType::Unknown,
        Value::Bool(_) => ColumnType::Boolean,
        Value::String(_) => ColumnType::Text,
        Value::Number(number) if number.is_i64() => ColumnType::Integer,
        Value::Number(number) if number.is_u64() => ColumnType::Unsigned,
        Value::Number(_) => ColumnType::Real,
        Value::Array(elements) => {
            let types = elements.iter().map(column_type);
            ColumnType::List(Box::new(types.fold(ColumnType::Unknown, merged)))
        }
        Value::Object(members) => {
            let mut fields = Vec::with_capacity(members.len());
            for (key, value) in members {
                add_member(&mut fields, key, column_type(value));
            }
            ColumnType::Struct(fields)
        }
    }
}

fn add_member(members: &mut Vec<(String, ColumnType)>, key: &str, added: ColumnType) {
    match members.iter_mut().find(|(known, _)| known == key) {
        Some((_, known)) => {
            *known = merged(std::mem::replace(known, ColumnType::Unknown), added);
        }
        None => members.push((key.to_owned(), added)),
    }
}

/// The reason for integers and fractions together, which are also numbers of one type in other columns.
const FRACTIONS: &str =
    "integers and fractions; write the integers as `1.0` if the column has floating-point numbers";

/// Returns the type of values of both types.
fn merged(one: ColumnType, other: ColumnType) -> ColumnType {
    use ColumnType::{Integer, List, Struct, Unknown, Unsigned, Unsupported};
    match (one, other) {
        (one, other) if one == other => one,
        (Unknown, known) | (known, Unknown) => known,
        (List(one), List(other)) => List(Box::new(merged(*one, *other))),
        (Struct(mut one), Struct(other)) => {
            for (key, added) in other {
                add_member(&mut one, &key, added);
            }
            Struct(one)
        }
        (Integer, Unsigned) | (Unsigned, Integer) => {
            Unsupported("integers within and beyond the range of 64 bits with a sign")
        }
        (one, other) if is_number(&one) && is_number(&other) => Unsupported(FRACTIONS),
        _ => Unsupported("values of several types"),
    }
}

fn is_number(column_type: &ColumnType) -> bool {
    use ColumnType::{Integer, Real, Unsigned, Unsupported};
    matches!(
        column_type,
        Integer | Unsigned | Real | Unsupported(FRACTIONS)
    )
}

/// The error of an invalid sample.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SampleError {
    /// The sample is not JSON.
    Json(String),
    /// A document is not an object.
    NotAnObject,
    /// The sample has no document.
    Empty,
}

impl fmt::Display for SampleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(error) => write!(f, "sample is not JSON: {error}"),
            Self::NotAnObject => f.write_str("sample has a document that is not an object"),
            Self::Empty => f.write_str("sample has no document"),
        }
    }
}

impl std::error::Error for SampleError {}
