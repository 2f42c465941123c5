//! Ecosystem subsidiaries.

use serde_json::{Map, Value};

use super::model;

model! {
    /// A subsidiary in the customer's ecosystem.
    pub struct Subsidiary {
        required {
            /// Subsidiary id.
            id: String,
        }
        strings {
            /// Customer id.
            cid,
            /// Name.
            name,
            /// Id of the parent company.
            parent_id,
            /// Primary domain.
            primary_domain,
        }
        integers {
            /// Number of child companies.
            children_count,
            /// Number of assets.
            asset_count,
        }
        optional {
            /// Risk score.
            risk_score: Value,
            /// Details of the discovery.
            discovery: Map<String, Value>,
        }
    }
}
