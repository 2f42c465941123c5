//! Commands, calls and JSON with a filter in them.

use super::query_string::has_other_filter;
use super::{
    PASS_ONLY_FILTER, diagnostic, has_code, has_encoded_string, strings, unwrapped, whole,
};
use crate::parser::grammar::is_space;
use crate::recovery::connectives::logic_word;
use crate::recovery::{Cursor, Recovery};

/// The text before a filter in a command or in the source of a program.
const MARKERS: &[&str] = &["filter=", "filter ", "filter:", "filter\":", "filter':"];

/// Commands of the `fql` program with a filter for their argument.
const FQL_COMMANDS: &[&str] = &[
    "check", "fmt", "explain", "match", "query", "assets", "sql", "lint",
];

/// The longest command in which a filter is searched for.
const MAX_COMMAND_LEN: usize = 1 << 12;

/// The part of a program in which a filter is searched for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Object,
    Call,
    Shell,
    /// The `fql` program.
    Program,
}

/// `{"filter":"status:'open'","limit":5}`
pub(super) fn json(start: Cursor<'_>) -> Option<Recovery> {
    if !at_object(start) {
        return None;
    }
    let help = "pass only the string with the filter, without the escapes of JSON";
    let diagnostic = diagnostic(start.span(1), "JSON instead of a filter", help);
    Some(whole(start, diagnostic, marked(start, Kind::Object)))
}

fn at_object(cursor: Cursor<'_>) -> bool {
    let inside = cursor.moved_by(1).after_space();
    cursor.starts_with("{")
        && (inside.at_quote() || inside.starts_with("}"))
        && !cursor.grammar.is_template
}

/// `curl …`, `Get-FalconHost -Filter "status:'open'"`, `query_devices(filter="status:'open'")`,
/// `params = {'filter': "status:'open'"}`
pub(super) fn command(start: Cursor<'_>) -> Option<Recovery> {
    let prompt = if start.starts_with("$ ") { 2 } else { 0 };
    let command = start.moved_by(prompt);
    let command = after_assignment(command).unwrap_or(command);
    let length = command.run(is_name_byte);
    let word = command.span(length).slice(start.source());
    let after = command.moved_by(length);
    let is_shell = matches!(
        word,
        "curl" | "wget" | "http" | "-d" | "-G" | "--data-urlencode"
    ) || (word.contains('-') && !word.starts_with('-'));
    let kind = match after.byte()? {
        _ if at_object(command) => Kind::Object,
        b'(' if length > 0 && command.rest().trim_ascii_end().ends_with(')') => Kind::Call,
        byte if is_space(byte) && is_fql_command(word, after) => Kind::Program,
        byte if is_space(byte) && is_shell => Kind::Shell,
        _ => return None,
    };
    let filter = match kind {
        Kind::Program => only_string(command),
        _ => marked(command, kind),
    };
    if filter.is_none() && word != "curl" && kind != Kind::Program && kind != Kind::Object {
        return None;
    }
    let message = match kind {
        Kind::Object => "object instead of a filter",
        _ => "command instead of a filter",
    };
    let span = command.span(length.max(1));
    Some(whole(
        start,
        diagnostic(span, message, PASS_ONLY_FILTER),
        filter,
    ))
}

fn is_name_byte(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || b"_.-".contains(byte)
}

/// The position after `params =`.
fn after_assignment(start: Cursor<'_>) -> Option<Cursor<'_>> {
    let length = start.run(is_name_byte);
    let equals = start.moved_by(length).after_space();
    (length > 0 && equals.starts_with("=")).then(|| equals.moved_by(1).after_space())
}

fn is_fql_command(word: &str, after: Cursor<'_>) -> bool {
    let name = after.after_space();
    let name = name.span(name.run(|byte| !is_space(*byte)));
    word == "fql" && FQL_COMMANDS.contains(&name.slice(after.source()))
}

/// The only filter in quotes.
fn only_string(start: Cursor<'_>) -> Option<String> {
    let is_filter = start.grammar.is_filter?;
    let command = start.rest();
    if command.len() > MAX_COMMAND_LEN {
        return None;
    }
    let filter = strings(command).find(|string| is_filter(string))?;
    // The filter is an argument of its own, and no other argument has a part of one.
    let start = command.find(filter)?;
    let before = command.get(..start.checked_sub(1)?)?;
    let before = before.strip_suffix([' ', '='])?;
    let after = command.get(start + filter.len() + 1..)?;
    let is_certain = (after.is_empty() || after.starts_with(char::is_whitespace))
        && are_options(before.splitn(3, ' ').nth(2).unwrap_or_default())
        && are_options(after);
    (is_certain && !has_code(filter)).then(|| filter.to_owned())
}

/// Returns `true` for options with their values, and for names of files and URLs.
fn are_options(arguments: &str) -> bool {
    let mut is_after_option = false;
    words(arguments).all(|word| {
        let is_option = word.starts_with('-');
        let is_file = word.contains(['.', '/']) && !is_option;
        let is_plain = |c: char| {
            c.is_ascii_alphanumeric() || "-_./=".contains(c) || (c == ':' && word.contains("://"))
        };
        let is_known = if word.starts_with(['\'', '"']) {
            is_after_option
        } else {
            let is_name = logic_word(word.trim_start_matches('-')).is_none() && word != "=";
            (is_option || is_after_option || is_file) && is_name && word.chars().all(is_plain)
        };
        is_after_option = is_option;
        is_known
    })
}

/// The words of a command; a part in quotes is one.
fn words(arguments: &str) -> impl Iterator<Item = &str> {
    let mut rest = arguments;
    std::iter::from_fn(move || {
        rest = rest.trim_ascii_start();
        let quote = rest.chars().next()?;
        let end = match quote {
            '\'' | '"' => rest[1..].find(quote).map(|end| end + 2),
            _ => rest.find(|c: char| c.is_ascii_whitespace()),
        };
        let (word, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        Some(word)
    })
}

/// The only filter after a marker: in quotes, or up to the end of the word. What follows must not be
/// a part of it.
fn marked(start: Cursor<'_>, kind: Kind) -> Option<String> {
    let source = start.rest().trim_ascii_end();
    if source.len() > MAX_COMMAND_LEN {
        return None;
    }
    let lower = source.to_ascii_lowercase();
    let mut values = MARKERS
        .iter()
        .flat_map(|marker| lower.match_indices(marker));
    let (at, marker) = values.next()?;
    // A longer name, such as `post_filter`, is another parameter.
    let is_name = !lower[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
    if values.next().is_some() || !is_name {
        return None;
    }
    let first = source[at + marker.len()..].trim_ascii_start();
    let filter = match first.chars().next().filter(|c| matches!(c, '\'' | '"')) {
        Some(quote) => in_quotes(start, first, quote, kind),
        None => unquoted(start, first),
    };
    let is_filter = start.grammar.is_filter?;
    filter.filter(|filter| {
        // Headers of a command, such as `Accept: json`, look like filters.
        let has_other_string = kind != Kind::Shell
            && strings(source).any(|string| string != filter && is_filter(string));
        !has_other_string && !has_other_filter(start, source, filter)
    })
}

fn unquoted(start: Cursor<'_>, first: &str) -> Option<String> {
    let end = first.find(|c: char| c.is_whitespace() || matches!(c, '&' | '#' | '"'));
    let (value, after) = first.split_at(end.unwrap_or(first.len()));
    let is_certain = is_rest_of_command(after) && !has_code(value) && !has_encoded_string(value);
    unwrapped(start, value).filter(|_| is_certain)
}

fn in_quotes(start: Cursor<'_>, first: &str, quote: char, kind: Kind) -> Option<String> {
    let rest = &first[1..];
    let (end, _) = rest.match_indices(quote).find(|(end, _)| {
        let before = &rest[..*end];
        let backslashes = before.len() - before.trim_end_matches('\\').len();
        backslashes.is_multiple_of(2)
    })?;
    let after = &rest[end + 1..];
    let is_end = match kind {
        Kind::Object => after
            .trim_end_matches(';')
            .strip_suffix('}')
            .is_some_and(|after| !after.contains('}')),
        Kind::Call => !after.contains(':') && after.trim_ascii_start().starts_with([',', ')']),
        Kind::Shell | Kind::Program => is_rest_of_command(after),
    };
    let inside = rest[..end].replace("\\\"", "\"");
    let is_filter = start.grammar.is_filter?;
    (is_end && !has_code(&inside) && is_filter(&inside)).then_some(inside)
}

/// Returns `true` for what may follow a filter in a command: another parameter or option.
fn is_rest_of_command(after: &str) -> bool {
    if let Some(parameter) = after.strip_prefix('&') {
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        return parameter.trim_start_matches(is_name).starts_with('=');
    }
    let after = after.strip_prefix(['"', '\'']).unwrap_or(after);
    after.is_empty() || (after.starts_with(' ') && are_options(after))
}
