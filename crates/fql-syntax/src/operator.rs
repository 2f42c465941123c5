//! What stands between the colon and the value.

use core::fmt;

/// How a clause compares a property with its value, leaving negation aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Comparison {
    /// No operator: the value, or one of the values of a list. A plain value that holds an
    /// unescaped star is a pattern.
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
    /// `~`: text match that ignores case, on collections that know it.
    Text,
    /// `~*`: pattern match that ignores case, on collections that know it.
    TextWildcard,
}

impl Comparison {
    /// Every comparison, in the order of the grammar.
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

    /// Whether this is `>`, `>=`, `<` or `<=`.
    #[must_use]
    pub const fn is_range(self) -> bool {
        matches!(
            self,
            Self::Greater | Self::GreaterOrEqual | Self::Less | Self::LessOrEqual
        )
    }

    /// Whether the value of such a clause is read as a pattern whatever it holds.
    #[must_use]
    pub const fn accepts_pattern(self) -> bool {
        matches!(self, Self::Wildcard | Self::TextWildcard)
    }
}

/// A comparison, or its negation.
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
    /// The comparison itself, not negated.
    #[must_use]
    pub const fn new(comparison: Comparison) -> Self {
        Self {
            comparison,
            negated: false,
        }
    }

    /// What is compared.
    #[must_use]
    pub const fn comparison(self) -> Comparison {
        self.comparison
    }

    /// Whether the clause holds exactly when the comparison does not.
    #[must_use]
    pub const fn is_negated(self) -> bool {
        self.negated
    }

    /// The same comparison, negated or not.
    #[must_use]
    pub const fn with_negation(self, negated: bool) -> Self {
        Self { negated, ..self }
    }

    /// How the printer writes it. The reader knows two more spellings: `*!` for `!*`, and `!~*`
    /// for `~*!`.
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
