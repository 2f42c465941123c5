//! The text of values in filters: the only place that quotes and escapes them.

mod escape;
mod integer;
mod list;
mod literal;
mod pattern;
mod value;

pub use list::{IntoList, NonEmpty};
pub use pattern::IntoPattern;
pub use value::IntoValue;

pub(crate) use escape::push_affix;
pub(crate) use literal::push_literal;
