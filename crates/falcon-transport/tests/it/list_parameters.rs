//! Parameters of lookups and paths, bodies of calls, and listings that need or lack parameters.

use falcon_transport::fql::collections::agentic_knowledge_bases as bases;
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
