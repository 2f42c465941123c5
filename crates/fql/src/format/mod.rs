//! The text of values in filters: the only place that quotes and escapes them.

mod comparison;
mod escape;
mod integer;
mod list;
mod literal;
mod pattern;
mod range;
mod value;

pub use comparison::OperatorOperand;
pub use list::{IntoList, NonEmpty};
pub use pattern::IntoPattern;
pub use range::ValueRange;
pub use value::{BorrowedValue, FieldValue, IntoValue};

pub(crate) use comparison::no_comparison_operators;
pub(crate) use escape::push_affix;
pub(crate) use literal::push_literal;
