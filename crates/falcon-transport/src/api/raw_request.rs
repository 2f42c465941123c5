//! Requests for any path of the API.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use http::Method;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::api::ids::IntoIds;
use crate::api::operation::{
    ArgumentLocation, BodyUse, IdLocation, IdParameter, Idempotency, OperationSpec,
};
use crate::api::raw_response::RawResponse;
use crate::api::request::ApiRequest;
use crate::api::request_builder::awaitable;
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
#[derive(Clone)]
#[must_use = "nothing is sent until the request is awaited"]
pub struct RawRequest {
    falcon: Falcon,
    spec: OperationSpec,
    query: Vec<(String, String)>,
    ids: Vec<String>,
    /// The body, or the error of its serialization.
    body: Option<Result<Value, Arc<serde_json::Error>>>,
}

impl RawRequest {
    fn new(falcon: &Falcon, method: Method, path: String, idempotency: Idempotency) -> Self {
        Self {
            falcon: falcon.clone(),
            spec: OperationSpec {
                id: None,
                name: Cow::Owned(one_line(&format!("{method} {path}"), MAX_NAME)),
                method,
                path: Cow::Owned(path),
                scope: None,
                idempotency,
                arguments: ArgumentLocation::Query,
                parameters: Cow::Borrowed(&[]),
                required: Cow::Borrowed(&[]),
                ids: None,
                body: BodyUse::Unknown,
                max_limit: None,
                window: None,
                unbounded: None,
            },
            query: Vec::new(),
            ids: Vec::new(),
            body: None,
        }
    }

    /// Returns a request for documents by id.
    pub(crate) fn by_ids(falcon: &Falcon, spec: OperationSpec, ids: impl IntoIds) -> Self {
        Self {
            falcon: falcon.clone(),
            spec,
            query: Vec::new(),
            ids: ids.into_ids(),
            body: None,
        }
    }

    /// Adds query parameters. A key may be repeated.
    pub fn query<K, V>(mut self, parameters: impl IntoIterator<Item = (K, V)>) -> Self
    where
        K: Into<String>,
        V: ToString,
    {
        let pairs = parameters.into_iter();
        self.query
            .extend(pairs.map(|(key, value)| (key.into(), value.to_string())));
        self
    }

    /// Adds ids as query parameters named `ids`.
    ///
    /// A request without ids is not sent after this call, so an empty list never selects everything.
    pub fn ids(mut self, ids: impl IntoIds) -> Self {
        self.spec.ids.get_or_insert(IdParameter {
            location: IdLocation::Query,
            name: "ids",
            max: None,
        });
        self.ids.extend(ids.into_ids());
        self
    }

    /// Sets the JSON body.
    pub fn json(mut self, body: &(impl Serialize + ?Sized)) -> Self {
        self.body = Some(serde_json::to_value(body).map_err(Arc::new));
        self
    }

    /// Sets the idempotency, which decides whether the request is retried after a failure in which
    /// the service may have processed it. By default only GET is idempotent.
    pub fn idempotency(mut self, idempotency: Idempotency) -> Self {
        self.spec.idempotency = idempotency;
        self
    }

    /// Sets the name in errors and traces, by default the method and the path.
    pub fn operation_name(mut self, name: &str) -> Self {
        self.spec.name = Cow::Owned(one_line(name, MAX_NAME));
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
        let (falcon, request) = self.into_request();
        falcon.execute(&request).await
    }

    /// Sends the request and returns the body byte for byte, with the errors that it lists.
    ///
    /// # Errors
    ///
    /// Those of [`send`](Self::send).
    pub async fn send_raw(self) -> Result<RawResponse, Error> {
        let (falcon, request) = self.into_request();
        falcon.call_request(&request).await
    }

    /// Sends the request and returns the body as a stream of bytes of any media type.
    ///
    /// # Errors
    ///
    /// Those of [`send`](Self::send).
    pub async fn download(self) -> Result<Download, Error> {
        let (falcon, request) = self.into_request();
        falcon.download(&falcon.prepare(&request)?).await
    }

    fn into_request(self) -> (Falcon, ApiRequest) {
        let ids = self.spec.ids;
        let mut request = ApiRequest::new(self.spec);
        match ids.filter(|ids| ids.location == IdLocation::Body) {
            Some(_) => request = request.with_ids(&self.ids),
            None => {
                let name = ids.map_or("ids", |ids| ids.name);
                request.add_raw_query(self.ids.into_iter().map(|id| (name, id)));
            }
        }
        request.add_raw_query(self.query);
        match self.body {
            Some(Ok(body)) => request.body = Some(body),
            Some(Err(cause)) => {
                let error = Error::argument(format!("invalid JSON body: {cause}"));
                request.invalid = Some(error.with_source(cause));
            }
            None => {}
        }
        (self.falcon, request)
    }
}

impl fmt::Debug for RawRequest {
    /// Writes the name of the request. Its arguments may be secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawRequest")
            .field("operation", &self.spec.name)
            .finish_non_exhaustive()
    }
}

awaitable!(RawRequest => Response<Value>);
