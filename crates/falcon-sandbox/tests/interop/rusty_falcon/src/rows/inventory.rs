//! The inventory of external assets, their blobs and subsidiaries.

use rusty_falcon::apis::exposure_management_api as api;
use rusty_falcon::models;
use serde_json::{Value, json};

use super::{Cause, Row, call};
use crate::outcome::CallResult;
use crate::outcome::Outcome::{Complete, Failed};
use crate::plain::PlainRequest;

const EMBEDDED: &str = "the definition nests `meta` and `errors` in a member \
                        `FemEcosystemSubsidiariesResponseFields`, apparently an embedded type of the \
                        server; in all other responses they are siblings of `resources`";

pub(super) fn inventory_and_blobs() -> Vec<Row> {
    const BLOB: &[(&str, &str)] = &[("assetId", "asset-1"), ("hash", "cafe")];
    vec![
        Row {
            operation: "post_external_assets_inventory_v1",
            request: "one address",
            plain: PlainRequest::post(
                "/fem/entities/external-asset-inventory/v1",
                json!({ "data": [{
                    "subsidiary_id": "subsidiary-1",
                    "assets": [{ "id": "mine", "value": "192.0.2.99" }],
                }] }),
            ),
            response: (
                200,
                vec![
                    ("/resources/0/value", json!("192.0.2.99")),
                    ("/resources/0/subsidiary/id", json!("subsidiary-1")),
                ],
            ),
            call: call(|cfg| async move {
                let asset = models::InventoryapiUserExternalAsset {
                    id: "mine".to_owned(),
                    value: "192.0.2.99".to_owned(),
                };
                let body = models::InventoryapiUserExternalAssetCreateRequestV1 {
                    data: vec![models::InventoryapiUserExternalAssetCreate {
                        assets: vec![asset],
                        subsidiary_id: "subsidiary-1".to_owned(),
                    }],
                };
                let response = api::post_external_assets_inventory_v1(&cfg, body.clone()).await;
                CallResult::new(json!(body), response)
            }),
            expected: Complete,
            extra_members: 0,
            cause: Cause::None,
        },
        Row {
            operation: "blob_download_external_assets",
            request: "a banner",
            plain: PlainRequest::get("/fem/entities/blobs-download/v1", BLOB),
            response: (
                200,
                vec![("/content_type", json!("application/octet-stream"))],
            ),
            call: call(|cfg| async move {
                let blob = api::blob_download_external_assets(&cfg, "asset-1", "cafe").await;
                CallResult::new(Value::Null, blob)
            }),
            expected: Failed(
                "Received `application/octet-stream` content type response that cannot be \
                 converted to `Vec&lt;i32&gt;`"
                    .to_owned(),
            ),
            extra_members: 0,
            cause: Cause::Client(
                "it parses the bytes as a JSON list of numbers; the documented content type is \
                 `application/octet-stream`",
            ),
        },
        Row {
            operation: "blob_preview_external_assets",
            request: "the same banner",
            plain: PlainRequest::get("/fem/entities/blobs-preview/v1", BLOB),
            response: (200, vec![("/errors", json!([]))]),
            call: call(|cfg| async move {
                let blob = api::blob_preview_external_assets(&cfg, "asset-1", "cafe").await;
                CallResult::new(Value::Null, blob)
            }),
            expected: Complete,
            extra_members: 0,
            cause: Cause::None,
        },
    ]
}

pub(super) fn subsidiaries() -> Vec<Row> {
    let missing = || Failed("missing field `FemEcosystemSubsidiariesResponseFields`".to_owned());
    vec![
        Row {
            operation: "combined_ecosystem_subsidiaries",
            request: "the first by name, descending",
            plain: PlainRequest::get(
                "/fem/combined/ecosystem-subsidiaries/v1",
                &[("limit", "1"), ("sort", "name|desc")],
            ),
            response: (200, vec![("/resources/0/name", json!("Example Logistics"))]),
            call: call(|cfg| async move {
                let sort = Some("name|desc");
                let page =
                    api::combined_ecosystem_subsidiaries(&cfg, None, Some(1), None, sort, None);
                CallResult::new(Value::Null, page.await)
            }),
            expected: missing(),
            extra_members: 0,
            cause: Cause::Definition(EMBEDDED),
        },
        Row {
            operation: "get_ecosystem_subsidiaries",
            request: "a subsidiary by id",
            plain: PlainRequest::get(
                "/fem/entities/ecosystem-subsidiaries/v1",
                &[("ids", "subsidiary-1")],
            ),
            response: (200, vec![("/resources/0/id", json!("subsidiary-1"))]),
            call: call(|cfg| async move {
                let ids = vec!["subsidiary-1".to_owned()];
                let found = api::get_ecosystem_subsidiaries(&cfg, ids, None).await;
                CallResult::new(Value::Null, found)
            }),
            expected: missing(),
            extra_members: 0,
            cause: Cause::Definition(EMBEDDED),
        },
        Row {
            operation: "query_ecosystem_subsidiaries",
            request: "a filter",
            plain: PlainRequest::get(
                "/fem/queries/ecosystem-subsidiaries/v1",
                &[("filter", "primary_domain:'example.net'")],
            ),
            response: (200, vec![("/resources", json!(["subsidiary-2"]))]),
            call: call(|cfg| async move {
                let filter = Some("primary_domain:'example.net'");
                let page = api::query_ecosystem_subsidiaries(&cfg, None, None, filter, None, None);
                CallResult::new(Value::Null, page.await)
            }),
            expected: missing(),
            extra_members: 0,
            cause: Cause::Definition(EMBEDDED),
        },
    ]
}
