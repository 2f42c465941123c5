//! Positions of listings, and listings resumed from them.

use std::sync::{Arc, Mutex};

use falcon_transport::Position;
use futures_util::{StreamExt, TryStreamExt};
use serde_json::json;
use test_server::{Response, Server};

use crate::listings::{by_offset, by_token, ids, number, page};
use crate::support::{client, exposure_management};

#[tokio::test]
async fn position_after_page_is_next_page_or_end() {
    let server = Server::with(by_token(4));
    let query = exposure_management(&server).query_assets();
    let query = query.page_size(2);
    let mut listing = query.clone().ids();
    listing.next().await.unwrap().unwrap();
    listing.next().await.unwrap().unwrap();
    let rest = query.ids().resume_from(listing.position().unwrap());
    assert_eq!(rest.try_collect::<Vec<_>>().await.unwrap(), ids(2, 4));
    let requests = server.requests();
    let tokens: Vec<_> = requests
        .iter()
        .map(|request| request.param("after"))
        .collect();
    assert_eq!(tokens, [None, Some("to-2".to_owned())]);
    listing.next().await.unwrap().unwrap();
    listing.next().await.unwrap().unwrap();
    assert_eq!(listing.position(), None);
}

#[tokio::test]
async fn position_at_end_of_window_repeats_no_item() {
    let server = Server::with(by_offset(20_000));
    let query = exposure_management(&server).query_assets_v1();
    let query = query.offset(9_990).page_size(10);
    let mut pages = query.clone().ids().by_page();
    assert_eq!(pages.try_next().await.unwrap(), Some(ids(9_990, 10_000)));
    assert!(pages.try_next().await.unwrap_err().is_paging());
    let mut rest = query.ids().resume_from(pages.position().unwrap());
    assert!(rest.try_next().await.unwrap_err().is_paging());
}

#[tokio::test]
async fn position_serializes_to_minimal_json() {
    let server = Server::with(|request| {
        let next = request.param("after").map_or("t", |_| "");
        let meta = json!({"pagination": {"after": next}, "version_id": "unrelated"});
        Some(Response::json(
            json!({"meta": meta, "resources": ["a", "b"]}),
        ))
    });
    let mut listing = exposure_management(&server).query_assets().ids();
    let mut written = vec![serde_json::to_value(listing.position().unwrap()).unwrap()];
    for _ in 0..3 {
        listing.next().await.unwrap().unwrap();
        written.push(serde_json::to_value(listing.position().unwrap()).unwrap());
    }
    let query = exposure_management(&server).query_assets_v1();
    let by_offset = query.offset(7).ids().position().unwrap();
    written.push(serde_json::to_value(by_offset).unwrap());
    // Programs store positions, so that this format must stay readable.
    let expected = [
        json!({"page": "start"}),
        json!({"page": "start", "skip": 1}),
        json!({"page": {"after": "t"}}),
        json!({"page": {"after": "t"}, "skip": 1}),
        json!({"page": {"offset": 7}}),
    ];
    assert_eq!(written, expected);
}

#[tokio::test]
async fn resumed_listing_uses_version_of_position() {
    let server = Server::with(|request| {
        let offset = number(request, "offset");
        let version = request.param("version_id");
        let pagination = json!({"offset": offset, "limit": 2, "total": 5});
        let meta = json!({
            "pagination": pagination, "version_id": version.unwrap_or_else(|| "new".into()),
        });
        let resources = ids(offset, (offset + 2).min(5));
        Some(Response::json(
            json!({"meta": meta, "resources": resources}),
        ))
    });
    let em = exposure_management(&server);
    let query = || em.query_ecosystem_subsidiaries().page_size(2);
    let mut old = query().version_id("old").ids();
    old.by_ref().take(2).try_collect::<Vec<_>>().await.unwrap();
    let position = serde_json::to_string(&old.position()).unwrap();
    let position: Position = serde_json::from_str(&position).unwrap();
    let mut new = query().ids();
    new.by_ref().take(3).try_collect::<Vec<_>>().await.unwrap();
    let before = server.requests().len();
    let rest: Vec<String> = new.resume_from(position).try_collect().await.unwrap();
    assert_eq!(rest, ids(2, 5));
    let requests = server.requests();
    let versions: Vec<_> = requests[before..]
        .iter()
        .map(|request| request.params("version_id"))
        .collect();
    assert_eq!(versions, [["old"], ["old"]]);
}

#[tokio::test]
async fn overlong_page_token_ends_listing_resumably() {
    let token = "x".repeat(20_000);
    let server = Server::script([page(&ids(0, 2), json!({"after": token}))]);
    let mut listing = exposure_management(&server).query_assets().ids();
    let first: Vec<String> = listing.by_ref().take(2).try_collect().await.unwrap();
    assert_eq!(first, ids(0, 2));
    let error = listing.next().await.unwrap().unwrap_err();
    assert!(error.is_argument(), "{error}");
    assert!(listing.next().await.is_none());
    assert_eq!(server.requests().len(), 1);
    let position = serde_json::to_value(listing.position().unwrap()).unwrap();
    assert_eq!(position, json!({"page": {"after": token}}));
}

#[tokio::test]
async fn listing_resumes_at_any_item() {
    for stop in 0..=7 {
        let server = Server::with(by_token(7));
        let query = exposure_management(&server).query_assets().page_size(3);
        let mut listing = query.clone().ids();
        let mut listed: Vec<String> = listing.by_ref().take(stop).try_collect().await.unwrap();
        let position = listing.position();
        drop(listing);
        match position {
            Some(position) => {
                let json = serde_json::to_string(&position).unwrap();
                let position: Position = serde_json::from_str(&json).unwrap();
                let rest: Vec<String> = query
                    .ids()
                    .resume_from(position)
                    .try_collect()
                    .await
                    .unwrap();
                listed.extend(rest);
            }
            None => assert_eq!(stop, 7),
        }
        assert_eq!(listed, ids(0, 7), "stopped after {stop}");
    }
}

#[tokio::test]
async fn failed_listing_resumes_at_failed_page() {
    let fails = Arc::new(Mutex::new(true));
    let mut listing = by_token(9);
    let server = Server::with({
        let fails = Arc::clone(&fails);
        move |request| {
            let is_third_page = request.param("after").as_deref() == Some("to-6");
            if is_third_page && *fails.lock().unwrap() {
                return Some(Response::status(
                    400,
                    json!({"errors": [{"message": "token expired"}]}),
                ));
            }
            listing(request)
        }
    });
    let query = exposure_management(&server).query_assets().page_size(3);
    let mut listing = query.clone().ids();
    let first: Vec<String> = listing.by_ref().take(6).try_collect().await.unwrap();
    let error = listing.next().await.unwrap().unwrap_err();
    assert!(error.to_string().contains("token expired"), "{error}");
    assert!(listing.next().await.is_none());
    *fails.lock().unwrap() = false;
    let position = listing.position().unwrap();
    let rest: Vec<String> = query
        .ids()
        .resume_from(position)
        .try_collect()
        .await
        .unwrap();
    assert_eq!([first, rest].concat(), ids(0, 9));
}

#[tokio::test]
async fn skip_beyond_page_continues_with_next_page() {
    let server = Server::with(by_token(5));
    let query = || exposure_management(&server).query_assets().page_size(2);
    let start = query().ids().position().unwrap();
    let mut position = serde_json::to_value(start).unwrap();
    position["skip"] = json!(u64::MAX);
    let position: Position = serde_json::from_value(position).unwrap();
    let listed: Vec<String> = query()
        .ids()
        .resume_from(position)
        .try_collect()
        .await
        .unwrap();
    assert_eq!(listed, ids(2, 5));
}

/// Serves ids by token, and their details unless the batch starts with `failing` the first time.
fn failing_once(failing: &'static str) -> Server {
    let mut listing = by_token(6);
    let mut fails = true;
    Server::with(move |request| {
        let ids = match request.path() {
            "/fem/entities/external-assets/v1" => request.params("ids"),
            _ => return listing(request),
        };
        if fails && ids[0] == failing {
            fails = false;
            return Some(Response::status(400, json!({})));
        }
        let found: Vec<_> = ids.iter().map(|id| json!({"id": id})).collect();
        Some(Response::resources(found))
    })
}

#[tokio::test]
async fn details_resume_after_their_failure() {
    let server = failing_once("id-2");
    let query = exposure_management(&server).query_assets().page_size(2);
    let mut assets = query.assets().take(5);
    let (mut listed, mut failures) = (Vec::new(), 0);
    loop {
        match assets.try_next().await {
            Ok(Some(asset)) => listed.push(asset.found().unwrap().id),
            Ok(None) => break,
            Err(_) => {
                failures += 1;
                assert!(assets.try_next().await.unwrap().is_none());
                let position = assets.position().cloned().unwrap();
                assets = assets.resume_from(position);
            }
        }
    }
    assert_eq!((listed, failures), (ids(0, 5), 1));
}

#[tokio::test]
async fn started_details_move_to_position() {
    let server = failing_once("none");
    let query = exposure_management(&server).query_assets().page_size(3);
    let mut assets = query.assets();
    assets.try_next().await.unwrap();
    let after_one = assets.position().cloned().unwrap();
    while assets.try_next().await.unwrap().is_some() {}
    let mut assets = assets.resume_from(after_one);
    let next = assets.try_next().await.unwrap().unwrap();
    assert_eq!(next.found().unwrap().id, "id-1");
}

#[tokio::test]
async fn rewound_listing_repeats_its_pages() {
    let server = Server::with(by_token(30));
    let query = exposure_management(&server).query_assets().page_size(10);
    let mut listing = query.ids();
    let start = listing.position().unwrap();
    for _ in 0..3 {
        let listed: Vec<String> = listing.by_ref().try_collect().await.unwrap();
        assert_eq!(listed, ids(0, 30));
        listing = listing.resume_from(start.clone());
    }
}

#[tokio::test]
async fn position_of_other_pagination_is_rejected() {
    let server = Server::with(by_offset(20));
    let falcon = client(&server);
    let em = falcon.exposure_management();
    let by_offset = em.query_assets_v1().offset(10).ids().position().unwrap();
    let by_token = em.query_assets().after("t").ids().position().unwrap();
    let start = em.query_assets().ids().position().unwrap();
    let listings = [
        em.query_assets().ids().resume_from(by_offset.clone()),
        em.query_assets_v1().ids().resume_from(by_token.clone()),
        em.query_assets_v1().ids().resume_from(start),
    ];
    for mut listing in listings {
        let error = listing.try_next().await.unwrap_err();
        assert!(error.is_argument(), "{error}");
        assert!(error.to_string().contains("another listing"), "{error}");
    }
    let mut assets = em.query_assets().assets().resume_from(by_offset.clone());
    assert!(assets.try_next().await.unwrap_err().is_argument());
    assert_eq!(server.connections(), 0);
    let rest = em.query_assets_v1().ids().resume_from(by_offset);
    assert_eq!(rest.try_collect::<Vec<_>>().await.unwrap(), ids(10, 20));
}
