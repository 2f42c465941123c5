//! Loops over streams, and listings that end early.

use falcon_transport::Position;
use serde_json::{Value, json};
use test_server::{Request, Response, Server};

use crate::listings::{by_offset, by_token, ids};
use crate::support::exposure_management;

#[tokio::test]
async fn streams_have_next_without_other_crates() {
    let server = Server::with(by_token(3));
    let query = exposure_management(&server).query_assets().page_size(2);
    let mut listing = query.clone().ids();
    let mut listed = Vec::new();
    while let Some(id) = listing.next().await {
        listed.push(id.unwrap());
    }
    assert_eq!(listed, ids(0, 3));
    let mut pages = query.ids().by_page();
    assert_eq!(pages.try_next().await.unwrap(), Some(ids(0, 2)));
    assert_eq!(pages.try_next().await.unwrap(), Some(ids(2, 3)));
    assert_eq!(pages.try_next().await.unwrap(), None);
}

#[tokio::test]
async fn taken_listing_resumes_where_it_ended() {
    for taken in 0..=8 {
        let server = Server::with(by_token(7));
        let query = exposure_management(&server).query_assets().page_size(3);
        let mut first = query.clone().ids().take(taken);
        let mut listed = Vec::new();
        while let Some(id) = first.try_next().await.unwrap() {
            listed.push(id);
        }
        assert!(first.next().await.is_none());
        assert_eq!(listed, ids(0, taken.min(7)));
        // No page after the last taken item is requested.
        assert_eq!(server.requests().len(), taken.min(7).div_ceil(3));
        match first.position() {
            Some(position) => {
                let mut rest = query.ids().resume_from(position);
                while let Some(id) = rest.try_next().await.unwrap() {
                    listed.push(id);
                }
            }
            None => assert!(taken >= 7),
        }
        assert_eq!(listed, ids(0, 7), "{taken}");
    }
}

#[tokio::test]
async fn taken_pages_end_within_a_page() {
    let server = Server::with(by_token(9));
    let query = exposure_management(&server).query_assets().page_size(3);
    let mut pages = query.clone().ids().take(5).by_page();
    assert_eq!(pages.try_next().await.unwrap(), Some(ids(0, 3)));
    assert_eq!(pages.try_next().await.unwrap(), Some(ids(3, 5)));
    assert_eq!(pages.try_next().await.unwrap(), None);
    let mut rest = query.ids().resume_from(pages.position().unwrap());
    assert_eq!(rest.try_next().await.unwrap(), Some("id-5".to_owned()));
}

fn details(request: &Request) -> Response {
    let ids = request.params("ids").into_iter();
    let assets: Vec<Value> = ids.map(|id| json!({"id": id})).collect();
    Response::resources(assets)
}

#[tokio::test]
async fn taken_details_request_no_further_items() {
    for taken in [0, 1, 4, 5, 6, 8] {
        let mut listing = by_offset(9);
        let server = Server::with(move |request| match request.path() {
            "/fem/entities/external-assets/v1" => Some(details(request)),
            _ => listing(request),
        });
        let query = exposure_management(&server).query_assets_v1().page_size(5);
        let mut assets = query.clone().assets().take(taken);
        let mut listed = Vec::new();
        while let Some(asset) = assets.try_next().await.unwrap() {
            listed.push(asset.found().unwrap().id);
        }
        let requests = server.requests();
        let requested = requests.iter().flat_map(|request| request.params("ids"));
        assert_eq!(requested.count(), taken);
        let position: Position = assets.position().unwrap().clone();
        let mut rest = query.assets().resume_from(position);
        while let Some(asset) = rest.try_next().await.unwrap() {
            listed.push(asset.found().unwrap().id);
        }
        assert_eq!(listed, ids(0, 9), "{taken}");
    }
}
