//! Results of additions to the inventory.

use serde_json::Value;

use super::model;

model! {
    /// The result of adding one IP address or domain to the inventory.
    ///
    /// A rejected addition has an [`error`](Self::error), and usually no subsidiary.
    pub struct InventoryResult {
        strings {
            /// Id that the caller chose.
            id,
            /// Value as sent.
            raw_value,
            /// Value as normalized by the service.
            value,
            /// Asset type: `ip` or `dns_domain`.
            asset_type,
        }
        integers {
            /// Index in the request, from 0.
            index,
        }
        optional {
            /// Requested subsidiary.
            subsidiary: Value,
            /// Subsidiary that the asset belongs to.
            current_subsidiary: Value,
            /// Reason for the rejection.
            error: Value,
        }
    }
}
