//! What the sandbox holds.
//!
//! [`Data`] are made by a [`Generator`], or read from lines of JSON with [`Data::read_ndjson`],
//! and written with [`Data::write_ndjson`].

mod document;
mod generate;
mod ndjson;

pub use document::{Document, DocumentError};
pub use generate::Generator;
pub use ndjson::ReadError;

/// All documents that a sandbox begins with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Data {
    /// External assets.
    pub assets: Vec<Document>,
    /// Sensors of Identity Protection.
    pub sensors: Vec<Document>,
    /// Policy rules of Identity Protection.
    pub policy_rules: Vec<Document>,
    /// Ecosystem subsidiaries.
    pub subsidiaries: Vec<Document>,
    /// Entities that GraphQL shows: users and endpoints.
    pub identities: Vec<Document>,
}
