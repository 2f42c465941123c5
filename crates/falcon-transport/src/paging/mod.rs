//! Streams over all pages of a listing.

mod batch;
mod cycle_detector;
mod details;
mod next_page;
mod page_sequence;
mod page_token;
mod pager;

pub use batch::{DetailResult, HasId, MissingItem};
pub(crate) use cycle_detector::CycleDetector;
pub use details::Details;
pub(crate) use page_token::PaginationMode;
pub use page_token::Position;
pub use pager::{Pager, Pages};
