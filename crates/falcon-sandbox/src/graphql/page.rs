//! Pages of sorted entities and the cursors between them.

use std::fmt::Write;

use async_graphql::dynamic::ObjectAccessor;
use async_graphql::{Error, Value as GraphqlValue};
use serde_json::{Value, json};

use super::entity_filter::{EntityFilter, to_string};
use super::index::{Entity, EntityIndex};

/// The largest `first`.
const MAX_PAGE_SIZE: i64 = 1_000;
const DEFAULT_PAGE_SIZE: i64 = 100;

/// Returns a string that sorts like the property of an entity.
type SortValue = fn(&Entity) -> String;

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

/// The position of an entity in a sort order.
///
/// It consists of the sort value and the id, which breaks ties. Unlike an offset, it is stable when
/// entities before it are added or removed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Cursor {
    sort_value: String,
    id: String,
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

/// The paging arguments of a query.
struct PageRequest {
    sort_key: &'static str,
    sort_value: SortValue,
    is_descending: bool,
    first: usize,
    after: Option<Cursor>,
}

impl PageRequest {
    fn new(arguments: &ObjectAccessor<'_>) -> Result<Self, Error> {
        let argument = |name: &str| {
            let value = arguments.get(name).map(|value| value.as_value());
            value.filter(|value| !matches!(value, GraphqlValue::Null))
        };
        let string = |name: &str| argument(name).and_then(to_string);
        let sort_key = string("sortKey");
        let (sort_key, sort_value) = *SORT_KEYS
            .iter()
            .find(|(name, _)| Some(*name) == sort_key.as_deref())
            .unwrap_or(&SORT_KEYS[0]);
        let first = match argument("first") {
            None => DEFAULT_PAGE_SIZE,
            Some(GraphqlValue::Number(number)) => number.as_i64().unwrap_or_default(),
            Some(_) => 0,
        };
        if !(1..=MAX_PAGE_SIZE).contains(&first) {
            return Err(Error::new(format!(
                "invalid `first` {first}: expected 1 to {MAX_PAGE_SIZE}"
            )));
        }
        let after = string("after").filter(|cursor| !cursor.is_empty());
        let after = after.map(|cursor| parse_after(&cursor, sort_key));
        Ok(Self {
            sort_key,
            sort_value,
            is_descending: string("sortOrder").as_deref() == Some("DESCENDING"),
            first: usize::try_from(first).unwrap_or_default(),
            after: after.transpose()?,
        })
    }
}

/// Parses a cursor, which must belong to a listing with this sort key.
fn parse_after(encoded: &str, sort_key: &str) -> Result<Cursor, Error> {
    let Some((cursor_key, cursor)) = Cursor::decode(encoded) else {
        return Err(Error::new(
            "invalid cursor in `after`: use `endCursor` of the previous page",
        ));
    };
    if cursor_key != sort_key {
        return Err(Error::new(format!(
            "cursor in `after` belongs to a listing sorted by `{cursor_key}`: use the same \
             `sortKey` for all pages"
        )));
    }
    Ok(cursor)
}

/// Returns the requested page as an `EntityConnection`.
pub(super) fn connection(
    index: &EntityIndex,
    arguments: &ObjectAccessor<'_>,
) -> Result<Value, Error> {
    let request = PageRequest::new(arguments)?;
    let matches = sorted_matches(index, &EntityFilter::new(arguments), &request);
    let start = request.after.map_or(0, |after| {
        matches.partition_point(|(cursor, _)| {
            if request.is_descending {
                *cursor >= after
            } else {
                *cursor <= after
            }
        })
    });
    let end = matches.len().min(start + request.first);
    let edges: Vec<Value> = matches[start..end]
        .iter()
        .map(|(cursor, document)| {
            json!({
                "cursor": cursor.encode(request.sort_key),
                "node": index.documents[*document].to_value(),
            })
        })
        .collect();
    let cursor = |edge: Option<&Value>| edge.map(|edge| edge["cursor"].clone());
    Ok(json!({
        "pageInfo": {
            "hasNextPage": end < matches.len(),
            "hasPreviousPage": start > 0,
            "startCursor": cursor(edges.first()),
            "endCursor": cursor(edges.last()),
        },
        "edges": edges,
    }))
}

/// Returns the cursors and document indexes of the matching entities.
fn sorted_matches(
    index: &EntityIndex,
    filter: &EntityFilter,
    request: &PageRequest,
) -> Vec<(Cursor, usize)> {
    let entities = index.entities.iter().enumerate();
    let mut matches: Vec<(Cursor, usize)> = entities
        .filter(|(_, entity)| filter.matches(entity))
        .map(|(document, entity)| {
            let sort_value = (request.sort_value)(entity);
            let id = entity.id.to_string();
            (Cursor { sort_value, id }, document)
        })
        .collect();
    matches.sort_unstable();
    if request.is_descending {
        matches.reverse();
    }
    matches
}

/// Returns the number of matching entities.
pub(super) fn count(index: &EntityIndex, arguments: &ObjectAccessor<'_>) -> usize {
    let filter = EntityFilter::new(arguments);
    let matches = index
        .entities
        .iter()
        .filter(|entity| filter.matches(entity));
    matches.count()
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
