//! Parts of messages about the input of a user.

use std::borrow::Cow;

use fql_syntax::closest_match;

/// Returns the help for an unknown name: the most similar known one, or all of them.
pub(crate) fn help_for_unknown(name: &str, known: &[&str]) -> String {
    match closest_match(name, known.iter().copied()) {
        Some(known) => format!("did you mean `{known}`?"),
        None => format!("supported: `{}`", known.join("`, `")),
    }
}

/// Returns the beginning of `source`, safe to print.
pub(crate) fn excerpt(source: &str) -> Cow<'_, str> {
    fql_syntax::excerpt(source, 60)
}
