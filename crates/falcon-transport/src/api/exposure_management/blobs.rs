//! Blobs of external assets, such as the banners of their services.

use url::Url;

use super::ExposureManagement;
use crate::api::operation::OperationId;
use crate::api::request::ApiRequest;
use crate::client::Falcon;
use crate::error::Error;
use crate::http::download::Download;
use crate::http::text::one_line;
use crate::response::Response;

impl ExposureManagement {
    /// The beginning of a blob, by the id of its asset and the hash of the blob.
    pub fn preview_assets(
        &self,
        asset_id: impl Into<String>,
        hash: impl Into<String>,
    ) -> PreviewAssets {
        PreviewAssets {
            falcon: self.falcon.clone(),
            asset_id: asset_id.into(),
            hash: hash.into(),
        }
    }

    /// The whole of a blob, by the id of its asset and the hash of the blob.
    ///
    /// ```no_run
    /// # async fn example(falcon: falcon_transport::Falcon) -> Result<(), falcon_transport::Error> {
    /// let download = falcon.exposure_management().download_assets("id", "hash").send().await?;
    /// download.to_file("banner.bin").await?;
    /// # Ok(()) }
    /// ```
    pub fn download_assets(
        &self,
        asset_id: impl Into<String>,
        hash: impl Into<String>,
    ) -> DownloadAssets {
        DownloadAssets {
            falcon: self.falcon.clone(),
            asset_id: asset_id.into(),
            hash: hash.into(),
        }
    }

    /// The whole of a blob, by the relative link that stands in an asset's
    /// [`blob_links`](crate::models::Service::blob_links). A preview's link serves as well.
    ///
    /// # Errors
    ///
    /// [`Error::is_argument`] for a link that leads anywhere else than to a blob of this service.
    pub fn download_link(&self, link: &str) -> Result<DownloadAssets, Error> {
        let (asset_id, hash) = blob_of(link).ok_or_else(|| {
            let message = format!("`{}` is no link to a blob", one_line(link, 120));
            Error::argument(Some(OperationId::BlobDownloadExternalAssets), message)
                .with_help("take it from an asset's `blob_links`")
        })?;
        Ok(self.download_assets(asset_id, hash))
    }
}

/// The asset's id and the blob's hash in a relative link.
fn blob_of(link: &str) -> Option<(String, String)> {
    // Only the path and the query of the link count; a host of its own would take the token away.
    let base = Url::parse("https://blob.invalid").ok()?;
    let link = base
        .join(link.trim())
        .ok()
        .filter(|link| link.origin() == base.origin())?;
    let known = [
        OperationId::BlobDownloadExternalAssets,
        OperationId::BlobPreviewExternalAssets,
    ];
    if !known
        .iter()
        .any(|operation| link.path() == operation.path())
    {
        return None;
    }
    let value = |key: &str| {
        link.query_pairs()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value.into_owned())
    };
    Some((value("assetId")?, value("hash")?))
        .filter(|(id, hash)| !id.is_empty() && !hash.is_empty())
}

/// A request for [`preview_assets`](ExposureManagement::preview_assets).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send()`"]
pub struct PreviewAssets {
    falcon: Falcon,
    asset_id: String,
    hash: String,
}

impl PreviewAssets {
    /// Sends it. The answer holds texts; how they are encoded is not documented.
    ///
    /// # Errors
    ///
    /// [`Error::is_argument`] when the asset's id or the hash is empty.
    pub async fn send(self) -> Result<Response<String>, Error> {
        let call = blob(
            OperationId::BlobPreviewExternalAssets,
            &self.asset_id,
            &self.hash,
        );
        self.falcon.execute(&call).await
    }
}

/// A request for [`download_assets`](ExposureManagement::download_assets).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send()`"]
pub struct DownloadAssets {
    falcon: Falcon,
    asset_id: String,
    hash: String,
}

impl DownloadAssets {
    /// Sends it, and gives the blob once its first byte is due.
    ///
    /// # Errors
    ///
    /// [`Error::is_argument`] when the asset's id or the hash is empty.
    pub async fn send(self) -> Result<Download, Error> {
        let call = blob(
            OperationId::BlobDownloadExternalAssets,
            &self.asset_id,
            &self.hash,
        );
        self.falcon.download(&self.falcon.prepare(&call)?).await
    }
}

fn blob(operation: OperationId, asset_id: &str, hash: &str) -> ApiRequest {
    ApiRequest::new(operation)
        .with("assetId", asset_id)
        .with("hash", hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relative_link_to_a_blob_is_read() {
        let found = Some(("a b".to_owned(), "h".to_owned()));
        assert_eq!(
            blob_of("/fem/entities/blobs-download/v1?assetId=a%20b&hash=h"),
            found
        );
        assert_eq!(
            blob_of("fem/entities/blobs-preview/v1?hash=h&assetId=a+b"),
            found
        );
    }

    #[test]
    fn a_link_to_anywhere_else_is_refused() {
        for link in [
            "https://evil.example/fem/entities/blobs-download/v1?assetId=a&hash=h",
            "//evil.example/fem/entities/blobs-download/v1?assetId=a&hash=h",
            "/fem/entities/external-assets/v1?assetId=a&hash=h",
            "/fem/entities/blobs-download/v1?assetId=a",
            "/fem/entities/blobs-download/v1?assetId=&hash=h",
            "",
        ] {
            assert_eq!(blob_of(link), None, "{link}");
        }
    }
}
