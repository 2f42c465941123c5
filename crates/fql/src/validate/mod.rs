//! Validation of clauses against the table of a collection.

mod assert;
mod clause;
mod const_string;
mod exclusive_values;
mod message;
mod parse;
mod period;
mod related_fields;
mod rules;
mod tree;
mod warnings;

pub use assert::{assert_clause, assert_negated_text};

pub use parse::{parse_for_table, parse_template_for_table};
pub use tree::{validate, validate_table};

pub(crate) use clause::{ValueFacts, field_type_id};
pub(crate) use rules::inexact_rule;
pub(crate) use tree::{
    invalid_property, is_negated_text, sort_warning, unknown_sort_field, unsupported_sort,
};
