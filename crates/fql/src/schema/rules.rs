//! Rules of fields beyond their type and their grades.

use fql_syntax::PatternSpelling;

use super::Grade;

/// The rules of a field for the spelling of its clauses, each with its source.
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "hosts")] {
/// use fql::collections::hosts;
/// use fql::table::ExactForm;
///
/// let hostname = hosts::TABLE.find("hostname").expect("a field");
/// let equality = hostname.details.rules.and_then(|rules| rules.inexact).expect("a rule");
/// assert_eq!(equality.exact, ExactForm::List);
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rules {
    /// The spellings of patterns that the service reads as patterns.
    pub patterns: Option<Patterns>,
    /// Equality that matches other values, too.
    pub inexact: Option<Inexact>,
    /// The field that supports patterns instead of this one.
    pub pattern_field: Option<&'static str>,
    /// The help about a value of another type; empty if none is given.
    pub value_help: &'static str,
    /// The prefixes of values; empty if none are known.
    pub prefixes: &'static [&'static str],
    /// Values that are often written, and the published ones that are meant.
    pub corrections: &'static [(&'static str, &'static str)],
    /// The published range of the field's numbers.
    pub bounds: Option<Bounds>,
    /// The ids that another field has instead of this one.
    pub ids: Option<Ids>,
}

/// The numbers that a source publishes as the values of a field, both included. Another number in a filter is a
/// warning.
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "alerts")] {
/// use fql::collections::alerts;
///
/// let severity = alerts::TABLE.find("severity").expect("a field");
/// let bounds = severity.details.rules.and_then(|rules| rules.bounds).expect("a rule");
/// assert_eq!((bounds.min, bounds.max), (1, 100));
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Bounds {
    /// The smallest number.
    pub min: u32,
    /// The largest number.
    pub max: u32,
    /// The source of the range.
    pub source: &'static str,
}

/// The ids of what a field has the names of, such as those of tactics. A filter that compares the names with an
/// id gets a warning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Ids {
    /// The letters of an id before its digits.
    pub prefix: &'static str,
    /// The field that has the ids.
    pub field: &'static str,
}

/// The spellings of patterns that a field supports: `:*'x*'`, `:'x*'` and `:x*`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Patterns {
    /// The grades by [`PatternSpelling`], in its order.
    grades: [Grade; 4],
    /// The source of the grades.
    pub source: &'static str,
}

impl Patterns {
    /// Returns the grade of a spelling.
    #[must_use]
    pub const fn grade(&self, spelling: PatternSpelling) -> Grade {
        self.grades[spelling as usize]
    }
}

/// Equality of a field that is not exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Inexact {
    /// The match, as the predicate of a sentence about the field's equality.
    pub matches: &'static str,
    /// The form that is exact.
    pub exact: ExactForm,
    /// The source of the rule.
    pub source: &'static str,
}

/// The exact form of an equality that is not exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ExactForm {
    /// None is known.
    Unknown,
    /// A list of one value.
    List,
    /// Equality of another field.
    Field(&'static str),
}

impl Rules {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(patterns: Option<Patterns>, inexact: Option<Inexact>) -> Self {
        Self {
            patterns,
            inexact,
            pattern_field: None,
            value_help: "",
            prefixes: &[],
            corrections: &[],
            bounds: None,
            ids: None,
        }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn with_bounds(mut self, min: u32, max: u32, source: &'static str) -> Self {
        self.bounds = Some(Bounds { min, max, source });
        self
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn with_ids(mut self, prefix: &'static str, field: &'static str) -> Self {
        self.ids = Some(Ids { prefix, field });
        self
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn with_pattern_field(mut self, field: &'static str) -> Self {
        self.pattern_field = Some(field);
        self
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn with_value_help(mut self, help: &'static str) -> Self {
        self.value_help = help;
        self
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn with_prefixes(mut self, prefixes: &'static [&'static str]) -> Self {
        self.prefixes = prefixes;
        self
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn with_corrections(
        mut self,
        corrections: &'static [(&'static str, &'static str)],
    ) -> Self {
        self.corrections = corrections;
        self
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn patterns(grades: u8, source: &'static str) -> Patterns {
        let grades = grades as u16;
        let grades = [
            Grade::from_bits(grades),
            Grade::from_bits(grades >> 2),
            Grade::from_bits(grades >> 4),
            Grade::from_bits(grades >> 6),
        ];
        Patterns { grades, source }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn inexact(matches: &'static str, exact: ExactForm, source: &'static str) -> Inexact {
        Inexact {
            matches,
            exact,
            source,
        }
    }
}

/// The quotes around the values of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Quoting {
    /// With or without.
    Optional,
    /// A number without quotes is an error.
    Required,
    /// `true` or `false` in quotes is an error.
    Denied,
}

/// A name that is often written for fields which have another name in the collection.
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "hosts")] {
/// use fql::collections::hosts;
///
/// let hint = hosts::TABLE.hint("aid").expect("a hint");
/// assert_eq!(hint.uses, ["device_id"]);
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Hint {
    /// The name, which other collections, responses or people use.
    pub name: &'static str,
    /// The fields that may be meant, or clauses with them.
    pub uses: &'static [&'static str],
    /// The reason, and its source.
    pub reason: &'static str,
}

impl Hint {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(
        name: &'static str,
        uses: &'static [&'static str],
        reason: &'static str,
    ) -> Self {
        Self { name, uses, reason }
    }
}
