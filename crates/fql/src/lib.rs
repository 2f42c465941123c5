//! Filters for CrowdStrike Falcon's API as types.
//!
//! Falcon's REST API takes filters in the Falcon Query Language (FQL), as strings. A misspelled field
//! or an unsupported operator often returns no rows and no error, and a quote in a value changes the
//! filter. Here a filter is a type: it is validated against the documented fields of its collection
//! when the program is compiled, or when a string is parsed.
//!
//! ```
//! use fql::{Filter, fql};
//! use fql::collections::external_assets::{self as asset, ExternalAssets};
//!
//! // Typed fields: an unsupported operator or a value of another type does not compile.
//! let critical: Filter<ExternalAssets> =
//!     asset::criticality.eq("Critical") & asset::ip::services::port.is_in([22, 3389]);
//!
//! // A literal, validated at compile time. A value in braces is escaped.
//! let assignee = "Pat O'Neil";
//! let assigned = fql!(asset, "triage.assigned_to:{assignee}+perimeter:!*'un*'");
//!
//! // A string, validated at run time. The error reports every problem.
//! let parsed: Filter<ExternalAssets> = "confidence:100+last_seen:>'now-7d'".parse()?;
//!
//! assert_eq!(
//!     (critical & assigned & parsed).as_str(),
//!     "criticality:'Critical'+ip.services.port:[22,3389]+triage.assigned_to:'Pat O\\'Neil'\
//!      +perimeter:!*'un*'+confidence:100+last_seen:>'now-7d'",
//! );
//! # Ok::<(), fql::InvalidFilter>(())
//! ```
//!
//! # Core types
//!
//! * [`Filter`] is a valid filter of a collection. [`Filter::as_str`] is the string to send.
//! * [`Field`] has the methods of typed fields, [`Property`] those of properties in collections
//!   without a documented table.
//! * [`Sort`] is a sort expression.
//! * [`collections`] contains the collections: [external assets] with a documented table of fields,
//!   sensors and subsidiaries without one, and, by feature, 198 others with graded tables.
//! * [`InvalidFilter`] is the error of parsing. Its [`Report`] has a code, span, message and help for
//!   each problem. [`Error`] is any error of this crate, for `?`.
//! * [`Timestamp`] is a value of a filter, absolute or relative; [`Instant`] is always absolute.
//!
//! The modules [`diagnostics`], [`syntax`], [`table`] and [`values`] have the other types.
//!
//! # Tasks
//!
//! * Filter by a field whose name is known only at run time: [`Filter::clause`].
//! * Combine a list of filters: [`Filter::all_of`], [`Filter::any_of`].
//! * Use a type of your program as a value: [`FieldValue`].
//! * Load filters from settings and report all that are invalid: [`Loaded`].
//! * Keep the warnings about a valid filter: [`Filter::parse_with`].
//! * Parse a filter of an unknown collection: [`parse_any`]; validate a tree: [`syntax::validate`].
//! * Define a collection: [`collection!`].
//! * Evaluate a filter against JSON documents: `Filter::matches` and `eval::Matcher`, with the feature
//!   `eval`.
//!
//! # Features
//!
//! * `serde` (default): filters and sorts serialize as strings, [`Report`] as an object.
//! * `eval`: `Filter::matches` and the module `eval`.
//! * `jiff`, `chrono`: their times are values for timestamp fields.
//! * `hosts`, `alerts`, `spotlight` and eight others: the [`collections`] of these families.
//!   `all-collections` has all.
//!
//! [external assets]: collections::external_assets
#![forbid(unsafe_code)]
#![deny(missing_docs)]

// The macros refer to `::fql`, in this crate, too.
extern crate self as fql;

#[doc(hidden)]
pub mod __private;
pub mod complete;
pub mod describe;
mod error;
#[cfg(feature = "eval")]
pub mod eval;
mod field;
mod filter;
mod format;
mod loaded;
mod property;
mod schema;
mod sort;
mod validate;
mod value;

pub use fql_macros::{collection, fql};
pub use fql_syntax::{Comparison, Limits, Operator, Pattern, Report};

pub use error::Error;
pub use field::Field;
pub use filter::{
    Between, Clause, EmptyOperands, Filter, IntoFilter, InvalidFilter, Negate, NegateError,
    NegatedTextMatch, ParsedFilter, clause_value,
};
pub use format::FieldValue;
pub use loaded::Loaded;
pub use property::{InvalidProperty, Property, PropertyClause};
pub use schema::{Collection, IncompleteFilter, capability, collections, field_type, operation};
pub use sort::{IntoSort, InvalidSort, Sort};
pub use value::{EmptyList, Instant, Literal, Network, Timestamp, Values};

/// Problems of a filter: codes, spans, fixes and their rendering.
pub mod diagnostics {
    pub use fql_syntax::{
        Code, Diagnostic, Diagnostics, Fix, Renderer, Report, Severity, Span, apply_fixes,
    };
}

/// Trees of filters and sort expressions, their limits, and validation of trees.
pub mod syntax {
    pub use crate::sort::{parse_sort_for_table, sort_warnings_for_table};
    pub use crate::validate::{
        parse_for_table, parse_template_for_table, validate, validate_table,
    };
    pub use fql_syntax::{
        Comparison, Connective, Direction, Limits, Operator, RelativeTime, SortKey, Time, Tree,
    };
}

/// Tables of collections: their fields, with the types, capabilities and grades of these.
pub mod table {
    pub use crate::schema::field_type::FieldTypeMarker;
    pub use crate::schema::{
        Alias, Bounds, Collection, ExactForm, FieldDefinition, Grade, Hint, Ids, Inexact,
        OpenCollection, Patterns, Presence, Quoting, Renamed, Row, RowDetails, Rules, Table,
        TableClass, UndocumentedField, UnknownFieldResponse, Vocabulary,
    };
    pub use fql_syntax::{Capability, FieldType, PatternSpelling, Separator};
}

/// The traits of the Rust types that fields accept as values, lists, patterns and ranges, and the
/// errors of values.
pub mod values {
    pub use crate::format::{FieldValue, IntoList, IntoPattern, IntoValue, NonEmpty, ValueRange};
    pub use crate::value::{EmptyList, NetworkError, Values};
    pub use fql_syntax::TimeError;
}

/// Parses a filter of an unknown collection. Only its syntax is validated.
///
/// # Errors
/// Returns an error if the source is not a valid filter.
pub fn parse_any(source: &str) -> Result<Filter<collections::any::Any>, InvalidFilter> {
    source.parse()
}
