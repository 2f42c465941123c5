//! The check of a GraphQL document before its pages are followed.
//!
//! Pages are followed by setting the variable that one connection takes as `after`, and the connection is
//! found in each response. What a response cannot show is checked here: the connection that takes the
//! variable, another connection that may be null, and aliases that hide a connection.

use std::collections::HashSet;

use super::graphql_connection::{ONE_CONNECTION, PAGE_INFO};
use crate::api::graphql_document::{definitions, idempotency_of, tokens};
use crate::api::operation::Idempotency;
use crate::error::Error;

const DECLARE: &str = "declare `$after: Cursor` and pass it to the connection as `after: $after`";
const SELECT: &str = "select `pageInfo { hasNextPage endCursor }` of the connection";

/// The fields of `pageInfo` that are needed.
const POSITION: [&str; 2] = ["hasNextPage", "endCursor"];
/// The fields by which a connection is found in a response.
const FIELDS: [&str; 5] = [PAGE_INFO, "nodes", "edges", POSITION[0], POSITION[1]];

/// Returns the variable, without `$`, that the only connection of an operation takes as `after`. The
/// operation is the one with the name, or the only one.
///
/// # Errors
///
/// Returns an argument error unless the pages of the document can be followed without losing others.
pub(super) fn paged_variable(document: &str, name: Option<&str>) -> Result<String, Error> {
    let tokens =
        tokens(document).ok_or_else(|| error("unterminated string", "close it with `\"`"))?;
    if idempotency_of(document) != Idempotency::Idempotent {
        let help = "send a mutation once, without `pages` and `nodes`";
        return Err(error("the document is not a query", help));
    }
    let operation = select_operation(definitions(&tokens), name)?;
    let mut scan = Scan::default();
    let (header, body) = split(operation);
    scan.selection(body, Level::Outside)?;
    let mut visited = HashSet::new();
    while let Some((fragment, level)) = scan.spreads.pop() {
        let mut definitions = definitions(&tokens);
        let definition =
            definitions.find(|definition| definition.starts_with(&["fragment", fragment]));
        if let Some(definition) = definition
            && visited.insert((fragment, level))
        {
            scan.selection(split(definition).1, level)?;
        }
    }
    let variable = scan.variable()?;
    let declares = |declared: &[&str]| declared == ["$", variable, ":"];
    if header.windows(3).any(declares) {
        Ok(variable.to_owned())
    } else {
        let message = format!("the document does not declare `${variable}`");
        Err(error(message, DECLARE))
    }
}

fn error(message: impl Into<String>, help: &'static str) -> Error {
    Error::argument(message.into()).with_help(help)
}

fn select_operation<'t, 'd>(
    definitions: impl Iterator<Item = &'t [&'d str]>,
    name: Option<&str>,
) -> Result<&'t [&'d str], Error>
where
    'd: 't,
{
    let mut operations = definitions
        .filter(|definition| !definition.starts_with(&["fragment"]))
        .filter(|definition| name.is_none_or(|name| definition.get(1) == Some(&name)));
    match (operations.next(), operations.next()) {
        (Some(operation), None) => Ok(operation),
        (None, _) => Err(error(
            "the document does not have this operation",
            "set `operationName` to the name of a query of the document",
        )),
        (Some(_), Some(_)) => Err(error(
            "the document has several operations",
            "select one with `operationName`",
        )),
    }
}

/// Splits a definition into its header and its selection, which starts with a brace.
fn split<'t, 'd>(definition: &'t [&'d str]) -> (&'t [&'d str], &'t [&'d str]) {
    let mut depth = 0usize;
    let start = definition.iter().position(|token| {
        match *token {
            "(" => depth += 1,
            ")" => depth = depth.saturating_sub(1),
            _ => {}
        }
        *token == "{" && depth == 0
    });
    definition.split_at(start.unwrap_or(definition.len()))
}

/// The position of a group of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Level {
    /// A selection around the paged connection, or next to it.
    Outside,
    /// The selection of the paged connection.
    Connection,
    /// The selection of its `pageInfo`.
    PageInfo,
    /// A selection in its nodes.
    Inside,
    /// The arguments of a field.
    Arguments,
    /// A value of an argument, or the arguments of a directive.
    Value,
}

#[derive(Default)]
struct Scan<'d> {
    /// The response keys of fields with a variable as `after`, and the variables.
    paged: Vec<(&'d str, &'d str)>,
    /// The response key of a field without it that selects `nodes`, `edges` or `pageInfo`.
    unpaged: Option<&'d str>,
    position: HashSet<&'d str>,
    /// The fragments to scan, with the level of their spread.
    spreads: Vec<(&'d str, Level)>,
}

impl<'d> Scan<'d> {
    /// Scans a selection whose outermost braces are at this level.
    fn selection(&mut self, tokens: &[&'d str], level: Level) -> Result<(), Error> {
        // Each open group with its level, and the response key of the field that it belongs to.
        let mut groups: Vec<(Level, &'d str)> = Vec::new();
        // The level and the key of the next selection.
        let mut next = (level, "");
        let mut rest = tokens;
        while let [token, after @ ..] = rest {
            let (level, parent) = groups.last().copied().unwrap_or((Level::Value, ""));
            let is_argument = matches!(level, Level::Arguments | Level::Value);
            let mut len = 1;
            match (*token, after) {
                ("{", _) if groups.is_empty() || !is_argument => groups.push(next),
                ("(", _) if !is_argument => groups.push((Level::Arguments, next.1)),
                ("{" | "(" | "[", _) => groups.push((Level::Value, parent)),
                ("}" | ")" | "]", _) => drop(groups.pop()),
                ("after", [":", "$", variable, ..]) if level == Level::Arguments => {
                    self.add_paged(parent, variable, next.0)?;
                    next.0 = Level::Connection;
                }
                _ if is_argument => {}
                ("@", [_, "(", ..]) => {
                    groups.push((Level::Value, parent));
                    len = 3;
                }
                ("@", _) => len = 2,
                ("...", ["on", _, ..]) => {
                    next = (level, parent);
                    len = 3;
                }
                ("...", ["{" | "@", ..]) => next = (level, parent),
                ("...", [fragment, ..]) => {
                    self.spreads.push((fragment, level));
                    len = 2;
                }
                (key, [":", field, ..]) => {
                    if let Some(hidden) = FIELDS.iter().find(|name| [key, field].contains(name)) {
                        let message = format!("the alias `{key}: {field}` hides `{hidden}`");
                        return Err(error(message, "remove the alias"));
                    }
                    next = (self.field(field, level, parent), key);
                    len = 3;
                }
                (field, _) => next = (self.field(field, level, parent), field),
            }
            rest = rest.get(len..).unwrap_or_default();
        }
        Ok(())
    }

    /// Returns the level of the selection of a field, if it has no variable as `after`.
    fn field(&mut self, field: &'d str, level: Level, parent: &'d str) -> Level {
        match level {
            Level::Outside if matches!(field, PAGE_INFO | "nodes" | "edges") => {
                self.unpaged = Some(parent);
                Level::Outside
            }
            Level::Outside => Level::Outside,
            Level::Connection if field == PAGE_INFO => Level::PageInfo,
            Level::PageInfo => {
                self.position.insert(field);
                Level::PageInfo
            }
            _ => Level::Inside,
        }
    }

    /// Adds a field with a variable as `after`, where fields without it have a selection of this level.
    fn add_paged(&mut self, key: &'d str, variable: &'d str, level: Level) -> Result<(), Error> {
        self.paged.push((key, variable));
        match level {
            Level::Outside => Ok(()),
            _ => Err(error(
                format!("`{key}` is a paged connection in another one"),
                ONE_CONNECTION,
            )),
        }
    }

    /// Returns the variable of the only connection.
    fn variable(&self) -> Result<&'d str, Error> {
        let Some(&(key, variable)) = self.paged.first() else {
            return Err(error("no variable is passed as `after`", DECLARE));
        };
        // Fields with the same response key are merged.
        let mut others = self.paged.iter().filter(|paged| **paged != (key, variable));
        if let Some(other) = others.next().map(|(other, _)| *other).or(self.unpaged) {
            let message = format!("the document has several connections: `{key}` and `{other}`");
            return Err(error(message, ONE_CONNECTION));
        }
        match POSITION.iter().find(|name| !self.position.contains(*name)) {
            None => Ok(variable),
            Some(name) => {
                let message = format!("`{key}` does not select `pageInfo.{name}`");
                Err(error(message, SELECT))
            }
        }
    }
}
