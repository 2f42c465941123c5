//! Placeholders of format strings.

use std::ops::Range;

use super::host_string::{HostString, Piece, Placeholder, Text};

/// A directive of a format string.
enum Directive {
    /// A doubled character that is itself.
    Escape(&'static str),
    /// The argument with this name or, if it is a number, at this index; the next one if empty.
    Argument { name: String, is_number: bool },
}

/// The maximum length of the format after a name in braces, such as `:>5`.
const MAX_FORM_LEN: usize = 256;

/// The syntax of directives: returns the length and the meaning of the one at the start of a string.
type Scan = fn(&str) -> Option<(usize, Directive)>;

/// Arguments of a formatting call: each with its name, if it has one, and its source.
pub(super) type Arguments = Vec<(Option<String>, String)>;

/// Splits arguments at the outer commas.
pub(super) fn split_arguments(source: &str) -> Arguments {
    let mut arguments = Vec::new();
    let (mut depth, mut start) = (0, 0);
    let ends = source.char_indices().chain([(source.len(), ',')]);
    for (at, character) in ends {
        match character {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                let argument = source[start..at].trim();
                start = (at + 1).min(source.len());
                if argument.is_empty() {
                    continue;
                }
                match argument.split_once('=') {
                    Some((name, value)) if !value.starts_with('=') => {
                        arguments.push((Some(name.trim().to_owned()), value.trim().to_owned()));
                    }
                    _ => arguments.push((None, argument.to_owned())),
                }
            }
            _ => {}
        }
    }
    arguments
}

/// Replaces the directives of `printf`: `%s`, `%-5d`, `%(name)s`, `%[1]v`.
pub(super) fn percent(format: &HostString, arguments: &Arguments) -> HostString {
    replace(format, arguments, scan_percent)
}

/// Replaces directives in braces: `{}`, `{0}`, `{name:>5}`.
pub(super) fn braces(format: &HostString, arguments: &Arguments) -> HostString {
    replace(format, arguments, scan_braces)
}

/// Replaces the variables of shells and templates: `$name`, `${name}`, `{{ name }}` and `${{ name }}`.
pub(super) fn variables(text: &HostString) -> HostString {
    replace(text, &Arguments::new(), scan_variable)
}

fn replace(format: &HostString, arguments: &Arguments, scan: Scan) -> HostString {
    let mut replaced = HostString::default();
    let mut next = 0;
    for piece in &format.pieces {
        match piece {
            Piece::Text(text) if text.is_verbatim() => {
                replace_in(text, arguments, scan, &mut next, &mut replaced);
            }
            other => replaced.pieces.push(other.clone()),
        }
    }
    replaced
}

fn replace_in(
    text: &Text,
    arguments: &Arguments,
    scan: Scan,
    next: &mut usize,
    out: &mut HostString,
) {
    let source =
        |range: Range<usize>| text.source.start + range.start..text.source.start + range.end;
    let (mut copied, mut at) = (0, 0);
    while at < text.text.len() {
        let rest = text.text.get(at..).unwrap_or_default();
        let Some((len, directive)) = scan(rest) else {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        };
        let before = text.text.get(copied..at).unwrap_or_default();
        out.push_text(before.to_owned(), source(copied..at), text.quoting);
        let range = source(at..at + len);
        match directive {
            Directive::Escape(character) => {
                out.push_text(character.to_owned(), range, text.quoting);
            }
            Directive::Argument { name, is_number } => {
                let expression = argument(arguments, &name, next);
                out.pieces.push(Piece::Placeholder(Placeholder {
                    source: range,
                    expression,
                    is_number,
                }));
            }
        }
        at += len;
        copied = at;
    }
    let rest = text.text.get(copied..).unwrap_or_default();
    out.push_text(rest.to_owned(), source(copied..at), text.quoting);
}

/// Returns the source of the argument of a directive; empty if it is not in the call.
fn argument(arguments: &Arguments, name: &str, next: &mut usize) -> String {
    let by_name = arguments
        .iter()
        .find(|(argument, _)| argument.as_deref() == Some(name));
    let found = match (name.parse::<usize>(), by_name) {
        (_, Some(found)) => Some(found),
        (Ok(index), None) => arguments.get(index),
        (Err(_), None) if name.is_empty() => {
            *next += 1;
            arguments.get(*next - 1)
        }
        // A variable in the string itself: `format!("{name}")`.
        (Err(_), None) => return name.to_owned(),
    };
    found.map_or(String::new(), |(_, source)| source.clone())
}

fn scan_percent(rest: &str) -> Option<(usize, Directive)> {
    let after = rest.strip_prefix('%')?;
    if after.starts_with('%') {
        return Some((2, Directive::Escape("%")));
    }
    let (name, after) = match after.strip_prefix('(') {
        Some(named) => {
            let end = named.find(['(', ')'])?;
            (&named[..end], named[end..].strip_prefix(')')?)
        }
        None => ("", after),
    };
    let flags = |character: char| "#0-+ .*123456789[]".contains(character);
    let verb = after.trim_start_matches(flags);
    let verb_char = verb.chars().next().filter(char::is_ascii_alphabetic)?;
    let len = rest.len() - verb.len() + 1;
    Some((
        len,
        Directive::Argument {
            name: name.to_owned(),
            is_number: "diuxXofFeEgG".contains(verb_char),
        },
    ))
}

fn scan_braces(rest: &str) -> Option<(usize, Directive)> {
    match rest.as_bytes() {
        [b'{', b'{', ..] => return Some((2, Directive::Escape("{"))),
        [b'}', b'}', ..] => return Some((2, Directive::Escape("}"))),
        [b'{', ..] => {}
        _ => return None,
    }
    let is_part = |character: char| character.is_alphanumeric() || "_.[]".contains(character);
    let form = rest[1..].trim_start_matches(is_part);
    if !form.starts_with(['}', ':', '!']) {
        return None;
    }
    let name = rest[1..rest.len() - form.len()].to_owned();
    let form_len = form.bytes().take(MAX_FORM_LEN).position(|b| b == b'}')?;
    let is_number = form[..form_len].ends_with(['d', 'x', 'f']);
    let len = 1 + name.len() + form_len + 1;
    Some((len, Directive::Argument { name, is_number }))
}

fn scan_variable(rest: &str) -> Option<(usize, Directive)> {
    let braced = braced_variable(rest).and_then(|(len, name)| variable(len, name));
    braced.or_else(|| {
        let after = rest.strip_prefix('$')?;
        let is_end = |character: char| !(character.is_alphanumeric() || character == '_');
        let name = after.split(is_end).next().unwrap_or_default();
        variable(1 + name.len(), name)
    })
}

/// Returns the length and the expression of the variable in braces at the start of a string.
pub(super) fn braced_variable(rest: &str) -> Option<(usize, &str)> {
    let delimiters = [("${{", "}}"), ("{{", "}}"), ("${", "}")];
    delimiters.iter().find_map(|(open, close)| {
        let after = rest.strip_prefix(open)?;
        // A name contains neither: the search need not go on to the end of the text.
        let end = after.find(['{', '\n']).unwrap_or(after.len());
        let (name, _) = after[..end].split_once(close)?;
        let len = open.len() + name.len() + close.len();
        is_variable(name).then_some((len, name.trim()))
    })
}

fn is_variable(name: &str) -> bool {
    !name.trim().is_empty() && !name.contains(['{', '\n'])
}

fn variable(len: usize, name: &str) -> Option<(usize, Directive)> {
    is_variable(name).then(|| {
        let name = name.to_owned();
        let is_number = false;
        (len, Directive::Argument { name, is_number })
    })
}
