//! The paged connection of a GraphQL document, found before the document is sent.
//!
//! Pages are followed by setting one variable, which one connection uses as its `after`. A document
//! without such a connection would return the first page again and again, and the pages of a second
//! connection would be lost silently. So the document is checked, and everything that is not certain
//! is an error.

use std::cell::Cell;
use std::collections::HashSet;

use crate::api::graphql_document::tokens;

/// Nesting at which a document is not analyzed further.
const MAX_DEPTH: usize = 64;
/// Number of selected fields, fragments expanded, at which a document is not analyzed further.
const MAX_SELECTED: u32 = 100_000;

/// The connection whose pages are followed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct PagedConnection {
    /// The variable that is passed as `after`, without `$`.
    pub(crate) variable: String,
    /// The response keys of the connection and the fields around it.
    pub(crate) path: Vec<String>,
    /// The connection selects `nodes` or `edges`, without an alias.
    pub(crate) selects_nodes: bool,
}

/// The reason for which a document cannot be paged.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct NotPaged {
    pub(crate) message: String,
    pub(crate) help: &'static str,
}

const DECLARE: &str = "declare `$after: Cursor` and pass it to the connection as `after: $after`";
const ONE_CONNECTION: &str = "send one document per connection";
const SELECT: &str = "select `pageInfo { hasNextPage endCursor }` of the connection";
const SYNTAX: &str = "check the syntax of the document";

fn not_paged(message: impl Into<String>, help: &'static str) -> NotPaged {
    NotPaged {
        message: message.into(),
        help,
    }
}

/// Returns the paged connection of the operation with this name, or of the only operation.
pub(crate) fn paged_connection(
    document: &str,
    operation_name: Option<&str>,
) -> Result<PagedConnection, NotPaged> {
    let tokens = tokens(document).ok_or_else(|| not_paged("unterminated string", SYNTAX))?;
    let document = Parser { rest: &tokens }
        .document()
        .ok_or_else(|| not_paged("the document cannot be parsed", SYNTAX))?;
    let mut operations = document
        .operations
        .iter()
        .filter(|operation| operation_name.is_none_or(|name| operation.name == Some(name)));
    let operation = match (operations.next(), operations.next()) {
        (Some(operation), None) => operation,
        (None, _) => return Err(not_paged("the document has no such operation", SYNTAX)),
        (Some(_), Some(_)) => {
            let message = "the document has several operations";
            return Err(not_paged(message, "select one with `operationName`"));
        }
    };
    let mut search = Search {
        document: &document,
        connections: Vec::new(),
        expanding: HashSet::new(),
        selected: Cell::new(0),
    };
    let is_complete = search.visit(&operation.selection, &mut Vec::new(), false);
    if !is_complete || search.selected.get() > MAX_SELECTED {
        return Err(not_paged(
            "the document is too large to be checked",
            ONE_CONNECTION,
        ));
    }
    select(operation, search.connections)
}

/// Selects the connection that is paged, and checks that it is the only one.
fn select(
    operation: &Operation<'_>,
    connections: Vec<Connection<'_>>,
) -> Result<PagedConnection, NotPaged> {
    let mut paged = connections
        .iter()
        .filter(|connection| connection.after.is_some());
    let Some(connection) = paged.next() else {
        return Err(if operation.variables.contains(&"after") {
            not_paged("the document does not use `$after`", DECLARE)
        } else {
            not_paged("the document declares no `$after`", DECLARE)
        });
    };
    let name = |connection: &Connection<'_>| connection.path.join(".");
    if let Some(other) = connections
        .iter()
        .find(|other| other.path != connection.path)
    {
        let message = format!(
            "the document has several paged connections: `{}` and `{}`",
            name(connection),
            name(other)
        );
        return Err(not_paged(message, ONE_CONNECTION));
    }
    // Fields with the same response key are merged, and their arguments must be equal.
    let variable = match connection.after {
        Some(Argument::Variable(variable)) => variable,
        _ => {
            let message = format!("`after` of `{}` is not a variable", name(connection));
            return Err(not_paged(message, DECLARE));
        }
    };
    if !operation.variables.contains(&variable) {
        let message = format!("the document declares no `${variable}`");
        return Err(not_paged(message, DECLARE));
    }
    for field in ["hasNextPage", "endCursor"] {
        if !connections
            .iter()
            .any(|other| other.page_info.contains(&field))
        {
            let message = format!("`{}` does not select `pageInfo.{field}`", name(connection));
            return Err(not_paged(message, SELECT));
        }
    }
    Ok(PagedConnection {
        variable: variable.to_owned(),
        path: connection
            .path
            .iter()
            .map(|key| (*key).to_owned())
            .collect(),
        selects_nodes: connections.iter().any(|other| other.selects_nodes),
    })
}

/// A field that looks like a connection.
struct Connection<'d> {
    path: Vec<&'d str>,
    after: Option<Argument<'d>>,
    /// The selected fields of `pageInfo`.
    page_info: HashSet<&'d str>,
    /// `nodes` or `edges` are keys of the response.
    selects_nodes: bool,
}

struct Search<'a, 'd> {
    document: &'a Document<'d>,
    connections: Vec<Connection<'d>>,
    /// The fragments around the current selection.
    expanding: HashSet<&'d str>,
    /// The number of selections visited so far.
    selected: Cell<u32>,
}

impl<'d> Search<'_, 'd> {
    /// Collects the connections of a selection; returns `false` if it is nested too deeply.
    ///
    /// Within a connection, only one that is paged itself counts: lists of nodes are part of a node.
    fn visit(
        &mut self,
        selection: &[Selection<'d>],
        path: &mut Vec<&'d str>,
        in_connection: bool,
    ) -> bool {
        if path.len() + self.expanding.len() > MAX_DEPTH || !self.count(selection) {
            return false;
        }
        selection.iter().all(|selected| match selected {
            Selection::Inline(selection) => self.visit(selection, path, in_connection),
            Selection::Spread(name) => {
                let document = self.document;
                let Some((_, fragment)) = document.fragments.iter().find(|(n, _)| n == name) else {
                    return true;
                };
                if !self.expanding.insert(name) {
                    return true;
                }
                let is_complete = self.visit(fragment, path, in_connection);
                self.expanding.remove(name);
                is_complete
            }
            Selection::Field(field) => {
                path.push(field.key);
                let is_connection = self.add_connection(field, path, in_connection);
                let inside = in_connection || is_connection;
                let is_complete = self.visit(&field.selection, path, inside);
                path.pop();
                is_complete
            }
        })
    }

    /// Counts visited selections; returns `false` beyond the maximum.
    fn count(&self, selection: &[Selection<'_>]) -> bool {
        let count = u32::try_from(selection.len()).unwrap_or(MAX_SELECTED);
        self.selected.set(self.selected.get().saturating_add(count));
        self.selected.get() <= MAX_SELECTED
    }

    fn add_connection(&mut self, field: &Field<'d>, path: &[&'d str], in_connection: bool) -> bool {
        let mut page_info = HashSet::new();
        let (mut has_nodes, mut selects_nodes) = (false, false);
        self.for_each_field(
            &field.selection,
            0,
            &mut |selected, search| match selected.key {
                "pageInfo" if selected.name == "pageInfo" => {
                    search.for_each_field(&selected.selection, 0, &mut |info, _| {
                        page_info.extend((info.key == info.name).then_some(info.name));
                    });
                    page_info.insert("pageInfo");
                }
                key => {
                    has_nodes |= matches!(selected.name, "nodes" | "edges");
                    selects_nodes |= matches!(key, "nodes" | "edges");
                }
            },
        );
        let after = field.after;
        let is_paged = after.is_some() || !page_info.is_empty();
        if !is_paged && (in_connection || !has_nodes) {
            return false;
        }
        let path = path.to_vec();
        self.connections.push(Connection {
            path,
            after,
            page_info,
            selects_nodes,
        });
        true
    }

    /// Calls `visit` with each field of a selection, also of its fragments.
    fn for_each_field(
        &self,
        selection: &[Selection<'d>],
        depth: usize,
        visit: &mut dyn FnMut(&Field<'d>, &Self),
    ) {
        if depth > MAX_DEPTH || !self.count(selection) {
            return;
        }
        for selected in selection {
            match selected {
                Selection::Field(field) => visit(field, self),
                Selection::Inline(selection) => self.for_each_field(selection, depth + 1, visit),
                Selection::Spread(name) => {
                    let fragments = self.document.fragments.iter();
                    for (_, fragment) in fragments.filter(|(other, _)| other == name) {
                        self.for_each_field(fragment, depth + 1, visit);
                    }
                }
            }
        }
    }
}

struct Document<'d> {
    operations: Vec<Operation<'d>>,
    fragments: Vec<(&'d str, Vec<Selection<'d>>)>,
}

struct Operation<'d> {
    name: Option<&'d str>,
    variables: Vec<&'d str>,
    selection: Vec<Selection<'d>>,
}

enum Selection<'d> {
    Field(Field<'d>),
    Spread(&'d str),
    Inline(Vec<Selection<'d>>),
}

struct Field<'d> {
    name: &'d str,
    /// The key in the response: the alias, or else the name.
    key: &'d str,
    after: Option<Argument<'d>>,
    selection: Vec<Selection<'d>>,
}

#[derive(Clone, Copy, PartialEq)]
enum Argument<'d> {
    Variable(&'d str),
    Constant,
}

/// Parses as much of the grammar as the search needs.
struct Parser<'t, 'd> {
    rest: &'t [&'d str],
}

impl<'d> Parser<'_, 'd> {
    fn peek(&self) -> Option<&'d str> {
        self.rest.first().copied()
    }

    fn next(&mut self) -> Option<&'d str> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(first)
    }

    fn accept(&mut self, token: &str) -> bool {
        let is_next = self.peek() == Some(token);
        if is_next {
            self.next();
        }
        is_next
    }

    fn expect(&mut self, token: &str) -> Option<()> {
        self.accept(token).then_some(())
    }

    fn name(&mut self) -> Option<&'d str> {
        let is_start = |c: char| c.is_alphabetic() || c == '_';
        self.next().filter(|name| name.starts_with(is_start))
    }

    fn document(mut self) -> Option<Document<'d>> {
        let mut document = Document {
            operations: Vec::new(),
            fragments: Vec::new(),
        };
        while let Some(token) = self.peek() {
            match token {
                "{" => document.operations.push(Operation {
                    name: None,
                    variables: Vec::new(),
                    selection: self.selection(0)?,
                }),
                "query" => {
                    self.next();
                    document.operations.push(self.operation()?);
                }
                "fragment" => {
                    self.next();
                    let name = self.name()?;
                    self.skip_to_selection()?;
                    document.fragments.push((name, self.selection(0)?));
                }
                _ => return None,
            }
        }
        Some(document)
    }

    fn operation(&mut self) -> Option<Operation<'d>> {
        let name = match self.peek()? {
            "{" | "(" | "@" => None,
            _ => Some(self.name()?),
        };
        let mut variables = Vec::new();
        if self.accept("(") {
            while !self.accept(")") {
                match self.next()? {
                    "$" => variables.push(self.name()?),
                    // A type, a default value or a directive.
                    "(" => self.skip_group(")")?,
                    "{" => self.skip_group("}")?,
                    "[" => self.skip_group("]")?,
                    _ => {}
                }
            }
        }
        self.skip_to_selection()?;
        Some(Operation {
            name,
            variables,
            selection: self.selection(0)?,
        })
    }

    /// Skips a type condition and directives.
    fn skip_to_selection(&mut self) -> Option<()> {
        while self.peek()? != "{" {
            if self.next()? == "(" {
                self.skip_group(")")?;
            }
        }
        Some(())
    }

    /// Skips the rest of a group, with the groups in it.
    fn skip_group(&mut self, end: &str) -> Option<()> {
        let mut ends = vec![end];
        while let Some(end) = ends.last() {
            match self.next()? {
                "(" => ends.push(")"),
                "[" => ends.push("]"),
                "{" => ends.push("}"),
                token if token == *end => drop(ends.pop()),
                ")" | "]" | "}" => return None,
                _ => {}
            }
        }
        Some(())
    }

    fn selection(&mut self, depth: usize) -> Option<Vec<Selection<'d>>> {
        self.expect("{")?;
        let mut selection = Vec::new();
        if depth > MAX_DEPTH {
            return None;
        }
        while !self.accept("}") {
            selection.push(if self.accept("...") {
                match self.peek()? {
                    "on" | "{" | "@" => {
                        self.skip_to_selection()?;
                        Selection::Inline(self.selection(depth + 1)?)
                    }
                    _ => {
                        let name = self.name()?;
                        self.directives()?;
                        Selection::Spread(name)
                    }
                }
            } else {
                Selection::Field(self.field(depth)?)
            });
        }
        Some(selection)
    }

    fn field(&mut self, depth: usize) -> Option<Field<'d>> {
        let key = self.name()?;
        let name = if self.accept(":") { self.name()? } else { key };
        let after = if self.accept("(") {
            self.arguments()?
        } else {
            None
        };
        self.directives()?;
        let selection = match self.peek() {
            Some("{") => self.selection(depth + 1)?,
            _ => Vec::new(),
        };
        Some(Field {
            name,
            key,
            after,
            selection,
        })
    }

    /// Parses arguments up to the closing parenthesis, and returns `after`.
    fn arguments(&mut self) -> Option<Option<Argument<'d>>> {
        let mut after = None;
        while !self.accept(")") {
            let name = self.name()?;
            self.expect(":")?;
            let value = match self.next()? {
                "$" => Argument::Variable(self.name()?),
                "[" => {
                    self.skip_group("]")?;
                    Argument::Constant
                }
                "{" => {
                    self.skip_group("}")?;
                    Argument::Constant
                }
                ")" | "]" | "}" => return None,
                "-" => {
                    self.next()?;
                    Argument::Constant
                }
                _ => {
                    // The fraction and the exponent of a number.
                    while [".", "-", "+"].iter().any(|sign| self.accept(sign)) {
                        self.next()?;
                    }
                    Argument::Constant
                }
            };
            if name == "after" {
                after = Some(value);
            }
        }
        Some(after)
    }

    fn directives(&mut self) -> Option<()> {
        while self.accept("@") {
            self.name()?;
            if self.accept("(") {
                self.skip_group(")")?;
            }
        }
        Some(())
    }
}

#[cfg(test)]
mod tests;
