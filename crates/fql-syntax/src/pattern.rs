//! Patterns, in which a star matches any run of characters.
//!
//! `*` is any run of characters, including an empty one; `\*` is a star and `\\` a backslash; a
//! backslash before anything else is literal. A value without a star is never a pattern.

use std::borrow::Cow;
use std::fmt;

use memchr::{memchr2, memmem};

use crate::escape::Escaper;

/// A wildcard pattern.
///
/// Untrusted strings become a part of a pattern only through [`literal`](Self::literal),
/// [`starting_with`](Self::starting_with), [`ending_with`](Self::ending_with),
/// [`containing`](Self::containing) and [`then`](Self::then), which escape them.
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
    /// Creates a pattern from its source, whose stars are wildcards. Never pass an
    /// untrusted string.
    #[must_use]
    pub fn new(source: impl Into<Cow<'static, str>>) -> Self {
        Self {
            source: source.into(),
        }
    }

    /// Creates a pattern from a source known at compile time, as [`new`](Self::new) does.
    #[must_use]
    pub const fn from_static(source: &'static str) -> Self {
        Self {
            source: Cow::Borrowed(source),
        }
    }

    /// Creates the pattern that matches only `text`; `*` is matched literally.
    #[must_use]
    pub fn literal(text: &str) -> Self {
        Self::from_static("").then(text)
    }

    /// Creates the pattern that matches every string that starts with `text`.
    #[must_use]
    pub fn starting_with(text: &str) -> Self {
        Self::literal(text).then_any()
    }

    /// Creates the pattern that matches every string that ends with `text`.
    #[must_use]
    pub fn ending_with(text: &str) -> Self {
        Self::from_static("*").then(text)
    }

    /// Creates the pattern that matches every string that contains `text`.
    #[must_use]
    pub fn containing(text: &str) -> Self {
        Self::from_static("*").then(text).then_any()
    }

    /// Appends `text`, escaped.
    #[must_use]
    pub fn then(self, text: &str) -> Self {
        let mut source = self.source.into_owned();
        push_literal(text, &mut source);
        Self {
            source: source.into(),
        }
    }

    /// Appends a star, which matches any run of characters.
    #[must_use]
    pub fn then_any(self) -> Self {
        let mut source = self.source.into_owned();
        source.push('*');
        Self {
            source: source.into(),
        }
    }

    /// Returns the source of the pattern, with its stars and escapes and without quotes.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.source
    }

    /// Returns `true` if the pattern matches all of `text`. Case matters, and a star matches
    /// newlines, too.
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

/// Appends the part of a pattern that matches only `text`.
///
/// A backslash is doubled where it would escape what follows. That includes the end, because the
/// caller may append a star.
pub fn push_literal(text: &str, out: &mut String) {
    Escaper::Literal.push(text, out);
}

/// A piece of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece<'p> {
    Literal(&'p str),
    Star,
}

/// Splits a pattern into pieces. Adjacent literals result from escapes.
fn pieces(pattern: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = pattern;
    core::iter::from_fn(move || {
        let bytes = rest.as_bytes();
        match (bytes.first()?, bytes.get(1)) {
            (b'*', _) => {
                rest = &rest[1..];
                Some(Piece::Star)
            }
            (b'\\', Some(b'*' | b'\\')) => {
                let escaped = &rest[1..2];
                rest = &rest[2..];
                Some(Piece::Literal(escaped))
            }
            (first, _) => {
                // A backslash that escapes nothing is literal: search after it.
                let skip = usize::from(*first == b'\\');
                let end = memchr2(b'*', b'\\', &bytes[skip..]).map_or(rest.len(), |at| at + skip);
                let (literal, after) = rest.split_at(end);
                rest = after;
                Some(Piece::Literal(literal))
            }
        }
    })
}

/// Returns `true` if `pattern` contains an unescaped star.
pub(crate) fn has_wildcard(pattern: &str) -> bool {
    pieces(pattern).any(|piece| piece == Piece::Star)
}

/// Returns `true` if `pattern` contains `\*`, which may be meant as a path separator before a
/// wildcard.
pub(crate) fn has_escaped_star(pattern: &str) -> bool {
    pieces(pattern).any(|piece| piece == Piece::Literal("*"))
}

/// Returns the only string that a pattern without wildcards matches.
pub(crate) fn unescape(pattern: &str) -> Cow<'_, str> {
    if !pattern.contains('\\') {
        return Cow::Borrowed(pattern);
    }
    let literals = pieces(pattern).map(|piece| match piece {
        Piece::Literal(literal) => literal,
        Piece::Star => "*",
    });
    Cow::Owned(literals.collect())
}

/// A pattern compiled to be matched against many strings.
///
/// ```
/// use fql_syntax::PatternMatcher;
///
/// let matcher = PatternMatcher::new("web*.example.*");
/// assert!(matcher.matches("web-1.example.com"));
/// assert!(!matcher.matches("db-1.example.com"));
/// ```
#[derive(Debug, Clone)]
pub struct PatternMatcher {
    prefix: String,
    /// The literals between the stars. Each is found at its first occurrence after the one before.
    middle: Vec<memmem::Finder<'static>>,
    /// `None` when there is no star, and `prefix` is the whole pattern.
    suffix: Option<String>,
}

impl PatternMatcher {
    /// Compiles the source of a pattern, as returned by [`Pattern::as_str`].
    #[must_use]
    pub fn new(pattern: &str) -> Self {
        let mut literals = literals(pattern).into_iter();
        let prefix = literals.next().unwrap_or_default();
        let suffix = literals.next_back();
        let middle = literals
            .filter(|literal| !literal.is_empty())
            .map(|literal| memmem::Finder::new(literal.as_bytes()).into_owned())
            .collect();
        Self {
            prefix,
            middle,
            suffix,
        }
    }

    /// Returns the longest string between the stars. Every string that matches contains it.
    #[must_use]
    pub fn longest_literal(&self) -> &str {
        let literals = self.middle.iter().map(|literal| literal.needle());
        let middle = literals.filter_map(|literal| std::str::from_utf8(literal).ok());
        let ends = [Some(&*self.prefix), self.suffix.as_deref()];
        let longest = ends.into_iter().flatten().chain(middle);
        longest.max_by_key(|literal| literal.len()).unwrap_or("")
    }

    /// Returns the literals around the stars, without their escapes: one more than there are stars,
    /// or fewer where several stars in a row match the same.
    ///
    /// ```
    /// use fql_syntax::PatternMatcher;
    ///
    /// assert_eq!(PatternMatcher::new(r"a\**b").literals(), ["a*", "b"]);
    /// assert_eq!(PatternMatcher::new("**a**").literals(), ["", "a", ""]);
    /// ```
    #[must_use]
    pub fn literals(&self) -> Vec<&str> {
        // The literals are parts of a string.
        let middle = self.middle.iter();
        let middle =
            middle.map(|literal| std::str::from_utf8(literal.needle()).unwrap_or_default());
        let prefix = std::iter::once(self.prefix.as_str());
        prefix.chain(middle).chain(self.suffix.as_deref()).collect()
    }

    /// Returns `true` if the pattern matches all of `text`. Case matters, and a star matches
    /// newlines, too.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        let Some(suffix) = &self.suffix else {
            return text == self.prefix;
        };
        let Some(rest) = text.strip_prefix(self.prefix.as_str()) else {
            return false;
        };
        let mut rest = rest.as_bytes();
        for literal in &self.middle {
            let Some(at) = literal.find(rest) else {
                return false;
            };
            rest = &rest[at + literal.needle().len()..];
        }
        rest.ends_with(suffix.as_bytes())
    }
}

/// The unescaped literals around the stars: one more than there are stars.
fn literals(pattern: &str) -> Vec<String> {
    let mut literals = vec![String::new()];
    for piece in pieces(pattern) {
        match piece {
            Piece::Star => literals.push(String::new()),
            Piece::Literal(text) => {
                if let Some(literal) = literals.last_mut() {
                    literal.push_str(text);
                }
            }
        }
    }
    literals
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn star_matches_any_run_and_escaped_star_itself() {
        for (pattern, text, matches) in [
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
                matches,
                "{pattern} on {text}"
            );
        }
    }

    #[test]
    fn literal_pattern_matches_only_itself() {
        for text in ["", "*", r"\", r"\*", r"a\\*b", r"a\b", r"C:\*\"] {
            let pattern = Pattern::literal(text);
            assert!(pattern.matches(text), "{text}");
            assert!(!has_wildcard(pattern.as_str()), "{text}");
            assert_eq!(unescape(pattern.as_str()), text);
            assert!(!pattern.matches("other"), "{text}");
        }
    }
}
