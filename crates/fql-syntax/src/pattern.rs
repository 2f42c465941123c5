//! Level two: stars inside a value.
//!
//! In a pattern `*` is any run of characters, also none; `\*` is a star and `\\` a backslash; a
//! backslash before anything else is itself. A value without any star is never a pattern.

use std::borrow::Cow;
use std::fmt;

use memchr::{memchr2, memmem};

use crate::escape::Escaper;

/// A wildcard pattern, built on purpose.
///
/// Text from outside becomes a part of a pattern only through [`literal`](Self::literal),
/// [`starting_with`](Self::starting_with), [`ending_with`](Self::ending_with),
/// [`containing`](Self::containing) and [`then`](Self::then), which escape it.
///
/// ```
/// use fql_syntax::Pattern;
///
/// let pattern = Pattern::starting_with("web*").then(".example.com");
/// assert_eq!(pattern.as_str(), r"web\**.example.com");
/// assert!(pattern.matches("web*-1.example.com"));
/// assert!(!pattern.matches("web-1.example.com"));
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pattern {
    source: Cow<'static, str>,
}

impl Pattern {
    /// Reads `source` as a pattern: its stars are wildcards. Never pass text from outside.
    #[must_use]
    pub fn new(source: impl Into<Cow<'static, str>>) -> Self {
        Self {
            source: source.into(),
        }
    }

    /// The same as [`new`](Self::new) for a literal, usable in a constant.
    #[must_use]
    pub const fn from_static(source: &'static str) -> Self {
        Self {
            source: Cow::Borrowed(source),
        }
    }

    /// Matches `text` itself, stars and all.
    #[must_use]
    pub fn literal(text: &str) -> Self {
        Self::from_static("").then(text)
    }

    /// Matches whatever begins with `text`.
    #[must_use]
    pub fn starting_with(text: &str) -> Self {
        Self::literal(text).then_any()
    }

    /// Matches whatever ends with `text`.
    #[must_use]
    pub fn ending_with(text: &str) -> Self {
        Self::from_static("*").then(text)
    }

    /// Matches whatever has `text` in it.
    #[must_use]
    pub fn containing(text: &str) -> Self {
        Self::from_static("*").then(text).then_any()
    }

    /// Adds `text` itself, escaped.
    #[must_use]
    pub fn then(self, text: &str) -> Self {
        let mut source = self.source.into_owned();
        push_literal(text, &mut source);
        Self {
            source: source.into(),
        }
    }

    /// Adds a star: any run of characters.
    #[must_use]
    pub fn then_any(self) -> Self {
        let mut source = self.source.into_owned();
        source.push('*');
        Self {
            source: source.into(),
        }
    }

    /// The pattern as it is written, stars and escapes included, without quotes.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.source
    }

    /// Whether all of `text` fits the pattern. Case counts, and a star runs over newlines.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        PatternMatcher::new(&self.source).matches(text)
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pattern").field(&self.source).finish()
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.source)
    }
}

/// Appends `text` as a part of a pattern that matches just `text`.
///
/// A backslash is doubled where it would escape what follows. That includes the end, because the
/// caller may add a star there.
pub fn push_literal(text: &str, out: &mut String) {
    Escaper::Literal.push(text, out);
}

/// A piece of a pattern: text to find as it is, or a star.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece<'p> {
    Text(&'p str),
    AnyRun,
}

/// Cuts a pattern into pieces. Neighbouring texts come from escapes and are to be joined.
fn pieces(pattern: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = pattern;
    core::iter::from_fn(move || {
        let bytes = rest.as_bytes();
        match (bytes.first()?, bytes.get(1)) {
            (b'*', _) => {
                rest = &rest[1..];
                Some(Piece::AnyRun)
            }
            (b'\\', Some(b'*' | b'\\')) => {
                let escaped = &rest[1..2];
                rest = &rest[2..];
                Some(Piece::Text(escaped))
            }
            (first, _) => {
                // A backslash that escapes nothing is text; look for the next special behind it.
                let skip = usize::from(*first == b'\\');
                let end = memchr2(b'*', b'\\', &bytes[skip..]).map_or(rest.len(), |at| at + skip);
                let (text, after) = rest.split_at(end);
                rest = after;
                Some(Piece::Text(text))
            }
        }
    })
}

/// Whether a star in `pattern` stands for any run of characters.
pub(crate) fn has_wildcard(pattern: &str) -> bool {
    pieces(pattern).any(|piece| piece == Piece::AnyRun)
}

/// Whether `pattern` holds `\*`, which may have been meant as a path separator before a wildcard.
pub(crate) fn has_escaped_star(pattern: &str) -> bool {
    pieces(pattern).any(|piece| piece == Piece::Text("*"))
}

/// The text that a pattern without wildcards stands for.
pub(crate) fn literal_text(pattern: &str) -> Cow<'_, str> {
    if !pattern.contains('\\') {
        return Cow::Borrowed(pattern);
    }
    let text = pieces(pattern).map(|piece| match piece {
        Piece::Text(text) => text,
        Piece::AnyRun => "*",
    });
    Cow::Owned(text.collect())
}

/// A pattern made ready to be held against many texts.
///
/// ```
/// use fql_syntax::{Pattern, PatternMatcher};
///
/// let matcher = PatternMatcher::new("web*.example.*");
/// assert!(matcher.matches("web-1.example.com"));
/// assert!(!matcher.matches("db-1.example.com"));
/// ```
#[derive(Debug, Clone)]
pub struct PatternMatcher {
    /// What the text begins with.
    first: String,
    /// What is found behind that, in this order, each at the first place where it fits.
    middle: Vec<memmem::Finder<'static>>,
    /// What the text ends with; nothing when there is no star, and `first` is all of it.
    last: Option<String>,
}

impl PatternMatcher {
    /// Makes a pattern ready, written as [`Pattern::as_str`] shows it.
    #[must_use]
    pub fn new(pattern: &str) -> Self {
        let mut parts = parts(pattern).into_iter();
        let first = parts.next().unwrap_or_default();
        let last = parts.next_back();
        let middle = parts
            .filter(|part| !part.is_empty())
            .map(|part| memmem::Finder::new(part.as_bytes()).into_owned())
            .collect();
        Self {
            first,
            middle,
            last,
        }
    }

    /// Whether all of `text` fits the pattern. Case counts, and a star runs over newlines.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        let Some(last) = &self.last else {
            return text == self.first;
        };
        let Some(rest) = text.strip_prefix(self.first.as_str()) else {
            return false;
        };
        let mut rest = rest.as_bytes();
        for part in &self.middle {
            let Some(at) = part.find(rest) else {
                return false;
            };
            rest = &rest[at + part.needle().len()..];
        }
        rest.ends_with(last.as_bytes())
    }
}

/// The texts between the stars, escapes resolved: one more than there are stars.
fn parts(pattern: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    for piece in pieces(pattern) {
        match piece {
            Piece::AnyRun => parts.push(String::new()),
            Piece::Text(text) => {
                if let Some(part) = parts.last_mut() {
                    part.push_str(text);
                }
            }
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_is_any_run_and_an_escaped_star_is_a_star() {
        for (pattern, text, fits) in [
            ("web*", "web-1", true),
            ("web*", "web", true),
            ("web*", "a web", false),
            ("*.com", "a.com", true),
            ("a*b*c", "a--b--c", true),
            ("a*b*c", "a--c--b", false),
            ("a*a", "a", false),
            (r"\*", "*", true),
            (r"\*", "x", false),
            (r"C:\x*", r"C:\x1", true),
            (r"a\\*", r"a\z", true),
            (r"a\\\*", r"a\*", true),
            ("*", "one\ntwo", true),
            ("**", "", true),
            ("é*", "ete", false),
            ("*té", "été", true),
        ] {
            assert_eq!(
                Pattern::new(pattern).matches(text),
                fits,
                "{pattern} on {text}"
            );
        }
    }

    #[test]
    fn a_literal_matches_only_itself() {
        for text in ["", "*", r"\", r"\*", r"a\\*b", r"a\b", r"C:\*\"] {
            let pattern = Pattern::literal(text);
            assert!(pattern.matches(text), "{text}");
            assert!(!has_wildcard(pattern.as_str()), "{text}");
            assert_eq!(literal_text(pattern.as_str()), text);
            assert!(!pattern.matches("other"), "{text}");
        }
    }
}
