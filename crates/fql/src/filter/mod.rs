//! Filters, and the clauses that typed fields create.

mod clause;
pub mod clause_value;
mod error;
#[allow(clippy::module_inception)]
mod filter;
mod negate;
mod operators;
mod parse;

pub use clause::{Between, Clause};
pub use error::{EmptyOperands, InvalidFilter, NegateError};
pub use filter::{Filter, IntoFilter, OuterConnective};
pub use negate::{Negate, NegatedTextMatch};
pub use parse::{ParseFirst, ParsedFilter};

pub(crate) use error::report_error;
pub(crate) use operators::{clause, operators};
