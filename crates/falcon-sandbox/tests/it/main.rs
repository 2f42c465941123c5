//! The sandbox as clients see it: through falcon-transport, and with plain requests where that
//! would refuse to send.

#![allow(
    clippy::unwrap_used,
    reason = "what is unwrapped here is what is tested"
)]

mod assets;
mod auth;
mod computed;
mod faults;
mod inventory;
mod load;
mod operations;
mod paging;
mod policy_rules;
mod refusals;
mod sensors;
mod subsidiaries;
mod support;
