//! Recognition of filters among the strings of a program.

use fql::collections;
use fql::diagnostics::Severity;
use fql::syntax::Limits;
use fql::table::Table;
use fql_syntax::{Parsed, Value};

use super::scan::{Candidate, Scan};
use super::syntax::NameKind;
use super::template::Template;
use crate::collection::tables;

/// The length up to which a string can be a filter.
const MAX_LEN: usize = 1 << 16;

/// The length up to which a string without a name can be a filter.
const MAX_UNNAMED_LEN: usize = 1 << 14;

/// The number of syntax errors up to which a string with the name of a filter is one.
const MAX_ERRORS: usize = 4;

/// A filter in a program.
#[derive(Debug)]
pub(super) struct FoundFilter {
    pub(super) template: Template,
    /// The collections that the filter may be for.
    pub(super) tables: Vec<&'static Table>,
    /// The call decides the collection.
    pub(super) is_known_call: bool,
}

impl FoundFilter {
    /// Returns the names of the collections if the call decides them.
    pub(super) fn known_collections(&self) -> Vec<&'static str> {
        let tables = self.tables.iter().filter(|_| self.is_known_call);
        tables.map(|table| table.name).collect()
    }
}

/// Returns `true` if a file refers to Falcon, so that a `filter` in it probably is FQL.
pub(super) fn mentions_falcon(source: &str) -> bool {
    ["crowdstrike", "falcon", "fql"]
        .iter()
        .any(|word| mentions(source, word))
}

/// Returns `true` if a source contains a word of lower-case letters in any case.
pub(super) fn mentions(source: &str, word: &str) -> bool {
    contains_ignoring_case(source.as_bytes(), word.as_bytes())
}

fn contains_ignoring_case(haystack: &[u8], word: &[u8]) -> bool {
    let Some((first, rest)) = word.split_first() else {
        return true;
    };
    let upper = first.to_ascii_uppercase();
    memchr::memchr2_iter(*first, upper, haystack).any(|at| {
        let found = haystack.get(at + 1..at + 1 + rest.len());
        found.is_some_and(|found| found.eq_ignore_ascii_case(rest))
    })
}

/// Returns the filter of a candidate, or `None` if nothing indicates that it is one.
pub(super) fn find(
    candidate: &Candidate,
    scan: &Scan,
    mentions_falcon: bool,
) -> Option<FoundFilter> {
    let text = candidate.string.text();
    if text.len() > MAX_LEN {
        return None;
    }
    let name = candidate.name.as_ref();
    let (target, is_filter_argument) = scan.target(candidate).unzip();
    let is_filter_argument = is_filter_argument.unwrap_or_default();
    let is_variable =
        name.is_some_and(|(kind, _)| matches!(kind, NameKind::Assigned | NameKind::Appended));
    let has_filter_name =
        (is_filter_argument && is_variable) || name.is_some_and(|(_, name)| is_filter_name(name));
    let is_certain = candidate.target.is_some() || is_filter_argument;
    let is_extended = scan.is_extended(candidate);
    let template = Template::new(&candidate.string, continues(candidate, is_extended));
    if template.source.trim().is_empty() {
        return None;
    }
    let parsed = parse(&template);
    let properties = properties(&parsed, &text);
    let has_property = |table: &Table| properties.iter().any(|name| table.find(name).is_some());
    let has_known = || collections::all().any(has_property);
    // The parser recognizes a clause, or the text has the form of one with a mistake.
    let has_clause = !properties.is_empty();
    let target = target.filter(|target| target.is_plausible(has_property));
    // A variable that is passed to an operation can be another argument of it.
    let is_passed = target.is_some() && has_filter_name;
    let is_filter = if is_passed {
        is_certain || has_clause
    } else if has_filter_name {
        let has_fql_name = name.is_some_and(|(_, name)| words(name).any(|word| word == "fql"));
        has_clause
            && (has_fql_name
                || has_known()
                || (mentions_falcon && has_quoted_clause(&template, &parsed)))
            && !is_prose(&template, &parsed)
    } else if name.is_none() && candidate.target.is_some() {
        // An argument without a name.
        has_clause && !is_prose(&template, &parsed) && !is_url(&text)
    } else {
        let is_valid = !has_syntax_errors(&template, &parsed);
        is_valid
            && has_quoted_clause(&template, &parsed)
            && has_known()
            && !has_spaced_colon(&template, &parsed)
            && (mentions_falcon || (target.is_some() && is_variable))
            && template.source.len() <= MAX_UNNAMED_LEN
    };
    if !is_filter {
        return None;
    }
    let is_known_call = target.is_some();
    Some(FoundFilter {
        template,
        tables: target.map_or_else(tables, |target| target.tables()),
        is_known_call,
    })
}

/// Returns on which sides the program adds clauses: `filter += "+a:'b'"` continues an earlier filter.
fn continues(candidate: &Candidate, is_extended: bool) -> [bool; 2] {
    let is_appended = matches!(candidate.name, Some((NameKind::Appended, _)));
    let text = candidate.string.text();
    let text = text.trim();
    let is_named = candidate.name.is_some();
    // An item of a list, or a part that a function returns.
    let is_part = |connective: bool| connective && !(is_named && candidate.target.is_some());
    [
        is_appended || is_part(text.starts_with(['+', ','])),
        is_appended || is_extended || is_part(text.ends_with(['+', ','])),
    ]
}

pub(super) fn parse(template: &Template) -> Parsed<'_> {
    match template.is_template {
        true => fql_syntax::parse_template(&template.source, &Limits::DEFAULT),
        false => fql_syntax::parse_with(&template.source, &Limits::DEFAULT),
    }
}

fn has_syntax_errors(template: &Template, parsed: &Parsed<'_>) -> bool {
    let mut diagnostics = parsed.diagnostics().kept().iter();
    diagnostics.any(|diagnostic| {
        diagnostic.severity() == Severity::Error
            && !super::check::is_about_unknown_text(template, diagnostic)
    })
}

/// Returns `true` for text about filters, most of which is not FQL, and for queries in another language.
fn is_prose(template: &Template, parsed: &Parsed<'_>) -> bool {
    let mut clauses = parsed.partial_tree().clauses();
    let has_clause = clauses.next().is_some();
    let errors = parsed.diagnostics().kept().iter().filter(|diagnostic| {
        diagnostic.severity() == Severity::Error
            && !super::check::is_about_unknown_text(template, diagnostic)
    });
    let errors = errors.count();
    errors > MAX_ERRORS
        || (errors > 1 && !has_clause)
        || (errors > 0 && has_sentence(&template.source))
        || has_object(&template.source)
}

/// Returns `true` for a URL or a path with a query, which may contain a filter.
fn is_url(text: &str) -> bool {
    let (before_query, _) = text.split_once('?').unwrap_or((text, ""));
    before_query.contains("://") || (before_query.starts_with('/') && text != before_query)
}

/// Returns `true` for `{name: …` outside of quotes, which is JSON or GraphQL.
fn has_object(source: &str) -> bool {
    let mut unquoted = source.split(['\'', '"']).step_by(2);
    unquoted.any(|part| {
        part.split('{').skip(1).any(|object| {
            let key = object.trim_start();
            let rest = key.trim_start_matches(is_property_character);
            rest.len() < key.len() && rest.trim_start().starts_with(':')
        })
    })
}

/// Returns `true` if several words follow each other outside of quotes.
fn has_sentence(source: &str) -> bool {
    let unquoted = source.split(['\'', '"']).step_by(2);
    let is_word = |word: &&str| {
        word.chars()
            .all(|character| character.is_ascii_alphabetic() || ".,".contains(character))
            && !["and", "or", "not"].contains(&word.to_ascii_lowercase().as_str())
    };
    unquoted.into_iter().any(|part| {
        let words: Vec<&str> = part.split_ascii_whitespace().collect();
        words.windows(3).any(|words| words.iter().all(is_word))
    })
}

/// Returns `true` for `Status: 'open'`, which is a message for people.
fn has_spaced_colon(template: &Template, parsed: &Parsed<'_>) -> bool {
    let mut clauses = parsed.partial_tree().clauses();
    clauses.any(|clause| {
        let after = template.source.get(clause.property_span().end() + 1..);
        after.is_some_and(|after| after.starts_with(' '))
    })
}

/// Returns `true` for names such as `filter`, `fql_filter`, `hostFilter` and `FILTER`, but not for
/// `FILTER_HELP`.
pub(super) fn is_filter_name(name: &str) -> bool {
    let mut is_filter = false;
    for word in words(name) {
        is_filter |= matches!(word.as_str(), "filter" | "filters" | "fql" | "filt");
        if NOT_FILTERS.contains(&word.as_str()) {
            return false;
        }
    }
    is_filter
}

/// Words of names whose values describe filters.
const NOT_FILTERS: [&str; 20] = [
    "description",
    "doc",
    "docs",
    "documentation",
    "endpoint",
    "error",
    "example",
    "examples",
    "guide",
    "help",
    "hint",
    "message",
    "operators",
    "pattern",
    "regex",
    "suffix",
    "syntax",
    "uri",
    "url",
    "usage",
];

fn words(name: &str) -> impl Iterator<Item = String> {
    let mut words = vec![String::new()];
    let mut previous = ' ';
    for character in name.chars() {
        let starts_word = character.is_uppercase() && previous.is_lowercase();
        if !character.is_alphanumeric() || starts_word {
            words.push(String::new());
        }
        if character.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(character.to_lowercase());
        }
        previous = character;
    }
    words.into_iter()
}

/// Returns the names before comparisons with a quoted value or an operator, also those of other languages.
fn compared_names(text: &str) -> Vec<&str> {
    let comparisons = text.match_indices(['=', ':']);
    let names = comparisons.filter_map(|(at, _)| {
        let name = text[..at].trim_end_matches([' ', '=', '!', '<', '>']);
        let is_end = |character: char| !is_property_character(character);
        let name = name.rsplit(is_end).next().unwrap_or_default();
        let value = text[at + 1..].trim_start();
        let is_compared = value.starts_with(['\'', '"', '>', '<', '!', '~', '*', '=', '[']);
        (is_compared && !name.is_empty()).then_some(name)
    });
    names.collect()
}

fn is_property_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || "_.".contains(character)
}

/// Returns `true` if a clause has a quoted value.
fn has_quoted_clause(template: &Template, parsed: &Parsed<'_>) -> bool {
    let mut clauses = parsed.partial_tree().clauses();
    clauses.any(|clause| {
        let mut values = clause.values();
        values.any(|(value, span)| match value {
            Value::String(_) => true,
            Value::Placeholder(_) => !template.is_unquoted(&span.range()),
            _ => false,
        })
    })
}

/// Returns the properties of the clauses, also of those with mistakes.
fn properties<'p>(parsed: &'p Parsed<'_>, text: &'p str) -> Vec<&'p str> {
    let mut properties = compared_names(text);
    let clauses = parsed.partial_tree().clauses();
    properties.extend(clauses.map(|clause| clause.property()));
    properties.sort_unstable();
    properties.dedup();
    properties
}
