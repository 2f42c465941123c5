//! [`JsonPath`]: a location in the JSON of a request.

use std::fmt;

/// A location in the JSON of a request, as a list that is linked from its end. `Display` prints
/// `$[0].sub_aggregates[1].interval`.
#[derive(Debug, Clone, Copy)]
pub(crate) enum JsonPath<'p> {
    /// The request itself.
    Root,
    Index(&'p JsonPath<'p>, usize),
    Key(&'p JsonPath<'p>, &'p str),
}

impl<'p> JsonPath<'p> {
    pub(crate) fn key(&'p self, key: &'p str) -> Self {
        JsonPath::Key(self, key)
    }

    pub(crate) fn index(&'p self, index: usize) -> Self {
        JsonPath::Index(self, index)
    }
}

impl fmt::Display for JsonPath<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            JsonPath::Root => f.write_str("$"),
            JsonPath::Index(parent, index) => write!(f, "{parent}[{index}]"),
            JsonPath::Key(parent, key) if is_identifier(key) => write!(f, "{parent}.{key}"),
            // An unknown key may contain any characters.
            JsonPath::Key(parent, key) => write!(f, "{parent}[{key:?}]"),
        }
    }
}

fn is_identifier(key: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    !key.is_empty() && key.bytes().all(is_plain)
}
