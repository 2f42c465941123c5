//! The values that clauses compare with.

use std::borrow::Cow;
use std::fmt;

use crate::ast::span::Span;
use crate::escape;
use crate::pattern;

/// The value of a clause as the source spells it. A word equals the string that it spells, unless it
/// has a star or looks like a keyword, such as `True`: services may read these differently.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Value<'t> {
    /// `'…'` or `"…"`
    String(StringLiteral<'t>),
    /// `443`: the digits of the source, which may exceed any integer type.
    Integer(&'t str),
    /// `7.0`, as in the source.
    Float(&'t str),
    /// `true` or `false`
    Boolean(bool),
    /// `null`: the field has no value.
    Null,
    /// An unquoted word, such as `Yes` or `*text*`.
    Word(&'t str),
    /// `['a','b']`: never empty.
    List(List<'t>),
    /// `{expression}`, in templates only.
    Placeholder(Placeholder<'t>),
}

impl<'t> Value<'t> {
    /// Returns `true` if the value is a pattern when it follows a colon or is in a list: it
    /// contains an unescaped star.
    #[must_use]
    pub fn is_pattern(self) -> bool {
        match self {
            Self::String(literal) => {
                literal.raw().as_bytes().contains(&b'*')
                    && matches!(literal.value_match(), ValueMatch::Pattern(_))
            }
            Self::Word(word) => word.as_bytes().contains(&b'*'),
            _ => false,
        }
    }

    /// Interprets the value as it is matched after a colon or in a list: exactly, or as a pattern.
    /// `null`, lists and placeholders give an exact match of the empty string.
    #[must_use]
    pub fn value_match(self) -> ValueMatch<'t> {
        match self {
            Self::String(literal) => literal.value_match(),
            Self::Word(word) if word.contains('*') => ValueMatch::Pattern(Cow::Borrowed(word)),
            Self::Word(spelling) | Self::Integer(spelling) | Self::Float(spelling) => {
                ValueMatch::Exact(Cow::Borrowed(spelling))
            }
            Self::Boolean(true) => ValueMatch::Exact(Cow::Borrowed("true")),
            Self::Boolean(false) => ValueMatch::Exact(Cow::Borrowed("false")),
            Self::Null | Self::List(_) | Self::Placeholder(_) => {
                ValueMatch::Exact(Cow::Borrowed(""))
            }
        }
    }
}

/// Returns `true` if a word has the meaning of the string that it spells, and is printed as one. To a
/// service, `True` may be a boolean and `*web*` a pattern where `'*web*'` is none.
pub(crate) fn is_like_string(word: &str) -> bool {
    let is_keyword = ["true", "false", "null", "none"]
        .iter()
        .any(|keyword| word.eq_ignore_ascii_case(keyword));
    !word.contains('*') && !is_keyword
}

impl PartialEq for Value<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (*self, *other) {
            (Self::String(one), Self::String(two)) => one == two,
            (Self::String(string), Self::Word(word)) | (Self::Word(word), Self::String(string)) => {
                is_like_string(word) && string.value() == word
            }
            (Self::Integer(one), Self::Integer(two))
            | (Self::Float(one), Self::Float(two))
            | (Self::Word(one), Self::Word(two)) => one == two,
            (Self::Boolean(one), Self::Boolean(two)) => one == two,
            (Self::Null, Self::Null) => true,
            (Self::List(one), Self::List(two)) => one == two,
            (Self::Placeholder(one), Self::Placeholder(two)) => one == two,
            _ => false,
        }
    }
}

/// The interpretation of a value whose operator does not make it a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValueMatch<'t> {
    /// Equality with this string.
    Exact(Cow<'t, str>),
    /// A match of this pattern, which contains an unescaped star.
    Pattern(Cow<'t, str>),
}

/// A quoted string. Two are equal when they represent the same string, however it is quoted and
/// escaped.
#[derive(Clone, Copy)]
pub struct StringLiteral<'t> {
    content: &'t str,
    quote: char,
}

impl<'t> StringLiteral<'t> {
    pub(crate) fn new(content: &'t str, quote: char) -> Self {
        Self { content, quote }
    }

    /// Returns the source between the quotes, with its escapes.
    #[must_use]
    pub fn raw(self) -> &'t str {
        self.content
    }

    /// Returns the quote around the string, `'` or `"`.
    #[must_use]
    pub fn quote(self) -> char {
        self.quote
    }

    /// Returns the string without the escapes of the quote level. A pattern keeps the escapes of
    /// its stars.
    #[must_use]
    pub fn value(self) -> Cow<'t, str> {
        escape::unescape(self.content, self.quote)
    }

    /// Interprets the string as it is matched after a colon or in a list.
    #[must_use]
    pub fn value_match(self) -> ValueMatch<'t> {
        let value = self.value();
        if !value.contains('*') {
            ValueMatch::Exact(value)
        } else if pattern::has_wildcard(&value) {
            ValueMatch::Pattern(value)
        } else {
            ValueMatch::Exact(Cow::Owned(pattern::unescape(&value).into_owned()))
        }
    }
}

impl PartialEq for StringLiteral<'_> {
    fn eq(&self, other: &Self) -> bool {
        (self.content == other.content && self.quote == other.quote)
            || self.value() == other.value()
    }
}

impl fmt::Debug for StringLiteral<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{0}{1}{0}", self.quote, self.content)
    }
}

/// A position in a template that a program fills with a value, a list or a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placeholder<'t> {
    expression: &'t str,
}

impl<'t> Placeholder<'t> {
    pub(crate) fn new(expression: &'t str) -> Self {
        Self { expression }
    }

    /// Returns the source between the braces.
    #[must_use]
    pub fn expression(self) -> &'t str {
        self.expression
    }
}

/// The values of a list; at least one.
#[derive(Clone, Copy)]
pub struct List<'t> {
    source: &'t str,
    items: &'t [ListItem],
}

impl<'t> List<'t> {
    pub(crate) fn new(source: &'t str, items: &'t [ListItem]) -> Self {
        Self { source, items }
    }

    /// Returns the number of values.
    #[must_use]
    #[allow(clippy::len_without_is_empty)] // a list is never empty
    pub fn len(self) -> usize {
        self.items.len()
    }

    /// Returns the values, none of them a list, in the order of the source.
    pub fn iter(self) -> impl ExactSizeIterator<Item = Value<'t>> + Clone {
        self.items.iter().map(move |item| item.value(self.source))
    }

    /// Returns the span of each value.
    pub fn spans(self) -> impl ExactSizeIterator<Item = Span> + Clone {
        self.items.iter().map(|item| item.span)
    }
}

impl PartialEq for List<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl fmt::Debug for List<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// The kinds of values other than lists, by their spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LiteralKind {
    SingleQuoted,
    DoubleQuoted,
    Integer,
    Float,
    True,
    False,
    Null,
    Word,
    Placeholder,
}

impl LiteralKind {
    #[inline]
    pub(crate) fn value(self, source: &str, span: Span) -> Value<'_> {
        let spelling = span.slice(source);
        match self {
            Self::SingleQuoted => Value::String(StringLiteral::new(inner(spelling), '\'')),
            Self::DoubleQuoted => Value::String(StringLiteral::new(inner(spelling), '"')),
            Self::Integer => Value::Integer(spelling),
            Self::Float => Value::Float(spelling),
            Self::True => Value::Boolean(true),
            Self::False => Value::Boolean(false),
            Self::Null => Value::Null,
            Self::Word => Value::Word(spelling),
            Self::Placeholder => Value::Placeholder(Placeholder::new(inner(spelling))),
        }
    }

    pub(crate) fn is_quoted(self) -> bool {
        matches!(self, Self::SingleQuoted | Self::DoubleQuoted)
    }
}

/// Strips the first and the last byte: a quote or a brace each.
pub(crate) fn inner(spelling: &str) -> &str {
    spelling
        .get(1..spelling.len().saturating_sub(1))
        .unwrap_or_default()
}

/// One value that is not a list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ListItem {
    pub(crate) kind: LiteralKind,
    /// The source of the value contains a star.
    pub(crate) has_star: bool,
    pub(crate) span: Span,
}

impl ListItem {
    #[inline]
    pub(crate) fn value(self, source: &str) -> Value<'_> {
        self.kind.value(source, self.span)
    }
}
