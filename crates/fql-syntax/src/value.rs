//! What a clause compares with.

use std::borrow::Cow;
use std::fmt;

use crate::escape;
use crate::pattern;
use crate::span::Span;
use crate::tree::ListItem;

/// The value of a clause, as the text spells it.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Value<'t> {
    /// `'…'` or `"…"`
    String(StringLiteral<'t>),
    /// `443`, with its digits as written; it may be too large for any integer type.
    Integer(&'t str),
    /// `7.0`, as written.
    Float(&'t str),
    /// `true` or `false`
    Boolean(bool),
    /// `null`: there is no value.
    Null,
    /// An unquoted word, such as `Yes` or `*text*`.
    Word(&'t str),
    /// `['a','b']`: never empty.
    List(List<'t>),
    /// `{name}`, in a template only.
    Placeholder(Placeholder<'t>),
}

impl<'t> Value<'t> {
    /// How the printer writes the value.
    #[must_use]
    pub fn canonical(self) -> String {
        match self {
            Self::String(text) => {
                let mut quoted = String::new();
                escape::push_quoted(&text.value(), &mut quoted);
                quoted
            }
            Self::Integer(spelled) | Self::Float(spelled) | Self::Word(spelled) => spelled.into(),
            Self::Boolean(true) => "true".into(),
            Self::Boolean(false) => "false".into(),
            Self::Null => "null".into(),
            Self::List(list) => {
                let values: Vec<String> = list.iter().map(Value::canonical).collect();
                format!("[{}]", values.join(","))
            }
            Self::Placeholder(hole) => format!("{{{}}}", hole.expression()),
        }
    }

    /// Whether the value, behind a colon or in a list, is a pattern: it holds a star that is not
    /// escaped.
    #[must_use]
    pub fn is_pattern(self) -> bool {
        match self {
            Self::String(text) => {
                text.raw().as_bytes().contains(&b'*')
                    && matches!(text.value_match(), ValueMatch::Pattern(_))
            }
            Self::Word(word) => word.as_bytes().contains(&b'*'),
            _ => false,
        }
    }

    /// What the value asks for when it stands behind a colon or in a list: the values that may
    /// hold stars say whether they do.
    #[must_use]
    pub fn value_match(self) -> ValueMatch<'t> {
        match self {
            Self::String(text) => text.value_match(),
            Self::Word(word) if word.contains('*') => ValueMatch::Pattern(Cow::Borrowed(word)),
            Self::Word(word) | Self::Integer(word) | Self::Float(word) => {
                ValueMatch::Exact(Cow::Borrowed(word))
            }
            Self::Boolean(true) => ValueMatch::Exact(Cow::Borrowed("true")),
            Self::Boolean(false) => ValueMatch::Exact(Cow::Borrowed("false")),
            Self::Null | Self::List(_) | Self::Placeholder(_) => {
                ValueMatch::Exact(Cow::Borrowed(""))
            }
        }
    }
}

/// What a plain value, or an element of a list, asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValueMatch<'t> {
    /// Equality with this text.
    Exact(Cow<'t, str>),
    /// A match of this pattern: it holds a star that is not escaped.
    Pattern(Cow<'t, str>),
}

/// A quoted text. Two are equal when they mean the same text, however it is quoted and escaped.
#[derive(Clone, Copy)]
pub struct StringLiteral<'t> {
    content: &'t str,
    quote: char,
}

impl<'t> StringLiteral<'t> {
    pub(crate) fn new(content: &'t str, quote: char) -> Self {
        Self { content, quote }
    }

    /// What stands between the quotes, escapes and all.
    #[must_use]
    pub fn raw(self) -> &'t str {
        self.content
    }

    /// The quote around it, `'` or `"`.
    #[must_use]
    pub fn quote(self) -> char {
        self.quote
    }

    /// The text itself. In a pattern, the escapes of stars are still in it.
    #[must_use]
    pub fn value(self) -> Cow<'t, str> {
        escape::unescape(self.content, self.quote)
    }

    /// Whether it is a pattern or just text, when no operator says so.
    #[must_use]
    pub fn value_match(self) -> ValueMatch<'t> {
        let value = self.value();
        if !value.contains('*') {
            ValueMatch::Exact(value)
        } else if pattern::has_wildcard(&value) {
            ValueMatch::Pattern(value)
        } else {
            ValueMatch::Exact(Cow::Owned(pattern::literal_text(&value).into_owned()))
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

/// A place in a template where a program puts a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placeholder<'t> {
    expression: &'t str,
}

impl<'t> Placeholder<'t> {
    pub(crate) fn new(expression: &'t str) -> Self {
        Self { expression }
    }

    /// What stands between the braces.
    #[must_use]
    pub fn expression(self) -> &'t str {
        self.expression
    }
}

/// The values of a list; at least one.
#[derive(Clone, Copy)]
pub struct List<'t> {
    text: &'t str,
    elements: &'t [ListItem],
}

impl<'t> List<'t> {
    pub(crate) fn new(text: &'t str, elements: &'t [ListItem]) -> Self {
        Self { text, elements }
    }

    /// How many values there are.
    #[must_use]
    #[allow(clippy::len_without_is_empty)] // a list is never empty
    pub fn len(self) -> usize {
        self.elements.len()
    }

    /// The values, none of them a list, in the order of the text.
    pub fn iter(self) -> impl ExactSizeIterator<Item = Value<'t>> + Clone {
        self.elements
            .iter()
            .map(move |element| element.value(self.text))
    }

    /// Where each value stands.
    pub fn spans(self) -> impl ExactSizeIterator<Item = Span> + Clone {
        self.elements.iter().map(|element| element.span)
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
