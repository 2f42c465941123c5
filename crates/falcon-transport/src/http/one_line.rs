//! Excerpts of text that servers send.

use fql_syntax::excerpt;

/// Returns at most the first `max_chars` characters of `text` on one line, safe to print.
///
/// White space is collapsed, because bodies and messages of gateways are often indented HTML.
pub(crate) fn one_line(text: &str, max_chars: usize) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    excerpt(&words.join(" "), max_chars).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_collapsed_and_controls_escaped() {
        assert_eq!(one_line("  a\r\n\tb\u{1b}c  ", 40), r"a b\u{1b}c");
        assert_eq!(one_line("ab\n cd", 3), "ab …");
    }
}
