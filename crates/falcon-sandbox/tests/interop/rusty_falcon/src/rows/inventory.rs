//! The inventory of external assets, their blobs, and whom they belong to.

use rusty_falcon::apis::exposure_management_api as api;
use rusty_falcon::models;
use serde_json::{Value, json};

use super::{Fault, Row, call};
use crate::outcome::Outcome::{Fails, Whole};
use crate::outcome::Seen;
use crate::plain::Plain;

const EMBEDDED: &str = "it looks for `meta` and `errors` inside a member \
                        `FemEcosystemSubsidiariesResponseFields`, the name of a part of the server's \
                        type that the API definition gives away; `resources` stands beside it, and \
                        every other answer has the three side by side";

pub(super) fn inventory_and_blobs() -> Vec<Row> {
    const BLOB: &[(&str, &str)] = &[("assetId", "asset-1"), ("hash", "cafe")];
    vec![
        Row {
            operation: "post_external_assets_inventory_v1",
            asked: "one address",
            plain: Plain::post(
                "/fem/entities/external-asset-inventory/v1",
                json!({ "data": [{
                    "subsidiary_id": "subsidiary-1",
                    "assets": [{ "id": "mine", "value": "192.0.2.99" }],
                }] }),
            ),
            right: (
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
                let answer = api::post_external_assets_inventory_v1(&cfg, body.clone()).await;
                Seen::of(json!(body), answer)
            }),
            expected: Whole,
            unasked: 0,
            fault: Fault::None,
        },
        Row {
            operation: "blob_download_external_assets",
            asked: "a banner",
            plain: Plain::get("/fem/entities/blobs-download/v1", BLOB),
            right: (
                200,
                vec![("/content_type", json!("application/octet-stream"))],
            ),
            call: call(|cfg| async move {
                let blob = api::blob_download_external_assets(&cfg, "asset-1", "cafe").await;
                Seen::of(Value::Null, blob)
            }),
            expected: Fails(
                "Received `application/octet-stream` content type response that cannot be \
                 converted to `Vec&lt;i32&gt;`"
                    .to_owned(),
            ),
            unasked: 0,
            fault: Fault::Client(
                "bytes are taken for a JSON list of numbers; the documentation says that they \
                    are `application/octet-stream`",
            ),
        },
        Row {
            operation: "blob_preview_external_assets",
            asked: "the same banner",
            plain: Plain::get("/fem/entities/blobs-preview/v1", BLOB),
            right: (200, vec![("/errors", json!([]))]),
            call: call(|cfg| async move {
                let blob = api::blob_preview_external_assets(&cfg, "asset-1", "cafe").await;
                Seen::of(Value::Null, blob)
            }),
            expected: Whole,
            unasked: 0,
            fault: Fault::None,
        },
    ]
}

pub(super) fn subsidiaries() -> Vec<Row> {
    let missing = || Fails("missing field `FemEcosystemSubsidiariesResponseFields`".to_owned());
    vec![
        Row {
            operation: "combined_ecosystem_subsidiaries",
            asked: "one, by name",
            plain: Plain::get(
                "/fem/combined/ecosystem-subsidiaries/v1",
                &[("limit", "1"), ("sort", "name|desc")],
            ),
            right: (200, vec![("/resources/0/name", json!("Example Logistics"))]),
            call: call(|cfg| async move {
                let sort = Some("name|desc");
                let page =
                    api::combined_ecosystem_subsidiaries(&cfg, None, Some(1), None, sort, None);
                Seen::of(Value::Null, page.await)
            }),
            expected: missing(),
            unasked: 0,
            fault: Fault::Definition(EMBEDDED),
        },
        Row {
            operation: "get_ecosystem_subsidiaries",
            asked: "one by its id",
            plain: Plain::get(
                "/fem/entities/ecosystem-subsidiaries/v1",
                &[("ids", "subsidiary-1")],
            ),
            right: (200, vec![("/resources/0/id", json!("subsidiary-1"))]),
            call: call(|cfg| async move {
                let ids = vec!["subsidiary-1".to_owned()];
                let found = api::get_ecosystem_subsidiaries(&cfg, ids, None).await;
                Seen::of(Value::Null, found)
            }),
            expected: missing(),
            unasked: 0,
            fault: Fault::Definition(EMBEDDED),
        },
        Row {
            operation: "query_ecosystem_subsidiaries",
            asked: "a filter",
            plain: Plain::get(
                "/fem/queries/ecosystem-subsidiaries/v1",
                &[("filter", "primary_domain:'example.net'")],
            ),
            right: (200, vec![("/resources", json!(["subsidiary-2"]))]),
            call: call(|cfg| async move {
                let filter = Some("primary_domain:'example.net'");
                let page = api::query_ecosystem_subsidiaries(&cfg, None, None, filter, None, None);
                Seen::of(Value::Null, page.await)
            }),
            expected: missing(),
            unasked: 0,
            fault: Fault::Definition(EMBEDDED),
        },
    ]
}
