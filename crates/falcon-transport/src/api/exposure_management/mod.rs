//! Exposure Management: external assets and ecosystem subsidiaries.

mod aggregates;
mod assets;
mod blobs;
mod inventory;
mod query_assets;
mod subsidiaries;

pub use assets::{AssetUpdate, DeleteAssets, GetAssets, TriageUpdate, UpdateAssets};
pub use blobs::{DownloadAssets, PreviewAssets};
pub use inventory::{AddAssets, InventoryAddition};
pub use query_assets::{QueryAssets, QueryAssetsV1};
pub use subsidiaries::{
    GetEcosystemSubsidiaries, QueryCombinedEcosystemSubsidiaries, QueryEcosystemSubsidiaries,
};

pub use crate::api::aggregates::AggregateRequest as AggregateAssets;
pub use crate::vocabulary::Criticality;

use crate::client::Falcon;

/// The operations of Exposure Management.
///
/// Each method returns a request, which is sent when it is awaited. Reads need the scope `assets:read`, writes
/// need `assets:write`.
#[derive(Clone, Debug)]
pub struct ExposureManagement {
    falcon: Falcon,
}

impl Falcon {
    /// Returns the operations of Exposure Management.
    #[must_use]
    pub fn exposure_management(&self) -> ExposureManagement {
        ExposureManagement {
            falcon: self.clone(),
        }
    }
}
