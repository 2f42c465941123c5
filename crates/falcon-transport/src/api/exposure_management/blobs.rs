//! Blobs of external assets, such as the banners of their services.

use fql_syntax::excerpt;
use url::Url;

use super::ExposureManagement;
use crate::api::operation_id::OperationId;
use crate::api::request::{ApiRequest, request_type};
use crate::error::Error;
use crate::http::download::Download;
use crate::response::typed_response::Response;

impl ExposureManagement {
    /// Returns the beginning of a blob, by the id of its asset and the hash of the blob.
    pub fn preview_assets(
        &self,
        asset_id: impl Into<String>,
        hash: impl Into<String>,
    ) -> PreviewAssets {
        let operation = OperationId::BlobPreviewExternalAssets;
        PreviewAssets(self.blob_request(operation, asset_id.into(), hash.into()))
    }

    /// Downloads a blob, by the id of its asset and the hash of the blob.
    ///
    /// # Examples
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
        let operation = OperationId::BlobDownloadExternalAssets;
        DownloadAssets(self.blob_request(operation, asset_id.into(), hash.into()))
    }

    /// Downloads a blob, by a relative link from the
    /// [`blob_links`](crate::models::Service::blob_links) of an asset.
    ///
    /// A link to a preview also downloads the whole blob.
    ///
    /// # Errors
    ///
    /// [`Error::is_argument`] for a link to anything but a blob of this service.
    pub fn download_link(&self, link: &str) -> Result<DownloadAssets, Error> {
        let (asset_id, hash) = parse_link(link).ok_or_else(|| {
            let message = format!("`{}` is not a blob link", excerpt(link, 120));
            Error::argument(message)
                .with_operation(OperationId::BlobDownloadExternalAssets)
                .with_help("use a link from the `blob_links` of an asset")
        })?;
        Ok(self.download_assets(asset_id, hash))
    }

    fn blob_request(&self, operation: OperationId, asset_id: String, hash: String) -> ApiRequest {
        ApiRequest::new(&self.falcon, operation)
            .with("assetId", asset_id)
            .with("hash", hash)
    }
}

/// Returns the asset id and the blob hash of a relative link.
fn parse_link(link: &str) -> Option<(String, String)> {
    // A link with a host is rejected, because the request would send the token there.
    let base = Url::parse("https://blob.invalid").ok()?;
    let link = base
        .join(link.trim())
        .ok()
        .filter(|link| link.origin() == base.origin())?;
    let operations = [
        OperationId::BlobDownloadExternalAssets,
        OperationId::BlobPreviewExternalAssets,
    ];
    if !operations
        .iter()
        .any(|operation| link.path() == operation.path())
    {
        return None;
    }
    let parameter = |key: &str| {
        let (_, value) = link.query_pairs().find(|(name, _)| name == key)?;
        Some(value.into_owned()).filter(|value| !value.is_empty())
    };
    Some((parameter("assetId")?, parameter("hash")?))
}

request_type! {
    /// A request for [`preview_assets`](ExposureManagement::preview_assets).
    PreviewAssets;
    /// Sends the request and returns the preview as strings. Their encoding is not documented.
    ///
    /// # Errors
    ///
    /// [`Error::is_argument`] when the asset id or the hash is empty.
    send(request) -> Response<String> { request.send().await }
}

request_type! {
    /// A request for [`download_assets`](ExposureManagement::download_assets).
    DownloadAssets;
    /// Sends the request and returns the download once the response's headers have arrived.
    ///
    /// # Errors
    ///
    /// [`Error::is_argument`] when the asset id or the hash is empty.
    send(request) -> Download { request.download().await }
}
