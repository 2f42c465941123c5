//! What the sandbox holds.

mod document;

pub use document::{Document, DocumentError};

/// All documents that a sandbox begins with.
#[derive(Debug, Clone, Default)]
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
