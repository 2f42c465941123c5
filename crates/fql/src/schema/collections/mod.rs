//! The documented collections.

pub mod any;
pub mod external_assets;
pub mod sensors;
pub mod subsidiaries;
