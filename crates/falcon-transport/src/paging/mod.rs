//! Streams over all pages of a listing.

mod batch;
mod cycle_detector;
mod details;
mod limit;
mod next_page;
mod page_repetition;
mod page_sequence;
mod page_token;
mod pager;

pub use batch::{DetailResult, HasId, MissingItem};
pub use details::Details;
#[doc(hidden)]
pub use limit::Limit;
pub(crate) use next_page::{NextReference, Presence};
pub(crate) use page_sequence::{PageReport, PageSequence};
pub use page_token::Position;
pub(crate) use page_token::{PageToken, PaginationMode};
pub use pager::{Pager, Pages};
