//! Listings from end to end.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use falcon_transport::{Error, Fetched, Position};
use futures_util::{StreamExt, TryStreamExt};
use serde_json::{Value, json};

use crate::support::{Reply, Request, Server};

fn page(ids: &[String], pagination: Value) -> Reply {
    Reply::json(json!({"meta": {"pagination": pagination}, "errors": [], "resources": ids}))
}

fn ids(from: usize, to: usize) -> Vec<String> {
    (from..to).map(|n| format!("id-{n}")).collect()
}

fn number(request: &Request, key: &str) -> usize {
    request
        .param(key)
        .and_then(|value| value.parse().ok())
        .unwrap_or(0)
}

/// A listing of `total` ids by offset.
fn by_offset(total: usize) -> impl FnMut(&Request) -> Option<Reply> + Send + 'static {
    move |request| {
        let (offset, limit) = (number(request, "offset"), number(request, "limit"));
        let ids = ids(offset.min(total), (offset + limit).min(total));
        Some(page(
            &ids,
            json!({"offset": offset, "limit": limit, "total": total}),
        ))
    }
}

/// A listing of `total` ids by token, which tells the place that it stands for.
fn by_token(total: usize) -> impl FnMut(&Request) -> Option<Reply> + Send + 'static {
    move |request| {
        let offset = request
            .param("after")
            .map_or(0, |after| after["to-".len()..].parse().unwrap());
        let end = (offset + number(request, "limit")).min(total);
        let mut pagination = json!({"limit": 2, "total": total});
        if end < total {
            pagination["after"] = json!(format!("to-{end}"));
        }
        Some(page(&ids(offset, end), pagination))
    }
}

#[tokio::test]
async fn a_listing_by_token_gives_every_id_once_in_order() {
    let server = Server::with(by_token(25)).await;
    let query = server
        .client()
        .exposure_management()
        .query_assets()
        .limit(10);
    let mut listing = query.ids();
    let mut listed = Vec::new();
    while let Some(id) = listing.try_next().await.unwrap() {
        assert_eq!(listing.total(), Some(25));
        listed.push(id);
    }
    assert_eq!(listed, ids(0, 25));
    assert_eq!(listing.position(), None);
    assert_eq!(server.seen().len(), 3);
    assert_eq!(server.seen()[0].param("after"), None);
}

#[tokio::test]
async fn a_listing_page_by_page_gives_the_same_and_can_be_resumed_between_pages() {
    let server = Server::with(by_token(25)).await;
    let query = || {
        let assets = server.client().exposure_management();
        assets.query_assets().limit(10).ids()
    };
    let pages: Vec<Vec<String>> = query().by_page().try_collect().await.unwrap();
    assert_eq!(pages, [ids(0, 10), ids(10, 20), ids(20, 25)]);

    let mut pages = query().by_page();
    assert_eq!(pages.try_next().await.unwrap(), Some(ids(0, 10)));
    let rest = query().resume_from(pages.position().unwrap());
    assert_eq!(rest.try_collect::<Vec<_>>().await.unwrap(), ids(10, 25));
}

#[tokio::test]
async fn a_listing_by_offset_gives_every_id_once_in_order() {
    for total in [0, 1, 10, 25, 30] {
        let server = Server::with(by_offset(total)).await;
        let query = server
            .client()
            .exposure_management()
            .query_assets_v1()
            .limit(10);
        let listed: Vec<String> = query.ids().try_collect().await.unwrap();
        assert_eq!(listed, ids(0, total));
    }
}

#[tokio::test]
async fn a_listing_begins_where_its_query_says() {
    let server = Server::with(by_offset(25)).await;
    let (em, idp) = (
        server.client().exposure_management(),
        server.client().identity_protection(),
    );
    let listed: Vec<String> = em
        .query_assets_v1()
        .offset(20)
        .ids()
        .try_collect()
        .await
        .unwrap();
    assert_eq!(listed, ids(20, 25));
    let listed: Vec<String> = idp
        .query_sensors()
        .offset(21)
        .ids()
        .try_collect()
        .await
        .unwrap();
    assert_eq!(listed, ids(21, 25));
    let parameters = [("offset", "22"), ("limit", "2")];
    let query = em.query_assets_v1().parameters(parameters);
    let listed: Vec<String> = query.ids().try_collect().await.unwrap();
    assert_eq!(listed, ids(22, 25));
    assert_eq!(server.seen().last().unwrap().params("limit"), ["2"]);

    let server = Server::with(by_token(25)).await;
    let query = server
        .client()
        .exposure_management()
        .query_assets()
        .after("to-20");
    let listed: Vec<String> = query.ids().try_collect().await.unwrap();
    assert_eq!(listed, ids(20, 25));
}

#[tokio::test]
async fn a_listing_with_a_limit_out_of_range_is_refused_before_anything_is_sent() {
    let server = Server::script([]).await;
    let (em, idp) = (
        server.client().exposure_management(),
        server.client().identity_protection(),
    );
    assert!(
        em.query_assets()
            .limit(0)
            .ids()
            .next()
            .await
            .unwrap()
            .unwrap_err()
            .is_argument()
    );
    assert!(
        em.query_assets_v1()
            .limit(0)
            .ids()
            .next()
            .await
            .unwrap()
            .unwrap_err()
            .is_argument()
    );
    assert!(
        idp.query_sensors()
            .limit(201)
            .ids()
            .next()
            .await
            .unwrap()
            .unwrap_err()
            .is_argument()
    );
    assert!(
        idp.query_sensors()
            .limit(0)
            .sensors()
            .next()
            .await
            .unwrap()
            .unwrap_err()
            .is_argument()
    );
}

#[tokio::test]
async fn offsets_may_be_numbers_texts_of_numbers_and_opaque_texts() {
    for next in [false, true] {
        let server = Server::with(move |request| {
            let offset = number(request, "offset");
            let told = if next { offset + 2 } else { offset };
            Some(page(
                &ids(offset, (offset + 2).min(5)),
                json!({"offset": told.to_string(), "total": 5}),
            ))
        })
        .await;
        let query = server
            .client()
            .exposure_management()
            .query_assets_v1()
            .limit(2);
        let listed: Vec<String> = query.ids().try_collect().await.unwrap();
        assert_eq!(listed, ids(0, 5), "the offset told is the next one: {next}");
    }
    let server = Server::with(|request| {
        Some(match request.param("offset").as_deref() {
            Some("0") => page(&ids(0, 2), json!({"offset": "c+1/=", "total": 3})),
            Some("c+1/=") => page(&ids(2, 3), json!({"offset": "", "total": 3})),
            _ => return None,
        })
    })
    .await;
    let query = server
        .client()
        .exposure_management()
        .query_assets_v1()
        .limit(2);
    let listed: Vec<String> = query.ids().try_collect().await.unwrap();
    assert_eq!(listed, ids(0, 3));
}

#[tokio::test]
async fn empty_pages_in_the_middle_do_not_end_a_listing() {
    let server = Server::script([
        page(&ids(0, 2), json!({"after": "a"})),
        page(&[], json!({"after": "b"})),
        page(&[], json!({"after": "c"})),
        page(&ids(2, 3), json!({"after": ""})),
    ])
    .await;
    let em = server.client().exposure_management();
    let listed: Vec<String> = em.query_assets().ids().try_collect().await.unwrap();
    assert_eq!(listed, ids(0, 3));

    let server = Server::with(|request| {
        let offset = number(request, "offset");
        let here = if offset == 2 {
            Vec::new()
        } else {
            ids(offset, (offset + 2).min(5))
        };
        Some(page(
            &here,
            json!({"offset": offset, "limit": 2, "total": 5}),
        ))
    })
    .await;
    let query = server
        .client()
        .exposure_management()
        .query_assets_v1()
        .limit(2);
    let listed: Vec<String> = query.ids().try_collect().await.unwrap();
    assert_eq!(listed, ["id-0", "id-1", "id-4"]);
}

#[tokio::test]
async fn a_total_that_is_wrong_neither_ends_a_listing_nor_keeps_it_going() {
    for total in [
        json!(1),
        json!(10),
        json!(0),
        json!(1_000_000),
        Value::Null,
        json!("odd"),
    ] {
        let lie = total.clone();
        let server = Server::with(move |request| {
            let offset = number(request, "offset");
            let here = ids(offset.min(25), (offset + 10).min(25));
            Some(page(
                &here,
                json!({"offset": offset, "limit": 10, "total": lie}),
            ))
        })
        .await;
        let query = server
            .client()
            .exposure_management()
            .query_assets_v1()
            .limit(10);
        let listed: Vec<String> = query.ids().try_collect().await.unwrap();
        assert_eq!(listed, ids(0, 25), "{total}");
        assert!(server.seen().len() < 10, "{total}");
    }
}

#[tokio::test]
async fn a_repeated_token_is_an_error_after_what_came_before_it() {
    let server = Server::script([
        page(&ids(0, 2), json!({"after": "a"})),
        page(&ids(2, 4), json!({"after": "b"})),
        page(&ids(4, 6), json!({"after": "a"})),
    ])
    .await;
    let mut listing = server.client().exposure_management().query_assets().ids();
    let mut listed = Vec::new();
    let error = loop {
        match listing.try_next().await {
            Ok(id) => listed.push(id.unwrap()),
            Err(error) => break error,
        }
    };
    assert_eq!(listed, ids(0, 6));
    assert!(
        error.is_paging() && error.to_string().contains("repeats the token"),
        "{error}"
    );
    assert!(listing.next().await.is_none());
}

#[tokio::test]
async fn the_window_of_10_000_ends_in_an_error_that_names_the_second_version() {
    let server = Server::with(by_offset(10_050)).await;
    let mut listing = server
        .client()
        .exposure_management()
        .query_assets_v1()
        .limit(3_000)
        .ids();
    let listed: Vec<String> = listing.by_ref().take(10_000).try_collect().await.unwrap();
    assert_eq!(listed, ids(0, 10_000));
    let error = listing.next().await.unwrap().unwrap_err();
    assert!(error.is_paging(), "{error}");
    assert!(
        error.to_string().contains("query_external_assets_v2"),
        "{error}"
    );
    let last = server.seen().pop().unwrap();
    assert_eq!(
        (number(&last, "offset"), number(&last, "limit")),
        (9_000, 1_000)
    );

    let server = Server::with(by_offset(10_000)).await;
    let query = server.client().identity_protection().query_sensors();
    let listed: Vec<String> = query.ids().try_collect().await.unwrap();
    assert_eq!(listed.len(), 10_000);
}

#[tokio::test]
async fn a_listing_can_be_resumed_from_any_place() {
    for stop in 0..=7 {
        let server = Server::with(by_token(7)).await;
        let query = server
            .client()
            .exposure_management()
            .query_assets()
            .limit(3);
        let mut listing = query.clone().ids();
        let mut listed: Vec<String> = listing.by_ref().take(stop).try_collect().await.unwrap();
        let place = listing.position();
        drop(listing);
        match place {
            Some(place) => {
                let text = serde_json::to_string(&place).unwrap();
                let place: Position = serde_json::from_str(&text).unwrap();
                let rest: Vec<String> = query.ids().resume_from(place).try_collect().await.unwrap();
                listed.extend(rest);
            }
            None => assert_eq!(stop, 7),
        }
        assert_eq!(listed, ids(0, 7), "stopped after {stop}");
    }
}

#[tokio::test]
async fn a_listing_that_fails_can_be_resumed_where_it_failed() {
    let failing = Arc::new(Mutex::new(true));
    let mut listing = by_token(9);
    let server = Server::with({
        let failing = Arc::clone(&failing);
        move |request| {
            let third = request.param("after").as_deref() == Some("to-6");
            if third && *failing.lock().unwrap() {
                return Some(Reply::status(
                    400,
                    json!({"errors": [{"message": "token expired"}]}),
                ));
            }
            listing(request)
        }
    })
    .await;
    let query = server
        .client()
        .exposure_management()
        .query_assets()
        .limit(3);
    let mut listing = query.clone().ids();
    let first: Vec<String> = listing.by_ref().take(6).try_collect().await.unwrap();
    let error = listing.next().await.unwrap().unwrap_err();
    assert!(error.to_string().contains("token expired"), "{error}");
    assert!(listing.next().await.is_none());
    *failing.lock().unwrap() = false;
    let place = listing.position().unwrap();
    let rest: Vec<String> = query.ids().resume_from(place).try_collect().await.unwrap();
    assert_eq!([first, rest].concat(), ids(0, 9));
}

#[tokio::test]
async fn an_access_token_that_ends_in_the_middle_is_renewed_and_nothing_is_lost() {
    let mut listing = by_token(9);
    let server = Server::with(move |request| {
        let old = request.header("authorization") == Some("Bearer test-token-1");
        if old && request.param("after").is_some() {
            return Some(Reply::status(401, json!({})));
        }
        listing(request)
    })
    .await;
    let query = server
        .client()
        .exposure_management()
        .query_assets()
        .limit(3);
    let listed: Vec<String> = query.ids().try_collect().await.unwrap();
    assert_eq!(listed, ids(0, 9));
    assert_eq!(server.tokens().len(), 2);
}

#[tokio::test]
async fn a_page_with_errors_gives_its_items_then_the_error_and_the_listing_goes_on() {
    let server = Server::script([
        Reply::json(json!({
            "meta": {"pagination": {"after": "a"}},
            "errors": [{"code": 500, "message": "one shard failed"}],
            "resources": ["id-0"],
        })),
        page(&ids(1, 2), json!({})),
    ])
    .await;
    let listed: Vec<Result<String, Error>> = server
        .client()
        .exposure_management()
        .query_assets()
        .ids()
        .collect()
        .await;
    assert_eq!(listed.len(), 3);
    assert_eq!(listed[0].as_deref().unwrap(), "id-0");
    let error = listed[1].as_ref().unwrap_err();
    assert!(
        error.is_partial() && error.to_string().contains("one shard failed"),
        "{error}"
    );
    assert_eq!(listed[2].as_deref().unwrap(), "id-1");
}

/// Assets for the ids asked for, in an order that is not theirs, without those that are gone.
fn details(request: &Request, gone: &[&str]) -> Reply {
    let mut ids = request.params("ids");
    ids.reverse();
    let (found, missing): (Vec<_>, Vec<_>) =
        ids.into_iter().partition(|id| !gone.contains(&id.as_str()));
    let resources: Vec<Value> = found.iter().map(|id| json!({"id": id})).collect();
    let errors: Vec<Value> = missing
        .iter()
        .map(|id| json!({"code": 404, "message": "gone", "id": id}))
        .collect();
    Reply::json(json!({"resources": resources, "errors": errors}))
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
    })
    .await;
    let query = server
        .client()
        .exposure_management()
        .query_assets()
        .limit(250);
    let fetched: Vec<_> = query.assets().try_collect().await.unwrap();
    assert_eq!(fetched.len(), 1_000);
    for (n, fetched) in fetched.into_iter().enumerate() {
        match fetched {
            Fetched::Found(asset) => assert_eq!(asset.id, format!("id-{n}")),
            Fetched::Missing(missing) => {
                assert!(n == 3 || n == 250, "{missing:?}");
                assert_eq!(missing.id, format!("id-{n}"));
                assert_eq!(missing.error.unwrap().message, "gone");
            }
            Fetched::Malformed(item) => panic!("{item}"),
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
                Reply::status(404, json!({"resources": null, "errors": errors}))
            } else {
                details(request, &[])
            })
        }
        _ => listing(request),
    })
    .await;
    let query = server.client().exposure_management().query_assets();
    let fetched: Vec<_> = query.limit(100).assets().try_collect().await.unwrap();
    assert_eq!(fetched.len(), 300);
    for (n, fetched) in fetched.into_iter().enumerate() {
        match fetched {
            Fetched::Found(asset) => assert_eq!(asset.id, format!("id-{n}")),
            Fetched::Missing(missing) => {
                assert!((100..200).contains(&n), "{missing:?}");
                assert_eq!(missing.id, format!("id-{n}"));
                assert_eq!(missing.error.unwrap().message, "gone");
            }
            Fetched::Malformed(item) => panic!("{item}"),
        }
    }
}

#[tokio::test]
async fn a_404_that_names_no_id_ends_the_listing() {
    let server = Server::script([
        page(&ids(0, 3), json!({})),
        Reply::status(
            404,
            json!({"errors": [{"code": 404, "message": "no such path"}]}),
        ),
    ])
    .await;
    let em = server.client().exposure_management();
    let listed: Result<Vec<_>, _> = em.query_assets().assets().try_collect().await;
    assert_eq!(listed.unwrap_err().status(), Some(404));
}

#[tokio::test]
async fn details_that_cannot_be_read_come_in_their_place() {
    let server = Server::script([
        page(&ids(0, 3), json!({})),
        Reply::json(
            json!({"resources": [{"id": "id-2"}, {"id": "id-1", "ip": 7}, {"id": "id-0"}]}),
        ),
    ])
    .await;
    let em = server.client().exposure_management();
    let fetched: Vec<_> = em.query_assets().assets().try_collect().await.unwrap();
    assert!(matches!(&fetched[0], Fetched::Found(asset) if asset.id == "id-0"));
    assert!(matches!(&fetched[1], Fetched::Malformed(item) if item.json["ip"] == 7));
    assert!(matches!(&fetched[2], Fetched::Found(asset) if asset.id == "id-2"));
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
                    Reply::json(json!({"resources": [{"id": id}]}))
                }
                (true, ..) => Reply::json(odd.clone()),
                (false, _, None) => page(&ids(0, 2), json!({"after": "t"})),
                (false, _, Some(_)) => page(&ids(2, 3), json!({})),
            },
        )
    })
    .await;
    let query = server.client().exposure_management().query_assets();
    let fetched: Vec<_> = query.limit(2).assets().collect().await;
    let [first, second, Err(error), third] = &fetched[..] else {
        panic!("{fetched:?}")
    };
    for (fetched, id) in [(first, "id-0"), (second, "id-1"), (third, "id-2")] {
        assert!(
            matches!(fetched, Ok(Fetched::Found(asset)) if asset.id == id),
            "{fetched:?}"
        );
    }
    assert!(error.is_partial(), "{error}");
    let text = error.to_string();
    for told in [
        "services left out",
        "one shard is down",
        "item 2 could not be read",
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
    })
    .await;
    let query = server
        .client()
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
            .seen()
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
        let server = Server::with(handler()).await;
        let query = server
            .client()
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
            let refusal = Reply::status(403, json!({}));
            Some(if second {
                refusal
            } else {
                details(request, &[])
            })
        }
        _ => listing(request),
    })
    .await;
    let query = server
        .client()
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

#[tokio::test]
async fn ids_too_long_for_one_address_line_are_fetched_in_several() {
    let long: Vec<String> = (0..100)
        .map(|n| format!("{n}-{}", "x".repeat(300)))
        .collect();
    let listed = long.clone();
    let server = Server::with(move |request| match request.path() {
        "/fem/entities/external-assets/v1" => Some(details(request, &[])),
        _ => Some(page(&listed, json!({}))),
    })
    .await;
    let em = server.client().exposure_management();
    let fetched: Vec<_> = em.query_assets().assets().try_collect().await.unwrap();
    let got: Vec<_> = fetched
        .into_iter()
        .map(|fetched| fetched.found().unwrap().id)
        .collect();
    assert_eq!(got, long);
    assert!(
        server
            .seen()
            .iter()
            .all(|request| request.target.len() <= 16 * 1024)
    );
}

#[tokio::test]
async fn sensors_are_listed_and_fetched_by_a_post() {
    let mut listing = by_offset(450);
    let server = Server::with(move |request| match request.path() {
        "/identity-protection/entities/devices/GET/v1" => {
            let ids = request.json()["ids"].as_array().unwrap().clone();
            let sensors: Vec<Value> = ids.iter().map(|id| json!({"device_id": id})).collect();
            Some(Reply::json(json!({"resources": sensors})))
        }
        _ => listing(request),
    })
    .await;
    let idp = server.client().identity_protection();
    let fetched: Vec<_> = idp.query_sensors().sensors().try_collect().await.unwrap();
    let got: Vec<_> = fetched
        .into_iter()
        .map(|f| f.found().unwrap().device_id)
        .collect();
    assert_eq!(got, ids(0, 450));
}

#[tokio::test]
async fn subsidiaries_are_listed_at_the_state_of_their_first_page() {
    let server = Server::with(|request| {
        let offset = number(request, "offset");
        let version = request.param("version_id");
        assert_eq!(
            version.is_some(),
            request.path().contains("entities") || offset > 0
        );
        assert!(version.is_none_or(|version| version == "v1"));
        let subsidiaries = |ids: Vec<String>| ids.into_iter().map(|id| json!({"id": id}));
        let resources: Vec<Value> = match request.path() {
            "/fem/entities/ecosystem-subsidiaries/v1" => {
                subsidiaries(request.params("ids")).collect()
            }
            "/fem/combined/ecosystem-subsidiaries/v1" => {
                subsidiaries(ids(offset, (offset + 2).min(5))).collect()
            }
            _ => ids(offset, (offset + 2).min(5))
                .into_iter()
                .map(Value::from)
                .collect(),
        };
        let pagination = json!({"offset": offset, "limit": 2, "total": 5});
        let meta = json!({"MetaInfo": {"pagination": pagination}, "version_id": "v1"});
        let fields = json!({"errors": null, "meta": meta});
        Some(Reply::json(json!({
            "FemEcosystemSubsidiariesResponseFields": fields, "resources": resources,
        })))
    })
    .await;
    let em = server.client().exposure_management();
    let combined = em
        .query_combined_ecosystem_subsidiaries()
        .limit(2)
        .subsidiaries();
    let combined: Vec<_> = combined
        .map_ok(|subsidiary| subsidiary.id)
        .try_collect()
        .await
        .unwrap();
    assert_eq!(combined, ids(0, 5));
    let fetched = em.query_ecosystem_subsidiaries().limit(2).subsidiaries();
    let fetched: Vec<_> = fetched
        .map_ok(|fetched| fetched.found().unwrap().id)
        .try_collect()
        .await
        .unwrap();
    assert_eq!(fetched, ids(0, 5));
}

fn connection(nodes: &[&str], next: Option<&str>) -> Reply {
    let info = json!({"hasNextPage": next.is_some(), "endCursor": next});
    let nodes: Vec<Value> = nodes
        .iter()
        .map(|name| json!({"primaryDisplayName": name}))
        .collect();
    Reply::json(json!({"data": {"entities": {"nodes": nodes, "pageInfo": info}}}))
}

const QUERY: &str = "query ($after: Cursor) { entities(first: 2, after: $after) \
    { nodes { primaryDisplayName } pageInfo { hasNextPage endCursor } } }";

#[tokio::test]
async fn a_graphql_connection_is_followed_by_its_cursors() {
    let server = Server::script([
        connection(&["a", "b"], Some("c1")),
        connection(&[], Some("c2")),
        connection(&["c"], None),
    ])
    .await;
    let graphql = server
        .client()
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
        .seen()
        .iter()
        .map(|request| request.json()["variables"].clone())
        .collect();
    assert_eq!(variables[0], json!({"kind": "USER"}));
    assert_eq!(variables[2], json!({"kind": "USER", "after": "c2"}));
}

#[tokio::test]
async fn a_graphql_cursor_that_repeats_or_is_missing_is_an_error() {
    let server =
        Server::script([connection(&["a"], Some("c")), connection(&["b"], Some("c"))]).await;
    let pages = server.client().identity_protection().graphql(QUERY).pages();
    let pages: Vec<_> = pages.collect().await;
    assert_eq!(pages.len(), 3);
    assert!(pages[2].as_ref().unwrap_err().is_paging());

    let broken = json!({"data": {"e": {"nodes": [], "pageInfo": {"hasNextPage": true}}}});
    let server = Server::script([
        Reply::json(broken),
        Reply::json(json!({"data": {"e": {"nodes": []}}})),
    ])
    .await;
    for _ in 0..2 {
        let pages = server.client().identity_protection().graphql(QUERY).pages();
        let pages: Vec<_> = pages.collect().await;
        let error = pages[1].as_ref().unwrap_err();
        assert!(
            error.is_paging() && error.to_string().contains("endCursor"),
            "{error}"
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
        Reply::json(partly),
        Reply::json(json!({"errors": [{"message": "no"}]})),
    ])
    .await;
    let idp = server.client().identity_protection();
    let nodes: Vec<_> = idp.graphql(QUERY).nodes().collect().await;
    assert_eq!(nodes.len(), 2);
    assert!(nodes[0].is_ok() && nodes[1].as_ref().unwrap_err().is_partial());
    let nodes: Vec<_> = idp.graphql(QUERY).nodes().collect().await;
    assert_eq!(nodes.len(), 1);
    assert!(nodes[0].as_ref().unwrap_err().to_string().contains("no"));
}

#[tokio::test]
async fn the_overall_deadline_counts_for_each_page() {
    let mut answers = 0;
    let mut listing = by_token(300);
    // Each page is to wait for a second, all together for longer than a call may take.
    let server = Server::with(move |request| {
        answers += 1;
        if answers % 2 == 1 {
            return Some(Reply::status(429, json!({})).with("Retry-After", 1));
        }
        listing(request)
    })
    .await;
    let time = std::time::Duration::from_millis(2500);
    let falcon = server.builder().overall_timeout(time).build().unwrap();
    let query = falcon.exposure_management().query_assets().limit(100);
    let listed: Vec<String> = query.ids().try_collect().await.unwrap();
    assert_eq!(listed, ids(0, 300));
}

#[tokio::test]
async fn a_position_far_beyond_its_page_goes_on_with_the_next_one() {
    let server = Server::with(by_token(5)).await;
    let query = || {
        server
            .client()
            .exposure_management()
            .query_assets()
            .limit(2)
    };
    let begin = query().ids().position().unwrap();
    let mut written = serde_json::to_value(begin).unwrap();
    written["skip"] = json!(u64::MAX);
    let position: Position = serde_json::from_value(written).unwrap();
    let listed: Vec<String> = query()
        .ids()
        .resume_from(position)
        .try_collect()
        .await
        .unwrap();
    assert_eq!(listed, ids(2, 5));
}
