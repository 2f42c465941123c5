//! What became of an addition to the inventory.

use serde_json::Value;

use super::model;

model! {
    /// What became of one address or domain that was to be added. One that was rejected has an
    /// [`error`](Self::error), and mostly no subsidiary.
    pub struct InventoryResult {
        texts {
            /// The id that the caller gave it.
            id,
            /// What the caller sent.
            raw_value,
            /// What the service made of it.
            value,
            /// `ip` or `dns_domain`.
            asset_type,
        }
        integers {
            /// Its place in the request, from 0.
            index,
        }
        optional {
            /// The subsidiary that it was to be added to.
            subsidiary: Value,
            /// The subsidiary that it belongs to.
            current_subsidiary: Value,
            /// Why it was rejected.
            error: Value,
        }
    }
}
