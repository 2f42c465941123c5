//! What the benches of this workspace share: the texts they run on, and the baselines that
//! the library is held against.
//!
//! * [`documents`] makes documents to hold filters against, [`evaluation`] is which filters, and
//!   [`naive`] does it as one would at first.
//! * [`filters`] is the fixed set of filter texts.
//! * [`limit_parser`] is the limit for reading: a parser written by hand for nothing but speed.
//! * [`scan_copy`] is the limit for writing: one allocation, each value scanned and copied.
//! * [`typed`] is the library's ways to write the filter of six clauses; [`one`] is a single clause,
//!   [`long`] any number of them, [`lists`] long lists, and [`grouped`] nested groups, each beside
//!   its limit and what people write without the library.
//! * [`works`] is every piece of work on the set, by its name.
//! * [`ratios`] times candidates in turn, so that their ratios hold on a noisy machine.
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
