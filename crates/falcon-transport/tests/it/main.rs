//! What the crate promises, held against real servers on this machine.

#![allow(
    clippy::unwrap_used,
    reason = "what is unwrapped here is what is tested"
)]

mod address;
mod answers;
mod arguments;
mod auth;
mod background;
mod cursors;
mod details;
mod downloads;
mod faults;
mod futures;
mod index;
mod paging;
mod places;
mod printed;
mod secrets;
mod support;
mod tls;
mod wire;
