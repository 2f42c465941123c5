//! What a field may be asked.

use std::fmt;

use crate::kind::FieldType;
use crate::operator::Comparison;
use crate::tree::{Clause, ListItem, LiteralKind, Tag};
use crate::value::Value;

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
                if list.iter().any(Value::is_pattern) {
                    &[Capability::List, Capability::Wildcard]
                } else {
                    &[Capability::List]
                }
            }
            (Comparison::Equal, value) if value.is_pattern() => &[Capability::Wildcard],
            (Comparison::Equal, _) => &[Capability::Exact],
            (
                Comparison::Greater
                | Comparison::GreaterOrEqual
                | Comparison::Less
                | Comparison::LessOrEqual,
                _,
            ) => &[Capability::Range],
        })
    }

    /// Whether a field of this kind, which takes the capabilities whose [bits](Capability::bit) are
    /// set, takes the clause: what [`capabilities`](Self::capabilities) and
    /// [`value_suits`](Self::value_suits) say, in one look that is quick when the answer is yes.
    // Forced into the loop over the clauses, this and what it calls save a third of a check.
    #[must_use]
    #[inline(always)]
    pub fn is_supported(&self, kind: FieldType, takes: u8) -> bool {
        let takes = |capability: Capability| takes & capability.bit() != 0;
        match (self.operator().comparison(), self.tag()) {
            (Comparison::Text | Comparison::TextWildcard, _) => false,
            (Comparison::Wildcard, _) => takes(Capability::Wildcard),
            (Comparison::Equal, Tag::Clause(scalar)) => {
                let value = self.element(scalar);
                if self.is_pattern(value) {
                    takes(Capability::Wildcard)
                } else {
                    takes(Capability::Exact) && self.suits(value, kind)
                }
            }
            (Comparison::Equal, _) => {
                takes(Capability::List)
                    && self.elements().iter().all(|element| {
                        if self.is_pattern(*element) {
                            takes(Capability::Wildcard)
                        } else {
                            self.suits_beside_equality(*element, kind)
                        }
                    })
            }
            (_, Tag::Clause(scalar)) => {
                takes(Capability::Range) && self.suits_beside_equality(self.element(scalar), kind)
            }
            _ => false,
        }
    }

    #[inline(always)]
    fn is_pattern(&self, element: ListItem) -> bool {
        element.star && element.value(self.text()).is_pattern()
    }

    #[inline(always)]
    fn suits(&self, element: ListItem, kind: FieldType) -> bool {
        match (element.scalar, kind) {
            // The commonest first: nothing of the text needs to be seen.
            (
                LiteralKind::SingleQuoted | LiteralKind::DoubleQuoted | LiteralKind::Word,
                FieldType::Text,
            ) => true,
            // Any number of 18 digits has 64 bits at most.
            (LiteralKind::Integer, FieldType::Integer) if element.span.len() <= 18 => true,
            _ => element.value(self.text()).suits(kind),
        }
    }

    /// `null` belongs to equality with one value.
    #[inline(always)]
    fn suits_beside_equality(&self, element: ListItem, kind: FieldType) -> bool {
        match element.scalar {
            LiteralKind::Null => kind == FieldType::Any,
            _ => self.suits(element, kind),
        }
    }
}
