//! What a field may be asked.

use std::fmt;

use crate::operator::Comparison;
use crate::tree::Clause;
use crate::value::{Meaning, Value};

/// A kind of match. The collections document for each field which of the four it takes; none of
/// them includes another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Capability {
    /// Equality with one value, or with `null`.
    Exact,
    /// A match of a pattern.
    Wildcard,
    /// Any of several values.
    List,
    /// `>`, `>=`, `<`, `<=`.
    Range,
}

impl Capability {
    /// All four, in the order in which tables list them.
    pub const ALL: [Self; 4] = [Self::Exact, Self::Wildcard, Self::List, Self::Range];

    /// The capability's name in lower case.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Wildcard => "wildcard",
            Self::List => "list",
            Self::Range => "range",
        }
    }

    /// A bit of its own.
    #[must_use]
    pub const fn bit(self) -> u8 {
        1 << self as u8
    }
}

impl fmt::Display for Capability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl Clause<'_> {
    /// What the clause asks of its field: one capability, or for a list that holds patterns two.
    /// `None` for `~` and its kin, which no table knows.
    #[must_use]
    pub fn capabilities(&self) -> Option<&'static [Capability]> {
        Some(match (self.operator().comparison(), self.value()) {
            (Comparison::Text | Comparison::TextWildcard, _) => return None,
            (Comparison::Wildcard, _) => &[Capability::Wildcard],
            (_, Value::List(list)) => {
                let has_pattern = list
                    .iter()
                    .any(|value| matches!(value.meaning(), Meaning::Pattern(_)));
                if has_pattern {
                    &[Capability::List, Capability::Wildcard]
                } else {
                    &[Capability::List]
                }
            }
            (Comparison::Equal, value) => match value.meaning() {
                Meaning::Pattern(_) => &[Capability::Wildcard],
                Meaning::Plain(_) => &[Capability::Exact],
            },
            (
                Comparison::Greater
                | Comparison::GreaterOrEqual
                | Comparison::Less
                | Comparison::LessOrEqual,
                _,
            ) => &[Capability::Range],
        })
    }
}
