//! Parser, printer and diagnostics for FQL, the Falcon Query Language.
//!
//! ```
//! use fql_syntax::{Comparison, Value};
//!
//! let tree = fql_syntax::parse("criticality:'Critical' + port:[22, 3389]")?;
//! let first = tree.clauses().next().expect("two clauses");
//! assert_eq!(first.property(), "criticality");
//! assert_eq!(first.operator().comparison(), Comparison::Equal);
//! assert!(matches!(first.value(), Value::String(literal) if literal.value() == "Critical"));
//! assert_eq!(tree.to_string(), "criticality:'Critical'+port:[22,3389]");
//! # Ok::<(), fql_syntax::Report>(())
//! ```
//!
//! This crate knows the language but no collection of the service. Most programs use the crate
//! `fql` instead, which also checks the fields of a collection and the matches they support.
//!
//! # Core types
//!
//! * [`parse`] returns the [`Tree`] of a filter, or a [`Report`] of its problems. [`parse_with`]
//!   sets [`Limits`] and returns [`Parsed`], which has a partial tree and warnings, too.
//! * [`Tree`] has [`Clause`]s and [`Group`]s; `Display` prints its canonical text.
//! * [`Report`] has [`Diagnostic`]s, each with a [`Code`], a [`Span`], a message, help and, if one is
//!   certain, a [`Fix`]. [`Renderer`] prints them for people.
//! * [`Pattern`] and [`push_quoted`] escape untrusted strings, so that they cannot change a
//!   filter.
//!
//! # Tasks
//!
//! * Check the syntax of a filter: [`parse`]. Keep its warnings, or accept longer input: [`parse_with`].
//! * Walk over a filter: [`Tree::clauses`], or [`Tree::root`] with the groups.
//! * Show problems: `Display` of [`Report`], or a [`Renderer`] for colors and narrow terminals.
//! * Repair a filter: [`Report::fixed`], or [`apply_fixes`] with some of the fixes.
//! * Write a value into a filter: [`push_quoted`]; a literal part of a pattern: [`push_literal`].
//! * Parse a sort expression: `parse` of [`SortKey`]. A time: `parse` of [`Time`].
//! * Print an untrusted string: [`display_safe`], [`excerpt`].
//!
//! # Features
//!
//! * `serde`: [`Report`], [`Fix`] and [`Edit`] implement `Serialize`.
//!
//! # Limits
//!
//! Parsing takes time in proportion to the length of the input and never overflows the stack, so
//! that untrusted input can be parsed.
//!
//! # Grammar
//!
//! ```text
#![doc = include_str!("grammar.ebnf")]
//! ```
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod ast;
mod capability;
mod constant_name;
mod diagnostics;
mod display_safe;
mod escape;
mod field_type;
mod limits;
mod parser;
mod pattern;
mod printer;
mod range_text;
mod recovery;
mod rewrite;
mod sort;
mod suggest;
mod time;

pub use ast::literal::{List, Placeholder, StringLiteral, Value, ValueMatch};
pub use ast::operator::{Comparison, Operator};
pub use ast::span::Span;
pub use ast::tree::{Clause, Connective, Expression, Group, PatternSpelling, Tree};
pub use capability::Capability;
#[doc(hidden)]
pub use constant_name::constant_name;
pub use diagnostics::code::{Code, Severity};
pub use diagnostics::diagnostic::{Diagnostic, Edit, Fix, apply_fixes, apply_fixes_with_spans};
pub use diagnostics::render::Renderer;
pub use diagnostics::report::{Diagnostics, MAX_DIAGNOSTICS, Report};
pub use display_safe::{display_safe, excerpt, is_invisible};
#[doc(hidden)]
pub use escape::special_bits;
pub use escape::{Escaper, push_escaped, push_quoted};
pub use field_type::{FieldType, FieldTypes};
pub use limits::Limits;
pub use parser::{Parsed, is_property_name, parse, parse_template, parse_with};
pub use pattern::{Pattern, PatternMatcher, push_literal};
pub use range_text::RangeText;
pub use sort::{Direction, Separator, SortKey};
pub use suggest::{Suggestions, closest_match};
pub use time::{RelativeTime, Time, TimeError, TimeMistake, civil_from_unix, civil_text};

/// Runs the examples of the crate's README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct ReadmeDoctests;
