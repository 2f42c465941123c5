//! Listings with the details of what is listed.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use falcon_transport::DetailResult;
use futures_util::{StreamExt, TryStreamExt};
use serde_json::{Value, json};

use crate::paging::{by_offset, by_token, ids, page};
use test_server::{Request, Response, Server};

use crate::support::client;

/// Assets for the ids asked for, in an order that is not theirs, without those that are gone.
fn details(request: &Request, gone: &[&str]) -> Response {
    let mut ids = request.params("ids");
    ids.reverse();
    let (found, missing): (Vec<_>, Vec<_>) =
        ids.into_iter().partition(|id| !gone.contains(&id.as_str()));
    let resources: Vec<Value> = found.iter().map(|id| json!({"id": id})).collect();
    let errors: Vec<Value> = missing
        .iter()
        .map(|id| json!({"code": 404, "message": "gone", "id": id}))
        .collect();
    Response::json(json!({"resources": resources, "errors": errors}))
}

#[tokio::test]
async fn assets_come_in_the_order_listed_and_missing_ids_in_their_place() {
    let mut listing = by_token(1_000);
    let server = Server::with(move |request| match request.path() {
        "/fem/entities/external-assets/v1" => {
            assert!(request.params("ids").len() <= 100);
            Some(details(request, &["id-3", "id-250"]))
        }
        _ => listing(request),
    });
    let query = client(&server)
        .exposure_management()
        .query_assets()
        .limit(250);
    let fetched: Vec<_> = query.assets().try_collect().await.unwrap();
    assert_eq!(fetched.len(), 1_000);
    for (n, fetched) in fetched.into_iter().enumerate() {
        match fetched {
            DetailResult::Found(asset) => assert_eq!(asset.id, format!("id-{n}")),
            DetailResult::Missing(missing) => {
                assert!(n == 3 || n == 250, "{missing:?}");
                assert_eq!(missing.id, format!("id-{n}"));
                assert_eq!(missing.error.unwrap().message, "gone");
            }
            DetailResult::Malformed(item) => panic!("{item}"),
        }
    }
}

#[tokio::test]
async fn a_batch_of_which_nothing_is_left_does_not_end_the_listing() {
    let mut listing = by_token(300);
    let server = Server::with(move |request| match request.path() {
        "/fem/entities/external-assets/v1" => {
            let ids = request.params("ids");
            let errors: Vec<Value> = ids
                .iter()
                .map(|id| json!({"code": 404, "message": "gone", "id": id}))
                .collect();
            Some(if ids.contains(&"id-100".to_owned()) {
                Response::status(404, json!({"resources": null, "errors": errors}))
            } else {
                details(request, &[])
            })
        }
        _ => listing(request),
    });
    let query = client(&server).exposure_management().query_assets();
    let fetched: Vec<_> = query.limit(100).assets().try_collect().await.unwrap();
    assert_eq!(fetched.len(), 300);
    for (n, fetched) in fetched.into_iter().enumerate() {
        match fetched {
            DetailResult::Found(asset) => assert_eq!(asset.id, format!("id-{n}")),
            DetailResult::Missing(missing) => {
                assert!((100..200).contains(&n), "{missing:?}");
                assert_eq!(missing.id, format!("id-{n}"));
                assert_eq!(missing.error.unwrap().message, "gone");
            }
            DetailResult::Malformed(item) => panic!("{item}"),
        }
    }
}

#[tokio::test]
async fn an_id_that_is_listed_twice_has_its_details_twice() {
    let server = Server::with(|request| match request.path() {
        "/fem/entities/external-assets/v1" => {
            let mut ids = request.params("ids");
            ids.sort();
            ids.dedup();
            let found: Vec<Value> = ids.iter().map(|id| json!({"id": id})).collect();
            Some(Response::json(json!({"resources": found})))
        }
        _ => Some(page(&["a", "b", "a"].map(str::to_owned), json!({}))),
    });
    let assets = client(&server).exposure_management().query_assets();
    let fetched: Vec<_> = assets.assets().try_collect().await.unwrap();
    let got: Vec<_> = fetched.into_iter().map(|f| f.found().unwrap().id).collect();
    assert_eq!(got, ["a", "b", "a"]);
}

#[tokio::test]
async fn a_404_that_names_no_id_ends_the_listing() {
    let server = Server::script([
        page(&ids(0, 3), json!({})),
        Response::status(
            404,
            json!({"errors": [{"code": 404, "message": "no such path"}]}),
        ),
    ]);
    let em = client(&server).exposure_management();
    let listed: Result<Vec<_>, _> = em.query_assets().assets().try_collect().await;
    assert_eq!(listed.unwrap_err().status(), Some(404));
}

#[tokio::test]
async fn details_that_cannot_be_read_come_in_their_place() {
    let server = Server::script([
        page(&ids(0, 3), json!({})),
        Response::json(
            json!({"resources": [{"id": "id-2"}, {"id": "id-1", "ip": 7}, {"id": "id-0"}]}),
        ),
    ]);
    let em = client(&server).exposure_management();
    let fetched: Vec<_> = em.query_assets().assets().try_collect().await.unwrap();
    assert!(matches!(&fetched[0], DetailResult::Found(asset) if asset.id == "id-0"));
    assert!(matches!(&fetched[1], DetailResult::Malformed(item) if item.json["ip"] == 7));
    assert!(matches!(&fetched[2], DetailResult::Found(asset) if asset.id == "id-2"));
}

#[tokio::test]
async fn what_a_batch_of_details_tells_of_no_missing_id_is_an_error_after_its_items() {
    let odd = json!({
        "resources": [{"id": "id-1"}, {"id": "id-0"}, {"no": "id"}],
        "errors": [
            {"code": 500, "message": "services left out", "id": "id-0"},
            {"code": 503, "message": "one shard is down"},
        ],
    });
    let server = Server::with(move |request| {
        let details = request.path() == "/fem/entities/external-assets/v1";
        Some(
            match (details, request.param("ids"), request.param("after")) {
                (true, Some(id), _) if id == "id-2" => {
                    Response::json(json!({"resources": [{"id": id}]}))
                }
                (true, ..) => Response::json(odd.clone()),
                (false, _, None) => page(&ids(0, 2), json!({"after": "t"})),
                (false, _, Some(_)) => page(&ids(2, 3), json!({})),
            },
        )
    });
    let query = client(&server).exposure_management().query_assets();
    let fetched: Vec<_> = query.limit(2).assets().collect().await;
    let [first, second, Err(error), third] = &fetched[..] else {
        panic!("{fetched:?}")
    };
    for (fetched, id) in [(first, "id-0"), (second, "id-1"), (third, "id-2")] {
        assert!(
            matches!(fetched, Ok(DetailResult::Found(asset)) if asset.id == id),
            "{fetched:?}"
        );
    }
    assert!(error.is_partial(), "{error}");
    let text = error.to_string();
    for told in [
        "services left out",
        "one shard is down",
        "malformed item at index 2",
    ] {
        assert!(text.contains(told), "{text}");
    }
}

#[tokio::test]
async fn no_more_batches_are_fetched_at_a_time_than_said() {
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let mut listing = by_token(2_000);
    let server = Server::with({
        let (now, most) = (Arc::clone(&now), Arc::clone(&most));
        move |request| match request.path() {
            "/fem/entities/external-assets/v1" => {
                most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                // How many were asked for before anything was handed out.
                Some(details(request, &[]))
            }
            _ => listing(request),
        }
    });
    let query = client(&server)
        .exposure_management()
        .query_assets()
        .limit(1_000);
    let mut assets = query.assets().concurrency(3).batch_size(50);
    while let Some(fetched) = assets.try_next().await.unwrap() {
        let asset = fetched.found().unwrap();
        // The first of a batch that is handed out: one fewer is under way.
        if asset.id["id-".len()..].parse::<usize>().unwrap() % 50 == 0 {
            now.fetch_sub(1, Ordering::SeqCst);
        }
    }
    assert!(most.load(Ordering::SeqCst) <= 4, "{most:?}");
    assert!(
        server
            .requests()
            .iter()
            .all(|request| request.params("ids").len() <= 50)
    );
}

#[tokio::test]
async fn a_listing_with_details_can_be_resumed() {
    let handler = || {
        let mut listing = by_token(25);
        move |request: &Request| match request.path() {
            "/fem/entities/external-assets/v1" => Some(details(request, &[])),
            _ => listing(request),
        }
    };
    for stop in [0, 1, 9, 10, 11, 24] {
        let server = Server::with(handler());
        let query = client(&server)
            .exposure_management()
            .query_assets()
            .limit(10);
        let mut assets = query.clone().assets().batch_size(4);
        let mut listed = Vec::new();
        for _ in 0..stop {
            listed.push(
                assets
                    .try_next()
                    .await
                    .unwrap()
                    .unwrap()
                    .found()
                    .unwrap()
                    .id,
            );
        }
        let place = assets.position().unwrap().clone();
        let rest = query.assets().resume_from(place);
        let rest: Vec<_> = rest.try_collect().await.unwrap();
        listed.extend(rest.into_iter().map(|fetched| fetched.found().unwrap().id));
        assert_eq!(listed, ids(0, 25), "stopped after {stop}");
    }
}

#[tokio::test]
async fn a_batch_that_fails_ends_the_listing_at_a_place_to_resume_from() {
    let mut listing = by_token(30);
    let mut failures = 0;
    let server = Server::with(move |request| match request.path() {
        "/fem/entities/external-assets/v1" => {
            let second = request.params("ids")[0] == "id-10" && failures == 0;
            failures += usize::from(second);
            let refusal = Response::status(403, json!({}));
            Some(if second {
                refusal
            } else {
                details(request, &[])
            })
        }
        _ => listing(request),
    });
    let query = client(&server)
        .exposure_management()
        .query_assets()
        .limit(10);
    let mut assets = query.clone().assets();
    let mut listed = 0;
    let error = loop {
        match assets.try_next().await {
            Ok(fetched) => listed += usize::from(fetched.is_some()),
            Err(error) => break error,
        }
    };
    assert!(error.is_forbidden());
    assert_eq!(listed, 10);
    assert!(assets.next().await.is_none());
    let rest = query
        .assets()
        .resume_from(assets.position().unwrap().clone());
    let rest: Vec<_> = rest.try_collect().await.unwrap();
    assert_eq!(rest[0].clone().found().unwrap().id, "id-10");
    assert_eq!(rest.len(), 20);
}

/// A server that was asked for all assets of these numbers, whose ids have so many characters more.
async fn assets_with_long_ids(numbers: Range<u32>, more: usize) -> Server {
    let ids: Vec<String> = numbers
        .map(|n| format!("{n}-{}", "x".repeat(more)))
        .collect();
    let listed = ids.clone();
    let server = Server::with(move |request| match request.path() {
        "/fem/entities/external-assets/v1" => Some(details(request, &[])),
        _ => Some(page(&listed, json!({}))),
    });
    let em = client(&server).exposure_management();
    let fetched: Vec<_> = em.query_assets().assets().try_collect().await.unwrap();
    let got: Vec<_> = fetched.into_iter().map(|f| f.found().unwrap().id).collect();
    assert_eq!(got, ids);
    server
}

#[tokio::test]
async fn ids_too_long_for_one_address_line_are_fetched_in_several() {
    let server = assets_with_long_ids(0..100, 300).await;
    let fits = |request: &Request| request.target.len() <= 16 * 1024;
    assert!(server.requests().iter().all(fits));
}

#[tokio::test]
async fn as_many_ids_as_an_address_line_holds_are_fetched_at_once() {
    // With `&ids=` each takes 1009 bytes, so that 15 fit into 16 KiB beside the rest of the line.
    let server = assets_with_long_ids(100..140, 1_000).await;
    let seen = server.requests();
    let batches: Vec<usize> = seen[1..].iter().map(|r| r.params("ids").len()).collect();
    assert_eq!(batches, [15, 15, 10]);
}

#[tokio::test]
async fn an_id_longer_than_an_address_line_is_told_as_such() {
    let long = "x".repeat(20_000);
    let server = Server::script([page(&[long], json!({}))]);
    let assets = client(&server).exposure_management().query_assets();
    let error = assets.assets().next().await.unwrap().unwrap_err();
    assert!(error.is_argument(), "{error}");
    assert!(error.to_string().contains("path and query"), "{error}");
}

#[tokio::test]
async fn sensors_are_listed_and_fetched_by_a_post() {
    let mut listing = by_offset(450);
    let server = Server::with(move |request| match request.path() {
        "/identity-protection/entities/devices/GET/v1" => {
            let ids = request.json()["ids"].as_array().unwrap().clone();
            let sensors: Vec<Value> = ids.iter().map(|id| json!({"device_id": id})).collect();
            Some(Response::json(json!({"resources": sensors})))
        }
        _ => listing(request),
    });
    let idp = client(&server).identity_protection();
    let fetched: Vec<_> = idp.query_sensors().sensors().try_collect().await.unwrap();
    let got: Vec<_> = fetched
        .into_iter()
        .map(|f| f.found().unwrap().device_id)
        .collect();
    assert_eq!(got, ids(0, 450));
}
