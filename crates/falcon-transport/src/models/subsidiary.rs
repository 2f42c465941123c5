//! Ecosystem subsidiaries.

use serde_json::{Map, Value};

use super::model;

model! {
    /// A company of the customer's ecosystem.
    pub struct Subsidiary {
        required {
            /// The subsidiary's id.
            id: String,
        }
        texts {
            /// The customer.
            cid,
            /// The subsidiary's name.
            name,
            /// The id of the company above it.
            parent_id,
            /// Its main domain.
            primary_domain,
        }
        integers {
            /// How many companies are below it.
            children_count,
            /// How many assets it has.
            asset_count,
        }
        optional {
            /// Its risk, as the service counts it.
            risk_score: Value,
            /// How it was discovered.
            discovery: Map<String, Value>,
        }
    }
}
