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
    let info = json!({"hasNextPage": true, "endCursor": 7});
    let server = Server::script([
        connection(&["a", "b"], Some("c1")),
        Response::json(json!({"data": {"entities": {"nodes": [], "pageInfo": info}}})),
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
    assert_eq!(variables[1], json!({"kind": "USER", "after": "c1"}));
    assert_eq!(variables[2], json!({"kind": "USER", "after": "7"}));
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

/// Documents with `INFO` in place of this selection.
const INFO: &str = "nodes { id } pageInfo { hasNextPage endCursor }";

async fn check_rejected(document: &str, operation: Option<&str>, message: &str) {
    let document = document.replace("INFO", INFO);
    let server = Server::script([]);
    let mut body = json!({"query": document});
    if let Some(name) = operation {
        body["operationName"] = name.into();
    }
    let idp = client(&server).identity_protection();
    let graphql = || idp.graphql_json(body.clone());
    let pages: Vec<_> = graphql().pages().collect().await;
    let nodes: Vec<_> = graphql().nodes().collect().await;
    let resumed: Vec<_> = graphql().pages().resume_from("c").collect().await;
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

#[tokio::test]
async fn document_is_checked_before_it_is_sent() {
    let mutation = QUERY.replace("query", "mutation");
    for (document, message) in [
        ("{ e(first: 2) { INFO } }", "no variable is passed"),
        (
            "query ($after: C) { e(first: 2) { INFO } }",
            "no variable is passed",
        ),
        (
            "query ($after: C) { e(before: $after) { INFO } }",
            "no variable is passed",
        ),
        (
            "query ($after: C) { e(after: null) { INFO } }",
            "no variable is passed",
        ),
        (
            "query ($after: C) { e(after: [$after]) { INFO } }",
            "no variable is passed",
        ),
        (
            "query ($after: C) { e(o: {after: $after}) { INFO } }",
            "no variable is passed",
        ),
        (
            "query ($after: C) { e(text: \"(after: $after)\") { INFO } }",
            "no variable is passed",
        ),
        (
            "query ($after: C) { e # (after: $after)\n { INFO } }",
            "no variable is passed",
        ),
        (
            "query ($after: C) { e @x(after: $after) { INFO } }",
            "no variable is passed",
        ),
        ("{ e(after: $c) { INFO } }", "does not declare `$c`"),
        ("query ($c: C) { e(text: \"", "unterminated string"),
        (&mutation, "the document is not a query"),
        ("}{", "the document is not a query"),
        ("fragment F on T { a }", "does not have this operation"),
        ("", "invalid body: expected `{\"query\""),
    ] {
        check_rejected(document, None, message).await;
    }
}

#[tokio::test]
async fn second_connection_is_rejected() {
    for body in [
        "c: e(first: 1000) { nodes { id } } u: e(first: 40, after: $after) { INFO }",
        "c: e(first: 1000) { INFO } u: e(first: 40, after: $after) { INFO }",
        "a: e(after: $after) { INFO } b: e(after: $after) { INFO }",
        "a: e(after: $after) { INFO } b: e(after: $other) { edges { node { id } } }",
        "a: e(after: $after) { INFO } x { b: e(first: 5) { nodes { id } } }",
        "a: e(after: $after) { nodes { b(after: $other) { INFO } } pageInfo { hasNextPage endCursor } }",
        "a(first: 5) { nodes { b(after: $after) { INFO } } }",
        "a(first: 5) { nodes { b(after: $after) { INFO } } pageInfo { hasNextPage endCursor } }",
        "a: e(after: $after) { INFO } ...F",
        "a: e(after: $after) { INFO } ... on Q @include(if: true) { b { nodes { id } } }",
    ] {
        let document = format!(
            "query ($after: C, $other: C) {{ {body} }} fragment F on Q {{ b: e {{ edges {{ id }} }} }}"
        );
        let message = match body.contains("b(after: $other)") {
            true => "`b` is a paged connection in another one",
            false => "the document has several connections",
        };
        check_rejected(&document, None, message).await;
    }
}

#[tokio::test]
async fn hidden_or_missing_page_info_is_rejected() {
    for (selection, message) in [
        ("nodes { id }", "does not select `pageInfo.hasNextPage`"),
        (
            "nodes { id } pageInfo { endCursor }",
            "`e` does not select `pageInfo.hasNextPage`",
        ),
        (
            "nodes { id } pageInfo { hasNextPage }",
            "`pageInfo.endCursor`",
        ),
        ("...Missing", "`pageInfo.hasNextPage`"),
        (
            "nodes { id } info: pageInfo { hasNextPage endCursor }",
            "the alias `info: pageInfo` hides `pageInfo`",
        ),
        ("pageInfo { more: hasNextPage endCursor }", "the alias"),
        ("pageInfo: other { hasNextPage endCursor }", "the alias"),
        (
            "pageInfo { hasNextPage endCursor } items: nodes { id }",
            "the alias `items: nodes` hides `nodes`",
        ),
        (
            "INFO x { items: edges { node { id } } }",
            "the alias `items: edges` hides `edges`",
        ),
    ] {
        let document = format!("query ($after: C) {{ e(after: $after) {{ {selection} }} }}");
        check_rejected(&document, None, message).await;
    }
}

#[tokio::test]
async fn operation_is_selected_by_its_name() {
    let document = "query A { a } query B($b: C) { e(after: $b) { INFO } }";
    for (name, message) in [
        (Some("A"), "no variable is passed"),
        (Some("C"), "does not have this operation"),
        (None, "the document has several operations"),
    ] {
        check_rejected(document, name, message).await;
    }
    let server = Server::script([connection(&["a"], Some("c1")), connection(&["b"], None)]);
    let body = json!({"query": document.replace("INFO", INFO), "operationName": "B"});
    let graphql = client(&server).identity_protection().graphql_json(body);
    let nodes: Vec<Value> = graphql.nodes().try_collect().await.unwrap();
    assert_eq!(nodes.len(), 2);
    assert_eq!(server.requests()[1].json()["variables"], json!({"b": "c1"}));
}

#[tokio::test]
async fn variable_of_the_connection_is_followed() {
    for (document, variable) in [
        (
            "query ($after: C) { e(first: 2, after: $after) { INFO } }",
            "after",
        ),
        (
            "query Q($c: C!) { e(after:$c,o: [{b: \"}\"}],first:2){INFO} }",
            "c",
        ),
        (
            "query ($n: Int = 5, $after: C = null, $k: [T!]! = [A] @d(a: {b: 1})) @x(y: \"{\") \
             { e(first: $n, kinds: $k, o: {a: [1, {after: $n}]}, after: $after) @y { INFO } }",
            "after",
        ),
        (
            "query ($after: C) { users: e(after: $after) { INFO } }",
            "after",
        ),
        (
            "query ($after: C) { a { b: c { e(after: $after) { INFO } } } }",
            "after",
        ),
        (
            "query ($after: C) { ...R } fragment R on Q { e(after: $after) { ...E } } \
             fragment E on C { nodes { id } ... { pageInfo { ...P } } } \
             fragment P on PageInfo { hasNextPage endCursor }",
            "after",
        ),
        (
            "query ($after: C) { e(after: $after) { nodes { id accounts { nodes { id } } ...N } \
             pageInfo { hasNextPage endCursor } } count other { id } } fragment N on T { l { edges { id } } }",
            "after",
        ),
        (
            "# pageInfo\nquery ($after: C) { e(a: -1, b: 1.5e-3, c: \"\"\"after: $x\"\"\", after: $after) \
             { INFO } }",
            "after",
        ),
        (
            "query ($after: C) { e(after: $after) { nodes { id } } \
             e(after: $after) { pageInfo { hasNextPage endCursor } } }",
            "after",
        ),
        (
            "query ($x: C) { e(after: $x) { ...F INFO } } fragment F on T { ...G } fragment G on T { ...F }",
            "x",
        ),
    ] {
        let server = Server::script([connection(&["a"], Some("c1")), connection(&["b"], None)]);
        let graphql = client(&server)
            .identity_protection()
            .graphql(document.replace("INFO", INFO));
        let nodes: Vec<Value> = graphql.nodes().try_collect().await.unwrap();
        assert_eq!(nodes.len(), 2, "{document}");
        let variables = server.requests()[1].json()["variables"].clone();
        assert_eq!(variables, json!({variable: "c1"}), "{document}");
    }
}

#[tokio::test]
async fn nodes_with_further_pages_end_in_error() {
    let page = |more: bool| json!({"nodes": [{"id": 1}], "pageInfo": {"hasNextPage": more, "endCursor": "c"}});
    for data in [
        json!({"a": {"nodes": [{"b": page(true)}], "pageInfo": {"hasNextPage": false}}}),
        json!({"list": [page(true)], "a": page(false)}),
    ] {
        let body = || Response::json(json!({"data": data}));
        let server = Server::script([body(), body()]);
        let idp = client(&server).identity_protection();
        let nodes: Vec<_> = idp.graphql(QUERY).nodes().collect().await;
        let pages: Vec<_> = idp.graphql(QUERY).pages().collect().await;
        assert!(nodes.len() == 2 && nodes[0].is_ok(), "{data}");
        assert!(pages.len() == 2 && pages[0].is_ok(), "{data}");
        for error in [
            nodes[1].as_ref().unwrap_err(),
            pages[1].as_ref().unwrap_err(),
        ] {
            assert!(error.is_paging() && error.help().is_some(), "{data}");
            assert!(
                error.to_string().contains("a connection with further"),
                "{error}"
            );
        }
    }
}

#[tokio::test]
async fn null_connection_is_not_the_end() {
    let body = json!({"data": {"entities": null}, "errors": [{"message": "timeout"}]});
    let server = Server::script([Response::json(body)]);
    let idp = client(&server).identity_protection();
    let nodes: Vec<_> = idp.graphql(QUERY).nodes().collect().await;
    assert!(nodes[0].as_ref().unwrap_err().is_partial());
    assert!(nodes[1].as_ref().unwrap_err().is_paging());
    assert_eq!(nodes.len(), 2);
}

#[tokio::test]
async fn complete_lists_within_nodes_are_returned() {
    let accounts = json!({"nodes": [{"id": 1}], "pageInfo": {"hasNextPage": false}});
    let node = json!({"accounts": accounts, "groups": {"nodes": []}});
    let users = json!({"edges": [{"node": node}], "pageInfo": {"hasNextPage": false}});
    let data = json!({"a": {"users": users, "count": {"nodes": 3}}});
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
        error.contains("the connection selects neither `nodes` nor `edges`"),
        "{error}"
    );
    assert_eq!(nodes.len(), 1);
}
