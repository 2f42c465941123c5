//! What a dotted path reaches in a document, read straight from its text.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// A value at the end of a path; `null`, arrays and objects are none.
#[derive(Debug, PartialEq)]
pub(crate) enum Scalar<'d> {
    Text(Cow<'d, str>),
    Number(f64),
    Boolean(bool),
}

/// Calls `found` with every value that the path reaches, through objects and arrays.
pub(crate) fn reach(text: &str, path: &str, mut found: impl FnMut(Scalar<'_>)) {
    let parts: Vec<&str> = path.split('.').collect();
    let reader = Reader {
        parts: &parts,
        found: &mut found,
    };
    // Documents are JSON; from one that is not, what comes before the mistake is taken.
    let _ = reader.deserialize(&mut serde_json::Deserializer::from_str(text));
}

struct Reader<'p, 'f> {
    parts: &'p [&'p str],
    found: &'f mut dyn FnMut(Scalar<'_>),
}

impl<'de> DeserializeSeed<'de> for Reader<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Reader<'_, '_> {
    fn scalar<E>(self, scalar: Scalar<'_>) -> Result<(), E> {
        if self.parts.is_empty() {
            (self.found)(scalar);
        }
        Ok(())
    }
}

impl<'de> Visitor<'de> for Reader<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.scalar(Scalar::Boolean(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.scalar(Scalar::Number(value as f64))
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.scalar(Scalar::Number(value as f64))
    }

    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        self.scalar(Scalar::Number(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        self.scalar(Scalar::Text(Cow::Borrowed(value)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        let Self { parts, found } = self;
        while elements
            .next_element_seed(Reader {
                parts,
                found: &mut *found,
            })?
            .is_some()
        {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let Self { parts, found } = self;
        let wanted = parts.first();
        while let Some(is_wanted) = members.next_key_seed(Is(wanted))? {
            if is_wanted {
                members.next_value_seed(Reader {
                    parts: parts.get(1..).unwrap_or_default(),
                    found: &mut *found,
                })?;
            } else {
                members.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

/// Whether a key is the one that is looked for.
struct Is<'p>(Option<&'p &'p str>);

impl<'de> DeserializeSeed<'de> for Is<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Is<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<bool, E> {
        Ok(self.0.is_some_and(|wanted| *wanted == key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_goes_through_objects_and_arrays() {
        let text = r#"{"x":{"a":9},"a":[{"b":1},{"b":[null,"t\"o",[true]]},{"b":{"c":2}},3]}"#;
        let mut found = Vec::new();
        reach(text, "a.b", |scalar| found.push(format!("{scalar:?}")));
        assert_eq!(found, ["Number(1.0)", r#"Text("t\"o")"#, "Boolean(true)"]);
    }

    #[test]
    fn nothing_is_found_where_the_path_does_not_lead() {
        for text in [
            "{}",
            "[]",
            "3",
            "\"a\"",
            "",
            "{\"a\":3}",
            "{\"a\":{\"c\":1}}",
        ] {
            reach(text, "a.b", |scalar| panic!("{text}: {scalar:?}"));
        }
    }
}
