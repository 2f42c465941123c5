//! One-line excerpts of strings that servers send.

use fql_syntax::excerpt;

/// Returns at most the first `max_chars` characters of `input` on one line, safe to print.
///
/// Whitespace is collapsed, because bodies and messages of gateways are often indented HTML.
pub(crate) fn one_line(input: &str, max_chars: usize) -> String {
    let words: Vec<&str> = input.split_whitespace().collect();
    excerpt(&words.join(" "), max_chars).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whitespace_is_collapsed_and_controls_escaped() {
        assert_eq!(one_line("  a\r\n\tb\u{1b}c  ", 40), r"a b\u{1b}c");
        assert_eq!(one_line("ab\n cd", 3), "ab …");
    }
}
