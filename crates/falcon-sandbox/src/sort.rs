//! The order of a listing.

use std::cmp::Ordering;
use std::net::IpAddr;

use fql::{Collection, Direction, FieldType, Sort, Time, Timestamp};

use crate::reach::{Scalar, reach};
use crate::refusal::Refusal;
use crate::select::in_brackets;
use crate::store::Entry;

/// A field to sort by, and which end comes first.
#[derive(Clone, Debug)]
pub(crate) struct Order {
    field: String,
    kind: FieldType,
    direction: Direction,
}

impl Order {
    /// Reads `field|asc`, `field.desc` and so on.
    ///
    /// # Errors
    /// What is no sort, and a field that the collection does not have.
    pub(crate) fn read<C: Collection>(text: &str) -> Result<Self, Refusal> {
        let sort: Sort<C> = text.parse().map_err(|error: fql::InvalidFilter| {
            let problems = in_brackets(error.report(), |diagnostic| {
                format!("{}: {}", diagnostic.message(), diagnostic.help())
            });
            Refusal::bad_request(format!("Failed to parse sort expression. {problems}"))
        })?;
        let (field, direction) = sort
            .as_str()
            .rsplit_once(C::TABLE.separator.as_char())
            .unwrap_or((sort.as_str(), "asc"));
        // An alias is read from the field that it stands for.
        let row = C::TABLE.find(field);
        Ok(Self {
            field: row.map_or(field, |row| row.name).to_owned(),
            kind: row.map_or(FieldType::Any, |row| row.kind),
            direction: if direction == "desc" {
                Direction::Descending
            } else {
                Direction::Ascending
            },
        })
    }

    /// The field, where an alias stood for it, too.
    pub(crate) fn field(&self) -> &str {
        &self.field
    }

    /// Puts entries in this order. Of several values of a field the one counts that comes first;
    /// what has none comes last, and what is equal stays in the order of its coming.
    pub(crate) fn sort(&self, entries: &mut [Entry]) {
        entries.sort_by_cached_key(|entry| Place {
            key: self.key(entry.document.json()),
            direction: self.direction,
        });
    }

    fn key(&self, text: &str) -> Option<Key> {
        let mut first: Option<Key> = None;
        reach(text, &self.field, |scalar| {
            let key = Key::of(self.kind, &scalar);
            let is_before = |other: &Key| match self.direction {
                Direction::Ascending => key < *other,
                Direction::Descending => key > *other,
            };
            if first.as_ref().is_none_or(is_before) {
                first = Some(key);
            }
        });
        first
    }
}

/// Where a document stands in the order.
#[derive(PartialEq, Eq)]
struct Place {
    key: Option<Key>,
    direction: Direction,
}

impl Ord for Place {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.key, &other.key) {
            (Some(one), Some(two)) => match self.direction {
                Direction::Ascending => one.cmp(two),
                Direction::Descending => two.cmp(one),
            },
            // Whatever the direction: what has a value comes before what has none.
            (one, two) => one.is_none().cmp(&two.is_none()),
        }
    }
}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A value to be compared, after its field's kind. What does not suit the kind is a text.
enum Key {
    Boolean(bool),
    Number(f64),
    Instant(i64, u32),
    Address(IpAddr),
    Text(Box<str>),
}

impl Key {
    fn of(kind: FieldType, scalar: &Scalar<'_>) -> Self {
        let text = match scalar {
            Scalar::Boolean(value) => return Self::Boolean(*value),
            Scalar::Number(number) => return Self::Number(*number),
            Scalar::Text(text) => text,
        };
        let suiting = match kind {
            FieldType::Timestamp => instant(text),
            FieldType::Ip => text.parse().ok().map(Self::Address),
            FieldType::Integer => text.parse().ok().map(Self::Number),
            _ => None,
        };
        suiting.unwrap_or_else(|| Self::Text(text.as_ref().into()))
    }

    fn rank(&self) -> u8 {
        match self {
            Self::Boolean(_) => 0,
            Self::Number(_) => 1,
            Self::Instant(..) => 2,
            Self::Address(_) => 3,
            Self::Text(_) => 4,
        }
    }
}

fn instant(text: &str) -> Option<Key> {
    match text.parse::<Timestamp>().ok()?.time() {
        Time::Absolute {
            seconds,
            nanoseconds,
        } => Some(Key::Instant(seconds, nanoseconds)),
        Time::Relative(_) => None,
    }
}

impl Ord for Key {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Boolean(one), Self::Boolean(two)) => one.cmp(two),
            (Self::Number(one), Self::Number(two)) => one.total_cmp(two),
            (Self::Instant(one, rest), Self::Instant(two, other)) => (one, rest).cmp(&(two, other)),
            (Self::Address(one), Self::Address(two)) => one.cmp(two),
            (Self::Text(one), Self::Text(two)) => one.cmp(two),
            _ => self.rank().cmp(&other.rank()),
        }
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Key {}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use fql::collections::external_assets::ExternalAssets;
    use fql::collections::sensors::Sensors;

    use super::*;
    use crate::data::Document;

    fn sorted<C: Collection>(sort: &str, texts: &[&str]) -> Vec<u64> {
        let mut entries: Vec<Entry> = texts
            .iter()
            .zip(0..)
            .map(|(text, number)| Entry {
                number,
                document: Arc::new(Document::new("", *text)),
            })
            .collect();
        Order::read::<C>(sort).unwrap().sort(&mut entries);
        entries.iter().map(|entry| entry.number).collect()
    }

    #[test]
    fn values_are_compared_after_the_kind_of_their_field() {
        let numbers = [r#"{"confidence":9}"#, "{}", r#"{"confidence":"10"}"#];
        assert_eq!(
            sorted::<ExternalAssets>("confidence|asc", &numbers),
            [0, 2, 1]
        );
        assert_eq!(
            sorted::<ExternalAssets>("confidence.desc", &numbers),
            [2, 0, 1]
        );
        let addresses = [
            r#"{"ip":{"ip_address":"192.0.2.10"}}"#,
            r#"{"ip":{"ip_address":"192.0.2.9"}}"#,
        ];
        assert_eq!(
            sorted::<ExternalAssets>("ip.ip_address|asc", &addresses),
            [1, 0]
        );
        let times = [
            r#"{"last_seen":"2026-11-22T10:00:00.5Z"}"#,
            r#"{"last_seen":"2026-11-22T10:00:00Z"}"#,
        ];
        assert_eq!(sorted::<ExternalAssets>("last_seen|asc", &times), [1, 0]);
        assert_eq!(
            sorted::<ExternalAssets>("last_seen_timestamp|asc", &times),
            [1, 0]
        );
    }

    #[test]
    fn of_several_values_the_one_counts_that_comes_first() {
        let ports = [
            r#"{"ip":{"services":[{"port":22},{"port":443}]}}"#,
            r#"{"ip":{"services":[{"port":80}]}}"#,
        ];
        assert_eq!(
            sorted::<ExternalAssets>("ip.services.port|asc", &ports),
            [0, 1]
        );
        assert_eq!(
            sorted::<ExternalAssets>("ip.services.port|desc", &ports),
            [0, 1]
        );
    }

    #[test]
    fn an_open_collection_sorts_by_any_property_and_equals_stay_as_they_came() {
        let texts = [
            r#"{"status":"b"}"#,
            r#"{"status":"a"}"#,
            r#"{"status":"b"}"#,
        ];
        assert_eq!(sorted::<Sensors>("status.desc", &texts), [0, 2, 1]);
        assert_eq!(sorted::<Sensors>("status|asc", &texts), [1, 0, 2]);
    }

    #[test]
    fn a_bad_sort_is_refused_in_words() {
        for text in [
            "last_seen",
            "last_seen descending",
            "last_sen|desc",
            "|asc",
            "_count|desc",
        ] {
            let refusal = Order::read::<ExternalAssets>(text).unwrap_err();
            assert_eq!(refusal.status, 400, "{text}");
        }
    }
}
