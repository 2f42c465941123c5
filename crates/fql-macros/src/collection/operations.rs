//! Parses the operations of a collection.

use fql_syntax::constant_name;
use proc_macro::{Delimiter, Span};

use super::model::{Collection, Operation, OperationKind};
use super::parse::segments;
use crate::tokens::{Error, Result, Tokens};

/// Parses the rest of `id field;`.
pub(super) fn id_field(collection: &mut Collection, tokens: &mut Tokens, span: Span) -> Result<()> {
    let field = segments(tokens, Vec::new())?.join(".");
    if collection.id_field.replace(field).is_some() {
        return Err(Error::new(span, "duplicate `id`"));
    }
    tokens.punct(';')
}

/// Parses the rest of `operations { … }` or `operations from "source" { … }`.
pub(super) fn operations(collection: &mut Collection, tokens: &mut Tokens, _: Span) -> Result<()> {
    let rows = rows(collection, tokens)?;
    collection.operations.extend(rows);
    Ok(())
}

/// Parses the rest of `further operations { … }` or `further operations from "source" { … }`.
pub(super) fn further_operations(
    collection: &mut Collection,
    tokens: &mut Tokens,
    _: Span,
) -> Result<()> {
    tokens.keyword(&["operations"])?;
    let rows = rows(collection, tokens)?;
    collection.further_operations.extend(rows);
    Ok(())
}

fn rows(collection: &Collection, tokens: &mut Tokens) -> Result<Vec<Operation>> {
    let mut source = String::new();
    if tokens.at_word("from") {
        tokens.next();
        source = tokens
            .string("a string literal with the source of the operations")?
            .0;
    }
    let group = tokens.group(Delimiter::Brace, "the operations in braces")?;
    let mut inner = Tokens::new(group.stream(), group.span_close());
    let mut rows: Vec<Operation> = Vec::new();
    while !inner.is_empty() {
        let span = inner.span();
        let row = row(&mut inner, &source)?;
        let known = collection.operations.iter();
        let mut known = known.chain(&collection.further_operations).chain(&rows);
        if let Some(known) = known.find(|known| known.constant.0 == row.constant.0) {
            let message = format!("duplicate operation `{}`", known.id);
            return Err(Error::new(span, message));
        }
        rows.push(row);
    }
    Ok(rows)
}

/// Parses `list "id" get "path" ids limit 100 max 5000 offset sort;`.
fn row(tokens: &mut Tokens, source: &str) -> Result<Operation> {
    let kind = tokens.keyword(&["list", "details", "aggregate", "other"])?;
    let (id, id_span) = tokens.string("a string literal with the id of the operation")?;
    let constant = constant_name(&id);
    if !constant.starts_with(|first: char| first.is_ascii_alphabetic()) {
        let message = format!("invalid operation id `{id}`: it must start with a letter");
        return Err(Error::new(id_span, message));
    }
    let method = match tokens.keyword(&["get", "post", "patch", "delete"])? {
        "get" => "Get",
        "post" => "Post",
        "patch" => "Patch",
        _ => "Delete",
    };
    let (path, _) = tokens.string("a string literal with the path of the operation")?;
    let (kind, filter) = match kind {
        "list" => {
            let items = match tokens.keyword(&["ids", "documents"])? {
                "ids" => "Ids",
                _ => "Documents",
            };
            (OperationKind::Listing(items), "Query")
        }
        "details" => (details(tokens)?, "None"),
        "aggregate" => {
            let body = match tokens.keyword(&["list", "object"])? {
                "list" => "List",
                _ => "Object",
            };
            (OperationKind::Aggregation(body), "Body")
        }
        _ => (OperationKind::Other, "Query"),
    };
    let mut operation = Operation {
        id,
        constant: (constant, id_span),
        method,
        path,
        kind,
        filter,
        is_filter_required: false,
        page_size: [None; 2],
        pagination: "None",
        window: None,
        sort: "None",
        required_parameters: Vec::new(),
        optional_parameters: Vec::new(),
        note: String::new(),
        source: source.to_owned(),
    };
    attributes(&mut operation, tokens)?;
    Ok(operation)
}

/// Parses `query name max 100` or `body name max 100`, where the maximum may be missing.
fn details(tokens: &mut Tokens) -> Result<OperationKind> {
    let location = match tokens.keyword(&["query", "body"])? {
        "query" => "Query",
        _ => "Body",
    };
    let name = tokens.ident("the name of the parameter with the ids")?;
    let max = maximum(tokens)?;
    Ok(OperationKind::Details(location, name.to_string(), max))
}

/// Parses the attributes of an operation, each at most once and in any order, and the semicolon.
fn attributes(operation: &mut Operation, tokens: &mut Tokens) -> Result<()> {
    const WORDS: [&str; 9] = [
        "filter", "limit", "offset", "after", "window", "sort", "requires", "accepts", "note",
    ];
    let mut seen = Vec::new();
    while !tokens.at_punct(';') {
        let span = tokens.span();
        let word = tokens.keyword(&WORDS)?;
        // Both select a page.
        let key = if word == "after" { "offset" } else { word };
        if seen.contains(&key) {
            return Err(Error::new(span, format!("duplicate `{word}`")));
        }
        seen.push(key);
        match word {
            "filter" => filter(operation, tokens),
            "limit" => {
                let default = tokens.at_integer().then(|| tokens.integer()).transpose()?;
                operation.page_size = [default, maximum(tokens)?];
            }
            "offset" => operation.pagination = offset(tokens)?,
            "after" => operation.pagination = "After",
            "window" => operation.window = Some(tokens.integer()?),
            "sort" => operation.sort = sort(tokens),
            "requires" => operation.required_parameters = names(tokens)?,
            "accepts" => operation.optional_parameters = names(tokens)?,
            _ => operation.note = tokens.string("a string literal with the note")?.0,
        }
    }
    tokens.punct(';')
}

/// Parses `max 100`, if it follows.
fn maximum(tokens: &mut Tokens) -> Result<Option<u32>> {
    take(tokens, "max").then(|| tokens.integer()).transpose()
}

/// Parses the rest of `filter body required`, where either word may be missing.
fn filter(operation: &mut Operation, tokens: &mut Tokens) {
    for (word, location) in [("query", "Query"), ("body", "Body"), ("none", "None")] {
        if take(tokens, word) {
            operation.filter = location;
        }
    }
    operation.is_filter_required = take(tokens, "required");
}

/// Parses the rest of `offset token or next_token`, where all but the first word may be missing, or of
/// `offset from next`.
fn offset(tokens: &mut Tokens) -> Result<&'static str> {
    if take(tokens, "from") {
        tokens.keyword(&["next"])?;
        return Ok("OffsetFromNext");
    }
    let is_token = take(tokens, "token");
    if !take(tokens, "or") {
        return Ok(if is_token { "OffsetToken" } else { "Offset" });
    }
    if is_token {
        tokens.keyword(&["next_token"])?;
        return Ok("OffsetTokenOrNextToken");
    }
    Ok(match tokens.keyword(&["after", "next_token"])? {
        "after" => "OffsetOrAfter",
        _ => "OffsetOrNextToken",
    })
}

/// Parses the rest of `sort either`, where the second word may be missing or another.
fn sort(tokens: &mut Tokens) -> &'static str {
    let forms = [
        ("either", "EitherSeparator"),
        ("optional", "OptionalDirection"),
        ("field", "FieldOnly"),
        ("unknown", "Unknown"),
    ];
    let form = forms.iter().find(|(word, _)| take(tokens, word));
    form.map_or("Separated", |(_, form)| form)
}

/// Parses `"name", "name"`.
fn names(tokens: &mut Tokens) -> Result<Vec<String>> {
    let mut names = Vec::new();
    loop {
        names.push(
            tokens
                .string("a string literal with the name of a parameter")?
                .0,
        );
        if !tokens.at_punct(',') {
            return Ok(names);
        }
        tokens.next();
    }
}

/// Takes this word if it follows.
fn take(tokens: &mut Tokens, word: &str) -> bool {
    let follows = tokens.at_word(word);
    if follows {
        tokens.next();
    }
    follows
}
