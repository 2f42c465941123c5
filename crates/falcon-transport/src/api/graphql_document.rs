//! The tokens of a GraphQL document, and its idempotency.

use crate::api::operation::Idempotency;

/// Returns the idempotency of a document: idempotent if all its definitions are queries and fragments.
///
/// A document that cannot be understood counts as non-idempotent. The only cost of a wrong guess is
/// a missing retry.
pub(crate) fn idempotency_of(document: &str) -> Idempotency {
    let tokens = tokens(document).unwrap_or_default();
    // A brace without a name is the shorthand of a query.
    let is_read = |definition: &[&str]| matches!(definition, ["{" | "query" | "fragment", ..]);
    match !tokens.is_empty() && definitions(&tokens).all(is_read) {
        true => Idempotency::Idempotent,
        false => Idempotency::NonIdempotent,
    }
}

/// Splits a document into its definitions, each of which ends with a closing brace outside of others.
pub(crate) fn definitions<'t, 'd>(tokens: &'t [&'d str]) -> impl Iterator<Item = &'t [&'d str]> {
    let mut depth = 0usize;
    tokens.split_inclusive(move |token| {
        match *token {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => depth = depth.saturating_sub(1),
            _ => {}
        }
        *token == "}" && depth == 0
    })
}

/// Splits a document into tokens; `None` for an unterminated string.
pub(crate) fn tokens(document: &str) -> Option<Vec<&str>> {
    let mut tokens = Vec::new();
    let mut rest = document;
    while let Some(c) = rest.chars().next() {
        let is_name = |c: char| c.is_alphanumeric() || c == '_';
        let (len, is_token) = match c {
            '#' => (rest.find(['\n', '\r']).unwrap_or(rest.len()), false),
            '"' => (string_len(rest), true),
            '.' if rest.starts_with("...") => (3, true),
            c if is_name(c) => (rest.find(|c| !is_name(c)).unwrap_or(rest.len()), true),
            c => (
                c.len_utf8(),
                !(c.is_whitespace() || c == ',' || c == '\u{feff}'),
            ),
        };
        if is_token {
            tokens.push(&rest[..len]);
        }
        if c == '"' && (len < 2 || !rest[..len].ends_with('"')) {
            return None;
        }
        rest = &rest[len..];
    }
    Some(tokens)
}

/// Returns the length of the string literal at the start of `source`, including the quotes.
fn string_len(source: &str) -> usize {
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
        for document in [
            "{",
            "}}}{",
            "\"",
            "\"\\",
            "\"\"\"",
            "ä{ü\"ö",
            "query",
            "(after: $",
        ] {
            idempotency_of(document);
        }
    }
}
