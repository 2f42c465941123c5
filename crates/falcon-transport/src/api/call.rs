//! Any operation by its id, as the program `fql call` does it.

use bytes::Bytes;
use serde_json::{Map, Value};

use crate::api::ids::{IntoIds, Joined};
use crate::api::operation::{BodyUse, IdPlace, OperationId};
use crate::api::request::ApiRequest;
use crate::auth::secrets::Secrets;
use crate::client::Falcon;
use crate::error::{Error, ErrorKind};
use crate::http::download::Download;
use crate::http::exchange::IncomingResponse;
use crate::http::rate_limit::RateLimit;
use crate::http::response_head::{ResponseHead, content_type};
use crate::http::send::ReadBody;
use crate::http::text::{backticked, one_line};
use crate::nearest::nearest;
use crate::response::Partial;
use crate::response::api_error::{ApiError, rejection};
use crate::response::parts::ResponseParts;

/// How much of a key or value is shown in an error, in characters.
pub(crate) const KEY_VALUE_LIMIT: usize = 60;

/// The parameters of a call by operation id, in order.
///
/// ```
/// use falcon_transport::Params;
///
/// let params = Params::new().with("limit", 5).with("filter", "asset_type:'ip'");
/// let same = Params::from_key_values(["limit=5", "filter=asset_type:'ip'"])?;
/// assert_eq!(params, same);
/// # Ok::<(), falcon_transport::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct Params {
    pairs: Vec<(String, String)>,
    /// Pairs that are sent although the documents do not know their keys.
    extra: Vec<(String, String)>,
}

impl Params {
    /// No parameters.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a parameter. `ids` may be one id, or several with commas between them.
    pub fn with(mut self, key: impl Into<String>, value: impl ToString) -> Self {
        self.pairs.push((key.into(), value.to_string()));
        self
    }

    /// Adds a parameter that the documents do not know; its key is not checked.
    pub fn with_unchecked(mut self, key: impl Into<String>, value: impl ToString) -> Self {
        self.extra.push((key.into(), value.to_string()));
        self
    }

    /// Reads texts of the form `key=value`, each split at its first `=`.
    ///
    /// # Errors
    ///
    /// [`Error::is_argument`] for a text without `=` or without a key.
    pub fn from_key_values<S: AsRef<str>>(
        texts: impl IntoIterator<Item = S>,
    ) -> Result<Self, Error> {
        texts.into_iter().try_fold(Self::new(), |params, text| {
            let text = text.as_ref();
            match text.split_once('=') {
                Some((key, value)) if !key.trim().is_empty() => Ok(params.with(key.trim(), value)),
                _ => {
                    let text = one_line(text, KEY_VALUE_LIMIT);
                    Err(Error::argument(
                        None,
                        format!("`{text}` is no parameter: write `key=value`"),
                    ))
                }
            }
        })
    }
}

impl<K: Into<String>, V: ToString, const N: usize> From<[(K, V); N]> for Params {
    fn from(pairs: [(K, V); N]) -> Self {
        pairs
            .into_iter()
            .fold(Self::new(), |params, (key, value)| params.with(key, value))
    }
}

/// The answer to a call by operation id: the body as it came, and what it says.
#[derive(Clone, Debug)]
#[must_use = "an answer may list errors beside its resources; take it with `complete()`"]
pub struct RawResponse {
    operation: OperationId,
    head: ResponseHead,
    content_type: Option<String>,
    body: Bytes,
    /// The errors that a JSON answer lists; a download has none.
    errors: Vec<ApiError>,
}

impl RawResponse {
    /// The body as it came, when the service lists no errors and rejected nothing.
    ///
    /// # Errors
    ///
    /// [`Partial`], with this answer in it, when it did.
    pub fn complete(self) -> Result<Bytes, Partial<Self>> {
        let rejected = self.rejected();
        if self.errors.is_empty() && rejected.is_empty() {
            return Ok(self.body);
        }
        let mut errors = self.errors.clone();
        errors.extend(rejected.iter().filter_map(rejection_of));
        let error = Error::new(ErrorKind::Partial, "the answer lists errors")
            .with_operation(self.operation)
            .with_status(self.head.status)
            .with_api_errors(errors)
            .with_trace_id(self.head.trace_id.clone());
        Err(Partial::new(self, error))
    }

    /// The body as it came, whatever errors stand in it.
    #[must_use]
    pub fn bytes(&self) -> &Bytes {
        &self.body
    }

    /// The body as JSON.
    ///
    /// # Errors
    ///
    /// [`Error::is_decode`] when it is none, as a download mostly is.
    pub fn json(&self) -> Result<Value, Error> {
        serde_json::from_slice(&self.body).map_err(|cause| {
            Error::new(ErrorKind::Decode, "the body is no JSON")
                .with_operation(self.operation)
                .with_status(self.head.status)
                .with_source(cause)
        })
    }

    /// The errors that the service lists.
    #[must_use]
    pub fn errors(&self) -> &[ApiError] {
        &self.errors
    }

    /// The resources, as JSON, that the service says it rejected: those of an addition to the
    /// inventory that have an `error`. They stand beside the ones that were added, not among the
    /// [`errors`](Self::errors). Other operations have none.
    #[must_use]
    pub fn rejected(&self) -> Vec<Value> {
        rejected(self.operation, &self.body)
    }

    /// The operation that was called.
    #[must_use]
    pub fn operation(&self) -> OperationId {
        self.operation
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.head.status
    }

    /// What the service says the body is, such as `application/json`.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// The id under which the service remembers the request.
    #[must_use]
    pub fn trace_id(&self) -> Option<&str> {
        self.head.trace_id.as_deref()
    }

    /// The state of the rate limit when the answer was made.
    #[must_use]
    pub fn rate_limit(&self) -> RateLimit {
        self.head.rate_limit
    }
}

impl Falcon {
    /// Calls any operation by its id, with its parameters and its JSON body.
    ///
    /// This is the whole-payload form of the documents: parameters go into the address line, `ids`
    /// where the operation takes them, and the body is sent as it is given. What is checked before
    /// is the same as for the typed calls: parameters the operation does not know, ids, limits and
    /// the outline of the body. The whole answer is read into memory; a large download is better
    /// made with [`call_download`](Self::call_download).
    ///
    /// ```no_run
    /// # async fn example(falcon: falcon_transport::Falcon) -> Result<(), falcon_transport::Error> {
    /// use falcon_transport::{OperationId, Params};
    ///
    /// let operation: OperationId = "query_assets".parse()?;
    /// let params = Params::from_key_values(["limit=5", "filter=asset_type:'ip'"])?;
    /// let body = falcon.call(operation, params, None).await?.complete()?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::is_argument`] for arguments that the operation does not take, and for what any call
    /// can fail of.
    pub async fn call(
        &self,
        operation: OperationId,
        params: impl Into<Params>,
        body: Option<Value>,
    ) -> Result<RawResponse, Error> {
        let call = call_of(operation, params.into(), body)?;
        self.reply(&call).await
    }

    /// The same with a body that is written already: it is checked like any other, and sent byte
    /// for byte, with its own spaces, order of keys and spelling of numbers.
    ///
    /// ```no_run
    /// # async fn example(falcon: falcon_transport::Falcon) -> Result<(), falcon_transport::Error> {
    /// use falcon_transport::{OperationId, Params};
    ///
    /// let operation = OperationId::PostPolicyRules;
    /// let rule = std::fs::read_to_string("rule.json").unwrap_or_default();
    /// let reply = falcon.call_with_json(operation, Params::new(), rule).await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::is_argument`] also for a text that is not JSON.
    pub async fn call_with_json(
        &self,
        operation: OperationId,
        params: impl Into<Params>,
        body: impl Into<String>,
    ) -> Result<RawResponse, Error> {
        let text = body.into();
        let body: Value = serde_json::from_str(&text).map_err(|cause| {
            Error::argument(Some(operation), format!("the body is not JSON: {cause}"))
        })?;
        let call = call_of(operation, params.into(), Some(body.clone()))?.with_raw_body(body, text);
        self.reply(&call).await
    }

    /// Begins the download of a blob with the parameters `assetId` and `hash`, for blobs of any
    /// size: [`call`](Self::call) reads them into memory.
    ///
    /// # Errors
    ///
    /// As for [`call`](Self::call).
    pub async fn call_download(&self, params: impl Into<Params>) -> Result<Download, Error> {
        let operation = OperationId::BlobDownloadExternalAssets;
        let request = call_of(operation, params.into(), None)?;
        self.download(&self.prepare(&request)?).await
    }

    async fn reply(&self, call: &ApiRequest) -> Result<RawResponse, Error> {
        let operation = call.operation;
        let read = |arrived: &mut IncomingResponse, body: &Bytes, secrets: Secrets<'_>| {
            let errors = match operation {
                OperationId::BlobDownloadExternalAssets => Vec::new(),
                _ => ResponseParts::<Value>::decode(&arrived.head, body, secrets)?.errors,
            };
            Ok(RawResponse {
                operation,
                head: arrived.head.clone(),
                content_type: content_type(&arrived.response),
                body: body.clone(),
                errors,
            })
        };
        self.execute_with(call, &ReadBody(read)).await
    }
}

fn rejected(operation: OperationId, body: &[u8]) -> Vec<Value> {
    if operation != OperationId::PostExternalAssetsInventoryV1 {
        return Vec::new();
    }
    let resources = ResponseParts::<Value>::read(body).map(|parts| parts.succeeded);
    let mut resources = resources.unwrap_or_default();
    resources.retain(|item| rejection_of(item).is_some());
    resources
}

fn rejection_of(item: &Value) -> Option<ApiError> {
    rejection(item.get("id").and_then(Value::as_str), item.get("error"))
}

fn call_of(
    operation: OperationId,
    params: Params,
    body: Option<Value>,
) -> Result<ApiRequest, Error> {
    let spec = operation.spec();
    let mut call = ApiRequest::new(operation);
    let mut ids = Vec::new();
    for (key, value) in params.pairs {
        match spec.parameters.iter().find(|known| **known == key) {
            Some(known) => call = call.with(known, value),
            None if key == "ids" && spec.ids.is_some() => {
                ids.extend(IntoIds::<Joined>::into_ids(value));
            }
            None => return Err(unknown_key(operation, &key)),
        }
    }
    call.body = body;
    match spec.ids.map(|slot| slot.place) {
        Some(IdPlace::Query) => call = call.with_ids(&ids),
        Some(IdPlace::Body) if !ids.is_empty() => put_ids(&mut call, ids)?,
        _ => {}
    }
    match spec.body {
        BodyUse::None if call.body.is_some() => {
            return Err(Error::argument(
                Some(operation),
                "it takes no body: leave it out",
            ));
        }
        BodyUse::Optional => {
            call.body.get_or_insert_with(|| Value::Object(Map::new()));
        }
        BodyUse::None | BodyUse::Required => {}
    }
    Ok(call.with_raw_query(&params.extra))
}

/// Puts ids given as a parameter into the body.
fn put_ids(call: &mut ApiRequest, ids: Vec<String>) -> Result<(), Error> {
    if call.body.is_some() {
        let message = "ids are given twice: give them as `ids=…` or in the body";
        return Err(Error::argument(Some(call.operation), message));
    }
    call.body = Some(serde_json::json!({ "ids": ids }));
    Ok(())
}

fn unknown_key(operation: OperationId, key: &str) -> Error {
    let known = operation.parameters();
    let help = match nearest(key, known.iter().copied()).first() {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => "it takes none, but a body".to_owned(),
        None => format!("it takes {}", backticked(&known)),
    };
    let key = one_line(key, KEY_VALUE_LIMIT);
    Error::argument(
        Some(operation),
        format!("there is no parameter `{key}`: {help}"),
    )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn refused(operation: OperationId, params: Params) -> String {
        call_of(operation, params, None).unwrap_err().to_string()
    }

    #[test]
    fn a_value_may_hold_further_equals_signs() {
        let params = Params::from_key_values(["filter=a:>='1'", "limit=1"]).unwrap();
        assert_eq!(
            params,
            Params::from([("filter", "a:>='1'"), ("limit", "1")])
        );
        assert!(
            Params::from_key_values(["limit"])
                .unwrap_err()
                .is_argument()
        );
        assert!(Params::from_key_values(["=1"]).is_err());
    }

    #[test]
    fn a_misspelt_parameter_is_refused_with_the_nearest() {
        let text = refused(
            OperationId::QueryExternalAssets,
            Params::new().with("fliter", "x"),
        );
        assert!(
            text.ends_with("there is no parameter `fliter`: did you mean `filter`?"),
            "{text}"
        );
        let text = refused(
            OperationId::GetPolicyRules,
            Params::new().with("zzzzzz", "x"),
        );
        assert!(text.ends_with("it takes `ids`"), "{text}");
        let text = refused(
            OperationId::PostPolicyRules,
            Params::new().with("name", "x"),
        );
        assert!(text.ends_with("it takes none, but a body"), "{text}");
    }

    #[test]
    fn additions_that_were_rejected_are_told_from_those_that_were_not() {
        let body = json!({"resources": [
            {"id": "1"}, {"id": "2", "error": "invalid value"}, {"id": "3", "error": null},
            {"id": "4", "error": ""},
        ]});
        let body = body.to_string();
        let of = |operation| rejected(operation, body.as_bytes());
        assert_eq!(
            of(OperationId::PostExternalAssetsInventoryV1),
            [json!({"id": "2", "error": "invalid value"})]
        );
        assert!(of(OperationId::GetExternalAssets).is_empty());
        assert!(rejected(OperationId::PostExternalAssetsInventoryV1, b"<html>").is_empty());
    }

    #[test]
    fn ids_go_where_the_operation_takes_them() {
        let ids = || Params::new().with("ids", "a,b");
        let call = call_of(OperationId::GetExternalAssets, ids(), None).unwrap();
        assert_eq!(call.values("ids").collect::<Vec<_>>(), ["a", "b"]);
        let call = call_of(OperationId::GetSensorDetails, ids(), None).unwrap();
        assert_eq!(call.body, Some(json!({"ids": ["a", "b"]})));
        assert!(call_of(OperationId::GetSensorDetails, ids(), Some(json!({}))).is_err());
    }

    #[test]
    fn a_deletion_sends_an_empty_object_when_no_body_is_given() {
        let params = Params::new().with("ids", "a");
        let call = call_of(OperationId::DeleteExternalAssets, params, None).unwrap();
        assert_eq!(call.body, Some(json!({})));
        let params = Params::new().with("ids", "a");
        assert!(call_of(OperationId::DeletePolicyRules, params, Some(json!({}))).is_err());
    }
}
