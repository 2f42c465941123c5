//! The parsed input of `collection!`.

use std::collections::BTreeMap;

use proc_macro::{Ident, Span, TokenStream};

pub(super) struct Collection {
    /// All attributes, including the documentation.
    pub(super) attributes: TokenStream,
    pub(super) visibility: TokenStream,
    /// The name of the type.
    pub(super) ident: Ident,
    /// The name in messages.
    pub(super) name: String,
    /// A variant of `fql::table::Separator`.
    pub(super) separator: &'static str,
    pub(super) is_open: bool,
    /// The variant of `fql::table::TableClass` in `table …;`, which makes a missing cell undocumented. Without
    /// it, a missing cell is not supported.
    pub(super) class: Option<&'static str>,
    /// The variant of `fql::table::UnknownFieldResponse`.
    pub(super) unknown_field: &'static str,
    /// The fields of which every filter needs a clause.
    pub(super) required: Vec<(String, Span)>,
    /// The operations that filter the collection.
    pub(super) operations: Vec<Operation>,
    /// Lookups by id, and other aggregations.
    pub(super) further_operations: Vec<Operation>,
    /// The field that has the id of a document, if it is not `id`.
    pub(super) id_field: Option<String>,
    /// The spellings of patterns of fields without their own.
    pub(super) patterns: Option<Patterns>,
    /// Values are patterns themselves.
    pub(super) has_pattern_values: bool,
    /// Rejected names, with the names in filters and the reasons.
    pub(super) renamed: Vec<(String, String, String)>,
    pub(super) required_source: String,
    /// The source that the service rejects the empty filter.
    pub(super) empty_filter: Option<String>,
    /// The reason why `!~` is not supported.
    pub(super) negated_text: Option<(String, Span)>,
    pub(super) hints: Vec<Hint>,
    /// The reasons for denied cells of fields without a reason of their own, by cell.
    pub(super) reasons: [Option<Reason>; 6],
    /// The fields by property name.
    pub(super) fields: BTreeMap<String, Field>,
    /// Pairs of an alias and its field.
    pub(super) aliases: Vec<(String, String)>,
}

pub(super) struct Field {
    /// The property name, split at its dots.
    pub(super) segments: Vec<String>,
    /// The span of the last segment, to which compilers and editors link the field.
    pub(super) span: Span,
    pub(super) field_type: FieldType,
    /// `true` if a timestamp may be a number of seconds.
    pub(super) is_epoch: bool,
    /// `true` if a document has at most one value.
    pub(super) is_single: bool,
    /// `true` if a timestamp may not be relative.
    pub(super) is_absolute: bool,
    /// `true` if the values of a timestamp are dates.
    pub(super) is_date: bool,
    /// A variant of `fql::table::Quoting`.
    pub(super) quoting: &'static str,
    pub(super) presence: Presence,
    /// The grades that the field lists, by cell.
    pub(super) cells: [Option<Grade>; 6],
    /// The reason for its denied cells.
    pub(super) reason: Option<Reason>,
    /// `true` if sources contradict each other about the denied cells.
    pub(super) is_disputed: bool,
    pub(super) source: String,
    pub(super) vocabulary: Option<Vocabulary>,
    pub(super) rules: Rules,
    pub(super) documentation: String,
}

/// A row of `operations`.
pub(super) struct Operation {
    pub(super) id: String,
    /// The name of its constant, with the span of the id.
    pub(super) constant: (String, Span),
    /// The variant of `fql::operation::Method`.
    pub(super) method: &'static str,
    pub(super) path: String,
    pub(super) kind: OperationKind,
    /// The variant of `fql::operation::FilterLocation`.
    pub(super) filter: &'static str,
    pub(super) is_filter_required: bool,
    /// The default and the maximum of the limit.
    pub(super) page_size: [Option<u32>; 2],
    /// The variant of `fql::operation::Pagination`.
    pub(super) pagination: &'static str,
    pub(super) window: Option<u32>,
    /// The variant of `fql::operation::SortForm`.
    pub(super) sort: &'static str,
    pub(super) required_parameters: Vec<String>,
    pub(super) optional_parameters: Vec<String>,
    pub(super) note: String,
    pub(super) source: String,
}

/// The purpose of an operation.
pub(super) enum OperationKind {
    /// The variant of `fql::operation::Items`.
    Listing(&'static str),
    /// The variant of `fql::operation::IdsLocation`, the name of the parameter and the maximum of ids.
    Details(&'static str, String, Option<u32>),
    /// The variant of `fql::operation::AggregateBody`.
    Aggregation(&'static str),
    Other,
}

/// The published values of a field.
pub(super) struct Vocabulary {
    pub(super) values: Vec<String>,
    /// There may be other values.
    pub(super) is_open: bool,
    pub(super) source: String,
}

/// The attributes of a field after its values.
#[derive(Default)]
pub(super) struct Rules {
    pub(super) patterns: Option<Patterns>,
    pub(super) inexact: Option<Inexact>,
    /// The field that replaces it, with the span of its name.
    pub(super) replacement: Option<(String, Span)>,
    /// The field that supports patterns instead, with the span of its name.
    pub(super) pattern_field: Option<(String, Span)>,
    /// The help about a value of another type.
    pub(super) value_help: Option<String>,
    /// The prefixes of values.
    pub(super) prefixes: Option<Vec<String>>,
    /// Values that are often written, and the published ones that are meant.
    pub(super) corrections: Option<Vec<(String, String)>>,
    pub(super) bounds: Option<Bounds>,
    pub(super) ids: Option<Ids>,
}

/// The published range of the field's numbers.
pub(super) struct Bounds {
    pub(super) min: u32,
    pub(super) max: u32,
    pub(super) source: String,
}

/// The ids of a field's values, which another field has.
pub(super) struct Ids {
    /// The letters before the digits.
    pub(super) prefix: String,
    /// The other field, with the span of its name.
    pub(super) field: (String, Span),
}

/// A name that is often written instead of the fields of the collection.
pub(super) struct Hint {
    pub(super) name: String,
    /// The fields, or clauses with them.
    pub(super) uses: Vec<String>,
    pub(super) reason: String,
}

/// The spellings of patterns.
#[derive(Clone)]
pub(super) struct Patterns {
    /// The grades in the order of `fql_syntax::PatternSpelling`.
    pub(super) grades: [Grade; 4],
    /// `true` if typed fields write `:'x*'`.
    pub(super) is_plain: bool,
    pub(super) source: String,
}

/// Equality that is not exact.
pub(super) struct Inexact {
    pub(super) matches: String,
    pub(super) exact: ExactForm,
    pub(super) source: String,
}

pub(super) enum ExactForm {
    Unknown,
    List,
    /// Another field, with the span of its name.
    Field(String, Span),
}

pub(super) struct Reason {
    pub(super) text: String,
    /// The span of the literal, to which compilers link the error of a denied cell.
    pub(super) span: Span,
}

impl Reason {
    /// Returns the text, empty without a reason.
    pub(super) fn text(reason: Option<&Self>) -> &str {
        reason
            .map(|reason| reason.text.as_str())
            .unwrap_or_default()
    }
}

impl Field {
    pub(super) fn last_segment(&self) -> &str {
        self.segments.last().map(String::as_str).unwrap_or_default()
    }
}

#[derive(Clone, Copy)]
pub(super) struct FieldType {
    /// The word in the macro's input.
    pub(super) word: &'static str,
    /// The marker type in `fql::field_type`.
    pub(super) marker: &'static str,
    /// The variant of `fql::table::FieldType`.
    pub(super) variant: &'static str,
    /// The quote of its literals, if they have one.
    pub(super) quote: &'static str,
}

impl FieldType {
    const fn new(
        word: &'static str,
        marker: &'static str,
        variant: &'static str,
        quote: &'static str,
    ) -> Self {
        Self {
            word,
            marker,
            variant,
            quote,
        }
    }
}

pub(super) const FIELD_TYPES: [FieldType; 7] = [
    FieldType::new("text", "TextField", "Text", "'"),
    FieldType::new("integer", "IntegerField", "Integer", ""),
    FieldType::new("boolean", "BooleanField", "Boolean", ""),
    FieldType::new("timestamp", "TimestampField", "Timestamp", "'"),
    FieldType::new("ip", "IpField", "Ip", "'"),
    FieldType::new("float", "FloatField", "Float", ""),
    FieldType::new("any", "AnyField", "Any", ""),
];

/// The cells of a field: the words in the macro's input, and the marker types in `fql::capability`.
pub(super) const CELLS: [(&str, &str); 6] = [
    ("exact", "ExactMatch"),
    ("wildcard", "WildcardMatch"),
    ("list", "ListMatch"),
    ("range", "RangeMatch"),
    ("text_match", "TextMatching"),
    ("sort", "SortOrder"),
];

/// The index of `sort` in [`CELLS`].
pub(super) const SORT: usize = 5;

/// The grade of a cell, with its bits in a row of `fql::table::Table`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Grade {
    Unknown = 0,
    Shown = 1,
    Documented = 2,
    Denied = 3,
}

/// The evidence that a field is a field of filters.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Presence {
    Documented,
    Shown,
    Candidate,
    Denied,
}

impl Presence {
    /// Returns the variant of `fql::table::Presence`.
    pub(super) fn variant(self) -> &'static str {
        match self {
            Self::Documented => "Documented",
            Self::Shown => "Shown",
            Self::Candidate => "Candidate",
            Self::Denied => "Denied",
        }
    }
}

impl Collection {
    /// Returns the grade of a cell that the field may not list.
    pub(super) fn grade(&self, field: &Field, cell: usize) -> Grade {
        match field.cells[cell] {
            Some(grade) => grade,
            None if self.class.is_some() || self.sorts_by_any_field(cell) => Grade::Unknown,
            None => Grade::Denied,
        }
    }

    /// Returns `true` for the cell `sort` of a table without `table …;` in which no field lists it.
    pub(super) fn sorts_by_any_field(&self, cell: usize) -> bool {
        cell == SORT
            && self.class.is_none()
            && self
                .fields
                .values()
                .all(|field| field.cells[SORT].is_none())
    }

    /// Returns the spellings of patterns of a field.
    pub(super) fn patterns<'c>(&'c self, field: &'c Field) -> Option<&'c Patterns> {
        field.rules.patterns.as_ref().or(self.patterns.as_ref())
    }

    /// Returns the reason for a denied cell.
    pub(super) fn reason<'c>(&'c self, field: &'c Field, cell: usize) -> Option<&'c Reason> {
        field.reason.as_ref().or(self.reasons[cell].as_ref())
    }
}
