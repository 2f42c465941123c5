//! The documents of a sandbox.
//!
//! [`Data`] comes from a [`Generator`] or from NDJSON: [`Data::read_ndjson`] reads one document per
//! line, [`Data::write_ndjson`] writes them.

mod document;
mod generate;
mod ndjson;

pub use document::{Document, DocumentError};
pub use generate::Generator;
pub use ndjson::ReadError;

/// The initial documents of a sandbox.
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
    /// Users and endpoints, the entities of the GraphQL API.
    pub identities: Vec<Document>,
}
