//! What a GraphQL document does, as far as repeating it goes.

use crate::api::operation::Idempotency;

/// A document is a read when every operation in it is a query. Whatever is not clearly that
/// counts as a write, which costs nothing but a repetition after a fault.
pub(crate) fn idempotency_of(document: &str) -> Idempotency {
    let mut definitions = top_level(document).into_iter().peekable();
    if definitions.peek().is_none() {
        return Idempotency::NonIdempotent;
    }
    let reads = |word: Word| matches!(word, Word::Block | Word::Name("query" | "fragment"));
    if definitions.all(reads) {
        Idempotency::Idempotent
    } else {
        Idempotency::NonIdempotent
    }
}

/// How a definition at the top of a document begins.
#[derive(Debug, PartialEq)]
enum Word<'d> {
    /// `{ … }`, which is short for a query.
    Block,
    Name(&'d str),
    /// Something that begins no definition.
    Other,
}

/// The first word of each definition.
fn top_level(document: &str) -> Vec<Word<'_>> {
    let mut begins = Vec::new();
    let mut depth = 0usize;
    let mut inside = false;
    let mut rest = document;
    while let Some(c) = rest.chars().next() {
        let taken = match c {
            '#' => rest.find(['\n', '\r']).unwrap_or(rest.len()),
            '"' => string_len(rest),
            '{' | '(' | '[' => {
                if depth == 0 && !inside {
                    begins.push(if c == '{' { Word::Block } else { Word::Other });
                    inside = true;
                }
                depth += 1;
                1
            }
            '}' | ')' | ']' => {
                depth = depth.saturating_sub(1);
                // A closing brace at the top ends the definition.
                inside &= !(c == '}' && depth == 0);
                1
            }
            c if c.is_alphabetic() || c == '_' => {
                let end = |c: char| !(c.is_alphanumeric() || c == '_');
                let len = rest.find(end).unwrap_or(rest.len());
                if depth == 0 && !inside {
                    begins.push(Word::Name(&rest[..len]));
                    inside = true;
                }
                len
            }
            c => c.len_utf8(),
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
    begins
}

/// The length of the string that `text` begins with, quotes included.
fn string_len(text: &str) -> usize {
    if let Some(block) = text.strip_prefix("\"\"\"") {
        let mut ends = block.match_indices("\"\"\"").map(|(at, _)| at);
        // Within, three quotes after a backslash are three quotes.
        let end = ends.find(|&at| !block[..at].ends_with('\\'));
        return end.map_or(text.len(), |end| end + 6);
    }
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_reads() {
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
    fn whatever_holds_a_mutation_or_is_not_understood_is_a_write() {
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
    fn broken_documents_do_not_panic() {
        for document in ["{", "}}}{", "\"", "\"\\", "\"\"\"", "ä{ü\"ö", "query"] {
            idempotency_of(document);
        }
    }
}
