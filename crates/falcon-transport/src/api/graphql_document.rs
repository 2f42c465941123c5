//! The idempotency of a GraphQL document.

use crate::api::operation::Idempotency;

/// Returns the idempotency of a document: idempotent if all its operations are queries.
///
/// A document that cannot be understood counts as non-idempotent. The only cost of a wrong guess is
/// a missing retry.
pub(crate) fn idempotency_of(document: &str) -> Idempotency {
    let is_read = |start: &Start| matches!(start, Start::Block | Start::Name("query" | "fragment"));
    let starts = definition_starts(document);
    if !starts.is_empty() && starts.iter().all(is_read) {
        Idempotency::Idempotent
    } else {
        Idempotency::NonIdempotent
    }
}

/// The first token of a top-level definition.
enum Start<'d> {
    /// `{ … }`, the shorthand of a query.
    Block,
    Name(&'d str),
    /// A token that cannot start a definition.
    Other,
}

/// Returns the first token of each top-level definition.
fn definition_starts(document: &str) -> Vec<Start<'_>> {
    let mut starts = Vec::new();
    let mut depth = 0usize;
    let mut in_definition = false;
    let mut rest = document;
    while let Some(c) = rest.chars().next() {
        let len = match c {
            '#' => rest.find(['\n', '\r']).unwrap_or(rest.len()),
            '"' => string_len(rest),
            '{' | '(' | '[' => {
                if depth == 0 && !in_definition {
                    starts.push(if c == '{' { Start::Block } else { Start::Other });
                    in_definition = true;
                }
                depth += 1;
                1
            }
            '}' | ')' | ']' => {
                depth = depth.saturating_sub(1);
                // A top-level closing brace ends the definition.
                in_definition &= !(c == '}' && depth == 0);
                1
            }
            c if c.is_alphabetic() || c == '_' => {
                let end = |c: char| !(c.is_alphanumeric() || c == '_');
                let len = rest.find(end).unwrap_or(rest.len());
                if depth == 0 && !in_definition {
                    starts.push(Start::Name(&rest[..len]));
                    in_definition = true;
                }
                len
            }
            c => c.len_utf8(),
        };
        rest = rest.get(len..).unwrap_or_default();
    }
    starts
}

/// Returns the length of the string literal at the start of `source`, including the quotes.
pub(crate) fn string_len(source: &str) -> usize {
    if let Some(block) = source.strip_prefix("\"\"\"") {
        let mut ends = block.match_indices("\"\"\"").map(|(at, _)| at);
        // In a block string, `\"""` is an escaped triple quote.
        let end = ends.find(|&at| !block[..at].ends_with('\\'));
        return end.map_or(source.len(), |end| end + 6);
    }
    let mut escaped = false;
    for (at, c) in source.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    source.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_idempotent() {
        for document in [
            "{ entities { nodes { id } } }",
            "query ($after: Cursor) { entities(first: 5, after: $after) { nodes { id } } }",
            "query mutation { mutation }",
            "# mutation\nquery Q @x(a: {b: \"}\"}) { a }\nfragment F on T { b }",
            "{ a(text: \"} mutation {\") }",
            "{ a(text: \"\"\"} mutation { \" \"\"\") }",
            "{ a(text: \"\"\" \\\"\"\" } mutation { \"\"\") }",
        ] {
            assert_eq!(
                idempotency_of(document),
                Idempotency::Idempotent,
                "{document}"
            );
        }
    }

    #[test]
    fn mutations_and_malformed_are_non_idempotent() {
        for document in [
            "mutation { addEntities { ok } }",
            "query { a } mutation M { b }",
            "fragment F on T { b } mutation { a }",
            "subscription { a }",
            "",
            "   # only a comment",
            "(a) { b }",
            "query Q { a(t: \"\"\" \\\"\"\" \"\"\") } mutation M { b }",
            "query Q { a(t: \"\"\"\\\"\"\"x\"\"\") } mutation M { b }",
            "\u{feff}mutation { a }",
        ] {
            assert_eq!(
                idempotency_of(document),
                Idempotency::NonIdempotent,
                "{document}"
            );
        }
    }

    #[test]
    fn malformed_documents_do_not_panic() {
        for document in ["{", "}}}{", "\"", "\"\\", "\"\"\"", "ä{ü\"ö", "query"] {
            idempotency_of(document);
        }
    }
}
