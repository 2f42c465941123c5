//! The connection of a GraphQL response.

use serde_json::{Map, Value};

use super::graphql::OPERATION;
use crate::error::{Error, ErrorKind};

pub(super) const PAGE_INFO: &str = "pageInfo";
pub(super) const ONE_CONNECTION: &str = "send one document per connection";

/// A connection of a response.
pub(super) type Connection = Map<String, Value>;

/// Returns the connection of the data of a page: the last one that is not part of a list or of another
/// connection.
pub(super) fn connection(data: &Value) -> Option<&Connection> {
    let mut members = data.as_object()?.values().rev();
    members.find_map(|value| match value.as_object() {
        Some(object) if is_connection(object) => Some(object),
        _ => connection(value),
    })
}

fn is_connection(object: &Connection) -> bool {
    let has_list = |key| object.get(key).is_some_and(Value::is_array);
    object.contains_key(PAGE_INFO) || has_list("nodes") || has_list("edges")
}

/// Checks that no other connection than this one has further pages, which would be lost.
///
/// # Errors
///
/// [`Error::is_paging`].
pub(super) fn check_others(data: &Value, connection: Option<&Connection>) -> Result<(), Error> {
    let is_continued = connection.is_some_and(has_next);
    if count_continued(data) > usize::from(is_continued) {
        let message = "a node of the page has a connection with further pages";
        return Err(paging_error(message, ONE_CONNECTION));
    }
    Ok(())
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

fn has_next(object: &Connection) -> bool {
    let info = object.get(PAGE_INFO);
    info.and_then(|info| info.get("hasNextPage")) == Some(&Value::Bool(true))
}

pub(super) fn paging_error(message: &str, help: &str) -> Error {
    Error::new(ErrorKind::Paging, message)
        .with_operation(OPERATION)
        .with_help(help)
}
