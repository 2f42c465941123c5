//! Paths into JSON documents.

mod error;
mod path;
mod paths;
mod scalar;
mod scanner;
mod token;
mod walker;

pub use error::JsonError;
pub use paths::JsonPaths;
pub use scalar::JsonScalar;

pub(crate) use path::{JsonPath, PathTree};
pub(crate) use paths::parse_value;
pub(crate) use walker::{Sink, WalkError};
