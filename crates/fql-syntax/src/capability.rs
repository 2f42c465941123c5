//! The kinds of match that fields support and clauses require.

use std::fmt;

use crate::ast::literal::{ListItem, LiteralKind, Value};
use crate::ast::operator::Comparison;
use crate::ast::tree::{Clause, NodeKind};
use crate::field_type::FieldType;

/// A kind of match. Collections document for each field which of the five it supports; none of
/// them includes another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Capability {
    /// Equality with one value, or with `null`.
    Exact,
    /// A match of a pattern.
    Wildcard,
    /// Equality with any of several values.
    List,
    /// `>`, `>=`, `<`, `<=`.
    Range,
    /// `~` and `~*`, which ignore case.
    TextMatch,
}

impl Capability {
    /// All five, in the order of the columns of tables.
    pub const ALL: [Self; 5] = [
        Self::Exact,
        Self::Wildcard,
        Self::List,
        Self::Range,
        Self::TextMatch,
    ];

    /// Returns the name in lower case.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Wildcard => "wildcard",
            Self::List => "list",
            Self::Range => "range",
            Self::TextMatch => "text_match",
        }
    }

    /// Returns the bit of the capability in a set of capabilities.
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
    /// Returns the capabilities that the clause requires of its field: one, or two for a list with
    /// patterns.
    #[must_use]
    pub fn capabilities(&self) -> &'static [Capability] {
        match (self.operator().comparison(), self.value()) {
            (Comparison::Text | Comparison::TextWildcard, _) => &[Capability::TextMatch],
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
        }
    }

    /// Returns the [bits](Capability::bit) of the [`capabilities`](Self::capabilities).
    #[must_use]
    pub fn capability_bits(&self) -> u8 {
        let capabilities = self.capabilities().iter();
        capabilities.fold(0, |bits, capability| bits | capability.bit())
    }

    /// Returns `true` if a field with this type and these capabilities, a set of
    /// [bits](Capability::bit), supports the clause.
    ///
    /// The result is that of [`capabilities`](Self::capabilities) and
    /// [`is_valid_value`](Self::is_valid_value), computed faster.
    // Inlined into the loop over the clauses, this and what it calls save a third of the check of a
    // filter.
    #[must_use]
    #[inline(always)]
    pub fn is_supported(&self, field_type: FieldType, capabilities: u8) -> bool {
        let has = |capability: Capability| capabilities & capability.bit() != 0;
        let comparison = self.operator().comparison();
        match (comparison, self.node.kind) {
            (Comparison::TextWildcard, _) => has(Capability::TextMatch),
            (Comparison::Wildcard, _) => has(Capability::Wildcard),
            (_, NodeKind::Clause(kind)) => {
                let item = self.single_item(kind);
                if comparison == Comparison::Equal && self.is_pattern(item) {
                    return has(Capability::Wildcard);
                }
                let required = match comparison {
                    Comparison::Equal => Capability::Exact,
                    Comparison::Text => Capability::TextMatch,
                    _ => Capability::Range,
                };
                has(required)
                    && match comparison {
                        Comparison::Equal => self.is_valid_item(item, field_type),
                        _ => self.is_valid_item_without_null(item, field_type),
                    }
            }
            (Comparison::Equal, _) => {
                has(Capability::List)
                    && self.list_items().iter().all(|item| {
                        if self.is_pattern(*item) {
                            has(Capability::Wildcard)
                        } else {
                            self.is_valid_item_without_null(*item, field_type)
                        }
                    })
            }
            _ => false,
        }
    }

    #[inline(always)]
    fn is_pattern(&self, item: ListItem) -> bool {
        item.has_star && self.value_of(item).is_pattern()
    }

    #[inline(always)]
    fn is_valid_item(&self, item: ListItem, field_type: FieldType) -> bool {
        match (item.kind, field_type) {
            // The most frequent cases first, which need not read the source.
            (
                LiteralKind::SingleQuoted | LiteralKind::DoubleQuoted | LiteralKind::Word,
                FieldType::Text,
            ) => true,
            // Any number of up to 18 digits fits 64 bits.
            (LiteralKind::Integer, FieldType::Integer) if item.span.len() <= 18 => true,
            _ => self.is_valid_source(item, field_type),
        }
    }

    /// Outside the exact match, `null` is valid only for fields of unknown type.
    #[inline(always)]
    fn is_valid_item_without_null(&self, item: ListItem, field_type: FieldType) -> bool {
        match item.kind {
            LiteralKind::Null => field_type == FieldType::Any,
            _ => self.is_valid_item(item, field_type),
        }
    }

    /// The value of an item, where it must be read.
    // Inlined, this and the next function make the code of the check half as large again.
    #[inline(never)]
    fn value_of(&self, item: ListItem) -> Value<'_> {
        item.value(self.text())
    }

    #[inline(never)]
    fn is_valid_source(&self, item: ListItem, field_type: FieldType) -> bool {
        item.value(self.text()).is_valid_for(field_type)
    }
}
