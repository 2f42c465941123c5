//! Listings from end to end, a page at a time.

mod cursor;
mod details;
mod pager;
mod repeat;

pub use cursor::Position;
pub(crate) use cursor::Scheme;
pub(crate) use details::Fetch;
pub use details::{DetailResult, Details, HasId, Missing};
pub use pager::{Pager, Pages};
pub(crate) use repeat::Repeats;
