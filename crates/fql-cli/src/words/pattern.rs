//! What a wildcard asks.

use fql_syntax::push_quoted;

use super::clause::Phrase;

/// The plainest words for a pattern: with stars at its ends alone it asks for the start, the end
/// or a part of a text.
pub(super) fn phrase(source: &str) -> Phrase {
    let (leading, rest) = match source.strip_prefix('*') {
        Some(rest) => (true, rest),
        None => (false, source),
    };
    let (trailing, text) = match rest.strip_suffix('*') {
        Some(text) => (true, text),
        None => (false, rest),
    };
    // A star between texts needs the pattern itself, and so does a backslash, which may escape.
    let is_plain = !text.contains(['*', '\\']);
    match (leading, trailing, text) {
        (true, _, "") => Phrase::new(("has any value", "has no value"), ""),
        (true, true, _) if is_plain => Phrase::new(("contains", "does not contain"), quoted(text)),
        (true, false, _) if is_plain => {
            Phrase::new(("ends with", "does not end with"), quoted(text))
        }
        (false, true, _) if is_plain => {
            Phrase::new(("starts with", "does not start with"), quoted(text))
        }
        (false, false, _) if is_plain => Phrase::new(("is", "is not"), quoted(text)),
        _ => Phrase::new(
            ("matches", "does not match"),
            format!("the pattern {}", quoted(source)),
        ),
    }
}

fn quoted(text: &str) -> String {
    let mut quoted = String::new();
    push_quoted(text, &mut quoted);
    quoted
}

#[cfg(test)]
mod tests {
    use super::phrase;

    #[test]
    fn the_plainest_words_are_found() {
        for (source, words) in [
            ("web*", "starts with 'web'"),
            ("*web", "ends with 'web'"),
            ("*web*", "contains 'web'"),
            ("web", "is 'web'"),
            ("*", "has any value"),
            ("**", "has any value"),
            ("", "is ''"),
            ("a*b", "matches the pattern 'a*b'"),
            ("***", "matches the pattern '***'"),
            (r"C:\*", r"matches the pattern 'C:\*'"),
            (r"*\\*", r"matches the pattern '*\\\*'"),
        ] {
            let phrase = phrase(source);
            let found = format!("{} {}", phrase.positive, phrase.object);
            assert_eq!(found.trim_end(), words, "{source}");
        }
    }
}
