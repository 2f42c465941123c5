//! The end of a listing: it needs a page that says so, else the listing ends with an error.

use falcon_transport::Error;

use falcon_transport::paging::Pager;
use futures_util::{Stream, StreamExt, TryStreamExt};
use serde_json::{Value, json};
use test_server::{Response, Server};

use crate::listings::{ids, number, page};
use crate::support::{client, exposure_management};

/// Returns the items before the first error, and that error.
async fn listed<T>(listing: impl Stream<Item = Result<T, Error>>) -> (Vec<T>, Option<Error>) {
    let mut listing = std::pin::pin!(listing);
    let mut items = Vec::new();
    loop {
        match listing.next().await {
            Some(Ok(item)) => items.push(item),
            Some(Err(error)) => return (items, Some(error)),
            None => return (items, None),
        }
    }
}

/// Serves a first page that promises more by token, and then `second`.
fn token_server(second: Response) -> Server {
    Server::script([
        page(&ids(0, 10), json!({"after": "a", "total": 50})),
        second,
    ])
}

fn v2(server: &Server) -> Pager<String> {
    exposure_management(server)
        .query_assets()
        .page_size(10)
        .ids()
}

fn v1(server: &Server) -> Pager<String> {
    exposure_management(server)
        .query_assets_v1()
        .page_size(10)
        .ids()
}

/// Pages that do not say whether another one follows.
fn pages_without_position() -> Vec<(&'static str, Response)> {
    let json = Response::json;
    vec![
        ("empty object", json(json!({}))),
        ("no content", Response::bytes(204, [])),
        ("no meta", json(json!({"errors": [], "resources": []}))),
        ("null meta", json(json!({"meta": null, "resources": []}))),
        (
            "meta without pagination",
            json(json!({"meta": {"trace_id": "t"}, "resources": []})),
        ),
        (
            "null pagination",
            json(json!({"meta": {"pagination": null}, "resources": []})),
        ),
        ("meta list", json(json!({"meta": [], "resources": []}))),
        ("meta text", json(json!({"meta": "x", "resources": []}))),
        (
            "pagination text",
            json(json!({"meta": {"pagination": "x"}, "resources": []})),
        ),
        (
            "pagination list",
            json(json!({"meta": {"pagination": []}, "resources": null})),
        ),
        (
            "duplicate meta",
            Response::text(
                200,
                r#"{"meta": {"pagination": {"after": "b"}}, "meta": {}}"#,
            ),
        ),
    ]
}

#[tokio::test]
async fn page_without_position_is_resumable_error() {
    for (case, second) in pages_without_position() {
        let server = token_server(second);
        let mut listing = v2(&server);
        let (items, error) = listed(&mut listing).await;
        assert_eq!(items, ids(0, 10), "{case}");
        assert!(error.is_some_and(|error| error.is_paging()), "{case}");
        let position = serde_json::to_value(listing.position()).unwrap();
        assert_eq!(position, json!({"page": {"after": "a"}}), "{case}");
        assert!(listing.next().await.is_none());
    }
    for (case, second) in pages_without_position() {
        let first = page(&ids(0, 10), json!({"offset": 0, "total": 50}));
        let server = Server::script([first, second]);
        let mut listing = v1(&server);
        let (items, error) = listed(&mut listing).await;
        assert_eq!(items, ids(0, 10), "{case}");
        assert!(error.is_some_and(|error| error.is_paging()), "{case}");
        let position = serde_json::to_value(listing.position()).unwrap();
        assert_eq!(position, json!({"page": {"offset": 10}}), "{case}");
    }
}

#[tokio::test]
async fn first_page_without_position_is_error() {
    for (case, first) in pages_without_position() {
        let server = Server::script([first]);
        let (items, error) = listed(v2(&server)).await;
        assert_eq!(items.len(), 0, "{case}");
        assert!(error.is_some_and(|error| error.is_paging()), "{case}");
    }
    for (case, first) in pages_without_position() {
        let server = Server::script([first]);
        let (items, error) = listed(v1(&server)).await;
        assert_eq!(items.len(), 0, "{case}");
        assert!(error.is_some_and(|error| error.is_paging()), "{case}");
    }
}

#[tokio::test]
async fn numeric_token_is_its_digits() {
    for (token, digits) in [(json!(7), "7"), (json!(u64::MAX), "18446744073709551615")] {
        let first = page(&ids(0, 10), json!({ "after": token }));
        let server = Server::script([first, page(&ids(10, 12), json!({}))]);
        let listed: Vec<String> = v2(&server).try_collect().await.unwrap();
        assert_eq!(listed, ids(0, 12));
        assert_eq!(server.requests()[1].param("after").as_deref(), Some(digits));
    }
}

#[tokio::test]
async fn malformed_token_is_error_after_items() {
    for token in [
        json!(1.5),
        json!(1e30),
        json!(true),
        json!(["a"]),
        json!({"next": "a"}),
    ] {
        let server = Server::script([page(&ids(0, 10), json!({ "after": token }))]);
        let (items, error) = listed(v2(&server)).await;
        assert_eq!(items, ids(0, 10), "{token}");
        let error = error.unwrap();
        assert!(
            error.is_paging() && error.to_string().contains("malformed `after`"),
            "{error}"
        );
        let server = Server::script([page(&ids(0, 10), json!({ "offset": token }))]);
        let (items, error) = listed(v1(&server)).await;
        assert_eq!(items, ids(0, 10), "{token}");
        assert!(error.unwrap().is_paging(), "{token}");
    }
}

#[tokio::test]
async fn opaque_offset_may_look_like_a_number() {
    for token in [json!("20"), json!(20), json!("020")] {
        let server = Server::script([
            page(&ids(0, 10), json!({"offset": "abc", "total": 30})),
            page(&ids(10, 20), json!({"offset": token, "total": 30})),
            page(&ids(20, 30), json!({"offset": "", "total": 30})),
        ]);
        let listed: Vec<String> = v1(&server).try_collect().await.unwrap();
        assert_eq!(listed, ids(0, 30));
        let requests = server.requests();
        let sent: Vec<_> = requests
            .iter()
            .map(|request| request.param("offset"))
            .collect();
        let token = token.as_str().map_or(token.to_string(), str::to_owned);
        assert_eq!(
            sent,
            [Some("0".to_owned()), Some("abc".to_owned()), Some(token)]
        );
    }
}

#[tokio::test]
async fn offset_far_ahead_is_window_error() {
    for offset in [json!(99_999_999), json!("99999999")] {
        let pagination = json!({"offset": offset, "limit": 10, "total": 50});
        let server = Server::script([page(&ids(0, 10), pagination)]);
        let (items, error) = listed(v1(&server)).await;
        assert_eq!(items, ids(0, 10));
        let error = error.unwrap();
        assert!(error.to_string().contains("at most 10000 items"), "{error}");
    }
}

#[tokio::test]
async fn total_of_an_earlier_page_is_remembered() {
    let empty = || page(&[], json!({"limit": 10}));
    let first = page(&ids(0, 10), json!({"total": 25}));
    let server = Server::script([first, empty(), empty()]);
    let (items, error) = listed(v1(&server)).await;
    assert_eq!(items, ids(0, 10));
    let error = error.unwrap();
    assert!(error.to_string().contains("25 items"), "{error}");
}

#[tokio::test]
async fn smaller_limit_of_service_is_a_full_page() {
    for (limit, requests) in [
        (json!(5), 2),
        (json!(0), 1),
        (json!(20), 1),
        (json!("x"), 1),
    ] {
        let server = Server::with(move |request| {
            let offset = number(request, "offset").min(5);
            Some(page(&ids(offset, 5), json!({"limit": limit, "total": 5})))
        });
        assert_eq!(listed(v1(&server)).await.0, ids(0, 5));
        assert_eq!(server.requests().len(), requests);
    }
}

#[tokio::test]
async fn empty_pages_are_counted_in_a_row() {
    let mut pages = 0;
    let server = Server::with(move |_| {
        pages += 1;
        let listed = if pages == 99 { ids(0, 1) } else { Vec::new() };
        Some(page(&listed, json!({"after": pages})))
    });
    let (items, error) = listed(v2(&server)).await;
    assert_eq!(items, ids(0, 1));
    assert!(error.unwrap().to_string().contains("100 empty pages"));
    assert_eq!(server.requests().len(), 199);
}

#[tokio::test]
async fn empty_pages_below_total_are_error() {
    for total in [11, 50, 1_000_000] {
        let server = Server::with(move |request| {
            let offset = number(request, "offset");
            let listed = ids(offset.min(10), (offset + 10).min(10));
            Some(page(
                &listed,
                json!({"offset": offset, "limit": 10, "total": total}),
            ))
        });
        let (items, error) = listed(v1(&server)).await;
        assert_eq!(items, ids(0, 10), "{total}");
        assert!(error.unwrap().is_paging(), "{total}");
        assert!(server.requests().len() <= 101, "{total}");
    }
}

#[tokio::test]
async fn empty_pages_with_new_tokens_are_bounded() {
    for key in ["after", "offset"] {
        let mut pages = 0;
        let server = Server::with(move |_| {
            pages += 1;
            let listed = if pages == 1 { ids(0, 10) } else { Vec::new() };
            Some(page(
                &listed,
                json!({ key: format!("token-{pages}"), "total": 50 }),
            ))
        });
        let listing = if key == "after" {
            v2(&server)
        } else {
            v1(&server)
        };
        let (items, error) = listed(listing).await;
        assert_eq!(items, ids(0, 10));
        let error = error.unwrap();
        assert!(
            error.is_paging() && error.to_string().contains("100 empty pages"),
            "{error}"
        );
        assert_eq!(server.requests().len(), 101);
    }
}

#[tokio::test]
async fn requested_token_in_response_is_error() {
    let server = Server::script([page(&ids(0, 10), json!({"after": "a"}))]);
    let query = exposure_management(&server).query_assets().after("a");
    let (items, error) = listed(query.ids()).await;
    assert_eq!(items, ids(0, 10));
    assert!(error.unwrap().to_string().contains("repeated the token"));
}

#[tokio::test]
async fn details_end_like_their_ids() {
    let server = Server::with(|request| {
        if request.path().contains("entities") {
            let assets = request
                .params("ids")
                .into_iter()
                .map(|id| json!({ "id": id }));
            return Some(Response::json(
                json!({"resources": assets.collect::<Vec<_>>()}),
            ));
        }
        Some(match request.param("after") {
            None => page(&ids(0, 10), json!({"after": "a", "total": 50})),
            Some(_) => Response::json(json!({})),
        })
    });
    let query = exposure_management(&server).query_assets().page_size(10);
    let mut listing = query.assets();
    let (items, error) = listed(&mut listing).await;
    assert_eq!(items.len(), 10);
    assert!(error.unwrap().is_paging());
    assert!(listing.position().is_some());
}

const QUERY: &str = "query ($after: Cursor) { entities(first: 2, after: $after) \
    { nodes { primaryDisplayName } pageInfo { hasNextPage endCursor } } }";

fn graphql_page(nodes: &[&str], info: Value) -> Response {
    Response::json(json!({"data": {"entities": {"nodes": nodes, "pageInfo": info}}}))
}

#[tokio::test]
async fn graphql_page_without_data_is_error() {
    let more = || graphql_page(&["a", "b"], json!({"hasNextPage": true, "endCursor": "c"}));
    for body in [
        json!({}),
        json!({"data": null}),
        json!({"data": null, "errors": []}),
        json!({"data": null, "errors": [{"message": "denied"}]}),
        json!({"data": {}}),
        json!({"data": {"entities": null}}),
        json!({"data": {"entities": []}}),
        json!({"data": []}),
        json!({"data": {"entities": {"nodes": []}}}),
        json!({"data": {"entities": {"nodes": [], "pageInfo": null}}}),
        json!({"data": {"entities": {"nodes": [], "pageInfo": []}}}),
        json!({"data": {"entities": {"nodes": [], "pageInfo": {}}}}),
        json!({"data": {"entities": {"nodes": [], "pageInfo": {"hasNextPage": "no"}}}}),
        json!({"data": {"entities": {"nodes": [], "pageInfo": {"hasNextPage": true}}}}),
        json!({"data": {"entities": {"nodes": [], "pageInfo": {"endCursor": "d"}}}}),
        json!({"data": {"entities": {"nodes": [], "pageInfo": {"hasNextPage": true, "endCursor": ""}}}}),
        json!({"data": {"entities": {"nodes": [], "pageInfo": {"hasNextPage": true, "endCursor": 1.5}}}}),
    ] {
        let server = Server::script([
            more(),
            Response::json(body.clone()),
            more(),
            Response::json(body.clone()),
        ]);
        let idp = client(&server).identity_protection();
        let (nodes, error) = listed(idp.graphql(QUERY).nodes()).await;
        assert_eq!(nodes, ["a", "b"], "{body}");
        let error = error.unwrap();
        assert!(error.is_partial() || error.is_paging(), "{body}: {error}");
        let mut pages = idp.graphql(QUERY).pages();
        let (responses, error) = listed(&mut pages).await;
        assert_eq!(responses.len(), 2, "{body}");
        assert!(error.is_some(), "{body}");
        assert_eq!(pages.cursor(), Some("c"), "{body}");
    }
}

#[tokio::test]
async fn graphql_empty_pages_are_bounded() {
    let mut pages = 0;
    let server = Server::with(move |_| {
        pages += 1;
        let info = json!({"hasNextPage": true, "endCursor": format!("c{pages}")});
        Some(graphql_page(&[], info))
    });
    let nodes = client(&server).identity_protection().graphql(QUERY).nodes();
    let (nodes, error) = listed(nodes).await;
    assert_eq!(nodes.len(), 0);
    let error = error.unwrap();
    assert!(
        error.is_paging() && error.to_string().contains("100 empty pages"),
        "{error}"
    );
    assert_eq!(server.requests().len(), 100);
}
