//! Checks of a request's arguments against the operation table, before anything is sent.
//!
//! All requests pass through here: typed, with raw query parameters, with a JSON body and by
//! operation id.

use fql_syntax::excerpt;
use serde_json::Value;

use crate::api::ids;
use crate::api::operation::{ArgumentLocation, BodyUse, IdLocation};
use crate::api::operation_id::OperationId;
use crate::api::request::ApiRequest;
use crate::api::request_path;
use crate::error::Error;

/// Maximum number of characters of a value that an error message quotes.
const MAX_QUOTED_CHARS: usize = 60;

/// Checks the arguments of a request.
///
/// # Errors
///
/// [`Error::is_argument`] when the operation does not support them.
pub(crate) fn arguments(request: &ApiRequest) -> Result<(), Error> {
    if let Some(invalid) = &request.invalid {
        return Err(invalid.clone());
    }
    if request.operation.id().is_none() {
        request_path::check(request.operation.path())?;
    }
    required_parameters(request)?;
    selection(request)?;
    ids(request)?;
    limit(request)?;
    offset(request)?;
    body(request)
}

fn required_parameters(request: &ApiRequest) -> Result<(), Error> {
    let mut required = request.operation.spec().required.iter();
    let in_body = |key: &str| {
        let is_argument = request.operation.spec().arguments == ArgumentLocation::Body;
        let value = request.body.as_ref().filter(|_| is_argument)?.get(key)?;
        Some(value.as_str().map_or(!value.is_null(), is_not_blank))
    };
    // A blank filter selects everything; other values may be blank.
    let is_value = |key: &str, value: &str| match key {
        "filter" => is_not_blank(value),
        _ => !value.is_empty(),
    };
    let is_given = |key: &str| {
        let mut values = request.values(key);
        values.any(|value| is_value(key, value)) || in_body(key).unwrap_or_default()
    };
    match required.find(|key| !is_given(key)) {
        Some(key) => Err(Error::argument(format!("missing parameter `{key}`"))),
        None => Ok(()),
    }
}

/// Checks that a write selects its targets: nothing empty selects everything.
fn selection(request: &ApiRequest) -> Result<(), Error> {
    if request.operation.spec().body != BodyUse::Selection {
        return Ok(());
    }
    let body = request.body.as_ref();
    let in_body = |key: &str| body.and_then(|body| body.get(key));
    let actions = in_body("action_parameters").and_then(Value::as_array);
    let actions = actions.into_iter().flatten();
    let action_filters = actions
        .filter(|action| action.get("name").is_some_and(|name| name == "filter"))
        .map(|action| action.get("value"));
    let ids = in_body("ids").and_then(Value::as_array);
    let ids = ids.into_iter().flatten().map(Some);
    let body_values = in_body("filter").into_iter().map(Some).chain(ids);
    let body_values = body_values.chain(action_filters).map(is_non_blank);
    let values = request.values("filter").chain(request.values("ids"));
    let selectors: Vec<bool> = values.map(is_not_blank).chain(body_values).collect();
    let message = match selectors.contains(&false) {
        true => "blank filter or id: it may select everything",
        false if selectors.is_empty() => "missing filter or ids",
        false => return Ok(()),
    };
    Err(Error::argument(message).with_help("select the targets with a filter or ids"))
}

fn is_not_blank(string: &str) -> bool {
    !string.trim().is_empty()
}

fn ids(request: &ApiRequest) -> Result<(), Error> {
    let Some(parameter) = request.operation.spec().ids else {
        return Ok(());
    };
    if parameter.location == IdLocation::Query {
        let ids: Vec<&str> = request.values(parameter.name).collect();
        return ids::check(parameter, &ids);
    }
    let ids = request
        .body
        .as_ref()
        .and_then(|body| body.get(parameter.name));
    let strings = ids
        .and_then(Value::as_array)
        .and_then(|ids| ids.iter().map(Value::as_str).collect::<Option<Vec<_>>>());
    match strings {
        Some(ids) => ids::check(parameter, &ids),
        None => Err(invalid_body(&format!(
            "`{{\"{}\": [\"…\"]}}`",
            parameter.name
        ))),
    }
}

fn limit(request: &ApiRequest) -> Result<(), Error> {
    let spec = request.operation.spec();
    if !spec.parameters.contains(&"limit") {
        return Ok(());
    }
    let range = 1..=spec.max_limit.unwrap_or(u32::MAX);
    let is_valid = |limit: &str| limit.parse().is_ok_and(|limit: u32| range.contains(&limit));
    let Some(limit) = request.values("limit").find(|limit| !is_valid(limit)) else {
        return Ok(());
    };
    let expected = match spec.max_limit {
        Some(max) => format!("an integer from 1 to {max}"),
        None => "a positive integer".to_owned(),
    };
    let limit = excerpt(limit, MAX_QUOTED_CHARS);
    let message = format!("invalid limit `{limit}`: expected {expected}");
    Err(Error::argument(message))
}

/// Checks an offset that is a number; others are tokens.
fn offset(request: &ApiRequest) -> Result<(), Error> {
    let spec = request.operation.spec();
    if !spec.parameters.contains(&"offset") {
        return Ok(());
    }
    let limit = request.values("limit").last();
    let limit: u64 = limit.and_then(|limit| limit.parse().ok()).unwrap_or(1);
    for offset in request.values("offset") {
        let Ok(number) = offset.parse::<i128>() else {
            continue;
        };
        let quoted = excerpt(offset, MAX_QUOTED_CHARS);
        if number < 0 {
            let message = format!("invalid offset `{quoted}`: expected a non-negative integer");
            return Err(Error::argument(message));
        }
        if let Some(window) = spec.window
            && number.saturating_add(limit.into()) > window.into()
        {
            let message = format!(
                "invalid offset `{quoted}`: offset and limit may be at most {window} together"
            );
            return Err(Error::argument(message).with_help("use a narrower filter"));
        }
    }
    Ok(())
}

fn body(request: &ApiRequest) -> Result<(), Error> {
    let Some(body) = &request.body else {
        return match request.operation.spec().body {
            BodyUse::Required => Err(Error::argument("missing body")),
            _ => Ok(()),
        };
    };
    if request.operation.spec().body == BodyUse::Unknown {
        return Ok(());
    }
    let (is_valid, expected) = match request.operation.id() {
        Some(OperationId::AggregateExternalAssets | OperationId::GetSensorAggregates) => (
            non_empty_list(Some(body)).is_some_and(|list| list.iter().all(Value::is_object)),
            "a list of aggregate requests, `[{\"name\": …}]`",
        ),
        Some(OperationId::PatchExternalAssets) => (
            non_empty_list(body.get("assets")).is_some_and(|list| list.iter().all(has_id)),
            "`{\"assets\": [{\"id\": \"…\"}]}` with an id in each asset",
        ),
        Some(OperationId::PostExternalAssetsInventoryV1) => (
            non_empty_list(body.get("data")).is_some(),
            "`{\"data\": [{\"subsidiary_id\": \"…\", \"assets\": […]}]}`",
        ),
        Some(OperationId::ApiPreemptProxyPostGraphql) => (
            is_non_blank(body.get("query")),
            "`{\"query\": \"…\"}`, with optional `variables`",
        ),
        Some(OperationId::PostPolicyRules) => (
            body.as_object().is_some_and(|rule| !rule.is_empty()),
            "a policy rule, `{\"name\": …}`",
        ),
        Some(_) => (body.is_object(), "a JSON object"),
        None => (body.is_object() || body.is_array(), "a JSON object or list"),
    };
    if is_valid {
        Ok(())
    } else {
        Err(invalid_body(expected))
    }
}

fn invalid_body(expected: &str) -> Error {
    Error::argument(format!("invalid body: expected {expected}"))
}

fn non_empty_list(value: Option<&Value>) -> Option<&Vec<Value>> {
    value?.as_array().filter(|list| !list.is_empty())
}

fn has_id(item: &Value) -> bool {
    is_non_blank(item.get("id"))
}

fn is_non_blank(value: Option<&Value>) -> bool {
    value.and_then(Value::as_str).is_some_and(is_not_blank)
}
