//! Identity Protection.

use reqwest::Method;
use rusty_falcon::apis::identity_entities_api as entities;
use rusty_falcon::apis::identity_protection_api as api;
use rusty_falcon::models;
use serde_json::{Value, json};

use super::{FIRST_STATUS, Fault, Row, call, terms};
use crate::outcome::Outcome::{Nothing, Refused, Whole};
use crate::outcome::Seen;
use crate::plain::Plain;

const RULES: &str = "/identity-protection/entities/policy-rules/v1";
const USERS: &str = "{ entities(types: [USER], first: 2) \
                     { nodes { primaryDisplayName } pageInfo { hasNextPage endCursor } } }";
const DISCARDS: &str = "its `Ok` is `()`: the body is not read, so what the call is for is not to \
                        be had";

pub(super) fn sensors() -> Vec<Row> {
    vec![
        Row {
            operation: "GetSensorAggregates",
            asked: "terms of `status`",
            plain: Plain::post(
                "/identity-protection/aggregates/devices/GET/v1",
                json!([{ "name": "by status", "type": "terms", "field": "status" }]),
            ),
            right: (200, vec![("/resources/0/buckets/1/count", json!(1))]),
            call: call(|cfg| async move {
                let body = terms("by status", "status");
                let answer = entities::get_sensor_aggregates(&cfg, body.clone()).await;
                Seen::of(json!(body), answer)
            }),
            expected: Whole,
            unasked: 13,
            fault: Fault::Client(
                "as for assets; and it sends one object where the documentation has a list, \
                    which the sandbox takes too",
            ),
        },
        Row {
            operation: "GetSensorDetails",
            asked: "two sensors",
            plain: Plain::post(
                "/identity-protection/entities/devices/GET/v1",
                json!({ "ids": ["sensor-1", "sensor-2"] }),
            ),
            right: (200, vec![("/resources/1/status", json!("unprotected"))]),
            call: call(|cfg| async move {
                let ids = ["sensor-1", "sensor-2"].map(str::to_owned);
                let body = models::MsaIdsRequest { ids: ids.into() };
                let answer = entities::get_sensor_details(&cfg, body.clone()).await;
                Seen::of(json!(body), answer)
            }),
            expected: Whole,
            unasked: 0,
            fault: Fault::None,
        },
        Row {
            operation: "QuerySensorsByFilter",
            asked: "a filter and a sort",
            plain: Plain::get(
                "/identity-protection/queries/devices/v1",
                &[
                    ("limit", "10"),
                    ("sort", "hostname.desc"),
                    ("filter", "cid:'customer'"),
                ],
            ),
            right: (200, vec![("/resources", json!(["sensor-2", "sensor-1"]))]),
            call: call(|cfg| async move {
                let (sort, filter) = (Some("hostname.desc"), Some("cid:'customer'"));
                let page = entities::query_sensors_by_filter(&cfg, None, Some(10), sort, filter);
                Seen::of(Value::Null, page.await)
            }),
            expected: Whole,
            unasked: 0,
            fault: Fault::None,
        },
    ]
}

pub(super) fn policy_rules_and_graphql() -> Vec<Row> {
    vec![
        Row {
            operation: "api_preempt_proxy_post_graphql",
            asked: "the names of two users",
            plain: Plain::post(
                "/identity-protection/combined/graphql/v1",
                json!({ "query": USERS }),
            ),
            right: (
                200,
                vec![("/data/entities/pageInfo/hasNextPage", json!(true))],
            ),
            call: call(|cfg| async move {
                let body = models::SwaggerGraphQlQuery::new(USERS.to_owned());
                let answer = api::api_preempt_proxy_post_graphql(&cfg, body.clone()).await;
                Seen::of(json!(body), answer)
            }),
            expected: Nothing,
            unasked: 0,
            fault: Fault::Client(
                "its `Ok` is `()`: neither the data nor GraphQL's errors nor the cursor of the \
                    next page are to be had; and its body has no place for `variables`",
            ),
        },
        Row {
            operation: "get_policy_rules",
            asked: "one by its id",
            plain: Plain::get(RULES, &[("ids", "rule-1")]),
            right: (
                200,
                vec![("/resources/0/name", json!("MFA for administrators"))],
            ),
            call: call(|cfg| async move {
                let ids = vec!["rule-1".to_owned()];
                let answer = api::api_preempt_proxy_get_policy_rules(&cfg, ids).await;
                Seen::of(Value::Null, answer)
            }),
            expected: Nothing,
            unasked: 0,
            fault: Fault::Client(DISCARDS),
        },
        Row {
            operation: "get_policy_rules",
            asked: "an unknown id",
            plain: Plain::get(RULES, &[("ids", "nothing")]),
            right: (404, vec![("/errors/0/code", json!(404))]),
            call: call(|cfg| async move {
                let ids = vec!["nothing".to_owned()];
                let answer = api::api_preempt_proxy_get_policy_rules(&cfg, ids).await;
                Seen::of(Value::Null, answer)
            }),
            expected: Refused(404, "Status403".to_owned()),
            unasked: 0,
            fault: Fault::Client(FIRST_STATUS),
        },
        Row {
            operation: "get_policy_rules_query",
            asked: "those that are enabled",
            plain: Plain::get(
                "/identity-protection/queries/policy-rules/v1",
                &[("enabled", "true")],
            ),
            right: (200, vec![("/resources", json!(["rule-1"]))]),
            call: call(|cfg| async move {
                let enabled = Some(true);
                let answer =
                    api::api_preempt_proxy_get_policy_rules_query(&cfg, enabled, None, None);
                Seen::of(Value::Null, answer.await)
            }),
            expected: Nothing,
            unasked: 0,
            fault: Fault::Client(DISCARDS),
        },
        Row {
            operation: "post_policy_rules",
            asked: "a rule that is not enabled",
            plain: Plain::post(
                RULES,
                json!({
                    "name": "new", "action": "BLOCK", "trigger": "access",
                    "enabled": false, "simulationMode": false,
                }),
            ),
            right: (200, vec![("/resources/0/enabled", json!(false))]),
            call: call(|cfg| async move {
                let [action, name, trigger] = ["BLOCK", "new", "access"].map(str::to_owned);
                let body =
                    models::TypesPolicyRulesCreateBody::new(action, false, name, false, trigger);
                let answer = api::api_preempt_proxy_post_policy_rules(&cfg, body.clone()).await;
                Seen::of(json!(body), answer)
            }),
            expected: Nothing,
            unasked: 0,
            fault: Fault::Client(
                "the rule is created, and its id, which only the answer says, is not to be had",
            ),
        },
        Row {
            operation: "delete_policy_rules",
            asked: "a rule, and one that there is not",
            plain: Plain {
                method: Method::DELETE,
                path: RULES,
                query: &[("ids", "rule-2"), ("ids", "nothing")],
                body: Value::Null,
            },
            right: (
                200,
                vec![
                    ("/resources", json!(["rule-2"])),
                    ("/errors/0/id", json!("nothing")),
                ],
            ),
            call: call(|cfg| async move {
                let ids = ["rule-2", "nothing"].map(str::to_owned);
                let answer = api::api_preempt_proxy_delete_policy_rules(&cfg, ids.into()).await;
                Seen::of(Value::Null, answer)
            }),
            expected: Nothing,
            unasked: 0,
            fault: Fault::Client(
                "the rule is deleted, and the error about the other one is not to be had: \
                    `Ok(())` says that all went well",
            ),
        },
    ]
}
