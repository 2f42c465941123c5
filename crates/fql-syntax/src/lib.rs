//! FQL, the Falcon Query Language: text to tree and back, and what is wrong with a text.
//!
//! ```
//! use fql_syntax::{Comparison, Value};
//!
//! let tree = fql_syntax::parse("criticality:'Critical' + port:[22, 3389]")?;
//! let first = tree.clauses().next().expect("two clauses");
//! assert_eq!(first.property(), "criticality");
//! assert_eq!(first.operator().comparison(), Comparison::Equal);
//! assert!(matches!(first.value(), Value::String(text) if text.value() == "Critical"));
//! assert_eq!(tree.to_string(), "criticality:'Critical'+port:[22,3389]");
//! # Ok::<(), fql_syntax::Report>(())
//! ```
//!
//! This crate knows the language and no collection of the service: which fields there are, and
//! what each takes, is the business of the crate `fql`, which most programs want instead.
//!
//! * [`parse`] reads a text, [`parse_with`] also tells what it found in a text that is no filter.
//! * [`Tree`] is what was read; `Display` prints its canonical text.
//! * [`Report`] holds the [`Diagnostic`]s of a text: code, place, message, help and, where it is
//!   sure, a fix.
//!
//! Whatever the text, reading takes time in proportion to its length and never overflows the
//! stack.
//!
//! # The grammar
//!
//! ```text
#![doc = include_str!("grammar.ebnf")]
//! ```
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod capability;
mod code;
mod diagnostic;
mod display_safe;
mod escape;
mod kind;
mod limits;
mod operator;
mod parse;
mod pattern;
mod print;
mod render;
mod report;
mod rewrite;
mod sort;
mod span;
mod suggest;
mod time;
mod tree;
mod value;

pub use capability::Capability;
pub use code::{Code, Severity};
pub use diagnostic::{Diagnostic, Edit, Fix, apply_fixes};
pub use display_safe::{display_safe, excerpt, is_invisible};
pub use escape::{Escaper, push_escaped, push_quoted};
pub use kind::{FieldType, FieldTypes};
pub use limits::Limits;
pub use operator::{Comparison, Operator};
pub use parse::{Parsed, is_property_name, parse, parse_template, parse_with};
pub use pattern::{Pattern, PatternMatcher, push_literal};
pub use render::Renderer;
pub use report::{Diagnostics, MAX_DIAGNOSTICS, Report};
pub use sort::{Direction, Separator, SortKey};
pub use span::Span;
pub use suggest::{Suggestions, closest_match};
pub use time::{RelativeTime, Time, TimeError, civil_from_unix};
pub use tree::{Clause, Connective, Expression, Group, ListItem, Tree};
pub use value::{List, Placeholder, StringLiteral, Value, ValueMatch};

/// Runs the examples of the crate's README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct ReadmeDoctests;
