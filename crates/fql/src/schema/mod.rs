//! Collections: their fields, and the capabilities and types of these.

pub mod capability;
mod collection;
pub mod collections;
mod field_definition;
pub mod field_type;
mod grade;
mod incomplete;
pub mod operation;
mod row;
mod rules;
mod table;

pub use collection::{Collection, OpenCollection};
pub use field_definition::{ClausePrefix, ClausePrefixes, FieldDefinition, UndocumentedField};
pub use grade::{Grade, Presence, TableClass, UnknownFieldResponse};
pub use incomplete::IncompleteFilter;
#[cfg(feature = "eval")]
pub(crate) use row::Twin;
pub use row::{Row, RowDetails, Vocabulary};
pub use rules::{Bounds, ExactForm, Hint, Ids, Inexact, Patterns, Quoting, Rules};
pub use table::{Alias, Renamed, Table};

pub(crate) use table::{build_index, equal};
