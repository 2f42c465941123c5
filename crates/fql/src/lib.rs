//! Filters for CrowdStrike Falcon's API as types.
//!
//! FQL, the Falcon Query Language, is text. A misspelt field or an operator that a field does not
//! take often comes back as an answer with no rows, and a quote in a value changes what is asked.
//! Here a filter is a type: it is checked against the documented tables when the program is
//! compiled, or when the text is read.
//!
//! ```
//! use fql::{Filter, fql};
//! use fql::collections::external_assets::{self as asset, ExternalAssets};
//!
//! // Composed: what a field does not take does not compile.
//! let critical: Filter<ExternalAssets> =
//!     asset::criticality.eq("Critical") & asset::ip::services::port.is_in([22, 3389]);
//!
//! // Written: checked when compiled; values in braces can't break out.
//! let who = "Pat O'Neil";
//! let mine = fql!(asset, "triage.assigned_to:{who}+perimeter:!*'un*'");
//!
//! // Read: checked when read; the error lists every problem.
//! let read: Filter<ExternalAssets> = "confidence:100+last_seen:>'now-7d'".parse()?;
//!
//! assert_eq!(
//!     (critical & mine & read).as_str(),
//!     "criticality:'Critical'+ip.services.port:[22,3389]+triage.assigned_to:'Pat O\\'Neil'\
//!      +perimeter:!*'un*'+confidence:100+last_seen:>'now-7d'",
//! );
//! # Ok::<(), fql::InvalidFilter>(())
//! ```
//!
//! # Overview
//!
//! * [`collections`] has the documented collections: [external assets] with a table of fields, and
//!   sensors and subsidiaries without one. [`collection!`] makes one of your own.
//! * [`Field`] has the methods of a typed field, [`Property`] those of a property of a collection
//!   that has no table.
//! * [`Filter`] is what all of them become. It is text: see [`Filter::as_str`].
//! * [`Sort`] is the order of results.
//! * [`parse_any`] reads a filter of an unknown collection, [`validate`] checks a tree.
//!
//! What is wrong with a text is told by [`InvalidFilter`], whose [`Report`] has a stable code, a
//! place, a message and a help for each problem.
//!
//! # Features
//!
//! * `serde` (on unless switched off): filters and sorts serialize and deserialize, as text.
//! * `eval`: `Filter::matches` and the module `eval`, to hold filters against JSON documents.
//! * `jiff`, `chrono`: their times are values for timestamp fields.
//!
//! [external assets]: collections::external_assets
#![forbid(unsafe_code)]
#![deny(missing_docs)]

// The macros say `::fql`, here, too.
extern crate self as fql;

mod check;
mod clause;
pub mod collections;
#[cfg(feature = "eval")]
pub mod eval;
mod field;
mod filter;
mod print;
mod property;
mod sort;
mod table;
mod validate;
mod value;

pub use fql_macros::{collection, fql};
pub use fql_syntax::{
    Capability, Code, Comparison, Connective, Diagnostic, Diagnostics, Direction, FieldType, Fix,
    Limits, Operator, Pattern, RelativeTime, Renderer, Report, Separator, Severity, Span, Time,
    TimeError, Tree, apply_fixes,
};

pub use clause::{Between, Clause, IntoFilter};
pub use field::{Field, FieldDefinition, FieldTypeMarker, Takes, cap, kind};
pub use filter::{EmptyOperands, Filter, InvalidFilter, NegateError, ParsedFilter};
pub use property::{Literal, Property, PropertyClause};
pub use sort::Sort;
pub use table::{Alias, Collection, OpenCollection, Row, Table};
pub use validate::{validate, validate_table};
pub use value::{
    EmptyList, Instant, IntoList, IntoPattern, IntoValue, Network, NetworkError, NonEmpty,
    Timestamp, Values,
};

/// Reads a filter of a collection that is not known: only the syntax is checked.
///
/// # Errors
/// A text that is no filter.
pub fn parse_any(text: &str) -> Result<Filter<collections::any::Any>, InvalidFilter> {
    text.parse()
}

/// What the macros' expansions name. No part of the interface: it changes without notice.
#[doc(hidden)]
pub mod __private {
    pub use crate::check::{assert_clause, kind_number, value};
    pub use crate::field::{FieldDefinition, FieldTypeNumbered, Head, Heads, Number, cap, kind};
    pub use crate::filter::OuterConnective;
    pub use crate::table::index;
    pub use fql_syntax::{Capability, FieldType, Separator};

    use crate::field::FieldTypeMarker;
    use crate::value::{IntoList, IntoPattern, IntoValue};

    type Marker<const KIND: u8> = <Number<KIND> as FieldTypeNumbered>::Marker;

    /// What fits a placeholder: the field's name is a type, for the message.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` is no value for `{Field}`, a field of kind `{FieldType}`",
        label = "a placeholder of this literal has no value of kind `{FieldType}`"
    )]
    pub trait Fits<FieldType, Field>: Sized {
        fn put(self, text: &mut String);
        fn put_compared(self, text: &mut String);
    }

    #[diagnostic::do_not_recommend]
    impl<FieldType, Field, V: IntoValue<FieldType>> Fits<FieldType, Field> for V {
        #[inline(always)]
        fn put(self, text: &mut String) {
            self.put_called(text);
        }

        #[inline(always)]
        fn put_compared(self, text: &mut String) {
            IntoValue::put_compared(self, text);
        }
    }

    /// What fits a placeholder for the values of a list.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` is no list for `{Field}`, a field of kind `{FieldType}`",
        label = "a placeholder of this literal has no list of values of kind `{FieldType}`",
        note = "a list is an array of 1 to 32 values, or `Values::new(iterator)?`"
    )]
    pub trait FitsList<FieldType, Field>: Sized {
        fn put(self, text: &mut String);
    }

    #[diagnostic::do_not_recommend]
    impl<FieldType, Field, L: IntoList<FieldType>> FitsList<FieldType, Field> for L {
        #[inline(always)]
        fn put(self, text: &mut String) {
            self.put_list(text);
        }
    }

    /// What stands before a placeholder for a value of a field of this kind, and a quote, which is
    /// left out where the kind has none.
    #[inline(always)]
    pub fn push_head<const KIND: u8>(text: &mut String, head: &'static str)
    where
        Number<KIND>: FieldTypeNumbered,
    {
        text.push_str(if Marker::<KIND>::OPENING.is_empty() {
            &head[..head.len() - 1]
        } else {
            head
        });
    }

    /// A placeholder for a value of a field of this kind, behind its head.
    #[inline(always)]
    pub fn put_value<const KIND: u8, Field, V>(text: &mut String, value: V)
    where
        Number<KIND>: FieldTypeNumbered,
        V: Fits<Marker<KIND>, Field>,
    {
        value.put(text);
    }

    /// A placeholder for a value behind an operator that reads no pattern.
    #[inline(always)]
    pub fn put_compared<const KIND: u8, Field, V>(text: &mut String, value: V)
    where
        Number<KIND>: FieldTypeNumbered,
        V: Fits<Marker<KIND>, Field>,
    {
        value.put_compared(text);
    }

    /// A placeholder for the values of a list.
    #[inline(always)]
    pub fn put_list<const KIND: u8, Field, L>(text: &mut String, values: L)
    where
        Number<KIND>: FieldTypeNumbered,
        L: FitsList<Marker<KIND>, Field>,
    {
        values.put(text);
    }

    /// A placeholder for a pattern, behind an opening quote.
    #[inline(always)]
    pub fn put_pattern(text: &mut String, pattern: impl IntoPattern) {
        pattern.put(text);
    }
}
