//! The documents of a sandbox.
//!
//! [`Data`] comes from a [`Generator`], from JSON values ([`Data::from_assets`]), or from NDJSON: [`Data::read_ndjson`] reads one document per
//! line, [`Data::write_ndjson`] writes them.
//!
//! [`CollectionData`] has the documents of another collection, such as hosts.

mod collection;
mod default_columns;
mod document;
mod generate;
mod ndjson;

use serde_json::Value;

pub use collection::CollectionData;
pub use default_columns::{default_columns, visit_values};
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

impl Data {
    /// Adds the documents of other data. Of documents with the same id, the last one is served.
    pub fn append(&mut self, other: Self) {
        self.assets.extend(other.assets);
        self.sensors.extend(other.sensors);
        self.policy_rules.extend(other.policy_rules);
        self.subsidiaries.extend(other.subsidiaries);
        self.identities.extend(other.identities);
    }
}

/// Defines constructors of [`Data`] from the JSON values of one kind of document.
macro_rules! from_values {
    ($($(#[$meta:meta])* $from:ident $with:ident $field:ident $id_key:literal,)*) => {
        impl Data {
            $(
                $(#[$meta])*
                ///
                /// # Errors
                ///
                /// Returns an error for a document without an id.
                pub fn $from(
                    documents: impl IntoIterator<Item = Value>,
                ) -> Result<Self, DocumentError> {
                    Self::default().$with(documents)
                }

                #[doc = concat!("Adds to [`", stringify!($field), "`](Self::", stringify!($field), "), like [`", stringify!($from), "`](Self::", stringify!($from), ").")]
                ///
                /// # Errors
                ///
                /// Returns an error for a document without an id.
                pub fn $with(
                    mut self,
                    documents: impl IntoIterator<Item = Value>,
                ) -> Result<Self, DocumentError> {
                    for value in documents {
                        self.$field.push(Document::from_value($id_key, &value)?);
                    }
                    Ok(self)
                }
            )*
        }
    };
}
from_values! {
    /// Creates external assets from JSON values; their ids are at `id`.
    ///
    /// # Examples
    ///
    /// ```
    /// use falcon_sandbox::Data;
    /// use serde_json::json;
    ///
    /// let data = Data::from_assets([
    ///     json!({"id": "a1", "criticality": "Critical"}),
    ///     json!({"id": "a2", "criticality": "High"}),
    /// ])?
    /// .with_sensors([json!({"device_id": "s1"})])?;
    /// assert_eq!((data.assets.len(), data.sensors[0].id()), (2, "s1"));
    /// assert!(Data::from_assets([json!({"criticality": "High"})]).is_err());
    /// # Ok::<(), falcon_sandbox::data::DocumentError>(())
    /// ```
    from_assets with_assets assets "id",
    /// Creates sensors from JSON values; their ids are at `device_id`.
    from_sensors with_sensors sensors "device_id",
    /// Creates policy rules from JSON values; their ids are at `id`.
    from_policy_rules with_policy_rules policy_rules "id",
    /// Creates subsidiaries from JSON values; their ids are at `id`.
    from_subsidiaries with_subsidiaries subsidiaries "id",
    /// Creates entities of the GraphQL API from JSON values; their ids are at `entityId`.
    from_identities with_identities identities "entityId",
}
