//! Identity Protection.

use reqwest::Method;
use rusty_falcon::apis::identity_entities_api as entities;
use rusty_falcon::apis::identity_protection_api as api;
use rusty_falcon::models;
use serde_json::{Value, json};

use super::{Cause, FIRST_STATUS, Row, call, terms};
use crate::outcome::CallResult;
use crate::outcome::Outcome::{ApiError, Complete, Discarded};
use crate::plain::PlainRequest;

const RULES: &str = "/identity-protection/entities/policy-rules/v1";
const USERS: &str = "{ entities(types: [USER], first: 2) \
                     { nodes { primaryDisplayName } pageInfo { hasNextPage endCursor } } }";
const DISCARDS: &str = "it returns `Ok(())` and discards the response";

pub(super) fn sensors() -> Vec<Row> {
    vec![
        Row {
            operation: "GetSensorAggregates",
            request: "terms of `status`",
            plain: PlainRequest::post(
                "/identity-protection/aggregates/devices/GET/v1",
                json!([{ "name": "by status", "type": "terms", "field": "status" }]),
            ),
            response: (200, vec![("/resources/0/buckets/1/count", json!(1))]),
            call: call(|cfg| async move {
                let body = terms("by status", "status");
                let response = entities::get_sensor_aggregates(&cfg, body.clone()).await;
                CallResult::new(json!(body), response)
            }),
            expected: Complete,
            extra_members: 13,
            cause: Cause::Client(
                "as for assets; it also sends an object instead of the documented list, which the \
                 sandbox accepts",
            ),
        },
        Row {
            operation: "GetSensorDetails",
            request: "two sensors",
            plain: PlainRequest::post(
                "/identity-protection/entities/devices/GET/v1",
                json!({ "ids": ["sensor-1", "sensor-2"] }),
            ),
            response: (200, vec![("/resources/1/status", json!("unprotected"))]),
            call: call(|cfg| async move {
                let ids = ["sensor-1", "sensor-2"].map(str::to_owned);
                let body = models::MsaIdsRequest { ids: ids.into() };
                let response = entities::get_sensor_details(&cfg, body.clone()).await;
                CallResult::new(json!(body), response)
            }),
            expected: Complete,
            extra_members: 0,
            cause: Cause::None,
        },
        Row {
            operation: "QuerySensorsByFilter",
            request: "a filter and a sort",
            plain: PlainRequest::get(
                "/identity-protection/queries/devices/v1",
                &[
                    ("limit", "10"),
                    ("sort", "hostname.desc"),
                    ("filter", "cid:'customer'"),
                ],
            ),
            response: (200, vec![("/resources", json!(["sensor-2", "sensor-1"]))]),
            call: call(|cfg| async move {
                let (sort, filter) = (Some("hostname.desc"), Some("cid:'customer'"));
                let page = entities::query_sensors_by_filter(&cfg, None, Some(10), sort, filter);
                CallResult::new(Value::Null, page.await)
            }),
            expected: Complete,
            extra_members: 0,
            cause: Cause::None,
        },
    ]
}

pub(super) fn graphql_and_rule_queries() -> Vec<Row> {
    vec![
        Row {
            operation: "api_preempt_proxy_post_graphql",
            request: "the names of two users",
            plain: PlainRequest::post(
                "/identity-protection/combined/graphql/v1",
                json!({ "query": USERS }),
            ),
            response: (
                200,
                vec![("/data/entities/pageInfo/hasNextPage", json!(true))],
            ),
            call: call(|cfg| async move {
                let body = models::SwaggerGraphQlQuery::new(USERS.to_owned());
                let response = api::api_preempt_proxy_post_graphql(&cfg, body.clone()).await;
                CallResult::new(json!(body), response)
            }),
            expected: Discarded,
            extra_members: 0,
            cause: Cause::Client(
                "it returns `Ok(())` and discards the data, the errors and the cursor of the next \
                 page; its request body has no `variables`",
            ),
        },
        Row {
            operation: "get_policy_rules",
            request: "a rule by id",
            plain: PlainRequest::get(RULES, &[("ids", "rule-1")]),
            response: (
                200,
                vec![("/resources/0/name", json!("MFA for administrators"))],
            ),
            call: call(|cfg| async move {
                let ids = vec!["rule-1".to_owned()];
                let response = api::api_preempt_proxy_get_policy_rules(&cfg, ids).await;
                CallResult::new(Value::Null, response)
            }),
            expected: Discarded,
            extra_members: 0,
            cause: Cause::Client(DISCARDS),
        },
        Row {
            operation: "get_policy_rules",
            request: "an unknown id",
            plain: PlainRequest::get(RULES, &[("ids", "nothing")]),
            response: (404, vec![("/errors/0/code", json!(404))]),
            call: call(|cfg| async move {
                let ids = vec!["nothing".to_owned()];
                let response = api::api_preempt_proxy_get_policy_rules(&cfg, ids).await;
                CallResult::new(Value::Null, response)
            }),
            expected: ApiError(404, "Status403".to_owned()),
            extra_members: 0,
            cause: Cause::Client(FIRST_STATUS),
        },
        Row {
            operation: "get_policy_rules_query",
            request: "enabled rules",
            plain: PlainRequest::get(
                "/identity-protection/queries/policy-rules/v1",
                &[("enabled", "true")],
            ),
            response: (200, vec![("/resources", json!(["rule-1"]))]),
            call: call(|cfg| async move {
                let enabled = Some(true);
                let response =
                    api::api_preempt_proxy_get_policy_rules_query(&cfg, enabled, None, None);
                CallResult::new(Value::Null, response.await)
            }),
            expected: Discarded,
            extra_members: 0,
            cause: Cause::Client(DISCARDS),
        },
    ]
}

pub(super) fn rule_writes() -> Vec<Row> {
    vec![
        Row {
            operation: "post_policy_rules",
            request: "a disabled rule",
            plain: PlainRequest::post(
                RULES,
                json!({
                    "name": "new", "action": "BLOCK", "trigger": "access",
                    "enabled": false, "simulationMode": false,
                }),
            ),
            response: (200, vec![("/resources/0/enabled", json!(false))]),
            call: call(|cfg| async move {
                let [action, name, trigger] = ["BLOCK", "new", "access"].map(str::to_owned);
                let body =
                    models::TypesPolicyRulesCreateBody::new(action, false, name, false, trigger);
                let response = api::api_preempt_proxy_post_policy_rules(&cfg, body.clone()).await;
                CallResult::new(json!(body), response)
            }),
            expected: Discarded,
            extra_members: 0,
            cause: Cause::Client("it creates the rule, but discards the id in the response"),
        },
        Row {
            operation: "delete_policy_rules",
            request: "a rule and an unknown id",
            plain: PlainRequest {
                method: Method::DELETE,
                path: RULES,
                query: &[("ids", "rule-2"), ("ids", "nothing")],
                body: Value::Null,
            },
            response: (
                200,
                vec![
                    ("/resources", json!(["rule-2"])),
                    ("/errors/0/id", json!("nothing")),
                ],
            ),
            call: call(|cfg| async move {
                let ids = ["rule-2", "nothing"].map(str::to_owned);
                let response = api::api_preempt_proxy_delete_policy_rules(&cfg, ids.into()).await;
                CallResult::new(Value::Null, response)
            }),
            expected: Discarded,
            extra_members: 0,
            cause: Cause::Client(
                "it deletes the rule, but discards the error about the unknown one: `Ok(())` looks \
                 like success",
            ),
        },
    ]
}
