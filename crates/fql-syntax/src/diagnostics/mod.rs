//! Problems of a filter: codes, diagnostics, reports and their rendering.

pub(crate) mod code;
pub(crate) mod diagnostic;
pub(crate) mod render;
pub(crate) mod report;
#[cfg(feature = "serde")]
mod serialize;
