//! Listings, lookups and aggregations of any collection.

use falcon_transport::falcon_aggregates::Aggregate;
use falcon_transport::fql::collections::{
    alerts, external_assets as asset, firewall_policy_rules, hosts, spotlight_vulnerabilities,
};
use falcon_transport::fql::{self, Filter, Sort};
use falcon_transport::operation::Params;
use falcon_transport::{DetailResult, Error, Falcon};
use futures_util::TryStreamExt;
use serde_json::{Value, json};
use test_server::{Request, Response, Server};

use crate::listings::{by_offset, ids, number, page};
use crate::support::client;

fn linux() -> Filter<hosts::Hosts> {
    hosts::platform_name.eq("Linux").into()
}

/// Serves `total` ids of hosts, paged by the token `offset`.
fn by_offset_token(total: usize) -> impl FnMut(&Request) -> Option<Response> + Send + 'static {
    move |request| {
        let start = request
            .param("offset")
            .map_or(0, |token| token["to-".len()..].parse().unwrap());
        let end = (start + number(request, "limit")).min(total);
        let next = if end < total {
            format!("to-{end}")
        } else {
            String::new()
        };
        Some(page(
            &ids(start, end),
            json!({"offset": next, "total": total}),
        ))
    }
}

#[tokio::test]
async fn ids_are_listed_and_resumed_by_offset_token() {
    let server = Server::with(by_offset_token(25));
    let falcon = client(&server);
    let list = || {
        falcon
            .list(hosts::QUERY_DEVICES_BY_FILTER_SCROLL)
            .filter(linux())
            .page_size(10)
    };
    let mut first = list().ids().take(13);
    let mut listed: Vec<String> = Vec::new();
    while let Some(id) = first.try_next().await.unwrap() {
        listed.push(id);
    }
    assert_eq!(first.total(), Some(25));
    let position = serde_json::to_string(&first.position().unwrap()).unwrap();
    let rest = list()
        .ids()
        .resume_from(serde_json::from_str(&position).unwrap());
    listed.extend(rest.try_collect::<Vec<_>>().await.unwrap());
    assert_eq!(listed, ids(0, 25));
    let request = &server.requests()[1];
    assert_eq!(request.path(), "/devices/queries/devices-scroll/v1");
    assert_eq!(
        request.param("filter").as_deref(),
        Some("platform_name:'Linux'")
    );
    assert_eq!(request.param("offset").as_deref(), Some("to-10"));
}

#[tokio::test]
async fn page_is_sent_with_documented_limits() {
    let server = Server::always(Response::resources(["a"]));
    let falcon = client(&server);
    let list = falcon.list(hosts::QUERY_DEVICES_BY_FILTER);
    let response = list
        .clone()
        .sort(hosts::last_seen.desc())
        .page_size(5_000)
        .await
        .unwrap();
    assert_eq!(response.complete().unwrap(), ["a"]);
    let typed = list.send_as::<String>().await.unwrap();
    assert_eq!(typed.operation().name(), "QueryDevicesByFilter");
    assert_eq!(
        server.requests()[0].raw_query(),
        "sort=last_seen.desc&limit=5000"
    );
    assert_eq!(server.requests()[1].raw_query(), "");
}

/// Returns the error of a listing of ids and of a page, which must be the same.
async fn rejected<C: fql::Collection>(list: falcon_transport::List<C>) -> Error {
    let page = list.clone().await.unwrap_err();
    let listing = list.ids().try_next().await.unwrap_err();
    assert_eq!(page.to_string(), listing.to_string());
    assert!(page.is_argument() && page.attempts() == 0);
    page
}

#[tokio::test]
async fn invalid_arguments_are_not_sent() {
    let falcon = Falcon::builder()
        .token("t")
        .base_url("http://127.0.0.1:9")
        .build()
        .unwrap();
    let error = rejected(falcon.list(hosts::QUERY_DEVICES_BY_FILTER).page_size(5_001)).await;
    let message = "QueryDevicesByFilter: invalid limit `5001`: expected an integer from 1 to 5000";
    assert_eq!(error.to_string(), message);

    let vulnerabilities = falcon.list(spotlight_vulnerabilities::QUERY_VULNERABILITIES);
    let message =
        "queryVulnerabilities: `spotlight-vulnerabilities` does not support the empty filter";
    assert_eq!(rejected(vulnerabilities.clone()).await.to_string(), message);
    let all = vulnerabilities.filter(Filter::ALL);
    assert_eq!(rejected(all).await.to_string(), message);

    let rules = falcon.list(firewall_policy_rules::QUERY_POLICY_RULES);
    let message = "query_policy_rules: missing clause with `rule_group.policy_ids`";
    assert_eq!(rejected(rules.clone()).await.to_string(), message);
    let enabled = rules.filter(firewall_policy_rules::enabled.eq(true));
    let error = rejected(enabled).await;
    assert_eq!(error.to_string(), message);
    assert!(error.help().unwrap().contains("rule_group.policy_ids"));
}

#[tokio::test]
async fn items_of_other_kind_are_not_listed() {
    let falcon = Falcon::builder()
        .token("t")
        .base_url("http://127.0.0.1:9")
        .build()
        .unwrap();
    let combined = falcon.list(hosts::COMBINED_DEVICES_BY_FILTER);
    let error = combined.clone().ids().try_next().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "CombinedDevicesByFilter: the operation lists documents"
    );
    let details = combined.details::<Value>(hosts::POST_DEVICE_DETAILS_V2);
    assert!({ details }.try_next().await.unwrap_err().is_argument());
    let mut ids = falcon
        .list(hosts::QUERY_DEVICES_BY_FILTER)
        .documents::<Value>();
    let error = ids.try_next().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "QueryDevicesByFilter: the operation lists ids"
    );
}

#[tokio::test]
async fn window_error_names_the_listing_by_token() {
    let server = Server::with(by_offset(20_000));
    let falcon = client(&server);
    let listing = falcon
        .list(hosts::QUERY_DEVICES_BY_FILTER)
        .page_size(5_000)
        .ids();
    let listed: Result<Vec<_>, _> = listing.try_collect().await;
    let error = listed.unwrap_err();
    assert!(error.is_paging(), "{error}");
    assert!(error.to_string().contains("10000 items"), "{error}");
    assert!(error.help().unwrap().contains("QueryDevicesByFilterScroll"));
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn documents_are_listed_by_json_body() {
    let document = |id: &str| json!({"composite_id": id});
    let page = |id: &str, after: &str| {
        Response::json(
            json!({"meta": {"pagination": {"after": after}}, "resources": [document(id)]}),
        )
    };
    // The POST only reads, so it is retried.
    let fault = Response::status(500, json!({}));
    let server = Server::script([fault, page("a", "t1"), page("b", "")]);
    let list = client(&server).list(alerts::POST_COMBINED_ALERTS_V1);
    let list = list.filter(alerts::status.eq("new")).page_size(1);
    let alerts: Vec<Value> = list.documents().try_collect().await.unwrap();
    assert_eq!(alerts, [document("a"), document("b")]);
    let bodies = [json!({"filter": "status:'new'", "limit": 1}), {
        json!({"filter": "status:'new'", "limit": 1, "after": "t1"})
    }];
    let requests = server.requests();
    assert_eq!(requests[1].json(), bodies[0]);
    assert_eq!(
        (requests[2].json(), requests[2].raw_query()),
        (bodies[1].clone(), "")
    );
}

#[tokio::test]
async fn details_keep_order_and_report_missing_ids() {
    let server = Server::with(|request| {
        Some(if request.method == "GET" {
            page(&["a", "b", "c"].map(str::to_owned), json!({"total": 3}))
        } else {
            let found = json!([{"device_id": "c"}, {"device_id": "a", "hostname": "h"}]);
            Response::resources(found)
        })
    });
    let list = client(&server).list(hosts::QUERY_DEVICES_BY_FILTER);
    let details = list.details::<Value>(hosts::POST_DEVICE_DETAILS_V2);
    let details: Vec<_> = details.try_collect().await.unwrap();
    assert!(matches!(&details[0], DetailResult::Found(host) if host["hostname"] == "h"));
    assert!(matches!(&details[1], DetailResult::Missing(missing) if missing.id == "b"));
    assert!(matches!(&details[2], DetailResult::Found(host) if host["device_id"] == "c"));
    let request = server.requests().pop().unwrap();
    assert_eq!(request.path(), "/devices/entities/devices/v2");
    assert_eq!(request.json(), json!({"ids": ["a", "b", "c"]}));
}

#[tokio::test]
async fn ids_are_sent_under_their_documented_name() {
    let server = Server::always(Response::resources([json!({"composite_id": "a"})]));
    let falcon = client(&server);
    let fetched = falcon
        .fetch(alerts::POST_ENTITIES_ALERTS_V2, ["a"])
        .await
        .unwrap();
    assert_eq!(fetched.complete().unwrap()[0]["composite_id"], "a");
    assert_eq!(server.only().json(), json!({"composite_ids": ["a"]}));
    let none: [&str; 0] = [];
    let error = falcon
        .fetch(alerts::POST_ENTITIES_ALERTS_V2, none)
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "PostEntitiesAlertsV2: missing ids: expected at least one"
    );
    let many = (0..5_001).map(|id| id.to_string());
    let error = falcon
        .fetch(hosts::POST_DEVICE_DETAILS_V2, many)
        .await
        .unwrap_err();
    assert!(
        error.to_string().contains("expected 1 to 5000, found 5001"),
        "{error}"
    );
}

#[tokio::test]
async fn aggregations_of_any_collection_are_sent() {
    let result = json!({"name": "n", "buckets": [{"label": "new", "count": 2}]});
    let server = Server::always(Response::resources([result]));
    let statuses = Aggregate::terms("n", alerts::status);
    let key = statuses.key();
    let request = client(&server).aggregate(alerts::POST_AGGREGATES_ALERTS_V2, statuses);
    let results = request.await.unwrap().complete().unwrap();
    assert_eq!(
        key.get(&results)
            .unwrap()
            .into_iter()
            .next()
            .unwrap()
            .count(),
        2
    );
    let sent = server.only();
    assert_eq!(sent.path(), "/alerts/aggregates/alerts/v2");
    assert_eq!(
        sent.json(),
        json!([{"name": "n", "type": "terms", "field": "status"}])
    );
}

#[tokio::test]
async fn operation_of_a_collection_is_called_by_id() {
    let server = Server::always(Response::resources(["a"]));
    let falcon = client(&server);
    let call = |params: [(&'static str, &'static str); 2]| {
        falcon.call("QueryDevicesByFilterScroll", params, None)
    };
    let response = call([("filter", "hostname:'a'"), ("limit", "10")])
        .await
        .unwrap();
    assert_eq!(response.json().unwrap()["resources"], json!(["a"]));
    assert_eq!(
        server.only().raw_query(),
        "filter=hostname%3A%27a%27&limit=10"
    );
    for (params, message) in [
        (
            [("filter", "x"), ("limit", "10001")],
            "invalid limit `10001`: expected an integer from 1 to 10000",
        ),
        (
            [("fliter", "x"), ("limit", "1")],
            "unknown parameter `fliter`",
        ),
        (
            [("limit", "1"), ("limit", "2")],
            "duplicate parameter `limit`",
        ),
    ] {
        let error = call(params).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("QueryDevicesByFilterScroll: {message}")
        );
    }
    let error = falcon
        .call("QueryDevicesByFilterScrol", [("limit", 1)], None)
        .await
        .unwrap_err();
    assert_eq!(
        error.help(),
        Some("did you mean `QueryDevicesByFilterScroll`?")
    );
    let error = falcon
        .call("queryVulnerabilities", [("limit", 1)], None)
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "queryVulnerabilities: missing parameter `filter`"
    );
    let ids = [("composite_ids", "a"), ("composite_ids", "b")];
    drop(
        falcon
            .call("PostEntitiesAlertsV2", ids, None)
            .await
            .unwrap(),
    );
    assert_eq!(
        server.requests()[1].json(),
        json!({"composite_ids": ["a", "b"]})
    );
}

mod bolts {
    falcon_transport::fql::collection! {
        /// Bolts.
        pub Bolts "bolts" sort "|";
        id bolt_id;
        operations from "the definitions" {
            list "QueryBolts" get "/bolts/queries/bolts/v1" ids limit 100 max 5000 offset sort;
            list "LeaveBase" get "/bolts/../secrets/v1" ids;
        }
        further operations from "the definitions" {
            details "GetBolts" get "/bolts/entities/bolts/v1" query ids max 2;
        }

        bolt_id: text [exact, list];
        size: integer [exact, range];
    }
}

#[tokio::test]
async fn own_collection_is_listed_with_details() {
    let server = Server::with(|request| {
        let found = |id: &String| json!({"bolt_id": id, "size": 3});
        Some(match request.path() {
            "/bolts/queries/bolts/v1" => by_offset(3)(request)?,
            _ => Response::resources(request.params("ids").iter().map(found).collect::<Vec<_>>()),
        })
    });
    let falcon = client(&server);
    let list = falcon.list(bolts::QUERY_BOLTS).filter(bolts::size.gt(2));
    let details = list.details::<Value>(bolts::GET_BOLTS);
    let found: Vec<_> = details
        .map_ok(|result| result.found().unwrap())
        .try_collect()
        .await
        .unwrap();
    assert_eq!(
        found
            .iter()
            .map(|bolt| &bolt["bolt_id"])
            .collect::<Vec<_>>(),
        ["id-0", "id-1", "id-2"]
    );
    let error = falcon.list(bolts::LEAVE_BASE).await.unwrap_err();
    assert!(error.to_string().contains("dot segment `..`"), "{error}");
}

#[tokio::test]
async fn sort_is_rejected_where_it_is_not_supported() {
    let falcon = Falcon::builder()
        .token("t")
        .base_url("http://127.0.0.1:9")
        .build()
        .unwrap();
    let sort: Sort<bolts::Bolts> = "size|asc".parse().unwrap();
    let list = falcon.list(bolts::LEAVE_BASE);
    let error = rejected(list.clone().sort(sort)).await;
    assert_eq!(error.to_string(), "LeaveBase: the operation does not sort");
    let error = rejected(list.page_size(1)).await;
    assert_eq!(
        error.to_string(),
        "LeaveBase: the operation does not support `limit`"
    );
}

#[tokio::test]
async fn assets_are_listed_like_query_assets() {
    let server = Server::always(page(&ids(0, 2), json!({"after": ""})));
    let falcon = client(&server);
    let filter = asset::criticality.eq("High");
    let typed = falcon
        .exposure_management()
        .query_assets()
        .filter(&filter)
        .ids();
    let listed = falcon
        .list(asset::QUERY_EXTERNAL_ASSETS_V2)
        .filter(filter)
        .ids();
    let typed: Vec<String> = typed.try_collect().await.unwrap();
    assert_eq!(listed.try_collect::<Vec<_>>().await.unwrap(), typed);
    let requests = server.requests();
    assert_eq!(requests[0].target, requests[1].target);
}

#[tokio::test]
async fn call_sends_parameters_of_a_listing_as_the_body() {
    let server = Server::always(Response::resources(["a"]));
    let falcon = client(&server);
    let params = || [("filter", "severity:>70"), ("limit", "5")];
    let call = falcon.call("PostCombinedAlertsV1", params(), None);
    drop(call.await.unwrap());
    let sent = json!({"filter": "severity:>70", "limit": 5});
    assert_eq!(server.only().json(), sent);
    let call = falcon.call("PostCombinedAlertsV1", params(), Some(json!({"limit": 1})));
    let error = call.await.unwrap_err();
    assert!(error.is_argument(), "{error}");
    let call = falcon.call_with_json("PostCombinedAlertsV1", Params::new(), sent.to_string());
    drop(call.await.unwrap());
    assert_eq!(server.requests()[1].json(), sent);
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn write_without_a_selection_is_not_sent() {
    let server = Server::always(Response::resources(["a"]));
    let falcon = client(&server);
    let call = |operation: &'static str, params: &[(&'static str, &str)], body: Option<Value>| {
        let params = params.iter().fold(Params::new(), |params, (key, value)| {
            params.with(*key, *value)
        });
        falcon.call(operation, params, body)
    };
    for params in [
        &[][..],
        &[("filter", "")],
        &[("filter", " ")],
        &[("ids", "")],
        &[("filter", ""), ("ids", "a")],
        &[("comment", "c")],
    ] {
        let error = call("indicator_delete_v1", params, None).await.unwrap_err();
        assert!(error.is_argument(), "{params:?}: {error}");
    }
    let bodies = [
        json!({}),
        json!({"filter": ""}),
        json!({"ids": []}),
        json!({"ids": [" "]}),
    ];
    for body in bodies.map(Some).into_iter().chain([None]) {
        let error = call("UpdateQfByQuery", &[], body.clone())
            .await
            .unwrap_err();
        assert!(error.is_argument(), "{body:?}: {error}");
    }
    let action = json!({"action_parameters": [{"name": "filter", "value": ""}], "ids": ["a"]});
    let group = call(
        "performGroupAction",
        &[("action_name", "add-hosts")],
        Some(action),
    );
    assert!(group.await.unwrap_err().is_argument());
    for body in [
        json!({"ids": ["g"]}),
        json!({"ids": ["g"], "action_parameters": []}),
        json!({"ids": ["g"], "filter": "a:1", "action_parameters": [{"name": "x", "value": "y"}]}),
    ] {
        let params = &[("action_name", "remove-hosts")];
        let error = call("performGroupAction", params, Some(body))
            .await
            .unwrap_err();
        assert!(
            error.is_argument() && error.to_string().contains("`filter`"),
            "{error}"
        );
    }
    assert_eq!(server.requests().len(), 0);

    let ids = &[("ids", "a"), ("ids", "b")];
    drop(call("indicator_delete_v1", ids, None).await.unwrap());
    let body = json!({"filter": "state:'purged'", "action": "delete"});
    drop(call("UpdateQfByQuery", &[], Some(body)).await.unwrap());
    assert_eq!(server.requests().len(), 2);
    assert_eq!(server.requests()[0].raw_query(), "ids=a&ids=b");
}

/// Returns the listing of a collection with this id.
fn listing_of(
    falcon: &Falcon,
    collection: &str,
    id: &str,
) -> falcon_transport::List<fql::collections::any::Any> {
    let table = fql::collections::find(collection).unwrap();
    let listing = table.operation(id).unwrap().as_listing().unwrap();
    falcon.list_any(table, listing)
}

#[tokio::test]
async fn listing_without_after_continues_by_offset() {
    let server = Server::with(by_offset(5));
    let falcon = client(&server);
    let list = || listing_of(&falcon, "iocs", "indicator_search_v1").page_size(2);
    let all: Vec<String> = list().ids().try_collect().await.unwrap();
    assert_eq!(all, ids(0, 5));
    for list in [list().offset(3), list().query([("offset", "3")])] {
        let rest: Vec<String> = list.ids().try_collect().await.unwrap();
        assert_eq!(rest, ids(3, 5));
    }
    let token = list().after("t").offset(3).ids();
    let error = token.try_collect::<Vec<_>>().await.unwrap_err();
    assert!(error.is_argument(), "{error}");
}

#[tokio::test]
async fn raw_filter_counts_for_required_clauses() {
    let server = Server::always(Response::resources(["a"]));
    let falcon = client(&server);
    let policy_rules = || falcon.list(firewall_policy_rules::QUERY_POLICY_RULES);
    let error = rejected(policy_rules().query([("filter", "name:'a'")])).await;
    assert!(error.to_string().contains("missing clause"), "{error}");
    let filter = "rule_group.policy_ids:'a'";
    drop(policy_rules().query([("filter", filter)]).await.unwrap());
    assert_eq!(server.only().params("filter"), [filter]);
}

#[tokio::test]
async fn offsets_out_of_range_are_not_sent() {
    let server = Server::always(Response::resources(["a"]));
    let falcon = client(&server);
    for (offset, limit) in [("-1", "1"), ("9999", "2"), ("10000", "1")] {
        let params = [("offset", offset), ("limit", limit)];
        let error = falcon
            .call("query_assets_v1", params, None)
            .await
            .unwrap_err();
        assert!(
            error.is_argument() && error.to_string().contains(offset),
            "{error}"
        );
    }
    assert_eq!(server.connections(), 0);
    let params = [("offset", "9999"), ("limit", "1")];
    drop(falcon.call("query_assets_v1", params, None).await.unwrap());
}
