//! Checks of a request's arguments against the operation table, before anything is sent.
//!
//! All requests pass through here: typed, with raw query parameters, with a JSON body and by
//! operation id.

use fql::operation::{AggregateBody, IdsLocation};
use fql_syntax::excerpt;
use serde_json::Value;

use crate::api::ids;
use crate::api::operation::BodyUse;
use crate::api::operation_id::OperationId;
use crate::api::request::ApiRequest;
use crate::api::request_path::{self, missing_parameter};
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
    required_parameters(request)?;
    selection(request)?;
    repeated_parameters(request)?;
    blank_filter(request)?;
    ids(request)?;
    limit(request)?;
    offset(request)?;
    body(request)
}

fn required_parameters(request: &ApiRequest) -> Result<(), Error> {
    // A blank filter selects everything; other values may be blank.
    let is_value = |key: &str, value: &str| match key {
        "filter" => is_not_blank(value),
        _ => !value.is_empty(),
    };
    let is_given = |key: &str| request.values(key).any(|value| is_value(key, &value));
    let mut required = request.operation.spec().required.iter();
    match required.find(|key| !is_given(key)) {
        Some(key) => Err(missing_parameter(key)),
        None => Ok(()),
    }
}

/// Checks that a parameter has one value, unless its values are not documented.
pub(crate) fn repeated_parameters(request: &ApiRequest) -> Result<(), Error> {
    const SINGLE: [&str; 6] = ["filter", "sort", "limit", "offset", "after", "next_token"];
    let operation = &request.operation;
    let in_path = request_path::parameters(operation.path());
    let is_single = |key: &str| {
        operation.id().is_some() || SINGLE.contains(&key) || in_path.clone().any(|name| name == key)
    };
    let known = operation.spec().parameters.iter().map(|key| &**key);
    let mut single = known.chain(in_path.clone()).filter(|key| is_single(key));
    match single.find(|key| request.values(key).nth(1).is_some()) {
        Some(key) => {
            let error = Error::argument(format!("duplicate parameter `{key}`"));
            Err(error.with_help("pass each parameter once, except `ids`"))
        }
        None => Ok(()),
    }
}

fn blank_filter(request: &ApiRequest) -> Result<(), Error> {
    let is_filtered = request.operation.spec().parameters.contains(&"filter");
    match is_filtered && request.values("filter").any(|value| !is_not_blank(&value)) {
        true => Err(Error::argument("blank filter: it selects everything")
            .with_help("leave out the filter to select everything")),
        false => Ok(()),
    }
}

/// Checks that a write selects its targets: nothing empty selects everything.
fn selection(request: &ApiRequest) -> Result<(), Error> {
    let spec = request.operation.spec();
    if spec.body != BodyUse::Selection {
        return Ok(());
    }
    let body = request.body.as_ref();
    let in_body = |key: &str| body.and_then(|body| body.get(key));
    let actions = in_body("action_parameters").and_then(Value::as_array);
    let actions = actions.into_iter().flatten();
    let action_filters = actions
        .filter(|action| action.get("name").is_some_and(|name| name == "filter"))
        .map(|action| action.get("value"));
    // The ids of an action name the object that it changes.
    let is_missing = spec.required.contains(&"action_name") && action_filters.clone().count() == 0;
    let ids = in_body("ids").and_then(Value::as_array);
    let ids = ids.into_iter().flatten().map(Some);
    let body_values = in_body("filter").into_iter().map(Some).chain(ids);
    let body_values = body_values.chain(action_filters).map(is_non_blank);
    let values = request.values("filter").chain(request.values("ids"));
    let values = values.map(|value| is_not_blank(&value));
    let selectors: Vec<bool> = values.chain(body_values).collect();
    let message = match selectors.contains(&false) {
        true => "blank filter or id: it may select everything",
        false if is_missing => "missing action parameter `filter`",
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
    if parameter.location == IdsLocation::Query {
        let ids: Vec<_> = request.values(parameter.name).collect();
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
    let limit = excerpt(&limit, MAX_QUOTED_CHARS);
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
        let quoted = excerpt(&offset, MAX_QUOTED_CHARS);
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
    let body_use = request.operation.spec().body;
    let Some(body) = &request.body else {
        return match body_use {
            BodyUse::Required | BodyUse::Aggregates(_) => Err(Error::argument("missing body")),
            _ => Ok(()),
        };
    };
    let is_string = |key: &str| body.get(key).is_none_or(Value::is_string);
    let (is_valid, expected) = match (body_use, request.operation.id()) {
        (BodyUse::Unknown, _) => return Ok(()),
        (BodyUse::Arguments, _) => (
            body.is_object() && is_string("filter") && is_string("sort"),
            "an object with strings as `filter` and `sort`",
        ),
        (BodyUse::Aggregates(AggregateBody::List), _) => (
            non_empty_list(Some(body)).is_some_and(|list| list.iter().all(Value::is_object)),
            "a list of aggregate requests, `[{\"name\": …}]`",
        ),
        (BodyUse::Aggregates(AggregateBody::Object), _) => {
            (body.is_object(), "one aggregate request, `{\"name\": …}`")
        }
        (_, Some(OperationId::PatchExternalAssets)) => (
            non_empty_list(body.get("assets")).is_some_and(|list| list.iter().all(has_id)),
            "`{\"assets\": [{\"id\": \"…\"}]}` with an id in each asset",
        ),
        (_, Some(OperationId::PostExternalAssetsInventoryV1)) => (
            non_empty_list(body.get("data")).is_some(),
            "`{\"data\": [{\"subsidiary_id\": \"…\", \"assets\": […]}]}`",
        ),
        (_, Some(OperationId::ApiPreemptProxyPostGraphql)) => (
            is_non_blank(body.get("query")),
            "`{\"query\": \"…\"}`, with optional `variables`",
        ),
        (_, Some(OperationId::PostPolicyRules)) => (
            body.as_object().is_some_and(|rule| !rule.is_empty()),
            "a policy rule, `{\"name\": …}`",
        ),
        (_, Some(_)) => (body.is_object(), "a JSON object"),
        (_, None) => (body.is_object() || body.is_array(), "a JSON object or list"),
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
