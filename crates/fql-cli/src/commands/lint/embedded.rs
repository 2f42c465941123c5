//! Filters in text that is not parsed: configuration and commands, alone or in a string of a program.
//!
//! A filter is a quoted string after a name, on one line: `filter = "…"`, `filter: '…'`, `--filter "…"`,
//! `"filter=…"`.

use std::ops::Range;

use super::evidence::is_filter_name;
use super::format_string;
use super::host_string::{HostString, Piece, Quoting, Text};

/// A string in quotes in text. Only the quote needs an escape in all languages.
pub(super) static QUOTED: Quoting = Quoting {
    escapes: &[('"', "\\\""), ('\\', "\\\\")],
    denied: &['\'', '$', '`', '%'],
    escape_call: "\\'",
};

/// The character for a placeholder in the text that is searched.
const PLACEHOLDER: char = '\u{fffc}';

/// Returns the filters in a string, each with its name.
pub(super) fn find(string: &HostString) -> Vec<(String, HostString)> {
    let (mut text, mut starts) = (String::new(), Vec::new());
    for piece in &string.pieces {
        starts.push(text.len());
        match piece {
            Piece::Text(piece) => text.push_str(&piece.text),
            Piece::Placeholder(_) => text.push(PLACEHOLDER),
        }
    }
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let mut at = 0;
        let mut open = Vec::new();
        while let Some((name, value)) = assignment(line.get(at..).unwrap_or_default(), &mut open) {
            at += value.end + 1;
            let offset = start + at - value.len() - 1;
            found.push((name, slice(string, &starts, offset..offset + value.len())));
        }
        start += line.len();
    }
    found
}

/// Returns the variables of a shell script and the expressions that are assigned to them.
pub(super) fn assignments(text: &str) -> impl Iterator<Item = (String, String)> {
    text.lines().filter_map(|line| {
        let line = line.trim_start();
        let (name, value) = line
            .strip_prefix("export ")
            .unwrap_or(line)
            .split_once('=')?;
        let is_part = |character: char| character.is_alphanumeric() || character == '_';
        let is_name = !name.is_empty() && name.chars().all(is_part);
        is_name.then(|| (name.to_owned(), value.to_owned()))
    })
}

/// Returns the name and the content of the first quoted value that a name of a filter has. `open` receives the
/// quotes that start a value without an end: no later one can end, and each search would be as long as the line.
fn assignment<'t>(line: &'t str, open: &mut Vec<&'t str>) -> Option<(String, Range<usize>)> {
    let quotes = line.match_indices(['"', '\'']);
    for (quote_at, quote) in quotes {
        let before = line[..quote_at].trim_end();
        let before = before.strip_suffix(['=', ':']).unwrap_or(before).trim_end();
        let before = before.strip_suffix(['"', '\'']).unwrap_or(before);
        let is_part = |character: char| character.is_alphanumeric() || "_-".contains(character);
        let name = before
            .rsplit(|character| !is_part(character))
            .next()
            .unwrap_or_default();
        // The quote after the name of a key closes it.
        let is_closing = line[..quote_at].ends_with(is_part);
        let mut start = quote_at + 1;
        let mut name = name;
        // `--data-urlencode "filter=…"`.
        let rest = &line[start..];
        let value = rest.trim_start_matches(is_part);
        if value.starts_with('=') && !is_filter_name(name) {
            name = &rest[..rest.len() - value.len()];
            start += name.len() + 1;
        }
        if is_closing || !is_filter_name(name) || open.contains(&quote) {
            continue;
        }
        let mut is_escaped = false;
        for (offset, character) in line[start..].char_indices() {
            match character {
                _ if is_escaped => is_escaped = false,
                '\\' => is_escaped = true,
                _ if quote.contains(character) => {
                    return Some((name.to_owned(), start..start + offset));
                }
                _ => {}
            }
        }
        open.push(quote);
    }
    None
}

/// Returns a part of a string, whose pieces have these starts. Escaped quotes and backslashes of the text are
/// decoded, and `$name` is a placeholder.
fn slice(string: &HostString, starts: &[usize], range: Range<usize>) -> HostString {
    let mut part = HostString::default();
    let first = starts.partition_point(|start| *start <= range.start);
    let first = first.saturating_sub(1);
    for (piece, &offset) in string.pieces.iter().zip(starts).skip(first) {
        if offset >= range.end {
            break;
        }
        let len = match piece {
            Piece::Text(text) => text.text.len(),
            Piece::Placeholder(_) => PLACEHOLDER.len_utf8(),
        };
        let from = range.start.saturating_sub(offset).min(len);
        let to = range.end.saturating_sub(offset).min(len);
        if from >= to {
            continue;
        }
        match piece {
            Piece::Text(text) => push_text(text, from..to, &mut part),
            placeholder => part.pieces.push(placeholder.clone()),
        }
    }
    format_string::variables(&part)
}

fn push_text(text: &Text, range: Range<usize>, out: &mut HostString) {
    if !text.is_verbatim() {
        out.pieces.push(Piece::Text(text.clone()));
        return;
    }
    let content = text.text.get(range.clone()).unwrap_or_default();
    let mut copied = 0;
    let source = |at: usize| text.source.start + range.start + at;
    let mut escapes = content.match_indices('\\').map(|(at, _)| at);
    while let Some(at) = escapes.next() {
        let decoded = match content.as_bytes().get(at + 1) {
            Some(b'"') => "\"",
            Some(b'\\') => {
                // The second backslash starts no other escape.
                escapes.next();
                "\\"
            }
            _ => continue,
        };
        let before = content[copied..at].to_owned();
        out.push_text(before, source(copied)..source(at), &QUOTED);
        out.push_text(decoded.to_owned(), source(at)..source(at + 2), &QUOTED);
        copied = at + 2;
    }
    let rest = content[copied..].to_owned();
    out.push_text(rest, source(copied)..source(content.len()), &QUOTED);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(source: &str) -> Vec<(String, String)> {
        let mut string = HostString::default();
        string.push_text(source.to_owned(), 0..source.len(), &QUOTED);
        let found = find(&string).into_iter();
        found.map(|(name, string)| (name, string.text())).collect()
    }

    #[test]
    fn quoted_values_after_filter_names_are_found() {
        for (source, expected) in [
            ("  filter = \"a:'b'\"", "filter a:'b'"),
            ("x --hosts_filter \"a:'b'\" -l", "--hosts_filter a:'b'"),
            ("x --filter=\"a:\\\"b\\\"\"", "--filter a:\"b\""),
            ("\"filter\": \"a:'b'\"", "filter a:'b'"),
            ("filter = \"a:'it\\\\'s'\"", "filter a:'it\\'s'"),
            ("é filter: 'a:\"b\"'", "filter a:\"b\""),
            ("-d \"filter=a:'b'\" -d 'limit=5'", "filter a:'b'"),
        ] {
            let names: Vec<String> = found(source)
                .into_iter()
                .map(|(name, filter)| format!("{name} {filter}"))
                .collect();
            assert_eq!(names, [expected], "{source}");
        }
        assert_eq!(found("filter = \"open"), []);
        let after_open = found("filter='open filter=\"a:1\"");
        assert_eq!(after_open, [("filter".to_owned(), "a:1".to_owned())]);
        assert_eq!(found("name = \"a:'b'\""), []);
    }

    /// A search that is quadratic in the length of a line would take minutes.
    #[test]
    fn long_lines_are_searched() {
        for part in ["\"", "\"a\" ", "\\\"filter=", "{{", "${", "{a"] {
            let line = part.repeat(400_000 / part.len());
            assert_eq!(found(&line), [], "{part}");
            let filter = format!("filter=\"{}\"", line.replace('"', "'"));
            assert!(found(&filter).len() <= 1, "{part}");
        }
        let mut string = HostString::default();
        for _ in 0..40_000 {
            string.push_text("filter=\"a:'".to_owned(), 0..11, &QUOTED);
            string.push_placeholder(11..15, "name");
            string.push_text("'\" ".to_owned(), 15..18, &QUOTED);
        }
        assert_eq!(find(&string).len(), 40_000);
    }
}
