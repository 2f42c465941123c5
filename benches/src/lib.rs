//! Inputs and baselines of the benches.
//!
//! * [`filters`]: the fixed set of sample filters.
//! * [`limit_parser`]: the limit for parsing, a hand-written parser optimized only for speed.
//! * [`scan_copy`]: the limit for building, one allocation with each value scanned and copied.
//! * [`typed`]: the six-clause filter built with the library; [`one`] clause, [`long`] filters, [`lists`]
//!   and [`grouped`] filters, each with its limit and the approaches without the library.
//! * [`documents`], [`evaluation`], [`naive`]: documents, filters and a straightforward evaluator.
//! * [`works`]: all named workloads.
//! * [`ratios`]: interleaved timing, so that ratios are valid on a noisy machine.
#![deny(missing_docs)]

pub mod documents;
pub mod evaluation;
pub mod filters;
pub mod grouped;
pub mod limit_parser;
pub mod lists;
pub mod long;
pub mod naive;
pub mod one;
pub mod ratios;
#[path = "../aggregates/requests.rs"]
pub mod requests;
pub mod scan_copy;
pub mod typed;
pub mod works;
