//! Parameters of lookups and paths, bodies of calls, and listings that need or lack parameters.

use falcon_transport::falcon_aggregates::Aggregate;
use falcon_transport::fql;
use falcon_transport::fql::collections::agentic_knowledge_bases as bases;
use falcon_transport::fql::collections::firewall_policy_rules as policy_rules;
use falcon_transport::fql::collections::hosts;
use falcon_transport::operation::{Operation, Params};
use falcon_transport::{Error, Falcon};
use futures_util::TryStreamExt;
use serde_json::{Value, json};
use test_server::{Request, Response, Server};

use crate::listings::{ids, page};
use crate::support::client;

mod nuts {
    falcon_transport::fql::collection! {
        /// Nuts.
        pub Nuts "nuts" sort "|";
        operations from "the definitions" {
            list "AllNuts" get "/nuts/queries/all/v1" ids;
            list "SomeNuts" get "/nuts/queries/some/v1" ids limit max 100;
            list "PagedNuts" get "/nuts/queries/nuts/v1" ids limit max 100 offset;
            list "PostNuts" post "/nuts/queries/nuts/GET/v1" ids filter body required limit max 100
                offset window 1000 sort;
            list "NutsOfBox" get "/nuts/queries/{box}/nuts/v1" ids limit max 100 offset;
        }
        further operations from "the definitions" {
            details "GetNuts" get "/nuts/entities/{box}/nuts/v1" query ids max 2;
            aggregate "CountNut" post "/nuts/aggregates/nut/v1" object;
            aggregate "CountNutsOfIds" post "/nuts/aggregates/ids/v1" list requires "ids";
            aggregate "CountNuts" post "/nuts/aggregates/nuts/v1" list;
        }

        size: integer [exact, range];
    }
}

fn unreachable() -> Falcon {
    let falcon = Falcon::builder().token("t").base_url("http://127.0.0.1:9");
    falcon.build().unwrap()
}

#[track_caller]
fn assert_rejected<T>(result: Result<T, Error>, message: &str) {
    let error = result.err().expect("the request was sent");
    assert!(error.is_argument() && error.attempts() == 0, "{error}");
    assert!(error.to_string().contains(message), "{error}");
}

/// Serves two ids of files, and a document for each id.
fn files(request: &Request) -> Option<Response> {
    let document = |id: &String| json!({"id": id});
    Some(match request.path() {
        "/agentic-studio/queries/knowledge_base_files/v1" => page(&ids(0, 2), json!({"total": 2})),
        _ => Response::resources(
            request
                .params("ids")
                .iter()
                .map(document)
                .collect::<Vec<_>>(),
        ),
    })
}

#[tokio::test]
async fn details_have_the_parameters_of_the_listing() {
    let server = Server::with(files);
    let list = client(&server).list(bases::QUERIES_KNOWLEDGE_BASE_FILES_V1);
    let list = list.query([("knowledge_base_id", "b"), ("other", "x")]);
    let details = list.details::<Value>(bases::ENTITIES_KNOWLEDGE_BASE_FILES_V1);
    let details = details.query([("include_deleted", true)]);
    let found: Vec<_> = details.try_collect().await.unwrap();
    assert!(found.into_iter().all(|result| result.found().is_some()));
    let request = server.requests().pop().unwrap();
    assert_eq!(
        request.path(),
        "/agentic-studio/entities/knowledge_base_files/v1"
    );
    assert_eq!(
        request.raw_query(),
        "ids=id-0&ids=id-1&knowledge_base_id=b&include_deleted=true"
    );
}

#[tokio::test]
async fn lookup_without_required_parameter_is_not_sent() {
    let falcon = unreachable();
    let lookup = bases::ENTITIES_KNOWLEDGE_BASE_FILES_V1;
    let message = "EntitiesKnowledgeBaseFilesV1: missing parameter `knowledge_base_id`";
    let mut details = falcon
        .list(bases::QUERIES_KNOWLEDGE_BASES_V1)
        .details::<Value>(lookup);
    assert_rejected(details.try_next().await, message);
    assert!(details.try_next().await.unwrap().is_none());
    assert_rejected(falcon.fetch(lookup, ["a"]).await, message);
    let details = falcon.list(nuts::ALL_NUTS).details::<Value>(nuts::GET_NUTS);
    assert_rejected(
        { details }.try_next().await,
        "GetNuts: missing parameter `box`",
    );
}

#[tokio::test]
async fn path_parameter_is_sent_as_one_segment() {
    let server = Server::always(page(&ids(0, 1), json!({"total": 1})));
    let falcon = client(&server);
    let listed = falcon
        .list(nuts::NUTS_OF_BOX)
        .query([("box", "a b?c#ü&{box}")])
        .ids();
    listed.try_collect::<Vec<_>>().await.unwrap();
    let sent = server.requests().pop().unwrap();
    let path = "/nuts/queries/a%20b%3Fc%23%C3%BC%26%7Bbox%7D/nuts/v1";
    assert_eq!((sent.path(), sent.param("box")), (path, None));
    let fetched = falcon.fetch(nuts::GET_NUTS, ["id"]).query([("box", "b")]);
    drop(fetched.await.unwrap());
    let sent = server.requests().pop().unwrap();
    assert_eq!(sent.target, "/nuts/entities/b/nuts/v1?ids=id");
    let raw = falcon
        .delete("/a/{x}/{y}")
        .query([("y", "2"), ("x", "1"), ("z", "3")]);
    drop(raw.await.unwrap());
    assert_eq!(server.requests().pop().unwrap().target, "/a/1/2?z=3");
    let params = [("collection_name", "c"), ("filter", "a:1")];
    drop(falcon.call("SearchObjects", params, None).await.unwrap());
    let sent = server.requests().pop().unwrap();
    assert_eq!(
        sent.target,
        "/customobjects/v1/collections/c/objects?filter=a%3A1"
    );
}

#[tokio::test]
async fn path_parameter_cannot_leave_its_segment() {
    let falcon = unreachable();
    for (value, fault) in [
        ("", "missing parameter `box`"),
        (" ", "missing parameter `box`"),
        ("..", "dot segment"),
        (".", "dot segment"),
        ("../x", "percent-encoded '/'"),
        ("a/b", "percent-encoded '/'"),
        ("a\\b", r"percent-encoded '\\'"),
        ("..;x", "dot segment"),
        ("%2e%2e", "percent-encoded '%'"),
        ("a\r\nHost: b", r"percent-encoded '\r'"),
        ("a\0", r"percent-encoded '\0'"),
    ] {
        let list = falcon.list(nuts::NUTS_OF_BOX).query([("box", value)]);
        assert_rejected(list.clone().await, fault);
        assert_rejected(list.ids().try_next().await, fault);
        let raw = falcon.get("/boxes/{box}").query([("box", value)]);
        assert_rejected(raw.await, fault);
    }
    let list = falcon.list(nuts::NUTS_OF_BOX);
    assert_rejected(list.query([("box", "a/b")]).await, "parameter `box`");
    let twice = [("box", "a"), ("box", "b")];
    assert_rejected(
        falcon.list(nuts::NUTS_OF_BOX).query(twice).await,
        "duplicate parameter `box`",
    );
    let raw = falcon.get("/boxes/{box}").query(twice);
    assert_rejected(raw.await, "duplicate parameter `box`");
    assert_rejected(falcon.get("/boxes/{box}").await, "missing parameter `box`");
    assert_rejected(falcon.get("/boxes/{box").await, "unexpected character '{'");
    let call = falcon.call("SearchObjects", [("filter", "a:1")], None);
    assert_rejected(call.await, "missing parameter `collection_name`");
}

#[tokio::test]
async fn bodies_of_aggregations_are_checked() {
    let server = Server::always(Response::resources(json!([])));
    let falcon = client(&server);
    let call = |id: &'static str, body: Option<Value>| falcon.call(id, Params::new(), body);
    let aggregate = json!({"name": "n", "type": "terms", "field": "f"});
    let (list, object) = ("PostAggregatesAlertsV2", "GetScansAggregates");
    for body in [
        json!({}),
        aggregate.clone(),
        json!([]),
        json!(["x"]),
        json!("x"),
    ] {
        assert_rejected(
            call(list, Some(body)).await,
            "expected a list of aggregate requests",
        );
    }
    for body in [json!([aggregate]), json!([]), json!("x"), json!(null)] {
        assert_rejected(
            call(object, Some(body)).await,
            "expected one aggregate request",
        );
    }
    for id in [list, object] {
        assert_rejected(call(id, None).await, "missing body");
    }
    assert_eq!(server.connections(), 0);
    drop(call(list, Some(json!([aggregate]))).await.unwrap());
    drop(call(object, Some(aggregate)).await.unwrap());
}

#[tokio::test]
async fn arguments_in_a_body_are_checked() {
    let server = Server::always(Response::resources(json!([])));
    let falcon = client(&server);
    let listing = nuts::POST_NUTS.spec();
    let call = |body: Value| falcon.call(Operation::from(listing), Params::new(), Some(body));
    for (body, message) in [
        (json!({}), "missing parameter `filter`"),
        (json!({"filter": " "}), "missing parameter `filter`"),
        (json!({"filter": null}), "missing parameter `filter`"),
        (json!([{"filter": "a"}]), "missing parameter `filter`"),
        (json!({"filter": ["a"]}), "strings as `filter` and `sort`"),
        (
            json!({"filter": "a", "sort": 1}),
            "strings as `filter` and `sort`",
        ),
        (json!({"filter": "a", "limit": 101}), "invalid limit `101`"),
        (json!({"filter": "a", "limit": 0}), "invalid limit `0`"),
        (json!({"filter": "a", "limit": []}), "invalid limit `[]`"),
        (json!({"filter": "a", "offset": -1}), "invalid offset `-1`"),
        (
            json!({"filter": "a", "offset": 1000}),
            "invalid offset `1000`",
        ),
        (
            json!({"filter": "a", "limit": 2, "offset": "999"}),
            "invalid offset `999`",
        ),
    ] {
        assert_rejected(call(body).await, message);
    }
    assert_eq!(server.connections(), 0);
    drop(
        call(json!({"filter": "a", "limit": 2, "offset": 998}))
            .await
            .unwrap(),
    );
}

#[tokio::test]
async fn page_without_limit_is_never_full() {
    let server = Server::always(Response::resources(ids(0, 5_000)));
    let falcon = client(&server);
    let all: Vec<String> = falcon
        .list(nuts::ALL_NUTS)
        .ids()
        .try_collect()
        .await
        .unwrap();
    assert_eq!(all.len(), 5_000);
    assert_eq!(server.only().raw_query(), "");
    let server = Server::always(Response::resources(ids(0, 100)));
    let mut some = client(&server).list(nuts::SOME_NUTS).ids().take(200);
    let mut listed = 0;
    let error = loop {
        match some.try_next().await {
            Ok(id) => listed += usize::from(id.is_some()),
            Err(error) => break error,
        }
    };
    assert!(listed == 100 && error.is_paging(), "{error}");
    assert!(error.to_string().contains("the page is full"), "{error}");
}

#[tokio::test]
async fn blank_or_repeated_raw_filter_is_not_sent() {
    let falcon = unreachable();
    let windows = || {
        falcon
            .list(hosts::QUERY_DEVICES_BY_FILTER)
            .filter(hosts::platform_name.eq("Windows"))
    };
    for (values, message) in [
        (&[""][..], "blank filter"),
        (&[" "], "blank filter"),
        (&["a:1", "b:2"], "duplicate parameter `filter`"),
        (&["a:1", ""], "duplicate parameter `filter`"),
    ] {
        let raw = || values.iter().map(|value| ("filter", *value));
        assert_rejected(windows().query(raw()).await, message);
        assert_rejected(windows().query(raw()).ids().try_next().await, message);
        let params = || Params::new().query(raw());
        assert_rejected(
            falcon.call("QueryDevicesByFilter", params(), None).await,
            message,
        );
        assert_rejected(falcon.call("query_assets", params(), None).await, message);
    }
    let body = json!({"filter": ""});
    let blank = falcon.call("PostCombinedAlertsV1", Params::new(), Some(body));
    assert_rejected(blank.await, "blank filter");
}

#[tokio::test]
async fn repeated_page_parameters_are_not_sent() {
    let falcon = unreachable();
    for key in ["limit", "offset"] {
        let list = falcon
            .list(nuts::PAGED_NUTS)
            .query([(key, "1"), (key, "2")]);
        let message = format!("duplicate parameter `{key}`");
        assert_rejected(list.clone().await, &message);
        assert_rejected(list.ids().try_next().await, &message);
    }
}

#[tokio::test]
async fn sent_filter_counts_for_required_clauses() {
    let server = Server::always(Response::resources(json!([])));
    let falcon = client(&server);
    let rules = || falcon.list(policy_rules::QUERY_POLICY_RULES);
    let complete = [("filter", "rule_group.policy_ids:'a'")];
    let enabled = || policy_rules::enabled.eq(true);
    drop(rules().query(complete).filter(enabled()).await.unwrap());
    let incomplete = rules().query([("filter", "enabled:true")]);
    let incomplete = incomplete.filter(policy_rules::rule_group::policy_ids.eq("a"));
    assert_rejected(incomplete.await, "missing clause");
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn operation_of_other_collection_is_not_sent() {
    let falcon = unreachable();
    let table = fql::collections::find("hosts").unwrap();
    let operation = |name: &str, id: &str| {
        let table = fql::collections::find(name).unwrap();
        table.operation(id).unwrap()
    };
    let other = operation("alerts", "GetQueriesAlertsV2")
        .as_listing()
        .unwrap();
    let message = "`GetQueriesAlertsV2` is not an operation of `hosts`";
    assert_rejected(falcon.list_any(table, other).await, message);
    let listing = operation("hosts", "QueryDevicesByFilter")
        .as_listing()
        .unwrap();
    let lookup = operation("alerts", "PostEntitiesAlertsV2")
        .as_details()
        .unwrap();
    let mut details = falcon.list_any(table, listing).details::<Value>(lookup);
    let message = "`PostEntitiesAlertsV2` is not an operation of `hosts`";
    assert_rejected(details.try_next().await, message);
}

#[tokio::test]
async fn aggregation_has_query_parameters() {
    let server = Server::always(Response::resources(json!([])));
    let falcon = client(&server);
    let aggregate = || {
        let names = Aggregate::terms("names", nuts::size);
        falcon.aggregate(nuts::COUNT_NUTS_OF_IDS, names)
    };
    assert_rejected(aggregate().await, "missing parameter `ids`");
    drop(
        aggregate()
            .query([("ids", "a"), ("ids", "b")])
            .await
            .unwrap(),
    );
    assert_eq!(server.only().params("ids"), ["a", "b"]);
    assert_eq!(server.only().json()[0]["name"], "names");
}

#[tokio::test]
async fn ids_of_a_lookup_come_from_the_listing() {
    let falcon = unreachable();
    let details = falcon
        .list(nuts::PAGED_NUTS)
        .details::<Value>(nuts::GET_NUTS);
    let mut details = details.query([("box", "b"), ("ids", "x")]);
    assert_rejected(details.try_next().await, "parameter `ids`");
}

#[tokio::test]
async fn ids_join_the_body_of_a_lookup() {
    let server = Server::always(Response::resources(json!([])));
    let fetched = client(&server).fetch(hosts::POST_DEVICE_DETAILS_V2, ["a"]);
    drop(fetched.json(&json!({"x": 1})).ids(["b"]).await.unwrap());
    assert_eq!(server.only().json(), json!({"x": 1, "ids": ["a", "b"]}));
}

#[tokio::test]
async fn ids_of_a_new_body_replace_earlier_ones() {
    let server = Server::always(Response::resources(json!([])));
    let fetched = client(&server).fetch(hosts::POST_DEVICE_DETAILS_V2, ["a"]);
    let first = fetched.json(&json!({"ids": ["b"]}));
    drop(first.json(&json!({"ids": ["c"]})).await.unwrap());
    assert_eq!(server.only().json(), json!({"ids": ["c"]}));
    for invalid in [json!({"ids": "c"}), json!({"ids": []}), json!(["c"])] {
        let fetched = client(&server).fetch(hosts::POST_DEVICE_DETAILS_V2, ["a"]);
        let error = fetched.json(&invalid).await.unwrap_err();
        assert!(error.is_argument(), "{invalid}: {error}");
    }
}

#[tokio::test]
async fn absent_sort_order_replaces_an_earlier_one() {
    let server = Server::always(Response::resources(json!([])));
    let list = client(&server).list(hosts::QUERY_DEVICES_BY_FILTER);
    let sorted = list.sort(hosts::hostname.asc());
    drop(sorted.sort(None::<fql::Sort<hosts::Hosts>>).await.unwrap());
    assert_eq!(server.only().raw_query(), "");
}
