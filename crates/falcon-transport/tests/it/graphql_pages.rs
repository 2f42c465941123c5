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
async fn taken_nodes_request_no_further_page() {
    // Any other request is an error.
    let page = || connection(&["a", "b"], Some("c1"));
    let server = Server::script([page(), page()]);
    let idp = client(&server).identity_protection();
    for (count, expected) in [(0, 0), (1, 1), (2, 2)] {
        let nodes: Vec<Value> = idp
            .graphql(QUERY)
            .nodes()
            .take(count)
            .try_collect()
            .await
            .unwrap();
        assert_eq!(nodes.len(), expected);
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

#[tokio::test]
async fn document_is_checked_before_it_is_sent() {
    let server = Server::script([]);
    let idp = client(&server).identity_protection();
    let mutation = QUERY.replace("query", "mutation");
    for (document, message) in [
        (
            "{ entities(first: 2) { nodes { id } } }",
            "no variable is passed as `after`",
        ),
        (
            "{ a(after: $a) { id } b(after: $b) { id } }",
            "several variables are passed as `after`: `$a`, `$b`",
        ),
        (&mutation, "the document is not a query"),
        ("", "invalid body: expected `{\"query\""),
    ] {
        let pages: Vec<_> = idp.graphql(document).pages().collect().await;
        let nodes: Vec<_> = idp.graphql(document).nodes().collect().await;
        let resumed = idp.graphql(document).pages().resume_from("c");
        let resumed: Vec<_> = resumed.collect().await;
        assert_eq!((pages.len(), nodes.len(), resumed.len()), (1, 1, 1));
        for error in [
            pages[0].as_ref().unwrap_err(),
            nodes[0].as_ref().unwrap_err(),
            resumed[0].as_ref().unwrap_err(),
        ] {
            assert!(error.is_argument(), "{document}: {error}");
            assert!(error.to_string().contains(message), "{document}: {error}");
        }
    }
}

#[tokio::test]
async fn pages_of_a_second_connection_are_not_lost() {
    let page = |more: bool| json!({"nodes": [{"id": 1}], "pageInfo": {"hasNextPage": more, "endCursor": "c"}});
    for (data, message) in [
        (
            json!({"a": page(true), "b": page(true)}),
            "several connections: `a` and `b`",
        ),
        (
            json!({"a": page(true), "x": {"b": page(false)}}),
            "several connections: `a` and `x.b`",
        ),
        (
            json!({"a": page(true), "b": {"nodes": []}}),
            "several connections: `a` and `b`",
        ),
        (
            json!({"a": page(false), "b": {"edges": []}}),
            "several connections: `a` and `b`",
        ),
        (
            json!({"a": {"nodes": [{"b": page(true)}], "pageInfo": {"hasNextPage": false}}}),
            "a list of the page",
        ),
        (
            json!({"list": [page(true)], "a": page(false)}),
            "a list of the page",
        ),
    ] {
        let body = || Response::json(json!({"data": data}));
        let server = Server::script([body(), body()]);
        let idp = client(&server).identity_protection();
        let nodes: Vec<_> = idp.graphql(QUERY).nodes().collect().await;
        let pages: Vec<_> = idp.graphql(QUERY).pages().collect().await;
        assert!(pages.len() == 2 && pages[0].is_ok(), "{data}");
        let errors = (nodes[nodes.len() - 1].as_ref(), pages[1].as_ref());
        for error in [errors.0.unwrap_err(), errors.1.unwrap_err()] {
            assert!(
                error.is_paging() && error.help().is_some(),
                "{data}: {error}"
            );
            assert!(error.to_string().contains(message), "{data}: {error}");
        }
    }
}

#[tokio::test]
async fn complete_lists_within_nodes_are_returned() {
    let accounts = json!({"nodes": [{"id": 1}], "pageInfo": {"hasNextPage": false}});
    let node = json!({"accounts": accounts, "groups": {"nodes": []}});
    let users = json!({"edges": [{"node": node}], "pageInfo": {"hasNextPage": false}});
    let data = json!({"a": {"users": users, "count": {"nodes": 3}}, "b": null});
    let server = Server::script([Response::json(json!({"data": data}))]);
    let idp = client(&server).identity_protection();
    let nodes: Vec<Value> = idp.graphql(QUERY).nodes().try_collect().await.unwrap();
    assert_eq!(nodes, [node]);
}

#[tokio::test]
async fn connection_without_nodes_is_error_of_nodes() {
    let items = json!({"items": [1], "pageInfo": {"hasNextPage": true, "endCursor": "c"}});
    let server = Server::script([Response::json(json!({"data": {"e": items}}))]);
    let idp = client(&server).identity_protection();
    let nodes: Vec<_> = idp.graphql(QUERY).nodes().collect().await;
    let error = nodes[0].as_ref().unwrap_err().to_string();
    assert!(
        error.contains("`e` selects neither `nodes` nor `edges`"),
        "{error}"
    );
    assert_eq!(nodes.len(), 1);
}

#[tokio::test]
async fn variable_of_another_name_is_followed() {
    let document = "query ($next: Cursor) { a { users: entities(after: $next) { \
                    nodes { id } pageInfo { hasNextPage endCursor } } } }";
    let page = |nodes: &[&str], end: Option<&str>| {
        let info = json!({"hasNextPage": end.is_some(), "endCursor": end});
        let users = json!({"nodes": nodes, "pageInfo": info});
        Response::json(json!({"data": {"a": {"users": users}}}))
    };
    let server = Server::script([
        page(&["a"], Some("c1")),
        page(&["b"], None),
        page(&["b"], None),
    ]);
    let idp = client(&server).identity_protection();
    let nodes: Vec<Value> = idp.graphql(document).nodes().try_collect().await.unwrap();
    assert_eq!(nodes, ["a", "b"]);
    let resumed = idp.graphql(document).pages().resume_from("c1");
    assert_eq!(resumed.try_collect::<Vec<_>>().await.unwrap().len(), 1);
    let requests = server.requests();
    let variables: Vec<Value> = requests
        .iter()
        .map(|r| r.json()["variables"].clone())
        .collect();
    assert_eq!(
        variables,
        [Value::Null, json!({"next": "c1"}), json!({"next": "c1"})]
    );
}
