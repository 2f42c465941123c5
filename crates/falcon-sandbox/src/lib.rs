//! An API on your own machine that answers like CrowdStrike Falcon's.

#![deny(missing_docs)]
#![forbid(unsafe_code)]

mod aggregate;
mod auth;
mod builder;
mod connection;
pub mod data;
mod envelope;
mod fault;
mod graphql;
mod limiter;
mod listing;
mod log;
mod operation;
mod ops;
mod query;
mod reach;
mod refusal;
mod select;
mod server;
mod service;
mod sort;
mod state;
mod store;

pub use builder::{Sandbox, SandboxBuilder};
pub use fault::{Fault, FaultRates};
pub use log::{LoggedRequest, Requests};
