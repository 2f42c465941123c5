//! Pages of GraphQL connections.

use futures_util::{StreamExt, TryStreamExt};
use serde_json::{Value, json};
use test_server::{Response, Server};

use crate::support::client;

fn connection(names: &[&str], end_cursor: Option<&str>) -> Response {
    let info = json!({"hasNextPage": end_cursor.is_some(), "endCursor": end_cursor});
    let nodes: Vec<Value> = names
        .iter()
        .map(|name| json!({"primaryDisplayName": name}))
        .collect();
    Response::json(json!({"data": {"entities": {"nodes": nodes, "pageInfo": info}}}))
}

const QUERY: &str = "query ($after: Cursor) { entities(first: 2, after: $after) \
    { nodes { primaryDisplayName } pageInfo { hasNextPage endCursor } } }";

#[tokio::test]
async fn graphql_pages_follow_end_cursor() {
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
async fn repeated_or_missing_end_cursor_is_error() {
    let server = Server::script([connection(&["a"], Some("c")), connection(&["b"], Some("c"))]);
    let pages = client(&server).identity_protection().graphql(QUERY).pages();
    let pages: Vec<_> = pages.collect().await;
    assert_eq!(pages.len(), 3);
    assert!(pages[2].as_ref().unwrap_err().is_paging());

    let without_cursor = json!({"data": {"e": {"nodes": [], "pageInfo": {"hasNextPage": true}}}});
    let server = Server::script([
        Response::json(without_cursor),
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
async fn graphql_errors_follow_nodes_of_their_page() {
    let mut partial = json!({"data": {"entities": {
        "nodes": [{"primaryDisplayName": "a"}],
        "pageInfo": {"hasNextPage": false, "endCursor": null},
    }}});
    partial["errors"] = json!([{"message": "a field failed"}]);
    let server = Server::script([
        Response::json(partial),
        Response::json(json!({"errors": [{"message": "access denied"}]})),
    ]);
    let idp = client(&server).identity_protection();
    let nodes: Vec<_> = idp.graphql(QUERY).nodes().collect().await;
    assert_eq!(nodes.len(), 2);
    assert!(nodes[0].is_ok() && nodes[1].as_ref().unwrap_err().is_partial());
    let nodes: Vec<_> = idp.graphql(QUERY).nodes().collect().await;
    assert_eq!(nodes.len(), 1);
    let error = nodes[0].as_ref().unwrap_err();
    assert!(error.to_string().contains("access denied"), "{error}");
}
