//! The check of one clause against a table, in constant functions.
//!
//! The compiler and the program use the same check: [`fql!`](macro@crate::fql) writes the facts of
//! each clause of a literal into the program, and [`validate`](crate::validate) takes them from a
//! tree.

use fql_syntax::{Capability, Code, FieldType, FieldTypes, PatternSpelling, Severity};

use super::related_fields::equal_ignore_case;
use crate::schema::{Grade, Presence, Quoting, Renamed, Row, Rules, Table, TableClass};

/// One rewrite of a clause for each capability.
pub(crate) const REWRITES: usize = Capability::ALL.len();

/// The facts about a clause that its check needs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ClauseFacts<'a> {
    pub(crate) property: &'a str,
    /// The bits of the [`Capability`]s that the clause needs, and the spelling of its patterns.
    pub(crate) capabilities: u8,
    /// The values: one, or those of the list. Empty if any value is valid.
    pub(crate) values: &'a [ValueFacts<'a>],
    /// Equivalent clauses that need another capability, in the order of [`Capability::ALL`]; empty
    /// where there is none.
    pub(crate) rewrites: [&'a str; REWRITES],
}

/// The facts about a value that its check needs.
#[derive(Debug, Clone, Copy)]
pub struct ValueFacts<'a> {
    /// The field types that accept the value, as [`FieldTypes::bits`].
    pub(crate) field_types: u8,
    /// The source of the value.
    pub(crate) literal: &'a str,
}

impl<'a> ValueFacts<'a> {
    pub(crate) const fn new(field_types: u8, literal: &'a str) -> Self {
        Self {
            field_types,
            literal,
        }
    }
}

/// The error of a clause that its collection does not accept, or the warning about one.
#[derive(Debug, Clone, Copy)]
pub(crate) enum FieldError {
    UnknownField,
    /// A warning: the field is unknown, but the table may be incomplete.
    UnlistedField,
    /// A source denies the name, and gives another.
    Renamed(&'static Renamed),
    /// A source denies the field.
    DeniedField,
    /// A warning: no source uses the field in a filter.
    CandidateField,
    /// The field does not have this capability.
    Unsupported(Capability),
    /// A warning: nothing is known about this capability of the field.
    Undocumented(Capability),
    /// A warning: the sources contradict each other about this capability.
    Disputed(Capability),
    /// The spelling is not one of patterns in this collection.
    PatternSpelling(PatternSpelling),
    /// A warning: no source of the collection uses this spelling of patterns.
    UnlistedSpelling(PatternSpelling),
    /// The value with this index is not of the field's type.
    WrongType(usize),
    /// The value with this index is in quotes where that is not supported, or without them.
    WrongQuotes(usize),
    /// The value with this index is a relative time where only absolute times are supported.
    RelativeTime(usize),
    /// The collection does not support `!~`.
    NegatedText,
    /// A warning: the name is an undocumented alias of this field.
    Alias(&'static str),
}

impl FieldError {
    pub(crate) const fn code(self) -> Code {
        match self {
            Self::UnknownField => Code::UnknownField,
            Self::Unsupported(Capability::Exact) => Code::UnsupportedExact,
            Self::Unsupported(Capability::Wildcard) => Code::UnsupportedWildcard,
            Self::Unsupported(Capability::List) => Code::UnsupportedList,
            Self::Unsupported(Capability::TextMatch) | Self::NegatedText => {
                Code::UnsupportedTextMatch
            }
            Self::Unsupported(_) => Code::UnsupportedRange,
            Self::UnlistedField => Code::UnlistedField,
            Self::DeniedField | Self::Renamed(_) => Code::DeniedField,
            Self::CandidateField => Code::CandidateField,
            Self::Undocumented(_) => Code::UndocumentedMatch,
            Self::Disputed(_) => Code::DisputedMatch,
            Self::PatternSpelling(_) => Code::PatternSpelling,
            Self::UnlistedSpelling(_) => Code::UnlistedSpelling,
            Self::WrongType(_) | Self::WrongQuotes(_) => Code::WrongType,
            Self::RelativeTime(_) => Code::UnsupportedTime,
            Self::Alias(_) => Code::UndocumentedAlias,
        }
    }

    pub(crate) const fn is_warning(self) -> bool {
        matches!(self.code().severity(), Severity::Warning)
    }
}

/// Returns the first error of a clause, without warnings.
pub(crate) const fn first_error(table: &Table, clause: &ClauseFacts<'_>) -> Option<FieldError> {
    if table.is_open {
        return None;
    }
    let Some(row) = table.find(clause.property) else {
        return match unknown_field(table, clause.property) {
            error if error.is_warning() => None,
            error => Some(error),
        };
    };
    match unsupported(row, clause) {
        Some(error) if !error.is_warning() => Some(error),
        _ => match spelling_error(row, clause) {
            Some(error) if !error.is_warning() => Some(error),
            _ => value_error(row, clause, 0),
        },
    }
}

/// Returns the error, or the warning, about the spelling of the clause's patterns.
pub(crate) const fn spelling_error(row: &Row, clause: &ClauseFacts<'_>) -> Option<FieldError> {
    let Some(Rules {
        patterns: Some(patterns),
        ..
    }) = row.details.rules
    else {
        return None;
    };
    // The warning about the dispute says what its sources write.
    if row.is_disputed && matches!(row.grade(Capability::Wildcard), Grade::Denied) {
        return None;
    }
    let Some(spelling) = PatternSpelling::from_bits(clause.capabilities) else {
        return None;
    };
    match patterns.grade(spelling) {
        Grade::Documented | Grade::Shown => None,
        Grade::Denied => Some(FieldError::PatternSpelling(spelling)),
        Grade::Unknown => Some(FieldError::UnlistedSpelling(spelling)),
    }
}

/// Returns the error, or the warning, about a field that the table does not have.
pub(crate) const fn unknown_field(table: &Table, name: &str) -> FieldError {
    if let Some(renamed) = table.renamed(name) {
        return FieldError::Renamed(renamed);
    }
    match table.class {
        TableClass::Closed => FieldError::UnknownField,
        _ => FieldError::UnlistedField,
    }
}

/// Returns the error of a clause that needs a capability which the field does not have, or else the
/// warning about one that is not known.
pub(crate) const fn unsupported(row: &Row, clause: &ClauseFacts<'_>) -> Option<FieldError> {
    if matches!(row.presence, Presence::Denied) && !row.is_disputed {
        return Some(FieldError::DeniedField);
    }
    let mut warning = None;
    let mut index = 0;
    while index < Capability::ALL.len() {
        let capability = Capability::ALL[index];
        index += 1;
        if clause.capabilities & capability.bit() == 0 {
            continue;
        }
        match row.grade(capability) {
            Grade::Denied if row.is_disputed => warning = Some(FieldError::Disputed(capability)),
            Grade::Denied => return Some(FieldError::Unsupported(capability)),
            _ if matches!(row.presence, Presence::Denied) => {
                warning = Some(FieldError::Disputed(capability));
            }
            _ if matches!(row.presence, Presence::Candidate) => {
                warning = Some(FieldError::CandidateField);
            }
            Grade::Unknown => warning = Some(FieldError::Undocumented(capability)),
            Grade::Documented | Grade::Shown => {}
        }
    }
    warning
}

/// Returns the error of the first value, at `start` or after it, that the field does not accept.
pub(crate) const fn value_error(
    row: &Row,
    clause: &ClauseFacts<'_>,
    start: usize,
) -> Option<FieldError> {
    let mut index = start;
    while index < clause.values.len() {
        let ValueFacts {
            field_types,
            literal,
        } = clause.values[index];
        let field_types = FieldTypes::from_bits(field_types);
        // An unquoted number is not a string, too.
        let is_number =
            field_types.contains(FieldType::Integer) && !field_types.contains(FieldType::Text);
        let is_epoch = row.accepts_epoch && is_number;
        if !field_types.contains(row.field_type) && !is_epoch {
            return Some(FieldError::WrongType(index));
        }
        let has_wrong_quotes = match row.quoting {
            Quoting::Optional => false,
            Quoting::Required => is_number,
            Quoting::Denied => {
                equal_ignore_case(literal, "'true'") || equal_ignore_case(literal, "'false'")
            }
        };
        if has_wrong_quotes {
            return Some(FieldError::WrongQuotes(index));
        }
        // Relative times start with `now`, and absolute ones with a digit.
        if row.is_absolute && matches!(literal.as_bytes(), [_, b'n', ..]) {
            return Some(FieldError::RelativeTime(index));
        }
        index += 1;
    }
    None
}

/// Returns the number of a field's type, which determines the type of a placeholder in
/// [`fql!`](macro@crate::fql). An unknown field accepts any value, so that only its name is reported.
pub(crate) const fn field_type_id(table: &Table, property: &str) -> u8 {
    match table.find(property) {
        Some(row) => row.field_type_id(),
        None => FieldType::Any as u8,
    }
}
