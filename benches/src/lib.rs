//! What the benches of this workspace share: the texts they run on, and the baselines that
//! the library is held against.
//!
//! * [`filters`] is the fixed set of filter texts.
//! * [`limit_parser`] is the limit for reading: a parser written by hand for nothing but speed.
//! * [`scan_copy`] is the limit for writing: one allocation, each value scanned and copied.
//! * [`typed`] is the library's ways to write the same filter.
//! * [`ratios`] times candidates in turn, so that their ratios hold on a noisy machine.
#![deny(missing_docs)]

pub mod filters;
pub mod limit_parser;
pub mod ratios;
pub mod scan_copy;
pub mod typed;
