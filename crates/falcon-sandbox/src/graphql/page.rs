//! Pages of entities in order, and the cursors between them.

use std::fmt::Write;

use async_graphql::dynamic::ObjectAccessor;
use async_graphql::{Error, Value as GraphValue};
use serde_json::Value;

use super::filter::Filter;
use super::index::{Entry, Index};

/// The most entities of a page.
const MOST: i64 = 1_000;
/// How many entities a page has when the query does not say.
const USUAL: i64 = 100;

/// What an entity is sorted by.
type By = fn(&Entry) -> String;

/// What entities can be sorted by, and the text whose order is theirs.
const SORT_KEYS: &[(&str, By)] = &[
    ("ENTITY_ID", |_| String::new()),
    ("RISK_SCORE", |entry| {
        // The bits of numbers that are not negative are in the order of the numbers.
        format!("{:016x}", entry.risk_score.max(0.0).to_bits())
    }),
    ("MOST_RECENT_ACTIVITY", |entry| {
        entry.most_recent_activity.to_string()
    }),
    ("CREATION_TIME", |entry| entry.created.to_string()),
    ("PRIMARY_DISPLAY_NAME", |entry| {
        entry.primary_name.to_lowercase()
    }),
    ("SECONDARY_DISPLAY_NAME", |entry| {
        entry.secondary_name.to_lowercase()
    }),
];

/// A place in an order: what is sorted by, and the id, since several entities may have the same.
/// It does not name a number of entities, so what comes and goes before it moves nothing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    value: String,
    id: String,
}

impl Place {
    /// The place as a cursor, of a listing by this key: the text of a list of three, in
    /// hexadecimal digits, so that nobody is tempted to make one.
    fn cursor(&self, key: &str) -> String {
        let text = Value::from(vec![key, &*self.value, &*self.id]).to_string();
        let mut cursor = String::with_capacity(2 * text.len());
        for byte in text.bytes() {
            // Writing to a string does not fail.
            let _ = write!(cursor, "{byte:02x}");
        }
        cursor
    }

    /// The key and the place that a cursor is of.
    fn read(cursor: &str) -> Option<(String, Self)> {
        let digits = cursor.as_bytes().chunks(2);
        let bytes: Option<Vec<u8>> = digits
            .map(|pair| {
                let pair = str::from_utf8(pair).ok().filter(|pair| pair.len() == 2)?;
                u8::from_str_radix(pair, 16).ok()
            })
            .collect();
        let parts: Vec<String> = serde_json::from_slice(&bytes?).ok()?;
        let [key, value, id] = <[String; 3]>::try_from(parts).ok()?;
        Some((key, Self { value, id }))
    }
}

/// The arguments of a query that say which page it asks for.
struct Wish {
    key: &'static str,
    by: By,
    descending: bool,
    first: usize,
    after: Option<Place>,
}

impl Wish {
    fn of(arguments: &ObjectAccessor<'_>) -> Result<Self, Error> {
        let given = |name: &str| {
            let value = arguments.get(name).map(|value| value.as_value());
            value.filter(|value| !matches!(value, GraphValue::Null))
        };
        let name = |value: &GraphValue| match value {
            GraphValue::Enum(name) => name.to_string(),
            GraphValue::String(name) => name.clone(),
            _ => String::new(),
        };
        let key = given("sortKey").map_or_else(|| "ENTITY_ID".to_owned(), name);
        let (key, by) = *SORT_KEYS
            .iter()
            .find(|(known, _)| *known == key)
            .unwrap_or(&SORT_KEYS[0]);
        let first = match given("first") {
            None => USUAL,
            Some(GraphValue::Number(number)) => number.as_i64().unwrap_or_default(),
            Some(_) => 0,
        };
        if !(1..=MOST).contains(&first) {
            return Err(Error::new(format!(
                "`first` is {first}: ask for 1 to {MOST} entities a page"
            )));
        }
        let after = match given("after").map(name) {
            Some(cursor) if !cursor.is_empty() => Some(after(&cursor, key)?),
            _ => None,
        };
        Ok(Self {
            key,
            by,
            descending: given("sortOrder").map(name).as_deref() == Some("DESCENDING"),
            first: usize::try_from(first).unwrap_or_default(),
            after,
        })
    }
}

/// The place of a cursor, which must be of a listing by `key`.
fn after(cursor: &str, key: &str) -> Result<Place, Error> {
    let Some((of, place)) = Place::read(cursor) else {
        return Err(Error::new(
            "`after` is no cursor: send the `endCursor` of the last page",
        ));
    };
    if of == key {
        Ok(place)
    } else {
        Err(Error::new(format!(
            "`after` is a cursor of a listing by `{of}`: send the same `sortKey` for every page"
        )))
    }
}

/// What the queries answer with: entities, each with its cursor.
pub(super) fn connection(index: &Index, arguments: &ObjectAccessor<'_>) -> Result<Value, Error> {
    let wish = Wish::of(arguments)?;
    let filter = Filter::of(arguments);
    let mut found: Vec<(Place, usize)> = index
        .entries
        .iter()
        .enumerate()
        .filter(|(_, entry)| filter.suits(entry))
        .map(|(number, entry)| {
            let value = (wish.by)(entry);
            let id = entry.id.to_string();
            (Place { value, id }, number)
        })
        .collect();
    found.sort_unstable();
    if wish.descending {
        found.reverse();
    }
    let begin = wish.after.map_or(0, |after| {
        found.partition_point(|(place, _)| {
            if wish.descending {
                *place >= after
            } else {
                *place <= after
            }
        })
    });
    let end = found.len().min(begin + wish.first);
    let page = &found[begin..end];
    let edges: Vec<Value> = page
        .iter()
        .map(|(place, number)| {
            serde_json::json!({
                "cursor": place.cursor(wish.key),
                "node": index.documents[*number].to_value(),
            })
        })
        .collect();
    let cursor = |edge: Option<&Value>| edge.map(|edge| edge["cursor"].clone());
    Ok(serde_json::json!({
        "pageInfo": {
            "hasNextPage": end < found.len(),
            "hasPreviousPage": begin > 0,
            "startCursor": cursor(edges.first()),
            "endCursor": cursor(edges.last()),
        },
        "edges": edges,
    }))
}

/// How many entities suit the filters.
pub(super) fn count(index: &Index, arguments: &ObjectAccessor<'_>) -> usize {
    let filter = Filter::of(arguments);
    let suiting = index.entries.iter().filter(|entry| filter.suits(entry));
    suiting.count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_as_it_was_written_and_nothing_else_is() {
        let place = Place {
            value: "Zoë \"the\" \\ one".to_owned(),
            id: "7".to_owned(),
        };
        let cursor = place.cursor("RISK_SCORE");
        assert!(cursor.bytes().all(|byte| byte.is_ascii_hexdigit()));
        assert_eq!(Place::read(&cursor), Some(("RISK_SCORE".to_owned(), place)));
        for none in ["", "x", "0", "zz", "+1", "5b5d", "5b2261225d", "ä", "äö"] {
            assert_eq!(Place::read(none), None, "{none}");
        }
    }
}
