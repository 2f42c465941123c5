//! Rows of tables.

use fql_syntax::{Capability, Clause, Comparison, FieldType, PatternSpelling};

use super::field_type::{AbsoluteTimestampField, FieldTypeMarker, QuotedIntegerField};
use super::grade::{Grade, Presence};
use super::rules::{ExactForm, Inexact, Patterns, Quoting, Rules};

/// A field of a [`Table`](super::Table): its name, type and capabilities.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Row {
    /// The property name of the field, with dots.
    pub name: &'static str,
    /// The type of its values.
    pub field_type: FieldType,
    /// `true` if a time may be an unquoted number of seconds since 1970.
    pub accepts_epoch: bool,
    /// `true` if relative times, such as `now-7d`, are not supported.
    pub is_absolute: bool,
    /// `true` if the values are dates without a time of day, so that equality with a date is not a mistake.
    pub is_date: bool,
    /// The quotes around its numbers, or around `true` and `false`.
    pub quoting: Quoting,
    /// The evidence that filters can use the field.
    pub presence: Presence,
    /// `true` if sources contradict each other about what is denied.
    pub is_disputed: bool,
    /// The sources of the row, the published values and the rules.
    pub details: &'static RowDetails,
    /// The kinds of clauses about which there may be a rule; see [`Row::is_checked`].
    checks: u8,
    /// The number of the single-valued field in the table, from 1 to 64 and again from 1; 0 for other fields.
    single_value: u8,
    /// The supported comparisons, one bit each, for the check of a filter.
    capabilities: u8,
    /// The comparisons whose valid clauses may get a warning, one bit each.
    warnings: u8,
    /// The grades of the comparisons, two bits each, and of sorting.
    grades: u16,
}

/// The part of a [`Row`] that its check needs only for a message or a warning.
///
/// Many rows of a table have the same, which it has once.
///
/// # Examples
///
/// ```
/// use fql::collections::external_assets;
///
/// let port = external_assets::TABLE.find("ip.services.port").expect("a field");
/// assert!(port.details.source.contains("query_external_assets"));
/// assert!(port.details.vocabulary.is_none());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct RowDetails {
    /// The source of the row.
    pub source: &'static str,
    /// The reason for what is denied, or how the sources conflict; empty if not given.
    pub reason: &'static str,
    /// The published values of the field; `None` if none are published.
    pub vocabulary: Option<Vocabulary>,
    /// The field that replaces a denied one.
    pub replacement: Option<&'static str>,
    /// The rules for the spelling of clauses; `None` if there are none.
    pub rules: Option<&'static Rules>,
}

impl RowDetails {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(source: &'static str, reason: &'static str) -> Self {
        Self {
            source,
            reason,
            vocabulary: None,
            replacement: None,
            rules: None,
        }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn with_vocabulary(mut self, vocabulary: Vocabulary) -> Self {
        self.vocabulary = Some(vocabulary);
        self
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn with_replacement(mut self, field: &'static str) -> Self {
        self.replacement = Some(field);
        self
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn with_rules(mut self, rules: &'static Rules) -> Self {
        self.rules = Some(rules);
        self
    }
}

/// The values of a field that a source publishes. Another value in a filter is a warning.
///
/// # Examples
///
/// ```
/// use fql::collections::external_assets;
///
/// let criticality = external_assets::TABLE.find("criticality").expect("a field");
/// let vocabulary = criticality.details.vocabulary.expect("published values");
/// assert_eq!(vocabulary.values, ["Critical", "High", "Noncritical", "Unassigned"]);
/// assert!(!vocabulary.is_open);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Vocabulary {
    /// The values, as the service spells them.
    pub values: &'static [&'static str],
    /// `true` if the service may have other values: the source lists examples only.
    pub is_open: bool,
    /// The source of the values.
    pub source: &'static str,
}

const EQUALITY: u8 = 1 << Comparison::Equal as u8;
const RANGES: u8 = 1 << Comparison::Greater as u8
    | 1 << Comparison::GreaterOrEqual as u8
    | 1 << Comparison::Less as u8
    | 1 << Comparison::LessOrEqual as u8;

/// The kinds of clauses that a row may check, as bits.
mod checks {
    pub(super) const EQUALITY: u8 = 1;
    pub(super) const PATTERN: u8 = 2;
    pub(super) const VALUES: u8 = 4;
    pub(super) const BOUNDS: u8 = 8;
}

/// Returns the kinds of clauses that rules are about.
const fn checks_of(rules: &Rules) -> u8 {
    let mut checks = 0;
    if rules.patterns.is_some() {
        checks |= checks::PATTERN;
    }
    // Corrections are of values that are not published, which are always checked.
    if rules.inexact.is_some() || !rules.prefixes.is_empty() || rules.ids.is_some() {
        checks |= checks::EQUALITY;
    }
    if rules.bounds.is_some() {
        checks |= checks::BOUNDS;
    }
    checks
}

impl Row {
    pub(crate) const fn new(
        name: &'static str,
        field_type: FieldType,
        grades: u16,
        presence: Presence,
        is_disputed: bool,
        details: &'static RowDetails,
    ) -> Self {
        let mut row = Self {
            name,
            field_type,
            accepts_epoch: false,
            is_absolute: false,
            is_date: false,
            quoting: Quoting::Optional,
            single_value: 0,
            presence,
            is_disputed,
            details,
            checks: match details.rules {
                Some(rules) => checks_of(rules),
                None => 0,
            },
            capabilities: 0,
            warnings: match field_type {
                FieldType::Timestamp => EQUALITY,
                FieldType::Any => RANGES,
                _ => 0,
            },
            grades,
        };
        if details.vocabulary.is_some() {
            row.warnings |= EQUALITY;
        }
        let mut index = 0;
        while index < Capability::ALL.len() {
            let capability = Capability::ALL[index];
            let is_field = matches!(presence, Presence::Documented | Presence::Shown);
            if is_field && row.grade(capability).is_supported() {
                row.capabilities |= capability.bit();
            }
            index += 1;
        }
        row
    }

    pub(crate) const fn with_epoch(self) -> Self {
        Self {
            accepts_epoch: true,
            ..self
        }
    }

    pub(crate) const fn with_absolute_times(self) -> Self {
        Self {
            is_absolute: true,
            checks: self.checks | checks::VALUES,
            ..self
        }
    }

    pub(crate) const fn with_dates(self) -> Self {
        Self {
            is_date: true,
            ..self
        }
    }

    pub(crate) const fn with_quoting(self, quoting: Quoting) -> Self {
        Self {
            quoting,
            checks: self.checks | checks::VALUES,
            ..self
        }
    }

    /// Returns the number of the marker of the field's type; see [`FieldTypeMarker::ID`].
    pub(crate) const fn field_type_id(&self) -> u8 {
        match self.quoting {
            Quoting::Required => QuotedIntegerField::ID,
            _ if self.is_absolute => AbsoluteTimestampField::ID,
            _ => self.field_type as u8,
        }
    }

    pub(crate) const fn with_single_value(self, number: u32) -> Self {
        Self {
            single_value: (number % u64::BITS) as u8 + 1,
            warnings: self.warnings | EQUALITY,
            ..self
        }
    }

    /// Returns `true` if there may be a rule about a clause that the field supports.
    #[inline(always)]
    pub(crate) fn is_checked(&self, clause: &Clause<'_>) -> bool {
        self.checks != 0 && {
            let kind = match clause.operator().comparison() {
                Comparison::Equal if clause.has_star() => checks::EQUALITY | checks::PATTERN,
                Comparison::Equal => checks::EQUALITY,
                Comparison::Wildcard => checks::PATTERN,
                _ => 0,
            } | checks::VALUES
                | checks::BOUNDS;
            match self.checks & kind {
                0 => false,
                checks::PATTERN => self.questions_pattern(clause),
                _ => true,
            }
        }
    }

    /// Returns the form of the parent's value that this field has, by its name. Documents have no member of
    /// this name.
    #[cfg(feature = "eval")]
    pub(crate) fn twin(&self) -> Option<Twin> {
        match self.name.rsplit_once('.')?.1 {
            "raw" | "keyword" => Some(Twin::Exact),
            "insensitive" => Some(Twin::Insensitive),
            _ => None,
        }
    }

    /// Returns the field whose equality is exact where that of this one is not.
    pub(crate) const fn exact_field(&self) -> Option<&'static str> {
        match self.details.rules {
            Some(Rules {
                inexact:
                    Some(Inexact {
                        exact: ExactForm::Field(field),
                        ..
                    }),
                ..
            }) => Some(*field),
            _ => None,
        }
    }

    /// Returns `true` if the field accepts only some spellings of the values of its type.
    pub(crate) const fn restricts_values(&self) -> bool {
        self.checks & checks::VALUES != 0
    }

    /// Returns the field that supports patterns instead of this one.
    pub(crate) const fn pattern_field(&self) -> Option<&'static str> {
        match self.details.rules {
            Some(rules) => rules.pattern_field,
            None => None,
        }
    }

    /// Returns `true` if no source supports the spelling of the clause's patterns.
    pub(crate) fn questions_pattern(&self, clause: &Clause<'_>) -> bool {
        let patterns = self.details.rules.and_then(|rules| rules.patterns);
        let is_unsupported = |patterns: Patterns| {
            let spelling = clause.pattern_spelling();
            spelling.is_some_and(|spelling| !patterns.grade(spelling).is_supported())
        };
        patterns.is_some_and(is_unsupported)
    }

    /// Returns `false` if the field has a rule for the spelling of patterns that leaves out `:*'x*'`.
    pub(crate) const fn supports_operator_wildcard(&self) -> bool {
        match self.details.rules {
            Some(Rules {
                patterns: Some(patterns),
                ..
            }) => patterns.grade(PatternSpelling::Operator).is_supported(),
            _ => true,
        }
    }

    /// Returns the [bits](Capability::bit) of the field's capabilities.
    pub(crate) const fn capabilities(&self) -> u8 {
        self.capabilities
    }

    /// Returns `true` if a valid clause with this comparison may get a warning because of the field.
    #[inline(always)]
    pub(crate) const fn may_warn(&self, comparison: Comparison) -> bool {
        self.warnings & (1 << comparison as u8) != 0
    }

    /// Returns `true` if a source states that a document has at most one value of the field. If `false`,
    /// it may have several, or that is not known.
    #[must_use]
    pub const fn is_single_valued(&self) -> bool {
        self.single_value != 0
    }

    /// Returns a bit that few other single-valued fields of the table have, to find filters that compare one
    /// twice; 0 for other fields.
    #[inline(always)]
    pub(crate) const fn single_value_bit(&self) -> u64 {
        match self.single_value {
            0 => 0,
            number => 1 << (number - 1),
        }
    }

    /// Returns `true` if the comparison is documented or shown.
    #[must_use]
    pub const fn supports(&self, capability: Capability) -> bool {
        self.capabilities & capability.bit() != 0
    }

    /// Returns the comparisons that are documented or shown.
    pub fn supported(&self) -> impl Iterator<Item = Capability> {
        let all = Capability::ALL.into_iter();
        all.filter(|capability| self.supports(*capability))
    }

    /// Returns the grade of a comparison.
    #[must_use]
    pub const fn grade(&self, capability: Capability) -> Grade {
        Grade::from_bits(self.grades >> (2 * capability as u16))
    }

    /// Returns the grade of sorting by the field.
    #[must_use]
    pub const fn sort_grade(&self) -> Grade {
        Grade::from_bits(self.grades >> (2 * Capability::ALL.len()))
    }
}

/// The form of its parent's value that a field has for filters, such as `local_ip.raw`.
#[cfg(feature = "eval")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Twin {
    /// The value itself.
    Exact,
    /// The value without regard to case.
    Insensitive,
}

impl Vocabulary {
    pub(crate) const fn new(
        values: &'static [&'static str],
        is_open: bool,
        source: &'static str,
    ) -> Self {
        Self {
            values,
            is_open,
            source,
        }
    }
}
