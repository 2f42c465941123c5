//! Texts of others in messages of ours.

use std::fmt::Write as _;

use crate::render::is_invisible;

/// How many characters of a text a message shows, where nothing else is said.
const USUAL: usize = 60;

/// A text for a message: what nobody would see or what steers a terminal is shown as `\u{…}`, and
/// of a text longer than `longest` characters the beginning and an ellipsis.
///
/// ```
/// assert_eq!(fql_syntax::shown("a\u{1b}b", 60), "a\\u{1b}b");
/// assert_eq!(fql_syntax::shown("abcdef", 3), "abc…");
/// ```
#[must_use]
pub fn shown(text: &str, longest: usize) -> String {
    let mut shown = String::new();
    for (index, character) in text.chars().enumerate() {
        if index == longest {
            shown.push('…');
            break;
        }
        let joins_emoji = character == '\u{200d}';
        if character.is_control() || (is_invisible(character) && !joins_emoji) {
            // Writing to a string does not fail.
            let _ = write!(shown, "{}", character.escape_unicode());
        } else {
            shown.push(character);
        }
    }
    shown
}

/// The same, as long as messages show texts.
pub(crate) fn shortened(text: &str) -> String {
    shown(text, USUAL)
}
