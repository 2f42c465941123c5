//! Collections: their fields, and the capabilities and types of these.

pub mod capability;
mod collection;
pub mod collections;
mod field_definition;
pub mod field_type;
mod grade;
mod table;

pub use collection::{Collection, OpenCollection};
pub use field_definition::{ClausePrefix, ClausePrefixes, FieldDefinition, UndocumentedField};
pub use grade::{Grade, PatternSpelling, Presence, TableClass, UnknownFieldResponse};
pub use table::{Alias, Row, Table, Vocabulary};

pub(crate) use table::build_index;
