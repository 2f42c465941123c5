//! Calling any operation by its id.

use bytes::Bytes;
use fql::operation::IdsLocation;
use serde_json::{Map, Value};

use crate::api::operation::{BodyUse, Operation};
use crate::api::operation_id::OperationId;
use crate::api::params::Params;
use crate::api::raw_response::RawResponse;
use crate::api::request::ApiRequest;
use crate::api::strict_json;
use crate::auth::secrets::Secrets;
use crate::client::Falcon;
use crate::error::{Error, ErrorKind};
use crate::http::download::Download;
use crate::http::exchange::IncomingResponse;
use crate::http::response_head::content_type;
use crate::http::send::ReadBody;
use crate::response::api_error::rejection;
use crate::response::limit::ResponseLimit;
use crate::response::parts::ResponseParts;

/// Maximum size of a blob that is read into memory, in bytes.
const MAX_BLOB: usize = 1 << 30;

impl Falcon {
    /// Calls an operation by its id, with raw parameters and a raw JSON body.
    ///
    /// The operation is an [`OperationId`], an [`OperationSpec`](fql::operation::OperationSpec) of a
    /// collection, or the id of an operation of a collection of this build, such as
    /// `"QueryDevicesByFilter"` with the feature `hosts`.
    ///
    /// Parameters are sent in the query, or in the path or the body where the operation expects
    /// them there. The arguments are checked like those of the typed requests: parameter names, ids, limits
    /// and the outline of the body.
    ///
    /// The response is read into memory: up to 1 GiB of a blob, and of JSON up to
    /// [`max_response_len`](crate::FalconBuilder::max_response_len). For large downloads use
    /// [`call_download`](Self::call_download).
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(falcon: falcon_transport::Falcon) -> Result<(), falcon_transport::Error> {
    /// use falcon_transport::operation::{OperationId, Params};
    ///
    /// let operation: OperationId = "query_assets".parse()?;
    /// let params = Params::new().with("limit", 5).with("filter", "asset_type:'ip'");
    /// let body = falcon.call(operation, params, None).await?.complete()?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::is_argument`] when the operation does not support the arguments, and every error
    /// that a request can fail with.
    pub async fn call(
        &self,
        operation: impl TryInto<Operation, Error: Into<Error>>,
        params: impl Into<Params>,
        body: Option<Value>,
    ) -> Result<RawResponse, Error> {
        let operation = operation.try_into().map_err(Into::into)?;
        self.request(&operation, params.into(), body)?.call().await
    }

    /// Calls an operation by its id, with a body that is already serialized.
    ///
    /// The body is checked like any other and sent byte for byte, with its whitespace, key order and
    /// number formats.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(falcon: falcon_transport::Falcon) -> Result<(), Box<dyn std::error::Error>> {
    /// use falcon_transport::operation::{OperationId, Params};
    ///
    /// let operation = OperationId::PostPolicyRules;
    /// let rule = std::fs::read_to_string("rule.json")?;
    /// let response = falcon.call_with_json(operation, Params::new(), rule).await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::is_argument`] when the body is not JSON or an object in it has duplicate keys, and every error of [`call`](Self::call).
    pub async fn call_with_json(
        &self,
        operation: impl TryInto<Operation, Error: Into<Error>>,
        params: impl Into<Params>,
        json: impl Into<String>,
    ) -> Result<RawResponse, Error> {
        let operation = operation.try_into().map_err(Into::into)?;
        let json = json.into();
        let body = strict_json::parse(&json).map_err(|cause| {
            Error::argument(format!("invalid JSON body: {cause}"))
                .with_operation(&operation)
                .with_source(cause)
                .with_help("pass a JSON document in which an object has each key once")
        })?;
        let request = self.request(&operation, params.into(), Some(body))?;
        request.with_raw_json(json).call().await
    }

    /// Starts the download of a blob of any size, with the parameters `assetId` and `hash`.
    ///
    /// # Errors
    ///
    /// Every error of [`call`](Self::call).
    pub async fn call_download(&self, params: impl Into<Params>) -> Result<Download, Error> {
        let operation = OperationId::BlobDownloadExternalAssets;
        let request = self.request(&operation.into(), params.into(), None)?;
        request.download().await
    }

    /// Returns the request of a call.
    fn request(
        &self,
        operation: &Operation,
        params: Params,
        body: Option<Value>,
    ) -> Result<ApiRequest, Error> {
        let request = ApiRequest::new(self, operation);
        with_arguments(request, params, body).map_err(|error| error.with_operation(operation))
    }
}

impl ApiRequest {
    /// Sends the request and returns the response as a stream of bytes.
    pub(crate) async fn download(&self) -> Result<Download, Error> {
        self.falcon.download(&self.prepare()?).await
    }

    /// Sends the request and returns the body, with the errors that it lists.
    pub(crate) async fn call(&self) -> Result<RawResponse, Error> {
        let is_blob = self.operation == OperationId::BlobDownloadExternalAssets;
        let limit = if is_blob {
            ResponseLimit::new(MAX_BLOB, None)
        } else {
            ResponseLimit::new(self.falcon.inner.max_response_len, self.expected_items())
        };
        let decode = |incoming: &mut IncomingResponse, body: &Bytes, secrets: Secrets<'_>| {
            let parts = if is_blob {
                ResponseParts::empty()
            } else {
                let limit = limit.until(incoming.end);
                self.split_rejected(ResponseParts::decode(&incoming.head, body, limit, secrets)?)
            };
            Ok(RawResponse {
                operation: self.operation.clone(),
                head: incoming.head.clone(),
                content_type: content_type(&incoming.response),
                body: body.clone(),
                errors: parts.errors,
                rejected: parts.rejected,
            })
        };
        let max_len = limit.bytes;
        self.send_with(&ReadBody { max_len, decode }).await
    }

    /// Moves the additions to the inventory that were rejected to the rejected items.
    fn split_rejected(&self, mut parts: ResponseParts<Value>) -> ResponseParts<Value> {
        if self.operation == OperationId::PostExternalAssetsInventoryV1 {
            parts.split_rejected(|item| {
                let id = item.get("id").and_then(Value::as_str);
                Some(self.falcon.redacted(rejection(id, item.get("error"))?))
            });
        }
        parts
    }
}

fn with_arguments(
    mut request: ApiRequest,
    params: Params,
    body: Option<Value>,
) -> Result<ApiRequest, Error> {
    let operation = &request.operation.clone();
    let spec = operation.spec();
    let mut ids = Vec::new();
    for (key, value) in params.pairs {
        match spec.parameters.iter().find(|known| **known == key) {
            Some(known) => request = request.append(known, value),
            None if spec.ids.is_some_and(|ids| ids.name == key) => ids.push(value),
            None => return Err(unknown_parameter(operation, &key)),
        }
    }
    request = request.with_raw_query(params.raw_query);
    let ids_in_body = spec
        .ids
        .is_some_and(|ids| ids.location == IdsLocation::Body);
    if ids_in_body && body.is_some() && !ids.is_empty() {
        let message = "ids are given both as a parameter and in the body";
        return Err(Error::argument(message).with_help("pass the ids in one of the two"));
    }
    if spec.body == BodyUse::Arguments && body.is_some() && request.has_parameters() {
        let message = "the parameters belong in the body, and a body is given";
        return Err(Error::argument(message).with_help("pass either parameters or the body"));
    }
    request.body = match spec.body {
        BodyUse::None if body.is_some() => {
            let message = "the operation does not support a body";
            return Err(Error::argument(message).with_help("leave out the body"));
        }
        BodyUse::Optional => body.or_else(|| Some(Value::Object(Map::new()))),
        _ => body,
    };
    Ok(match ids.is_empty() {
        true => request,
        false => request.with_ids(&ids),
    })
}

fn unknown_parameter(operation: &Operation, key: &str) -> Error {
    let known: Vec<_> = operation.parameters().collect();
    let help = match known.is_empty() {
        true => "the operation has only a body".to_owned(),
        false => format!("supported: {}", known.join(", ")),
    };
    Error::unknown(ErrorKind::Argument, "parameter", key, known, &help)
}
