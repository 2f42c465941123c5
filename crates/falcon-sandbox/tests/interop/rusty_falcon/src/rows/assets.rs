//! External assets.

use reqwest::Method;
use rusty_falcon::apis::exposure_management_api as api;
use rusty_falcon::models;
use serde_json::{Value, json};

use super::{FIRST_STATUS, Fault, Row, call, terms};
use crate::outcome::Outcome::{Fails, Loses, Refused, Whole};
use crate::outcome::Seen;
use crate::plain::Plain;

const ASSETS: &str = "/fem/entities/external-assets/v1";

pub(super) fn assets() -> Vec<Row> {
    let details = |asked, query, id: &'static str, expected, fault| Row {
        operation: "get_external_assets",
        asked,
        plain: Plain::get(ASSETS, query),
        right: (200, vec![("/resources/0/id", json!(id))]),
        call: call(move |cfg| async move {
            let ids = vec![id.to_owned()];
            Seen::of(Value::Null, api::get_external_assets(&cfg, ids).await)
        }),
        expected,
        unasked: 0,
        fault,
    };
    let page = |asked, query, limit, ids, expected, fault| Row {
        operation: "query_external_assets_v2",
        asked,
        plain: Plain::get("/fem/queries/external-assets/v2", query),
        right: (200, vec![("/resources", ids)]),
        call: call(move |cfg| async move {
            let filter = Some("criticality:'Critical'");
            let page = api::query_external_assets_v2(&cfg, None, Some(limit), None, filter);
            Seen::of(Value::Null, page.await)
        }),
        expected,
        unasked: 0,
        fault,
    };
    vec![
        Row {
            operation: "aggregate_external_assets",
            asked: "terms of `criticality`",
            plain: Plain::post(
                "/fem/aggregates/external-assets/v1",
                json!([{ "name": "by criticality", "type": "terms", "field": "criticality" }]),
            ),
            right: (
                200,
                vec![
                    ("/resources/0/buckets/0/label", json!("Critical")),
                    ("/resources/0/buckets/0/count", json!(2)),
                ],
            ),
            call: call(|cfg| async move {
                let body = vec![terms("by criticality", "criticality")];
                let answer = api::aggregate_external_assets(&cfg, body.clone()).await;
                Seen::of(json!(body), answer)
            }),
            expected: Whole,
            unasked: 13,
            fault: Fault::Client(
                "sixteen members are required in any request: empty ones are sent for what was \
                    not asked for, such as `size: 0` and `interval: \"\"`",
            ),
        },
        details(
            "an asset of the API definition's shape",
            &[("ids", "asset-1")],
            "asset-1",
            Whole,
            Fault::None,
        ),
        details(
            "an asset with a field that can be filtered by",
            &[("ids", "asset-3")],
            "asset-3",
            Loses("`resources[].connectivity_status`".to_owned()),
            Fault::Client("a member that its model does not have is dropped"),
        ),
        Row {
            operation: "get_external_assets",
            asked: "an unknown id",
            plain: Plain::get(ASSETS, &[("ids", "nothing")]),
            right: (404, vec![("/errors/0/code", json!(404))]),
            call: call(|cfg| async move {
                let ids = vec!["nothing".to_owned()];
                Seen::of(Value::Null, api::get_external_assets(&cfg, ids).await)
            }),
            expected: Refused(404, "Status400".to_owned()),
            unasked: 0,
            fault: Fault::Client(FIRST_STATUS),
        },
        Row {
            operation: "delete_external_assets",
            asked: "one asset, with a reason",
            plain: Plain {
                method: Method::DELETE,
                path: ASSETS,
                query: &[("ids", "asset-2")],
                body: json!({ "description": "not ours" }),
            },
            right: (200, vec![("/resources", json!(["asset-2"]))]),
            call: call(|cfg| async move {
                let body = models::DomainExternalAssetApiDeleteRequestV1 {
                    description: Some("not ours".to_owned()),
                };
                let ids = vec!["asset-2".to_owned()];
                let answer = api::delete_external_assets(&cfg, ids, body.clone()).await;
                Seen::of(json!(body), answer)
            }),
            expected: Whole,
            unasked: 0,
            fault: Fault::None,
        },
        Row {
            operation: "patch_external_assets",
            asked: "another criticality",
            plain: Plain {
                method: Method::PATCH,
                path: ASSETS,
                query: &[],
                body: json!({ "assets": [{ "id": "asset-1", "criticality": "High" }] }),
            },
            right: (200, vec![("/resources/0/criticality", json!("High"))]),
            call: call(|cfg| async move {
                let asset = models::DomainExternalAssetsApiPatch {
                    id: "asset-1".to_owned(),
                    criticality: Some("High".to_owned()),
                    ..Default::default()
                };
                let body = models::DomainExternalAssetApiPatchRequestV1 {
                    assets: vec![asset],
                };
                let answer = api::patch_external_assets(&cfg, body.clone()).await;
                Seen::of(json!(body), answer)
            }),
            expected: Whole,
            unasked: 0,
            fault: Fault::None,
        },
        Row {
            operation: "query_external_assets",
            asked: "a filter, from an offset",
            plain: Plain::get(
                "/fem/queries/external-assets/v1",
                &[
                    ("offset", "1"),
                    ("limit", "1"),
                    ("filter", "asset_type:'ip'"),
                ],
            ),
            right: (200, vec![("/resources", json!(["asset-3"]))]),
            call: call(|cfg| async move {
                let filter = Some("asset_type:'ip'");
                let page = api::query_external_assets(&cfg, Some("1"), Some(1), None, filter);
                Seen::of(Value::Null, page.await)
            }),
            expected: Fails("invalid type: string \"1\", expected i32".to_owned()),
            unasked: 0,
            fault: Fault::Definition(
                "an offset is sent as text and read as a number; the sandbox says it \
                 as it was sent",
            ),
        },
        page(
            "a filter, the first page of two",
            &[("limit", "1"), ("filter", "criticality:'Critical'")],
            1,
            json!(["asset-1"]),
            Whole,
            Fault::None,
        ),
        page(
            "the same filter, a page that is the last",
            &[("limit", "100"), ("filter", "criticality:'Critical'")],
            100,
            json!(["asset-1", "asset-3"]),
            Fails("missing field `after`".to_owned()),
            Fault::Definition(
                "`after` is required, and the last page has none: it is how a listing ends; whoever \
                 has few assets never gets their ids",
            ),
        ),
    ]
}
