//! The connection of a GraphQL response.

use serde_json::{Map, Value};

use super::graphql::OPERATION;
use crate::error::{Error, ErrorKind};

pub(super) const PAGE_INFO: &str = "pageInfo";
pub(super) const ONE_CONNECTION: &str = "send one document per connection";

/// A connection, and the keys that lead to it.
pub(super) type Connection<'p> = (String, &'p Map<String, Value>);

/// Returns the connection of the data of a page.
pub(super) fn connection(data: &Value) -> Option<Connection<'_>> {
    let mut found = Vec::new();
    add_connections(data, "", &mut found);
    found.pop()
}

/// Checks that no other connection than this one has further pages, which would be lost.
///
/// # Errors
///
/// [`Error::is_paging`].
pub(super) fn check_others(data: &Value, connection: Option<&Connection<'_>>) -> Result<(), Error> {
    let is_continued = connection.is_some_and(|(_, object)| has_next(object));
    if count_continued(data) > usize::from(is_continued) {
        let message = "a node of the page has a connection with further pages".to_owned();
        return Err(paging_error(message, ONE_CONNECTION));
    }
    Ok(())
}

/// Collects the connections that are not part of a list or of another connection.
fn add_connections<'p>(value: &'p Value, path: &str, found: &mut Vec<Connection<'p>>) {
    for (key, value) in value.as_object().into_iter().flatten() {
        let path = [path, key].join(if path.is_empty() { "" } else { "." });
        let is_list = |value: Option<&Value>| value.is_some_and(Value::is_array);
        match value.as_object() {
            Some(object)
                if object.contains_key(PAGE_INFO)
                    || is_list(object.get("nodes"))
                    || is_list(object.get("edges")) =>
            {
                found.push((path, object));
            }
            _ => add_connections(value, &path, found),
        }
    }
}

/// Returns the number of connections in a value that have a next page.
fn count_continued(value: &Value) -> usize {
    match value {
        Value::Object(object) => {
            usize::from(has_next(object)) + object.values().map(count_continued).sum::<usize>()
        }
        Value::Array(list) => list.iter().map(count_continued).sum(),
        _ => 0,
    }
}

fn has_next(object: &Map<String, Value>) -> bool {
    let info = object.get(PAGE_INFO);
    info.and_then(|info| info.get("hasNextPage")) == Some(&Value::Bool(true))
}

pub(super) fn paging_error(message: String, help: &str) -> Error {
    Error::new(ErrorKind::Paging, message)
        .with_operation(OPERATION)
        .with_help(help)
}
