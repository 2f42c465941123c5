//! Requests for any path of the API.

use std::borrow::Cow;

use fql::operation::{IdsLocation, IdsParameter};
use http::Method;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::api::ids::IntoIds;
use crate::api::operation::{BodyUse, Idempotency, OperationSpec};
use crate::api::raw_response::RawResponse;
use crate::api::request::{ApiRequest, awaitable, query_method};
use crate::client::Falcon;
use crate::error::Error;
use crate::http::download::Download;
use crate::http::one_line::one_line;
use crate::response::typed_response::Response;

/// Maximum number of characters of a name.
const MAX_NAME: usize = 120;

/// Defines the methods that create raw requests.
macro_rules! raw_requests {
    ($($(#[$doc:meta])* $name:ident $method:ident $idempotency:ident)*) => {
        impl Falcon {$(
            $(#[$doc])*
            pub fn $name(&self, path: impl Into<String>) -> RawRequest {
                let idempotency = Idempotency::$idempotency;
                RawRequest::new(self, Method::$method, path.into(), idempotency)
            }
        )*}
    };
}

raw_requests! {
    /// Starts a GET request for a path below the base URL.
    ///
    /// Use it for operations that have no method here. It is retried like every read.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(falcon: falcon_transport::Falcon) -> Result<(), Box<dyn std::error::Error>> {
    /// use fql::Filter;
    /// use fql::collections::external_assets::ExternalAssets;
    ///
    /// let filter: Filter<ExternalAssets> = "criticality:'Critical'".parse()?;
    /// let request = falcon.get("/fem/queries/external-assets/v1");
    /// let response = request.query([("filter", filter.as_str()), ("limit", "5")]).await?;
    /// for id in response.complete()? {
    ///     println!("{id}");
    /// }
    /// # Ok(()) }
    /// ```
    get GET Idempotent
    /// Starts a POST request for a path below the base URL.
    ///
    /// It counts as a write, which is not retried once the service may have received it. For a read
    /// by POST, call [`idempotency`](RawRequest::idempotency).
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(falcon: falcon_transport::Falcon) -> Result<(), falcon_transport::Error> {
    /// use falcon_transport::operation::Idempotency;
    /// use serde_json::json;
    ///
    /// let details = falcon
    ///     .post("/devices/entities/devices/v2")
    ///     .json(&json!({"ids": ["id1", "id2"]}))
    ///     .idempotency(Idempotency::Idempotent)
    ///     .await?
    ///     .complete()?;
    /// # Ok(()) }
    /// ```
    post POST NonIdempotent
    /// Starts a PUT request for a path below the base URL. It counts as a write.
    put PUT NonIdempotent
    /// Starts a PATCH request for a path below the base URL. It counts as a write.
    patch PATCH NonIdempotent
    /// Starts a DELETE request for a path below the base URL. It counts as a write.
    delete DELETE NonIdempotent
}

/// A request for any path of the API, from [`Falcon::get`] and its siblings, or for documents by id,
/// from [`Falcon::fetch`].
///
/// It is sent like those of the documented operations: with a token, retries, rate limit, timeouts,
/// and errors that name it. Nothing is known about its parameters, so they are not checked, except
/// the path and the ids.
///
/// The response is expected to be the envelope of the service. Use [`download`](Self::download) for
/// anything else.
#[derive(Clone, Debug)]
#[must_use = "nothing is sent until the request is awaited"]
pub struct RawRequest(pub(super) ApiRequest);

impl RawRequest {
    fn new(falcon: &Falcon, method: Method, path: String, idempotency: Idempotency) -> Self {
        let spec = OperationSpec {
            name: Cow::Owned(one_line(&format!("{method} {path}"), MAX_NAME)),
            method,
            idempotency,
            body: BodyUse::Unknown,
            ..OperationSpec::read(path)
        };
        Self(ApiRequest::new(falcon, spec))
    }

    query_method! {
        in 0;
        /// Adds query parameters. A key may be repeated.
        ///
        /// A parameter whose name is in the path in braces, as in `/policy/entities/{id}/v1`, is sent there,
        /// percent-encoded as one segment.
    }

    /// Adds ids as query parameters named `ids`.
    ///
    /// A request without ids is not sent after this call, so an empty list never selects everything.
    pub fn ids(mut self, ids: impl IntoIds) -> Self {
        let in_query = IdsParameter::new(IdsLocation::Query, "ids", None);
        let parameter = *self.0.operation.spec_mut().ids.get_or_insert(in_query);
        Self(match parameter.location {
            IdsLocation::Body => self.0.with_ids(ids),
            IdsLocation::Query => {
                let ids = ids.into_ids().into_iter();
                self.0.with_raw_query(ids.map(|id| (parameter.name, id)))
            }
        })
    }

    /// Sets the JSON body.
    ///
    /// [Ids](Self::ids) that the operation has in its body stay in it, unless the new body has its own.
    pub fn json(self, body: &(impl Serialize + ?Sized)) -> Self {
        Self(match serde_json::to_value(body) {
            Ok(body) => self.0.with_body_and_ids(body),
            Err(cause) => {
                let error = Error::argument(format!("invalid JSON body: {cause}"));
                self.0.reject(error.with_source(cause))
            }
        })
    }

    /// Sets the idempotency, which decides whether the request is retried after a failure in which
    /// the service may have processed it. By default only GET is idempotent.
    pub fn idempotency(mut self, idempotency: Idempotency) -> Self {
        self.0.operation.spec_mut().idempotency = idempotency;
        self
    }

    /// Sets the name in errors and traces, by default the method and the path.
    pub fn operation_name(mut self, name: &str) -> Self {
        self.0.operation.spec_mut().name = Cow::Owned(one_line(name, MAX_NAME));
        self
    }

    /// Sends the request and returns the resources as JSON.
    ///
    /// # Errors
    ///
    /// [`Error::is_argument`] for a path that leaves the base URL, for blank ids and for a body that
    /// is not JSON, and every error that a request can fail with.
    pub async fn send(self) -> Result<Response<Value>, Error> {
        self.send_as().await
    }

    /// Sends the request and decodes each resource as `T`.
    ///
    /// # Errors
    ///
    /// Those of [`send`](Self::send). A resource that is not a `T` is
    /// [malformed](Response::malformed).
    pub async fn send_as<T: DeserializeOwned + Send>(self) -> Result<Response<T>, Error> {
        self.0.send().await
    }

    /// Sends the request and returns the body byte for byte, with the errors that it lists.
    ///
    /// # Errors
    ///
    /// Those of [`send`](Self::send).
    pub async fn send_raw(self) -> Result<RawResponse, Error> {
        self.0.call().await
    }

    /// Sends the request and returns the body as a stream of bytes of any media type.
    ///
    /// # Errors
    ///
    /// Those of [`send`](Self::send).
    pub async fn download(self) -> Result<Download, Error> {
        self.0.download().await
    }
}

awaitable!(RawRequest => Response<Value>);
