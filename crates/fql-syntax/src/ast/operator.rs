//! Comparison operators, which appear between the colon and the value.

use core::fmt;

/// The comparison of a property with a value, without its negation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Comparison {
    /// No operator: equality with the value, or with one of the values of a list. A value that
    /// contains an unescaped star is a pattern.
    Equal,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `*`: the value is a pattern.
    Wildcard,
    /// `~`: text match that ignores case, on collections that support it.
    Text,
    /// `~*`: pattern match that ignores case, on collections that support it.
    TextWildcard,
}

impl Comparison {
    /// All comparisons, in the order of the grammar.
    pub const ALL: [Self; 8] = [
        Self::Equal,
        Self::Greater,
        Self::GreaterOrEqual,
        Self::Less,
        Self::LessOrEqual,
        Self::Wildcard,
        Self::Text,
        Self::TextWildcard,
    ];

    /// Returns `true` for `>`, `>=`, `<` and `<=`.
    #[must_use]
    pub const fn is_range(self) -> bool {
        matches!(
            self,
            Self::Greater | Self::GreaterOrEqual | Self::Less | Self::LessOrEqual
        )
    }

    /// Returns `true` if the value is always a pattern, with or without a star.
    #[must_use]
    pub const fn accepts_pattern(self) -> bool {
        matches!(self, Self::Wildcard | Self::TextWildcard)
    }
}

/// A comparison or its negation.
///
/// ```
/// use fql_syntax::{Comparison, Operator};
///
/// assert_eq!(Operator::new(Comparison::Greater).spelling(), ">");
/// assert_eq!((!Operator::new(Comparison::Greater)).spelling(), "!>");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Operator {
    comparison: Comparison,
    negated: bool,
}

impl Operator {
    /// Creates the operator of a comparison that is not negated.
    #[must_use]
    pub const fn new(comparison: Comparison) -> Self {
        Self {
            comparison,
            negated: false,
        }
    }

    /// Returns the comparison without its negation.
    #[must_use]
    pub const fn comparison(self) -> Comparison {
        self.comparison
    }

    /// Returns `true` if the clause matches exactly when the comparison does not.
    #[must_use]
    pub const fn is_negated(self) -> bool {
        self.negated
    }

    /// Returns the same comparison, negated or not.
    #[must_use]
    pub const fn with_negation(self, negated: bool) -> Self {
        Self { negated, ..self }
    }

    /// Returns the canonical spelling. The parser also accepts `*!` for `!*`, and `!~*` for `~*!`.
    #[must_use]
    pub const fn spelling(self) -> &'static str {
        match (self.comparison, self.negated) {
            (Comparison::Equal, false) => "",
            (Comparison::Equal, true) => "!",
            (Comparison::Greater, false) => ">",
            (Comparison::Greater, true) => "!>",
            (Comparison::GreaterOrEqual, false) => ">=",
            (Comparison::GreaterOrEqual, true) => "!>=",
            (Comparison::Less, false) => "<",
            (Comparison::Less, true) => "!<",
            (Comparison::LessOrEqual, false) => "<=",
            (Comparison::LessOrEqual, true) => "!<=",
            (Comparison::Wildcard, false) => "*",
            (Comparison::Wildcard, true) => "!*",
            (Comparison::Text, false) => "~",
            (Comparison::Text, true) => "!~",
            (Comparison::TextWildcard, false) => "~*",
            (Comparison::TextWildcard, true) => "~*!",
        }
    }
}

impl core::ops::Not for Operator {
    type Output = Self;

    fn not(self) -> Self {
        self.with_negation(!self.negated)
    }
}

impl fmt::Display for Operator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.spelling())
    }
}
