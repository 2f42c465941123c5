//! The values of a document's fields, read from its text in one pass.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// A value at the end of a path; `null`, arrays and objects are none.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Scalar<'d> {
    Text(Cow<'d, str>),
    Integer(i64),
    Real(f64),
    Boolean(bool),
}

/// The values of each field that was asked for, by the number that it was given.
pub(super) type Values<'d> = Vec<Vec<Scalar<'d>>>;

/// Reads all fields that a request asks for.
#[derive(Debug, Default)]
pub(super) struct Reader {
    paths: Paths,
    fields: Vec<String>,
}

/// Paths, their common beginnings joined.
#[derive(Debug, Default)]
struct Paths {
    members: Vec<(String, Paths)>,
    /// The number of the field whose path ends here.
    field: Option<usize>,
}

impl Reader {
    /// The number of a field, which it is given when it is first asked for.
    pub(super) fn number_of(&mut self, field: &str) -> usize {
        if let Some(number) = self.fields.iter().position(|known| known == field) {
            return number;
        }
        let number = self.fields.len();
        self.fields.push(field.to_owned());
        let mut paths = &mut self.paths;
        for part in field.split('.') {
            let at = paths.members.iter().position(|(name, _)| name == part);
            let at = at.unwrap_or_else(|| {
                paths.members.push((part.to_owned(), Paths::default()));
                paths.members.len() - 1
            });
            paths = &mut paths.members[at].1;
        }
        paths.field = Some(number);
        number
    }

    /// Room for the values of a document.
    pub(super) fn values<'d>(&self) -> Values<'d> {
        vec![Vec::new(); self.fields.len()]
    }

    /// Reads the values of a document in the place of those before.
    pub(super) fn read<'d>(&self, text: &'d str, values: &mut Values<'d>) {
        values.iter_mut().for_each(Vec::clear);
        let place = At {
            paths: &self.paths,
            values,
        };
        // Documents are JSON; from one that is not, what comes before the mistake is taken.
        let _ = place.deserialize(&mut serde_json::Deserializer::from_str(text));
    }
}

/// A place in a document, and in the paths.
struct At<'p, 'v, 'd> {
    paths: &'p Paths,
    values: &'v mut Values<'d>,
}

impl<'d> At<'_, '_, 'd> {
    fn found<E>(self, scalar: Scalar<'d>) -> Result<(), E> {
        if let Some(field) = self.paths.field {
            self.values[field].push(scalar);
        }
        Ok(())
    }
}

impl<'d> DeserializeSeed<'d> for At<'_, '_, 'd> {
    type Value = ();

    fn deserialize<D: Deserializer<'d>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'d> Visitor<'d> for At<'_, '_, 'd> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.found(Scalar::Boolean(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.found(Scalar::Integer(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        let integer = i64::try_from(value).map(Scalar::Integer);
        self.found(integer.unwrap_or(Scalar::Real(value as f64)))
    }

    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        self.found(Scalar::Real(value))
    }

    fn visit_borrowed_str<E>(self, value: &'d str) -> Result<(), E> {
        self.found(Scalar::Text(Cow::Borrowed(value)))
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        self.found(Scalar::Text(Cow::Owned(value.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'d>>(self, mut elements: A) -> Result<(), A::Error> {
        let Self { paths, values } = self;
        while elements
            .next_element_seed(At {
                paths,
                values: &mut *values,
            })?
            .is_some()
        {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'d>>(self, mut members: A) -> Result<(), A::Error> {
        let Self { paths, values } = self;
        while let Some(member) = members.next_key_seed(MemberOf(paths))? {
            match member {
                Some(paths) => members.next_value_seed(At {
                    paths,
                    values: &mut *values,
                })?,
                None => drop(members.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

/// Where a key leads in the paths.
struct MemberOf<'p>(&'p Paths);

impl<'p, 'd> DeserializeSeed<'d> for MemberOf<'p> {
    type Value = Option<&'p Paths>;

    fn deserialize<D: Deserializer<'d>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'p> Visitor<'_> for MemberOf<'p> {
    type Value = Option<&'p Paths>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
        let mut members = self.0.members.iter();
        Ok(members
            .find(|(name, _)| name == key)
            .map(|(_, paths)| paths))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_fields_are_read_in_one_pass_through_objects_and_arrays() {
        let mut reader = Reader::default();
        let fields = ["a.b", "a", "c", "a.b"].map(|field| reader.number_of(field));
        assert_eq!(fields, [0, 1, 2, 0]);
        let mut values = reader.values();
        let text = r#"{"x":{"c":9},"a":[{"b":1},{"b":[null,"t\"o",[true]]},{"b":{"c":2}},3.5],
            "c":18446744073709551615}"#;
        for _ in 0..2 {
            reader.read(text, &mut values);
            assert_eq!(
                values[0],
                [
                    Scalar::Integer(1),
                    Scalar::Text("t\"o".into()),
                    Scalar::Boolean(true)
                ]
            );
            assert_eq!(values[1], [Scalar::Real(3.5)]);
            assert_eq!(values[2], [Scalar::Real(18_446_744_073_709_551_615.0)]);
        }
    }

    #[test]
    fn a_text_that_is_no_document_has_no_values() {
        let mut reader = Reader::default();
        reader.number_of("a");
        let mut values = reader.values();
        for text in [
            "",
            "[]",
            "3",
            "{",
            "{\"b\":1}",
            "{\"a\":null}",
            "{\"a\":[[]]}",
        ] {
            reader.read(text, &mut values);
            assert!(values[0].is_empty(), "{text}");
        }
    }
}
