//! What is checked before anything is sent, by what the documents say of each operation.
//!
//! It is one check for every way to make a call: typed, with `parameters`, with a JSON body, and
//! by operation id.

use serde_json::Value;

use crate::api::call::KEY_VALUE_LIMIT;
use crate::api::ids;
use crate::api::operation::{BodyUse, IdPlace, OperationId};
use crate::api::request::ApiRequest;
use crate::error::Error;
use crate::http::text::one_line;

/// Refuses a call whose arguments are not what its operation takes.
pub(crate) fn arguments(call: &ApiRequest) -> Result<(), Error> {
    required(call)?;
    ids_given(call)?;
    limit(call)?;
    body(call)
}

fn refuse<T>(call: &ApiRequest, message: impl Into<String>) -> Result<T, Error> {
    Err(Error::argument(Some(call.operation), message))
}

fn required(call: &ApiRequest) -> Result<(), Error> {
    for key in call.operation.spec().required {
        if call.values(key).all(str::is_empty) {
            return refuse(call, format!("`{key}` is not given: it is needed"));
        }
    }
    Ok(())
}

fn ids_given(call: &ApiRequest) -> Result<(), Error> {
    let Some(slot) = call.operation.spec().ids else {
        return Ok(());
    };
    match slot.place {
        IdPlace::Query => ids::check(call.operation, &call.values("ids").collect::<Vec<_>>()),
        IdPlace::Body => {
            let listed = call
                .body
                .as_ref()
                .and_then(|body| body.get("ids")?.as_array());
            let Some(listed) = listed else {
                return refuse(call, "the body has no ids: write `{\"ids\": [\"…\"]}`");
            };
            let texts: Option<Vec<&str>> = listed.iter().map(Value::as_str).collect();
            match texts {
                Some(texts) => ids::check(call.operation, &texts),
                None => refuse(call, "an id is no text: write `{\"ids\": [\"…\"]}`"),
            }
        }
    }
}

fn limit(call: &ApiRequest) -> Result<(), Error> {
    let spec = call.operation.spec();
    if !spec.parameters.contains(&"limit") {
        return Ok(());
    }
    let max = spec.max_limit.unwrap_or(u32::MAX);
    for given in call.values("limit") {
        if !given
            .parse()
            .is_ok_and(|limit: u32| (1..=max).contains(&limit))
        {
            let range = spec.max_limit.map_or_else(
                || "a number from 1 on".to_owned(),
                |max| format!("a number from 1 to {max}"),
            );
            let given = one_line(given, KEY_VALUE_LIMIT);
            return refuse(
                call,
                format!("the limit `{given}` is out of range: write {range}"),
            );
        }
    }
    Ok(())
}

fn body(call: &ApiRequest) -> Result<(), Error> {
    let Some(body) = &call.body else {
        return match call.operation.spec().body {
            BodyUse::Required => refuse(call, "no body is given: it is the request"),
            BodyUse::None | BodyUse::Optional => Ok(()),
        };
    };
    match call.operation {
        OperationId::AggregateExternalAssets | OperationId::GetSensorAggregates => {
            let list = body
                .as_array()
                .is_some_and(|list| !list.is_empty() && list.iter().all(Value::is_object));
            wanted(
                call,
                list,
                "a list of aggregate requests, `[{\"name\": …}]`",
            )
        }
        OperationId::PatchExternalAssets => {
            let assets = filled_list(body, "assets");
            let wants = "`{\"assets\": [{\"id\": \"…\"}]}`, each asset with its id";
            wanted(
                call,
                assets.is_some_and(|list| list.iter().all(has_id)),
                wants,
            )
        }
        OperationId::PostExternalAssetsInventoryV1 => {
            let data = filled_list(body, "data").is_some();
            wanted(
                call,
                data,
                "`{\"data\": [{\"subsidiary_id\": \"…\", \"assets\": […]}]}`",
            )
        }
        OperationId::ApiPreemptProxyPostGraphql => {
            let query = body.get("query").and_then(Value::as_str);
            let written = query.is_some_and(|query| !query.trim().is_empty());
            wanted(
                call,
                written,
                "`{\"query\": \"…\"}`, with `variables` where there are any",
            )
        }
        OperationId::PostPolicyRules => {
            let filled = body.as_object().is_some_and(|rule| !rule.is_empty());
            wanted(call, filled, "a policy rule, `{\"name\": …}`")
        }
        _ => wanted(call, body.is_object(), "a JSON object"),
    }
}

fn wanted(call: &ApiRequest, holds: bool, wants: &str) -> Result<(), Error> {
    if holds {
        Ok(())
    } else {
        refuse(
            call,
            format!("the body is not what it takes: write {wants}"),
        )
    }
}

fn filled_list<'b>(body: &'b Value, key: &str) -> Option<&'b Vec<Value>> {
    body.get(key)?.as_array().filter(|list| !list.is_empty())
}

fn has_id(item: &Value) -> bool {
    item.get("id")
        .and_then(Value::as_str)
        .is_some_and(|id| !id.trim().is_empty())
}
