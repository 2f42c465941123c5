//! GraphQL connections from end to end.

use futures_util::{StreamExt, TryStreamExt};
use serde_json::{Value, json};

use test_server::{Response, Server};

use crate::support::client;

fn connection(nodes: &[&str], next: Option<&str>) -> Response {
    let info = json!({"hasNextPage": next.is_some(), "endCursor": next});
    let nodes: Vec<Value> = nodes
        .iter()
        .map(|name| json!({"primaryDisplayName": name}))
        .collect();
    Response::json(json!({"data": {"entities": {"nodes": nodes, "pageInfo": info}}}))
}

const QUERY: &str = "query ($after: Cursor) { entities(first: 2, after: $after) \
    { nodes { primaryDisplayName } pageInfo { hasNextPage endCursor } } }";

#[tokio::test]
async fn a_graphql_connection_is_followed_by_its_cursors() {
    let server = Server::script([
        connection(&["a", "b"], Some("c1")),
        connection(&[], Some("c2")),
        connection(&["c"], None),
    ]);
    let graphql = client(&server)
        .identity_protection()
        .graphql(QUERY)
        .variable("kind", "USER");
    let nodes: Vec<Value> = graphql.nodes().try_collect().await.unwrap();
    let names: Vec<_> = nodes
        .iter()
        .map(|node| node["primaryDisplayName"].clone())
        .collect();
    assert_eq!(names, ["a", "b", "c"]);
    let variables: Vec<Value> = server
        .requests()
        .iter()
        .map(|request| request.json()["variables"].clone())
        .collect();
    assert_eq!(variables[0], json!({"kind": "USER"}));
    assert_eq!(variables[2], json!({"kind": "USER", "after": "c2"}));
}

#[tokio::test]
async fn a_graphql_cursor_that_repeats_or_is_missing_is_an_error() {
    let server = Server::script([connection(&["a"], Some("c")), connection(&["b"], Some("c"))]);
    let pages = client(&server).identity_protection().graphql(QUERY).pages();
    let pages: Vec<_> = pages.collect().await;
    assert_eq!(pages.len(), 3);
    assert!(pages[2].as_ref().unwrap_err().is_paging());

    let broken = json!({"data": {"e": {"nodes": [], "pageInfo": {"hasNextPage": true}}}});
    let server = Server::script([
        Response::json(broken),
        Response::json(json!({"data": {"e": {"nodes": []}}})),
    ]);
    for _ in 0..2 {
        let pages = client(&server).identity_protection().graphql(QUERY).pages();
        let pages: Vec<_> = pages.collect().await;
        let error = pages[1].as_ref().unwrap_err();
        assert!(
            error.is_paging() && error.help().unwrap().contains("endCursor"),
            "{error:?}"
        );
    }
}

#[tokio::test]
async fn graphql_errors_come_with_their_page() {
    let mut partly = json!({"data": {"entities": {
        "nodes": [{"primaryDisplayName": "a"}],
        "pageInfo": {"hasNextPage": false, "endCursor": null},
    }}});
    partly["errors"] = json!([{"message": "a field failed"}]);
    let server = Server::script([
        Response::json(partly),
        Response::json(json!({"errors": [{"message": "no"}]})),
    ]);
    let idp = client(&server).identity_protection();
    let nodes: Vec<_> = idp.graphql(QUERY).nodes().collect().await;
    assert_eq!(nodes.len(), 2);
    assert!(nodes[0].is_ok() && nodes[1].as_ref().unwrap_err().is_partial());
    let nodes: Vec<_> = idp.graphql(QUERY).nodes().collect().await;
    assert_eq!(nodes.len(), 1);
    assert!(nodes[0].as_ref().unwrap_err().to_string().contains("no"));
}
