//! An API on your own machine that answers like CrowdStrike Falcon's.

#![deny(missing_docs)]
#![forbid(unsafe_code)]

mod aggregate;
pub mod data;
mod graphql;
