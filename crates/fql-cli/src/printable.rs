//! Text from outside as a terminal may be shown it.

use std::borrow::Cow;
use std::fmt::Write as _;

/// The text with what is not seen written as `\u{…}`: control characters, which a terminal would
/// obey, and those that turn the direction of the text.
///
/// For people only: `fmt` and JSON give every text as it is.
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unseen) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if is_unseen(character) {
            // Writing to a string does not fail.
            let _ = write!(shown, "{}", character.escape_unicode());
        } else {
            shown.push(character);
        }
    }
    Cow::Owned(shown)
}

/// The canonical text of a filter in the same way, and words for the one that has none.
pub(crate) fn printable_filter(canonical: &str) -> Cow<'_, str> {
    if canonical.is_empty() {
        Cow::Borrowed("(the empty filter, which matches everything)")
    } else {
        printable(canonical)
    }
}

fn is_unseen(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::printable;

    #[test]
    fn what_a_terminal_would_obey_is_written_out() {
        assert_eq!(printable("a:'é🦀 x'"), "a:'é🦀 x'");
        assert_eq!(
            printable("\u{1b}[31m\n\u{202e}"),
            r"\u{1b}[31m\u{a}\u{202e}"
        );
        assert_eq!(printable("\u{61c}a\u{9b}1m"), r"\u{61c}a\u{9b}1m");
    }
}
