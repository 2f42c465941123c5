//! Parameters that select a page, and listings whose service ignores them.

use falcon_transport::fql::collections;
use falcon_transport::fql::collections::any::Any;
use falcon_transport::{Error, List};
use futures_util::{Stream, StreamExt, TryStreamExt};
use serde_json::{Value, json};
use test_server::{Request, Response, Server};

use crate::listings::{by_offset, ids, number, page};
use crate::support::client;

mod nuts {
    falcon_transport::fql::collection! {
        /// Nuts.
        pub Nuts "nuts" sort "|";
        open;
        operations from "the definitions" {
            list "AllNuts" get "/nuts/queries/all/v1" ids;
            list "PagedNuts" get "/nuts/queries/nuts/v1" ids limit max 100 offset;
            list "NutsByToken" get "/nuts/queries/tokens/v1" ids limit max 100 after;
        }
    }
}
use nuts::{ALL_NUTS, NUTS_BY_TOKEN, PAGED_NUTS};

/// Returns the items before the first error, and that error.
async fn listed(
    mut listing: impl Stream<Item = Result<String, Error>> + Unpin,
) -> (Vec<String>, Error) {
    let mut items = Vec::new();
    loop {
        match listing.next().await.expect("the listing ended") {
            Ok(item) => items.push(item),
            Err(error) => return (items, error),
        }
    }
}

/// Returns a listing by token or by offset.
fn indicators(server: &Server) -> List<Any> {
    let table = collections::find("iocs").unwrap();
    let listing = table.operation("indicator_search_v1").unwrap().as_listing();
    client(server)
        .list_any(table, listing.unwrap())
        .page_size(2)
}

#[tokio::test]
async fn full_page_without_after_is_followed() {
    for pagination in [
        json!({}),
        json!({"after": ""}),
        json!({"after": null, "total": 1}),
    ] {
        let server = Server::with(move |request| {
            let offset = number(request, "offset");
            Some(page(
                &ids(offset.min(5), (offset + 2).min(5)),
                pagination.clone(),
            ))
        });
        let all: Vec<String> = indicators(&server).ids().try_collect().await.unwrap();
        assert_eq!(all, ids(0, 5));
    }
}

#[tokio::test]
async fn numeric_after_is_a_token() {
    for after in [json!("1700000000"), json!(1_700_000_000)] {
        let server = Server::with(move |request| {
            Some(match (request.param("offset"), request.param("after")) {
                (Some(_), None) => page(&ids(0, 2), json!({"after": after})),
                (None, Some(token)) if token == "1700000000" => page(&ids(2, 3), json!({})),
                _ => return None,
            })
        });
        let listing = indicators(&server).offset(100).ids();
        assert_eq!(listing.try_collect::<Vec<_>>().await.unwrap(), ids(0, 3));
    }
}

#[tokio::test]
async fn next_token_does_not_start_a_listing() {
    let server = Server::with(by_offset(5));
    let falcon = client(&server);
    let tenancies =
        falcon.list(collections::oci_tenancies::CLOUD_SECURITY_REGISTRATION_OCI_GET_ACCOUNT);
    let tenancies = tenancies.query([("next_token", "t")]);
    let error = tenancies.documents::<Value>().try_next().await.unwrap_err();
    assert!(error.is_argument(), "{error}");
    assert!(error.to_string().contains("`next_token`"), "{error}");
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn invalid_limit_is_quoted_as_written() {
    let server = Server::with(by_offset(5));
    let paged = client(&server).list(PAGED_NUTS).query([("limit", "ten")]);
    let page_error = paged.clone().await.unwrap_err().to_string();
    let listing_error = paged.ids().try_next().await.unwrap_err().to_string();
    assert_eq!(page_error, listing_error);
    assert!(page_error.contains("invalid limit `ten`"), "{page_error}");
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn undocumented_limit_is_rejected() {
    let server = Server::always(Response::resources(ids(0, 5)));
    let all = client(&server).list(ALL_NUTS).query([("limit", 5)]);
    let error = all.ids().try_next().await.unwrap_err();
    assert!(
        error.is_argument() && error.to_string().contains("`limit`"),
        "{error}"
    );
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn repeated_page_by_token_ends_the_listing() {
    let mut requests = 0;
    let server = Server::with(move |_| {
        requests += 1;
        Some(page(&ids(0, 20), json!({"after": requests.to_string()})))
    });
    let (items, error) = listed(client(&server).list(NUTS_BY_TOKEN).ids()).await;
    assert_eq!(items, ids(0, 20));
    assert!(
        error.is_paging() && error.to_string().contains("repeated the items"),
        "{error}"
    );
}

#[tokio::test]
async fn pages_with_volatile_metadata_repeat() {
    let mut requests = 0;
    let server = Server::with(move |_| {
        requests += 1;
        assert!(requests < 100, "the listing does not end");
        let ids = json!(ids(0, 5));
        Some(Response::text(
            200,
            &format!(
                r#"{{"resources": {ids}, "meta": {{"pagination": {{}}, "trace_id": "{requests}"}}}}"#
            ),
        ))
    });
    let list = client(&server).list(PAGED_NUTS).page_size(5);
    let (items, error) = listed(list.ids()).await;
    assert!(items.len() <= 10, "{items:?}");
    assert!(
        error.is_paging() && error.to_string().contains("repeated the items"),
        "{error}"
    );
}

/// Serves `total` ids by offset, and the last page again for each offset after them.
fn repeating(total: usize) -> impl FnMut(&Request) -> Option<Response> + Send + 'static {
    let mut requests = 0;
    move |request| {
        requests += 1;
        assert!(requests < 100, "the listing does not end");
        let (offset, limit) = (number(request, "offset"), number(request, "limit"));
        let start = offset.min(total.saturating_sub(limit));
        let meta = json!({"pagination": {"offset": offset}, "query_time": requests});
        let ids = ids(start, (start + limit).min(total));
        Some(Response::json(
            json!({"meta": meta, "resources": ids, "errors": []}),
        ))
    }
}

#[tokio::test]
async fn repeated_page_ends_the_listing() {
    for (total, size, pages) in [(200, 100, 3), (40, 20, 3), (7, 7, 4), (1, 1, 12)] {
        let server = Server::with(repeating(total));
        let (items, error) = listed(client(&server).list(PAGED_NUTS).page_size(size).ids()).await;
        assert!(error.is_paging(), "{error}");
        assert!(error.to_string().contains("repeated the items"), "{error}");
        assert_eq!(&items[..total], ids(0, total), "every item first");
        assert!(items.len() < total + 10, "{}", items.len());
        assert!(server.requests().len() <= pages, "{size}");
    }
}

#[tokio::test]
async fn equal_pages_of_moving_items_are_listed() {
    // An item is added before each request, so every page of one item is the same, up to the end.
    let server = Server::with(|request| {
        let offset = number(request, "offset");
        let ids = if offset < 9 { ids(0, 1) } else { Vec::new() };
        Some(page(&ids, json!({"offset": offset})))
    });
    let list = client(&server).list(PAGED_NUTS).page_size(1);
    assert_eq!(list.ids().try_collect::<Vec<_>>().await.unwrap().len(), 9);
}
