//! Queries: URL parameters, filters, sort orders, and listings that are paged through.

pub(crate) mod filter;
pub(crate) mod listing;
pub(crate) mod params;
pub(crate) mod parse_error;
pub(crate) mod sort;
