//! Parses the input of `collection!`.

use std::collections::BTreeMap;

use proc_macro::{Delimiter, Group, Span, TokenStream, TokenTree};

use super::model::{
    CELLS, Collection, FIELD_TYPES, Field, FieldType, Grade, Presence, Reason, Vocabulary,
};
use super::{operations, rules};
use crate::tokens::{Error, Result, Tokens};

pub(super) fn collection(tokens: &mut Tokens) -> Result<Collection> {
    let attributes = attributes(tokens)?.all;
    let visibility = visibility(tokens);
    let ident = tokens.ident("the name of the collection")?;
    if ident.to_string() == "Collection" {
        return Err(Error::new(
            ident.span(),
            "the name `Collection` is reserved for the alias that the macro defines",
        ));
    }
    let (name, _) = tokens.string("a string literal with the name of the collection")?;
    let separator = separator(tokens)?;
    tokens.punct(';')?;
    let mut collection = Collection {
        attributes,
        visibility,
        ident,
        name,
        separator,
        is_open: false,
        class: None,
        unknown_field: "Unknown",
        patterns: None,
        has_pattern_values: false,
        required: Vec::new(),
        operations: Vec::new(),
        further_operations: Vec::new(),
        id_field: None,
        renamed: Vec::new(),
        required_source: String::new(),
        empty_filter: None,
        negated_text: None,
        hints: Vec::new(),
        reasons: Default::default(),
        fields: BTreeMap::new(),
        aliases: Vec::new(),
    };
    while !tokens.is_empty() {
        item(&mut collection, tokens)?;
    }
    rules::check_references(&collection)?;
    if collection.fields.is_empty() && !collection.is_open {
        return Err(Error::new(
            collection.ident.span(),
            "expected at least one field, or `open;` for a collection without a documented table",
        ));
    }
    Ok(collection)
}

/// Parses `open;`, `alias a = b;`, `from "source" { fields }`, another item, or a field. The words are
/// also valid names of fields.
fn item(collection: &mut Collection, tokens: &mut Tokens) -> Result<()> {
    type Parse = fn(&mut Collection, &mut Tokens, Span) -> Result<()>;
    let keywords: [(&str, Parse); 15] = [
        ("from", from),
        ("open", open),
        ("alias", alias),
        ("table", table),
        ("unknown_field", unknown_field),
        ("operations", operations::operations),
        ("further", operations::further_operations),
        ("id", operations::id_field),
        ("denied", denied),
        ("patterns", rules::collection_patterns),
        ("pattern_values", rules::pattern_values),
        ("requires", rules::requires),
        ("renamed", rules::renamed),
        ("hint", rules::hint),
        ("empty_filter", rules::empty_filter),
    ];
    for (word, parse) in keywords {
        if tokens.at_word(word) {
            let span = tokens.span();
            tokens.next();
            if tokens.at_punct(':') || tokens.at_punct('.') {
                let segments = more_segments(tokens, vec![word.to_owned()])?;
                return field_after_name(collection, tokens, segments, String::new(), "", span);
            }
            return parse(collection, tokens, span);
        }
    }
    field(collection, tokens, "")
}

fn from(collection: &mut Collection, tokens: &mut Tokens, _: Span) -> Result<()> {
    let (source, _) = tokens.string("a string literal with the source of the fields")?;
    let fields = tokens.group(Delimiter::Brace, "the fields in braces")?;
    let mut fields = Tokens::new(fields.stream(), fields.span_close());
    while !fields.is_empty() {
        field(collection, &mut fields, &source)?;
    }
    Ok(())
}

fn open(collection: &mut Collection, tokens: &mut Tokens, span: Span) -> Result<()> {
    tokens.punct(';')?;
    if !collection.fields.is_empty() {
        return Err(Error::new(span, OPEN_WITH_FIELDS));
    }
    collection.is_open = true;
    Ok(())
}

/// Parses the rest of `table closed;`, `table closed by text;` or `table advisory;`.
fn table(collection: &mut Collection, tokens: &mut Tokens, span: Span) -> Result<()> {
    if collection.is_open || !collection.fields.is_empty() {
        return Err(Error::new(span, "`table` must precede the fields"));
    }
    let class = tokens.keyword(&["closed", "advisory"])?;
    collection.class = Some(match class {
        "closed" if tokens.at_word("by") => {
            tokens.next();
            tokens.keyword(&["text"])?;
            "ClosedByText"
        }
        "closed" => "Closed",
        _ => "Advisory",
    });
    tokens.punct(';')
}

/// Parses the rest of `unknown_field error;` or `unknown_field silent;`.
fn unknown_field(collection: &mut Collection, tokens: &mut Tokens, _: Span) -> Result<()> {
    collection.unknown_field = match tokens.keyword(&["error", "silent"])? {
        "error" => "Error",
        _ => "Silent",
    };
    tokens.punct(';')
}

/// Parses the rest of `denied range because "reason";`, for all fields without a reason, or of
/// `denied negated_text_match because "reason";`.
fn denied(collection: &mut Collection, tokens: &mut Tokens, _: Span) -> Result<()> {
    if tokens.at_word("negated_text_match") {
        tokens.next();
        return rules::negated_text(collection, tokens);
    }
    let cell = cell(tokens)?;
    tokens.keyword(&["because"])?;
    let (text, span) = tokens.string("a string literal with the reason")?;
    collection.reasons[cell] = Some(Reason { text, span });
    tokens.punct(';')
}

const OPEN_WITH_FIELDS: &str = "an open collection cannot have fields";

fn alias(collection: &mut Collection, tokens: &mut Tokens, _: Span) -> Result<()> {
    let alias = rules::new_name(collection, tokens, "an alias")?;
    collection.aliases.push(alias);
    tokens.punct(';')
}

pub(super) fn check_name_is_new(collection: &Collection, name: &str, span: Span) -> Result<()> {
    if collection.fields.contains_key(name) {
        return Err(Error::new(span, format!("duplicate field `{name}`")));
    }
    if collection.aliases.iter().any(|(alias, _)| alias == name) {
        return Err(Error::new(span, format!("duplicate alias `{name}`")));
    }
    if collection.renamed.iter().any(|(old, ..)| old == name) {
        return Err(Error::new(
            span,
            format!("duplicate renamed field `{name}`"),
        ));
    }
    Ok(())
}

/// Parses a field with its documentation.
fn field(collection: &mut Collection, tokens: &mut Tokens, source: &str) -> Result<()> {
    let attributes = attributes(tokens)?;
    if let Some(span) = attributes.other {
        // An ignored `cfg` would be worse than none.
        return Err(Error::new(
            span,
            "a field supports no attributes except documentation",
        ));
    }
    let span = tokens.span();
    let segments = segments(tokens, Vec::new())?;
    let documentation = attributes.documentation;
    field_after_name(collection, tokens, segments, documentation, source, span)
}

/// Parses `: type form single presence [cell, grade cell] values ["value"] rules because "reason";`, where only
/// the type is required if the table is graded.
fn field_after_name(
    collection: &mut Collection,
    tokens: &mut Tokens,
    segments: Vec<String>,
    documentation: String,
    source: &str,
    span: Span,
) -> Result<()> {
    let last_segment_span = tokens.previous_span();
    tokens.punct(':')?;
    let mut field_type = field_type(tokens)?;
    let is_timestamp = field_type.word == "timestamp";
    let is_epoch = is_timestamp && take_word(tokens, "epoch");
    let is_absolute = is_timestamp && take_word(tokens, "absolute");
    let is_date = is_timestamp && take_word(tokens, "date");
    if is_absolute {
        field_type.marker = "AbsoluteTimestampField";
    }
    let mut quoting = "Optional";
    if field_type.word == "integer" && take_word(tokens, "quoted") {
        (field_type.marker, field_type.quote) = ("QuotedIntegerField", "'");
        quoting = "Required";
    } else if field_type.word == "boolean" && take_word(tokens, "unquoted") {
        quoting = "Denied";
    }
    let is_single = take_word(tokens, "single");
    let presence = presence(tokens);
    let cells = cells(tokens, collection.class.is_some())?;
    let vocabulary = vocabulary(tokens, field_type, source)?;
    let rules = rules::rules(tokens, source)?;
    let (reason, is_disputed) = reason(tokens)?;
    tokens.punct(';')?;
    let name = segments.join(".");
    if matches!(name.as_str(), "TABLE" | "OPERATIONS" | "FURTHER_OPERATIONS")
        || name.starts_with("field_types.")
    {
        let message = format!("the name `{}` is reserved", segments[0]);
        return Err(Error::new(span, message));
    }
    check_name_is_new(collection, &name, span)?;
    if collection.is_open {
        return Err(Error::new(span, OPEN_WITH_FIELDS));
    }
    let field = Field {
        segments,
        span: last_segment_span,
        field_type,
        is_epoch,
        is_single,
        is_absolute,
        is_date,
        quoting,
        presence,
        cells,
        reason,
        is_disputed,
        source: source.to_owned(),
        vocabulary,
        rules,
        documentation,
    };
    collection.fields.insert(name, field);
    Ok(())
}

/// Takes this word if it follows.
fn take_word(tokens: &mut Tokens, word: &str) -> bool {
    let follows = tokens.at_word(word);
    if follows {
        tokens.next();
    }
    follows
}

/// The attributes before a collection or a field.
struct Attributes {
    all: TokenStream,
    /// The lines of documentation.
    documentation: String,
    /// The span of the first attribute that is not documentation.
    other: Option<Span>,
}

fn attributes(tokens: &mut Tokens) -> Result<Attributes> {
    let mut all = Vec::new();
    let mut documentation = String::new();
    let mut other = None;
    while tokens.at_punct('#') {
        all.extend(tokens.next());
        let group = tokens.group(Delimiter::Bracket, "an attribute in brackets")?;
        match documentation_line(&group) {
            Some(line) => {
                documentation.push_str(&line);
                documentation.push('\n');
            }
            None => other = other.or(Some(group.span())),
        }
        all.push(TokenTree::Group(group));
    }
    Ok(Attributes {
        all: all.into_iter().collect(),
        documentation,
        other,
    })
}

/// Returns the string of `doc = "string"`.
fn documentation_line(attribute: &Group) -> Option<String> {
    let mut inner = Tokens::new(attribute.stream(), attribute.span());
    if !inner.at_word("doc") {
        return None;
    }
    inner.next();
    inner.punct('=').ok()?;
    Some(inner.string("").ok()?.0)
}

fn visibility(tokens: &mut Tokens) -> TokenStream {
    let mut visibility = Vec::new();
    if tokens.at_word("pub") {
        visibility.extend(tokens.next());
        let is_restricted = matches!(
            tokens.peek(),
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis
        );
        if is_restricted {
            visibility.extend(tokens.next());
        }
    }
    visibility.into_iter().collect()
}

/// Parses `sort "|"` or `sort "."`, and returns the variant of `fql::table::Separator`.
fn separator(tokens: &mut Tokens) -> Result<&'static str> {
    if !tokens.at_word("sort") {
        return Err(tokens.error("`sort \"|\"` or `sort \".\"`"));
    }
    tokens.next();
    let (separator, span) = tokens.string("`\"|\"` or `\".\"`")?;
    match separator.as_str() {
        "|" => Ok("Pipe"),
        "." => Ok("Dot"),
        _ => Err(Error::new(
            span,
            format!("expected `\"|\"` or `\".\"` as the sort separator, found `\"{separator}\"`"),
        )),
    }
}

/// Parses `name.name`.
pub(super) fn segments(tokens: &mut Tokens, mut segments: Vec<String>) -> Result<Vec<String>> {
    let ident = tokens.ident("the name of a field")?;
    let name = ident.to_string();
    let name = name.strip_prefix("r#").unwrap_or(&name);
    if !fql_syntax::is_property_name(name) {
        return Err(Error::new(
            ident.span(),
            format!(
                "invalid property name `{name}`: use the letters a to z, digits and underscores"
            ),
        ));
    }
    segments.push(name.to_owned());
    more_segments(tokens, segments)
}

/// Parses `.name.name`, if it follows.
fn more_segments(tokens: &mut Tokens, segments_before: Vec<String>) -> Result<Vec<String>> {
    if tokens.at_punct('.') {
        tokens.punct('.')?;
        return segments(tokens, segments_before);
    }
    Ok(segments_before)
}

fn field_type(tokens: &mut Tokens) -> Result<FieldType> {
    for field_type in FIELD_TYPES {
        if tokens.at_word(field_type.word) {
            tokens.next();
            return Ok(field_type);
        }
    }
    let words = "a field type (`text`, `integer`, `boolean`, `timestamp`, `ip`, `float`, `any`)";
    Err(tokens.error(words))
}

/// Parses `shown`, `candidate` or `denied`, if one of them follows.
fn presence(tokens: &mut Tokens) -> Presence {
    let words = [
        ("shown", Presence::Shown),
        ("candidate", Presence::Candidate),
        ("denied", Presence::Denied),
    ];
    for (word, presence) in words {
        if tokens.at_word(word) {
            tokens.next();
            return presence;
        }
    }
    Presence::Documented
}

/// Parses `[exact, shown list, denied range]`: each cell once, and at least one if missing cells are not
/// supported. The grade of a cell is `documented` unless another one precedes it.
fn cells(tokens: &mut Tokens, is_graded: bool) -> Result<[Option<Grade>; 6]> {
    let mut cells = [None; 6];
    if is_graded && !matches!(tokens.peek(), Some(TokenTree::Group(_))) {
        return Ok(cells);
    }
    let group = tokens.group(
        Delimiter::Bracket,
        "the capabilities of the field in brackets",
    )?;
    let mut inner = Tokens::new(group.stream(), group.span_close());
    loop {
        let grade = if inner.at_word("shown") {
            Grade::Shown
        } else if inner.at_word("denied") {
            Grade::Denied
        } else {
            Grade::Documented
        };
        if grade != Grade::Documented {
            inner.next();
        }
        let cell = cell(&mut inner)?;
        if cells[cell].replace(grade).is_some() {
            let message = format!("duplicate capability `{}`", CELLS[cell].0);
            return Err(Error::new(inner.previous_span(), message));
        }
        if inner.is_empty() {
            break;
        }
        inner.punct(',')?;
        if inner.is_empty() {
            break;
        }
    }
    Ok(cells)
}

/// Parses the word of a cell, and returns its index in [`CELLS`].
fn cell(tokens: &mut Tokens) -> Result<usize> {
    const EXPECTED: &str = "`exact`, `wildcard`, `list`, `range`, `text_match` or `sort`";
    let word = tokens.ident(EXPECTED)?;
    let name = word.to_string();
    match CELLS.iter().position(|(known, _)| *known == name) {
        Some(cell) => Ok(cell),
        None => {
            let message = format!("expected {EXPECTED}, found `{name}`");
            Err(Error::new(word.span(), message))
        }
    }
}

/// Parses `because "reason"` or `conflict "reason"`, if one of them follows.
fn reason(tokens: &mut Tokens) -> Result<(Option<Reason>, bool)> {
    let is_disputed = tokens.at_word("conflict");
    if !is_disputed && !tokens.at_word("because") {
        return Ok((None, false));
    }
    tokens.next();
    let (text, span) = tokens.string("a string literal with the reason")?;
    Ok((Some(Reason { text, span }), is_disputed))
}

/// Parses `values ["a", "b"] from "source"`, if it follows. `..` after the last value makes the
/// vocabulary open. Without `from`, its source is that of the field.
fn vocabulary(
    tokens: &mut Tokens,
    field_type: FieldType,
    field_source: &str,
) -> Result<Option<Vocabulary>> {
    if !tokens.at_word("values") {
        return Ok(None);
    }
    if !matches!(field_type.word, "text" | "integer" | "any") {
        let message = "only fields of the types `text`, `integer` and `any` have published values";
        return Err(Error::new(tokens.span(), message));
    }
    tokens.next();
    let group = tokens.group(Delimiter::Bracket, "the published values in brackets")?;
    let mut inner = Tokens::new(group.stream(), group.span_close());
    let (values, is_open) = values(&mut inner)?;
    let mut source = field_source.to_owned();
    if tokens.at_word("from") {
        tokens.next();
        source = tokens
            .string("a string literal with the source of the values")?
            .0;
    }
    Ok(Some(Vocabulary {
        values,
        is_open,
        source,
    }))
}

/// Parses `"a", "b"` or `"a", "b", ..`: at least one value, and each once. Returns `true` for `..`.
fn values(tokens: &mut Tokens) -> Result<(Vec<String>, bool)> {
    let mut values = Vec::new();
    loop {
        let (value, span) = tokens.string("a string literal with a published value")?;
        if values.contains(&value) {
            return Err(Error::new(span, format!("duplicate value `{value}`")));
        }
        values.push(value);
        if tokens.is_empty() {
            return Ok((values, false));
        }
        tokens.punct(',')?;
        if tokens.is_empty() {
            return Ok((values, false));
        }
        if tokens.at_punct('.') {
            tokens.punct('.')?;
            tokens.punct('.')?;
            return match tokens.peek() {
                None => Ok((values, true)),
                Some(_) => Err(tokens.error("`]` after `..`")),
            };
        }
    }
}
