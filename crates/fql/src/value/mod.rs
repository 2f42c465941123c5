//! The values of filters as data. Nothing here formats or parses filters.

mod civil;
mod instant;
mod literal;
mod network;
mod timestamp;
mod values;

pub use instant::Instant;
pub use literal::Literal;
pub use network::{Network, NetworkError};
pub use timestamp::Timestamp;
pub use values::{EmptyList, Values};
