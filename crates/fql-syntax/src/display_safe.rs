//! Makes untrusted strings safe to print in messages and on terminals.

use std::borrow::Cow;
use std::fmt::Write as _;

/// The number of characters that a message shows of the user's input.
const MESSAGE_EXCERPT: usize = 60;

/// Returns `true` for characters that are invisible, that control a terminal, or that change the
/// direction of the text around them.
///
/// These are the control characters, the soft hyphen, zero-width characters, the marks and
/// overrides of bidirectional text, line and paragraph separators, and interlinear annotations.
/// White space other than control characters is visible as a gap and not included.
///
/// ```
/// assert!(fql_syntax::is_invisible('\u{200b}'));
/// assert!(!fql_syntax::is_invisible(' '));
/// ```
#[must_use]
pub fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
        )
}

/// Returns `true` for white space that the grammar does not accept as such, for example a
/// non-breaking space.
pub(crate) fn is_foreign_space(character: char) -> bool {
    character.is_whitespace() && !character.is_ascii()
}

/// Replaces every [invisible](is_invisible) character by its escape, `\u{…}`.
///
/// Use it wherever a terminal or a log shows an untrusted string. A zero-width joiner
/// stays where it joins two characters outside ASCII, as in an emoji.
///
/// ```
/// assert_eq!(fql_syntax::display_safe("plain"), "plain");
/// assert_eq!(fql_syntax::display_safe("\u{1b}[31mred"), r"\u{1b}[31mred");
/// ```
#[must_use]
pub fn display_safe(text: &str) -> Cow<'_, str> {
    excerpt(text, usize::MAX)
}

/// Returns at most the first `max_chars` characters of `text`, [safe to print](display_safe), with
/// an ellipsis after them if there are more.
///
/// ```
/// assert_eq!(fql_syntax::excerpt("abcdef", 3), "abc…");
/// assert_eq!(fql_syntax::excerpt("abc", 3), "abc");
/// ```
#[must_use]
pub fn excerpt(text: &str, max_chars: usize) -> Cow<'_, str> {
    // Printable ASCII, which most strings are, is checked many bytes at a time.
    let is_plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    if is_plain && text.len() <= max_chars {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len().min(max_chars.saturating_add(16)));
    let mut previous = '\0';
    let mut characters = text.chars().peekable();
    let mut count = 0;
    while let Some(character) = characters.next() {
        if count == max_chars {
            safe.push('…');
            break;
        }
        count += 1;
        let joins = character == '\u{200d}'
            && !previous.is_ascii()
            && characters.peek().is_some_and(|next| !next.is_ascii());
        if is_invisible(character) && !joins {
            // Writing to a string does not fail.
            let _ = write!(safe, "{}", character.escape_unicode());
        } else {
            safe.push(character);
        }
        previous = character;
    }
    if safe == text {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(safe)
    }
}

/// An excerpt of the length that messages show.
pub(crate) fn message_excerpt(text: &str) -> Cow<'_, str> {
    excerpt(text, MESSAGE_EXCERPT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invisible_characters_are_escaped() {
        for (text, expected) in [
            ("a\u{1b}b", r"a\u{1b}b"),
            ("a\u{202e}b", r"a\u{202e}b"),
            ("a\u{61c}\u{9b}1m", r"a\u{61c}\u{9b}1m"),
            ("a\u{feff}\n", r"a\u{feff}\u{a}"),
            ("a\u{200b}b", r"a\u{200b}b"),
            ("a\u{a0}é\u{3000}", "a\u{a0}é\u{3000}"),
        ] {
            assert_eq!(display_safe(text), expected);
        }
    }

    #[test]
    fn joiner_is_kept_only_outside_ascii() {
        assert_eq!(display_safe("👩\u{200d}👧 é"), "👩\u{200d}👧 é");
        assert_eq!(display_safe("ad\u{200d}min"), r"ad\u{200d}min");
        assert_eq!(display_safe("é\u{200d}"), r"é\u{200d}");
    }

    #[test]
    fn excerpt_counts_characters_of_the_input() {
        assert_eq!(excerpt("12345678", 8), "12345678");
        assert_eq!(excerpt("123456789", 8), "12345678…");
        assert_eq!(excerpt("\u{1b}\u{1b}x", 2), r"\u{1b}\u{1b}…");
        assert_eq!(excerpt("äöüß", 2), "äö…");
        assert_eq!(excerpt("x", 0), "…");
        assert_eq!(excerpt("", 0), "");
    }

    #[test]
    fn safe_input_is_borrowed() {
        for text in ["", "web-1.example.com", "日本語", "👩\u{200d}👧"] {
            assert!(matches!(display_safe(text), Cow::Borrowed(_)), "{text}");
        }
    }
}
