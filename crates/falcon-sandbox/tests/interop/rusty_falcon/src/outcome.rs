//! The result of a call, compared with the plain response.

use std::collections::BTreeSet;
use std::fmt;

use rusty_falcon::apis::Error;
use serde::Serialize;
use serde_json::Value;

/// The sent body and the returned value of a call.
pub struct CallResult {
    /// Null without a body.
    pub sent: Value,
    pub returned: Returned,
}

pub enum Returned {
    /// `Ok`, as JSON: a unit is null.
    Value(Value),
    /// An error response of the API, and the variant of the typed error.
    ApiError { status: u16, variant: String },
    /// Any other error.
    Failed(String),
}

impl CallResult {
    pub fn new<T: Serialize, E: fmt::Debug>(sent: Value, result: Result<T, Error<E>>) -> Self {
        let returned = match result {
            Ok(value) => match serde_json::to_value(value) {
                Ok(value) => Returned::Value(value),
                Err(error) => Returned::Failed(error.to_string()),
            },
            Err(Error::ResponseError(response)) => {
                let variant = response.entity.map(|entity| format!("{entity:?}"));
                let variant = variant.unwrap_or_default();
                Returned::ApiError {
                    status: response.status.as_u16(),
                    variant: variant.split('(').next().unwrap_or_default().to_owned(),
                }
            }
            Err(error) => {
                let message = error.to_string();
                // The position in the body differs from run to run.
                let message = message.split(" at line ").next().unwrap_or_default();
                Returned::Failed(message.trim_start_matches("error in serde: ").to_owned())
            }
        };
        Self { sent, returned }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// The returned value contains the whole response.
    Complete,
    /// The call succeeded without returning anything of the response.
    Discarded,
    /// The call succeeded without returning these parts of the response.
    Incomplete(String),
    /// The request succeeded, but the call returned an error with this message.
    Failed(String),
    /// The API returned an error with this status, which has this variant.
    ApiError(u16, String),
}

impl Outcome {
    pub fn new(returned: Returned, response: &Value) -> Self {
        match returned {
            Returned::ApiError { status, variant } => Self::ApiError(status, variant),
            Returned::Failed(message) => Self::Failed(message),
            Returned::Value(Value::Null) => Self::Discarded,
            Returned::Value(value) => {
                let mut missing = BTreeSet::new();
                compare(response, &value, "", &mut missing);
                match missing.is_empty() {
                    true => Self::Complete,
                    false => Self::Incomplete(missing.into_iter().collect::<Vec<_>>().join(", ")),
                }
            }
        }
    }

    pub fn is_correct(&self) -> bool {
        match self {
            Self::Complete => true,
            Self::Discarded | Self::Incomplete(_) | Self::Failed(_) => false,
            Self::ApiError(status, variant) => *variant == format!("Status{status}"),
        }
    }

    /// Describes a difference from the expected outcome.
    pub fn change(&self, expected: &Self) -> Option<&'static str> {
        match (expected.is_correct(), self.is_correct()) {
            _ if self == expected => None,
            (true, false) => Some("broken"),
            (false, true) => Some("fixed"),
            _ => Some("changed"),
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Complete => f.write_str("complete"),
            Self::Discarded => f.write_str("`Ok(())`, response discarded"),
            Self::Incomplete(missing) => write!(f, "`Ok` without {missing}"),
            Self::Failed(message) => write!(f, "`Err`: {message}"),
            Self::ApiError(status, variant) => {
                write!(f, "`Err`: {status}, typed as `{variant}`")
            }
        }
    }
}

/// Collects the paths at which `value` differs from the response. Null, a missing member and an
/// empty list are equal. Metadata differ between two responses, so only their presence counts.
fn compare(response: &Value, value: &Value, path: &str, missing: &mut BTreeSet<String>) {
    let is_equal = match (response, value) {
        (Value::Null, _) => true,
        (Value::Array(items), Value::Null) => items.is_empty(),
        (Value::Object(members), Value::Object(_)) => {
            for (key, member) in members {
                let path = match path {
                    "" => key.clone(),
                    path => format!("{path}.{key}"),
                };
                compare(member, &value[key], &path, missing);
            }
            true
        }
        (Value::Array(items), Value::Array(others)) if items.len() == others.len() => {
            for (item, other) in items.iter().zip(others) {
                compare(item, other, &format!("{path}[]"), missing);
            }
            true
        }
        (Value::Number(number), Value::Number(other)) if !path.starts_with("meta.") => {
            number.as_f64() == other.as_f64()
        }
        _ if path.starts_with("meta.") => !value.is_null(),
        _ => response == value,
    };
    if !is_equal {
        missing.insert(format!("`{path}`"));
    }
}
