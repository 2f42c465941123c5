//! External assets.

use reqwest::Method;
use rusty_falcon::apis::exposure_management_api as api;
use rusty_falcon::models;
use serde_json::{Value, json};

use super::{Cause, FIRST_STATUS, Row, call, terms};
use crate::outcome::CallResult;
use crate::outcome::Outcome::{ApiError, Complete, Failed, Incomplete};
use crate::plain::PlainRequest;

const ASSETS: &str = "/fem/entities/external-assets/v1";

pub(super) fn aggregates_and_details() -> Vec<Row> {
    let details = |request, query, id: &'static str, expected, cause| Row {
        operation: "get_external_assets",
        request,
        plain: PlainRequest::get(ASSETS, query),
        response: (200, vec![("/resources/0/id", json!(id))]),
        call: call(move |cfg| async move {
            let ids = vec![id.to_owned()];
            CallResult::new(Value::Null, api::get_external_assets(&cfg, ids).await)
        }),
        expected,
        extra_members: 0,
        cause,
    };
    vec![
        Row {
            operation: "aggregate_external_assets",
            request: "terms of `criticality`",
            plain: PlainRequest::post(
                "/fem/aggregates/external-assets/v1",
                json!([{ "name": "by criticality", "type": "terms", "field": "criticality" }]),
            ),
            response: (
                200,
                vec![
                    ("/resources/0/buckets/0/label", json!("Critical")),
                    ("/resources/0/buckets/0/count", json!(2)),
                ],
            ),
            call: call(|cfg| async move {
                let body = vec![terms("by criticality", "criticality")];
                let response = api::aggregate_external_assets(&cfg, body.clone()).await;
                CallResult::new(json!(body), response)
            }),
            expected: Complete,
            extra_members: 13,
            cause: Cause::Client(
                "its model requires sixteen members, so it sends empty values for those that were \
                 not set, such as `size: 0` and `interval: \"\"`",
            ),
        },
        details(
            "an asset as the API definition describes it",
            &[("ids", "asset-1")],
            "asset-1",
            Complete,
            Cause::None,
        ),
        details(
            "an asset with a filterable field outside the definition",
            &[("ids", "asset-3")],
            "asset-3",
            Incomplete("`resources[].connectivity_status`".to_owned()),
            Cause::Client("it drops members that its model does not have"),
        ),
        Row {
            operation: "get_external_assets",
            request: "an unknown id",
            plain: PlainRequest::get(ASSETS, &[("ids", "nothing")]),
            response: (404, vec![("/errors/0/code", json!(404))]),
            call: call(|cfg| async move {
                let ids = vec!["nothing".to_owned()];
                CallResult::new(Value::Null, api::get_external_assets(&cfg, ids).await)
            }),
            expected: ApiError(404, "Status400".to_owned()),
            extra_members: 0,
            cause: Cause::Client(FIRST_STATUS),
        },
    ]
}

pub(super) fn writes() -> Vec<Row> {
    vec![
        Row {
            operation: "delete_external_assets",
            request: "one asset, with a reason",
            plain: PlainRequest {
                method: Method::DELETE,
                path: ASSETS,
                query: &[("ids", "asset-2")],
                body: json!({ "description": "not ours" }),
            },
            response: (200, vec![("/resources", json!(["asset-2"]))]),
            call: call(|cfg| async move {
                let body = models::DomainExternalAssetApiDeleteRequestV1 {
                    description: Some("not ours".to_owned()),
                };
                let ids = vec!["asset-2".to_owned()];
                let response = api::delete_external_assets(&cfg, ids, body.clone()).await;
                CallResult::new(json!(body), response)
            }),
            expected: Complete,
            extra_members: 0,
            cause: Cause::None,
        },
        Row {
            operation: "patch_external_assets",
            request: "a criticality",
            plain: PlainRequest {
                method: Method::PATCH,
                path: ASSETS,
                query: &[],
                body: json!({ "assets": [{ "id": "asset-1", "criticality": "High" }] }),
            },
            response: (200, vec![("/resources/0/criticality", json!("High"))]),
            call: call(|cfg| async move {
                let asset = models::DomainExternalAssetsApiPatch {
                    id: "asset-1".to_owned(),
                    criticality: Some("High".to_owned()),
                    ..Default::default()
                };
                let body = models::DomainExternalAssetApiPatchRequestV1 {
                    assets: vec![asset],
                };
                let response = api::patch_external_assets(&cfg, body.clone()).await;
                CallResult::new(json!(body), response)
            }),
            expected: Complete,
            extra_members: 0,
            cause: Cause::None,
        },
    ]
}

pub(super) fn queries() -> Vec<Row> {
    let page = |request, query, limit, ids, expected, cause| Row {
        operation: "query_external_assets_v2",
        request,
        plain: PlainRequest::get("/fem/queries/external-assets/v2", query),
        response: (200, vec![("/resources", ids)]),
        call: call(move |cfg| async move {
            let filter = Some("criticality:'Critical'");
            let page = api::query_external_assets_v2(&cfg, None, Some(limit), None, filter);
            CallResult::new(Value::Null, page.await)
        }),
        expected,
        extra_members: 0,
        cause,
    };
    vec![
        Row {
            operation: "query_external_assets",
            request: "a filter and an offset",
            plain: PlainRequest::get(
                "/fem/queries/external-assets/v1",
                &[
                    ("offset", "1"),
                    ("limit", "1"),
                    ("filter", "asset_type:'ip'"),
                ],
            ),
            response: (200, vec![("/resources", json!(["asset-3"]))]),
            call: call(|cfg| async move {
                let filter = Some("asset_type:'ip'");
                let page = api::query_external_assets(&cfg, Some("1"), Some(1), None, filter);
                CallResult::new(Value::Null, page.await)
            }),
            expected: Failed("invalid type: string \"1\", expected i32".to_owned()),
            extra_members: 0,
            cause: Cause::Definition(
                "the request contains the offset as a string, the definition declares a number in the \
                 response; the sandbox returns the string",
            ),
        },
        page(
            "a filter, first of two pages",
            &[("limit", "1"), ("filter", "criticality:'Critical'")],
            1,
            json!(["asset-1"]),
            Complete,
            Cause::None,
        ),
        page(
            "the same filter, last page",
            &[("limit", "100"), ("filter", "criticality:'Critical'")],
            100,
            json!(["asset-1", "asset-3"]),
            Failed("missing field `after`".to_owned()),
            Cause::Definition(
                "the definition requires `after`, which the last page does not have: a listing of a \
                 single page always fails",
            ),
        ),
    ]
}
