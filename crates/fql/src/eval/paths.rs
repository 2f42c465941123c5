//! Paths into documents, and what they reach.

use serde_json::Value;

use super::scalar::Scalar;

/// A dotted path, taken apart.
#[derive(Debug, Clone)]
pub(crate) struct Path {
    parts: Vec<String>,
}

impl Path {
    pub(crate) fn new(property: &str) -> Self {
        Self {
            parts: property.split('.').map(str::to_owned).collect(),
        }
    }

    pub(crate) fn parts(&self) -> &[String] {
        &self.parts
    }

    /// Calls `found` with each value but `null` that the path reaches, through objects and arrays,
    /// until it says that it has seen enough. Whether it did.
    pub(crate) fn reach<'d>(
        &self,
        document: &'d Value,
        found: &mut impl FnMut(Scalar<'d>) -> bool,
    ) -> bool {
        reach(document, &self.parts, &mut |value| {
            Scalar::of(value).is_some_and(&mut *found)
        })
    }

    /// The same with the values as they are in the document, all of them.
    pub(crate) fn reach_values<'d>(
        &self,
        document: &'d Value,
        found: &mut impl FnMut(&'d Value, Scalar<'d>),
    ) {
        reach(document, &self.parts, &mut |value| {
            if let Some(scalar) = Scalar::of(value) {
                found(value, scalar);
            }
            false
        });
    }
}

/// Documents are as deep as the paths, and arrays in arrays as deep as the reader of JSON allows.
fn reach<'d>(
    mut value: &'d Value,
    mut parts: &[String],
    found: &mut impl FnMut(&'d Value) -> bool,
) -> bool {
    loop {
        match (value, parts) {
            (Value::Array(elements), _) => {
                return elements.iter().any(|element| reach(element, parts, found));
            }
            (Value::Object(members), [first, rest @ ..]) => match members.get(first) {
                Some(member) => (value, parts) = (member, rest),
                None => return false,
            },
            (_, [_, ..]) => return false,
            (_, []) => return found(value),
        }
    }
}
