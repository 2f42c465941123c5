//! Pages of sorted lists and the cursors between them.

use std::cmp::Ordering;
use std::fmt::Write;

use serde_json::{Value, json};

use super::argument_value::to_string;
use super::index::Entity;
use super::resolve::Arguments;

/// The largest `first`.
pub(super) const MAX_PAGE_SIZE: usize = 1_000;
pub(super) const DEFAULT_PAGE_SIZE: usize = 100;

/// Returns a string that sorts like the property of an entity.
pub(super) type SortValue = fn(&Entity) -> String;

const SORT_KEYS: &[(&str, SortValue)] = &[
    ("ENTITY_ID", |_| String::new()),
    ("RISK_SCORE", |entity| {
        // The bits of non-negative floats are in the order of their values.
        format!("{:016x}", entity.risk_score.max(0.0).to_bits())
    }),
    ("MOST_RECENT_ACTIVITY", |entity| {
        entity.most_recent_activity.to_string()
    }),
    ("CREATION_TIME", |entity| entity.creation_time.to_string()),
    ("PRIMARY_DISPLAY_NAME", |entity| {
        entity.primary_name.to_lowercase()
    }),
    ("SECONDARY_DISPLAY_NAME", |entity| {
        entity.secondary_name.to_lowercase()
    }),
];

/// The position of an item in a sort order.
///
/// It consists of the sort value and the id, which breaks ties. Unlike an offset, it is stable when
/// items before it are added or removed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cursor {
    pub(super) sort_value: String,
    pub(super) id: String,
}

impl Cursor {
    /// Encodes the cursor and its sort key as an opaque string: a JSON list in hexadecimal digits.
    fn encode(&self, sort_key: &str) -> String {
        let json = json!([sort_key, self.sort_value, self.id]).to_string();
        let mut encoded = String::with_capacity(2 * json.len());
        for byte in json.bytes() {
            // Writing to a string does not fail.
            let _ = write!(encoded, "{byte:02x}");
        }
        encoded
    }

    /// Returns the sort key and the cursor.
    fn decode(encoded: &str) -> Option<(String, Self)> {
        let digits = encoded.as_bytes().chunks(2);
        let json: Option<Vec<u8>> = digits
            .map(|pair| {
                let pair = str::from_utf8(pair).ok().filter(|pair| pair.len() == 2)?;
                u8::from_str_radix(pair, 16).ok()
            })
            .collect();
        let parts: Vec<String> = serde_json::from_slice(&json?).ok()?;
        let [sort_key, sort_value, id] = <[String; 3]>::try_from(parts).ok()?;
        Some((sort_key, Self { sort_value, id }))
    }
}

/// The paging arguments of a list.
pub(super) struct PageRequest {
    /// The name of the sort key, which cursors contain.
    sort_key: &'static str,
    is_descending: bool,
    size: usize,
    is_backward: bool,
    after: Option<Cursor>,
    before: Option<Cursor>,
}

impl PageRequest {
    pub(super) fn new(
        arguments: &Arguments,
        sort_key: &'static str,
        is_descending: bool,
    ) -> Result<Self, String> {
        let size = |name| page_size(arguments, name);
        let cursor = |name| parse_cursor(arguments, name, sort_key);
        let (size, is_backward) = match (size("first")?, size("last")?) {
            (Some(_), Some(_)) => {
                return Err("`first` and `last` exclude each other: use one of them".to_owned());
            }
            (None, Some(last)) => (last, true),
            (first, None) => (first.unwrap_or(DEFAULT_PAGE_SIZE), false),
        };
        Ok(Self {
            sort_key,
            is_descending,
            size,
            is_backward,
            after: cursor("after")?,
            before: cursor("before")?,
        })
    }

    /// Sorts the items and returns the requested page of them as a connection.
    pub(super) fn connection<T>(
        &self,
        mut items: Vec<(Cursor, T)>,
        node: impl Fn(&T) -> Value,
    ) -> Value {
        items.sort_unstable_by(|(one, _), (other, _)| self.compare(one, other));
        let position = |cursor: &Cursor, includes_equal: bool| {
            items.partition_point(|(other, _)| match self.compare(other, cursor) {
                Ordering::Less => true,
                Ordering::Equal => includes_equal,
                Ordering::Greater => false,
            })
        };
        let low = self.after.as_ref().map_or(0, |after| position(after, true));
        let high = self.before.as_ref();
        let high = high
            .map_or(items.len(), |before| position(before, false))
            .max(low);
        let (start, end) = match self.is_backward {
            true => (high.saturating_sub(self.size).max(low), high),
            false => (low, high.min(low.saturating_add(self.size))),
        };
        let edge = |(cursor, item): &(Cursor, T)| json!({ "cursor": cursor.encode(self.sort_key), "node": node(item) });
        let edges: Vec<Value> = items[start..end].iter().map(edge).collect();
        let cursor = |edge: Option<&Value>| edge.map(|edge| edge["cursor"].clone());
        json!({
            "pageInfo": {
                "hasNextPage": end < items.len(),
                "hasPreviousPage": start > 0,
                "startCursor": cursor(edges.first()),
                "endCursor": cursor(edges.last()),
            },
            "edges": edges,
        })
    }

    fn compare(&self, one: &Cursor, other: &Cursor) -> Ordering {
        match self.is_descending {
            true => other.cmp(one),
            false => one.cmp(other),
        }
    }
}

fn non_null<'a>(arguments: &'a Arguments, name: &str) -> Option<&'a Value> {
    let value = arguments.get(name);
    value.filter(|value| !value.is_null())
}

fn page_size(arguments: &Arguments, name: &str) -> Result<Option<usize>, String> {
    let Some(value) = non_null(arguments, name) else {
        return Ok(None);
    };
    let size = value.as_u64();
    let size = size.and_then(|size| usize::try_from(size).ok());
    match size.filter(|size| (1..=MAX_PAGE_SIZE).contains(size)) {
        Some(size) => Ok(Some(size)),
        None => Err(format!(
            "invalid `{name}` {value}: expected 1 to {MAX_PAGE_SIZE}"
        )),
    }
}

/// Parses a cursor, which must belong to a listing with this sort key. An empty one counts as
/// missing.
fn parse_cursor(
    arguments: &Arguments,
    name: &str,
    sort_key: &str,
) -> Result<Option<Cursor>, String> {
    let encoded = non_null(arguments, name).and_then(to_string);
    let Some(encoded) = encoded.filter(|cursor| !cursor.is_empty()) else {
        return Ok(None);
    };
    let Some((cursor_key, cursor)) = Cursor::decode(&encoded) else {
        return Err(format!(
            "invalid cursor in `{name}`: use a cursor of the `pageInfo` of another page"
        ));
    };
    if cursor_key != sort_key {
        return Err(format!(
            "cursor in `{name}` belongs to a listing sorted by `{cursor_key}`: use the same \
             `sortKey` for all pages"
        ));
    }
    Ok(Some(cursor))
}

pub(super) fn is_descending(arguments: &Arguments) -> bool {
    let order = non_null(arguments, "sortOrder").and_then(to_string);
    order.as_deref() == Some("DESCENDING")
}

/// Returns the name of the sort key of entities, and the function for its value.
pub(super) fn entity_sort_key(arguments: &Arguments) -> (&'static str, SortValue) {
    let name = non_null(arguments, "sortKey").and_then(to_string);
    *SORT_KEYS
        .iter()
        .find(|(key, _)| Some(*key) == name.as_deref())
        .unwrap_or(&SORT_KEYS[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursor_round_trips_and_rejects_garbage() {
        let cursor = Cursor {
            sort_value: "Zoë \"the\" \\ one".to_owned(),
            id: "7".to_owned(),
        };
        let encoded = cursor.encode("RISK_SCORE");
        assert!(encoded.bytes().all(|byte| byte.is_ascii_hexdigit()));
        assert_eq!(
            Cursor::decode(&encoded),
            Some(("RISK_SCORE".to_owned(), cursor))
        );
        for garbage in ["", "x", "0", "zz", "+1", "5b5d", "5b2261225d", "ä", "äö"] {
            assert_eq!(Cursor::decode(garbage), None, "{garbage}");
        }
    }
}
