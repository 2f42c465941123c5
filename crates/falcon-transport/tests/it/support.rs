//! Clients of the test server.

use std::time::Duration;

use falcon_transport::exposure_management::ExposureManagement;
use falcon_transport::{Error, Falcon, FalconBuilder, RetryPolicy};
use test_server::Server;

pub(crate) const CLIENT_ID: &str = "test-client-id";
pub(crate) const CLIENT_SECRET: &str = "test-client-secret-0123456789";

/// Returns a client of the server with short retry delays.
pub(crate) fn client(server: &Server) -> Falcon {
    builder(server).build().unwrap()
}

/// Returns the exposure management operations of [`client`].
pub(crate) fn exposure_management(server: &Server) -> ExposureManagement {
    client(server).exposure_management()
}

/// Returns the builder of [`client`].
pub(crate) fn builder(server: &Server) -> FalconBuilder {
    Falcon::builder()
        .credentials(CLIENT_ID, CLIENT_SECRET)
        .base_url(server.url())
        .retry(quick_retry())
        .request_timeout(Duration::from_secs(20))
}

/// Returns a builder of a custom HTTP client.
pub(crate) fn http_client() -> reqwest::ClientBuilder {
    falcon_transport::install_tls_provider();
    reqwest::Client::builder()
}

/// Returns the default retry policy with short delays.
pub(crate) fn quick_retry() -> RetryPolicy {
    RetryPolicy::default()
        .initial_backoff(Duration::from_millis(1))
        .max_backoff(Duration::from_millis(4))
}

/// Sends a read: one page of asset ids.
pub(crate) async fn list_assets(falcon: &Falcon) -> Result<Vec<String>, Error> {
    let query = falcon.exposure_management().query_assets();
    Ok(query.send().await?.complete()?)
}

/// Sends a write: the deletion of one asset.
pub(crate) async fn delete_asset(falcon: &Falcon) -> Result<Vec<String>, Error> {
    let deletion = falcon.exposure_management().delete_assets(["a"]);
    Ok(deletion.send().await?.complete()?)
}
