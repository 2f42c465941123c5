//! Checks, encodes and sends the requests of operations.

use serde::de::DeserializeOwned;

use crate::api::check;
use crate::api::request::ApiRequest;
use crate::client::Falcon;
use crate::error::Error;
use crate::http::request::PreparedRequest;
use crate::http::send::ResponseHandler;
use crate::response::typed_response::Response;

impl Falcon {
    /// Sends a request and reads the response's envelope.
    pub(crate) async fn execute<T>(&self, request: &ApiRequest) -> Result<Response<T>, Error>
    where
        T: DeserializeOwned + Send,
    {
        let prepared = self.prepare(request)?;
        let response = self.execute_prepared(&prepared, request.expected_items());
        response.await.map(|response| *response)
    }

    /// Sends a request and lets `handler` read the response.
    pub(crate) async fn execute_with<H: ResponseHandler>(
        &self,
        request: &ApiRequest,
        handler: &H,
    ) -> Result<H::Output, Error> {
        self.send(&self.prepare(request)?, handler).await
    }

    /// Checks the arguments of a request and encodes it.
    pub(crate) fn prepare(&self, request: &ApiRequest) -> Result<PreparedRequest, Error> {
        check::arguments(request).map_err(|error| error.with_operation(&request.operation))?;
        request.prepare(self.inner.max_url_len)
    }
}
