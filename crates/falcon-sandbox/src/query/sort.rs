//! Sort expressions and the order of a listing.

use std::cmp::Reverse;
use std::net::IpAddr;

use fql::Instant;
use fql::eval::{JsonPaths, JsonScalar};
use fql::syntax::{Direction, parse_sort_for_table};
use fql::table::{FieldType, Table};

use super::parse_error::{describe, errors, parse_error};
use crate::response::ErrorResponse;
use crate::sort_number::SortNumber;
use crate::store::Entry;

/// A field to sort by, and the direction.
#[derive(Clone, Debug)]
pub(crate) struct SortOrder {
    field: String,
    field_type: FieldType,
    direction: Direction,
}

impl SortOrder {
    /// Parses a sort expression such as `last_seen|asc` or `last_seen.desc`.
    ///
    /// # Errors
    ///
    /// Returns a 400 if the expression is malformed or the collection does not have the field.
    pub(crate) fn parse(table: &Table, source: &str) -> Result<Self, ErrorResponse> {
        let key = parse_sort_for_table(table, source).map_err(|error| {
            let messages: Vec<String> = errors(error.report()).map(describe).collect();
            parse_error("sort", &messages)
        })?;
        // Documents contain the field itself, not its alias.
        let row = table.find(key.field());
        Ok(Self {
            field: row.map_or(key.field(), |row| row.name).to_owned(),
            field_type: row.map_or(FieldType::Any, |row| row.field_type),
            direction: key.direction(),
        })
    }

    /// Returns an error unless the field is one of `fields`.
    pub(crate) fn check_field(&self, fields: &[&str]) -> Result<(), ErrorResponse> {
        if fields.contains(&&*self.field) {
            return Ok(());
        }
        let supported = fields.join("`, `");
        let message = format!(
            "field `{}` does not support sorting: supported: `{supported}`",
            self.field
        );
        Err(parse_error("sort", &[message]))
    }

    /// Sorts entries by the first value of their field: of several values the smallest if
    /// ascending, the largest if descending. Entries whose values are not of the field's type come after
    /// the others, and entries without a value come last; the sort is stable.
    pub(crate) fn sort(&self, entries: &mut [Entry]) {
        match self.direction {
            Direction::Ascending => self.sort_by(entries, |value| value),
            Direction::Descending => self.sort_by(entries, Reverse),
        }
    }

    fn sort_by<K: Ord>(&self, entries: &mut [Entry], key: fn(SortValue) -> K) {
        let path = JsonPaths::new([&self.field]);
        entries.sort_by_cached_key(|entry| {
            let first = self.first(&path, entry.document.json(), key);
            (first.is_none(), first)
        });
    }

    /// Returns the key of the first value, after whether the value is of another type than the field.
    fn first<K: Ord>(
        &self,
        path: &JsonPaths,
        document: &str,
        key: fn(SortValue) -> K,
    ) -> Option<(bool, K)> {
        let mut first = None;
        // A malformed document has no values.
        let _ = path.visit(document.as_bytes(), |_, scalar| {
            let Some(value) = SortValue::new(self.field_type, scalar) else {
                return;
            };
            let next = (!value.is_of(self.field_type), key(value));
            first = Some(match first.take() {
                Some(other) => next.min(other),
                None => next,
            });
        });
        first
    }
}

/// A value to sort by. Strings that are not a value of the field's type are compared as strings.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum SortValue {
    Boolean(bool),
    Number(SortNumber),
    Instant(Instant),
    Address(IpAddr),
    String(Box<str>),
}

impl SortValue {
    fn new(field_type: FieldType, scalar: JsonScalar<'_>) -> Option<Self> {
        let string = match scalar {
            JsonScalar::Boolean(value) => return Some(Self::Boolean(value)),
            JsonScalar::Integer(integer) => {
                return Some(Self::Number(SortNumber::Integer(integer)));
            }
            JsonScalar::Real(real) => return Some(Self::Number(SortNumber::from_real(real))),
            JsonScalar::Str(string) => string,
            _ => return None,
        };
        let typed = match field_type {
            FieldType::Timestamp => string.parse().ok().map(Self::Instant),
            FieldType::Ip => string.parse().ok().map(Self::Address),
            FieldType::Integer | FieldType::Float => SortNumber::parse(&string).map(Self::Number),
            _ => None,
        };
        Some(typed.unwrap_or_else(|| Self::String(string.into())))
    }

    /// Returns `true` unless values of the type have another form.
    fn is_of(&self, field_type: FieldType) -> bool {
        match field_type {
            FieldType::Timestamp => matches!(self, Self::Instant(_)),
            FieldType::Ip => matches!(self, Self::Address(_)),
            FieldType::Integer | FieldType::Float => matches!(self, Self::Number(_)),
            FieldType::Boolean => matches!(self, Self::Boolean(_)),
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use fql::collections::{external_assets, sensors, spotlight_vulnerabilities};

    use super::*;
    use crate::data::Document;

    /// Returns the indexes of the documents in sorted order.
    fn sorted(table: &Table, sort: &str, documents: &[&str]) -> Vec<u64> {
        let mut entries: Vec<Entry> = documents
            .iter()
            .zip(0..)
            .map(|(json, number)| Entry {
                number,
                document: Arc::new(Document::new("", *json)),
            })
            .collect();
        SortOrder::parse(table, sort).unwrap().sort(&mut entries);
        entries.iter().map(|entry| entry.number).collect()
    }

    #[test]
    fn values_compare_by_field_type() {
        let numbers = [r#"{"confidence":9}"#, "{}", r#"{"confidence":"10"}"#];
        assert_eq!(
            sorted(&external_assets::TABLE, "confidence|asc", &numbers),
            [0, 2, 1]
        );
        assert_eq!(
            sorted(&external_assets::TABLE, "confidence.desc", &numbers),
            [2, 0, 1]
        );
        let addresses = [
            r#"{"ip":{"ip_address":"192.0.2.10"}}"#,
            r#"{"ip":{"ip_address":"192.0.2.9"}}"#,
        ];
        assert_eq!(
            sorted(&external_assets::TABLE, "ip.ip_address|asc", &addresses),
            [1, 0]
        );
        let times = [
            r#"{"last_seen":"2026-11-22T10:00:00.5Z"}"#,
            r#"{"last_seen":"soon"}"#,
            r#"{"last_seen":"2026-11-22T11:00:00+02:00"}"#,
            r#"{"last_seen":"2026-11-22T10:00:00Z"}"#,
        ];
        for field in ["last_seen", "last_seen_timestamp"] {
            let by = |direction| {
                sorted(
                    &external_assets::TABLE,
                    &format!("{field}|{direction}"),
                    &times,
                )
            };
            assert_eq!(by("asc"), [2, 3, 0, 1], "{field}");
            assert_eq!(by("desc"), [0, 3, 2, 1], "{field}");
        }
        let scores = [
            r#"{"cve":{"base_score":"n/a"}}"#,
            r#"{"cve":{"base_score":9.8}}"#,
            r#"{"cve":{"base_score":"7.5"}}"#,
        ];
        let by = |sort| sorted(&spotlight_vulnerabilities::TABLE, sort, &scores);
        assert_eq!(by("cve.base_score|asc"), [2, 1, 0]);
        assert_eq!(by("cve.base_score|desc"), [1, 2, 0]);
        let flags = [
            r#"{"manual":"yes"}"#,
            r#"{"manual":true}"#,
            r#"{"manual":false}"#,
        ];
        let by = |sort| sorted(&external_assets::TABLE, sort, &flags);
        assert_eq!(by("manual|asc"), [2, 1, 0]);
        assert_eq!(by("manual|desc"), [1, 2, 0]);
    }

    #[test]
    fn integers_beyond_2_53_compare_exactly() {
        let documents = [
            r#"{"n":9007199254740993}"#,
            r#"{"n":9007199254740992}"#,
            r#"{"n":18446744073709551615}"#,
            r#"{"n":18446744073709551614}"#,
            r#"{"n":9007199254740992.0}"#,
        ];
        assert_eq!(
            sorted(&sensors::TABLE, "n|asc", &documents),
            [1, 4, 0, 3, 2]
        );
        assert_eq!(
            sorted(&sensors::TABLE, "n|desc", &documents),
            [2, 3, 0, 1, 4]
        );
    }

    #[test]
    fn first_of_several_values_counts() {
        let ports = [
            r#"{"ip":{"services":[{"port":22},{"port":443}]}}"#,
            r#"{"ip":{"services":[{"port":80}]}}"#,
        ];
        assert_eq!(
            sorted(&external_assets::TABLE, "ip.services.port|asc", &ports),
            [0, 1]
        );
        assert_eq!(
            sorted(&external_assets::TABLE, "ip.services.port|desc", &ports),
            [0, 1]
        );
    }

    #[test]
    fn open_collection_sorts_by_any_property() {
        let documents = [
            r#"{"status":"b"}"#,
            r#"{"status":"a"}"#,
            r#"{"status":"b"}"#,
        ];
        assert_eq!(
            sorted(&sensors::TABLE, "status.desc", &documents),
            [0, 2, 1]
        );
        assert_eq!(sorted(&sensors::TABLE, "status|asc", &documents), [1, 0, 2]);
    }

    #[test]
    fn invalid_sort_is_a_400() {
        for sort in [
            "last_seen",
            "last_seen descending",
            "last_sen|desc",
            "|asc",
            "_count|desc",
        ] {
            let error = SortOrder::parse(&external_assets::TABLE, sort).unwrap_err();
            assert_eq!(error.status, 400, "{sort}");
        }
    }
}
