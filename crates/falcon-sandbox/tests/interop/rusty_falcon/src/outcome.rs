//! What a call gave, beside what there was to give.

use std::collections::BTreeSet;
use std::fmt;

use rusty_falcon::apis::Error;
use serde::Serialize;
use serde_json::Value;

/// What a call gave.
pub struct Seen {
    /// The body that it sent; null where it sent none.
    pub sent: Value,
    pub got: Got,
}

pub enum Got {
    /// `Ok`, as JSON: a unit is null.
    Value(Value),
    /// The API's refusal, and the variant of the typed error that it was read as.
    Refused { status: u16, read_as: String },
    /// An error of the client's own.
    Failed(String),
}

impl Seen {
    pub fn of<T: Serialize, E: fmt::Debug>(sent: Value, result: Result<T, Error<E>>) -> Self {
        let got = match result {
            Ok(value) => match serde_json::to_value(value) {
                Ok(value) => Got::Value(value),
                Err(error) => Got::Failed(error.to_string()),
            },
            Err(Error::ResponseError(refusal)) => {
                let variant = refusal.entity.map(|entity| format!("{entity:?}"));
                let variant = variant.unwrap_or_default();
                Got::Refused {
                    status: refusal.status.as_u16(),
                    read_as: variant.split('(').next().unwrap_or_default().to_owned(),
                }
            }
            Err(error) => {
                let text = error.to_string();
                // Where in the body it was differs from run to run.
                let text = text.split(" at line ").next().unwrap_or_default();
                Got::Failed(text.trim_start_matches("error in serde: ").to_owned())
            }
        };
        Self { sent, got }
    }
}

/// What came of a call.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// All that was answered is in what the call gave.
    Whole,
    /// The call succeeded, and the answer is gone.
    Nothing,
    /// The call succeeded, and these parts of the answer are gone.
    Loses(String),
    /// The request succeeded, and the call is an error with this text.
    Fails(String),
    /// The API refused, with this status, and the error is typed as this.
    Refused(u16, String),
}

impl Outcome {
    pub fn of(got: Got, answer: &Value) -> Self {
        match got {
            Got::Refused { status, read_as } => Self::Refused(status, read_as),
            Got::Failed(text) => Self::Fails(text),
            Got::Value(Value::Null) => Self::Nothing,
            Got::Value(value) => {
                let mut lost = BTreeSet::new();
                compare(answer, &value, "", &mut lost);
                match lost.is_empty() {
                    true => Self::Whole,
                    false => Self::Loses(lost.into_iter().collect::<Vec<_>>().join(", ")),
                }
            }
        }
    }

    pub fn is_right(&self) -> bool {
        match self {
            Self::Whole => true,
            Self::Nothing | Self::Loses(_) | Self::Fails(_) => false,
            Self::Refused(status, read_as) => *read_as == format!("Status{status}"),
        }
    }

    /// How this differs from what was expected, if it does.
    pub fn change(&self, expected: &Self) -> Option<&'static str> {
        match (expected.is_right(), self.is_right()) {
            _ if self == expected => None,
            (true, false) => Some("broke"),
            (false, true) => Some("began to work"),
            _ => Some("changed"),
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole => f.write_str("all of it"),
            Self::Nothing => f.write_str("`Ok(())`: nothing of it"),
            Self::Loses(parts) => write!(f, "`Ok`, without {parts}"),
            Self::Fails(text) => write!(f, "`Err`: {text}"),
            Self::Refused(status, read_as) => write!(f, "`Err`: {status}, typed as `{read_as}`"),
        }
    }
}

/// The places where the answer has something and the value not the same. Null, nothing and an empty
/// list are alike; the metadata of two answers differ, so of them only the presence counts.
fn compare(answer: &Value, value: &Value, place: &str, lost: &mut BTreeSet<String>) {
    let is_same = match (answer, value) {
        (Value::Null, _) => true,
        (Value::Array(items), Value::Null) => items.is_empty(),
        (Value::Object(members), Value::Object(_)) => {
            for (key, member) in members {
                let place = match place {
                    "" => key.clone(),
                    place => format!("{place}.{key}"),
                };
                compare(member, &value[key], &place, lost);
            }
            true
        }
        (Value::Array(items), Value::Array(others)) if items.len() == others.len() => {
            for (item, other) in items.iter().zip(others) {
                compare(item, other, &format!("{place}[]"), lost);
            }
            true
        }
        (Value::Number(number), Value::Number(other)) if !place.starts_with("meta.") => {
            number.as_f64() == other.as_f64()
        }
        _ if place.starts_with("meta.") => !value.is_null(),
        _ => answer == value,
    };
    if !is_same {
        lost.insert(format!("`{place}`"));
    }
}
