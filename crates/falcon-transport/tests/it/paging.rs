//! Listings from end to end.

use std::sync::{Arc, Mutex};

use falcon_transport::{Error, Position};
use futures_util::{StreamExt, TryStreamExt};
use serde_json::{Value, json};

use test_server::{Request, Response, Server};

use crate::support::{builder, client};

pub(crate) fn page(ids: &[String], pagination: Value) -> Response {
    Response::json(json!({"meta": {"pagination": pagination}, "errors": [], "resources": ids}))
}

pub(crate) fn ids(from: usize, to: usize) -> Vec<String> {
    (from..to).map(|n| format!("id-{n}")).collect()
}

pub(crate) fn number(request: &Request, key: &str) -> usize {
    request
        .param(key)
        .and_then(|value| value.parse().ok())
        .unwrap_or(0)
}

/// A listing of `total` ids by offset.
pub(crate) fn by_offset(total: usize) -> impl FnMut(&Request) -> Option<Response> + Send + 'static {
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
pub(crate) fn by_token(total: usize) -> impl FnMut(&Request) -> Option<Response> + Send + 'static {
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
    let server = Server::with(by_token(25));
    let query = client(&server)
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
    assert_eq!(server.requests().len(), 3);
    assert_eq!(server.requests()[0].param("after"), None);
}

#[tokio::test]
async fn a_listing_page_by_page_gives_the_same_and_can_be_resumed_between_pages() {
    let server = Server::with(by_token(25));
    let query = || {
        let assets = client(&server).exposure_management();
        assets.query_assets().limit(10).ids()
    };
    let pages: Vec<Vec<String>> = query().by_page().try_collect().await.unwrap();
    assert_eq!(pages, [ids(0, 10), ids(10, 20), ids(20, 25)]);

    let mut pages = query().by_page();
    assert_eq!(pages.total(), None);
    assert_eq!(pages.try_next().await.unwrap(), Some(ids(0, 10)));
    assert_eq!(pages.total(), Some(25));
    let rest = query().resume_from(pages.position().unwrap());
    assert_eq!(rest.try_collect::<Vec<_>>().await.unwrap(), ids(10, 25));
}

#[tokio::test]
async fn a_listing_by_offset_gives_every_id_once_in_order() {
    for total in [0, 1, 10, 25, 30] {
        let server = Server::with(by_offset(total));
        let query = client(&server)
            .exposure_management()
            .query_assets_v1()
            .limit(10);
        let listed: Vec<String> = query.ids().try_collect().await.unwrap();
        assert_eq!(listed, ids(0, total));
    }
}

#[tokio::test]
async fn a_listing_begins_where_its_query_says() {
    let server = Server::with(by_offset(25));
    let (em, idp) = (
        client(&server).exposure_management(),
        client(&server).identity_protection(),
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
    let query = em.query_assets_v1().query(parameters);
    let listed: Vec<String> = query.ids().try_collect().await.unwrap();
    assert_eq!(listed, ids(22, 25));
    assert_eq!(server.requests().last().unwrap().params("limit"), ["2"]);

    let server = Server::with(by_token(25));
    let query = client(&server)
        .exposure_management()
        .query_assets()
        .after("to-20");
    let listed: Vec<String> = query.ids().try_collect().await.unwrap();
    assert_eq!(listed, ids(20, 25));
}

#[tokio::test]
async fn a_listing_with_a_limit_out_of_range_is_refused_before_anything_is_sent() {
    let server = Server::script([]);
    let (em, idp) = (
        client(&server).exposure_management(),
        client(&server).identity_protection(),
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
        });
        let query = client(&server)
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
    });
    let query = client(&server)
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
    ]);
    let em = client(&server).exposure_management();
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
    });
    let query = client(&server)
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
        });
        let query = client(&server)
            .exposure_management()
            .query_assets_v1()
            .limit(10);
        let listed: Vec<String> = query.ids().try_collect().await.unwrap();
        assert_eq!(listed, ids(0, 25), "{total}");
        assert!(server.requests().len() < 10, "{total}");
    }
}

#[tokio::test]
async fn a_repeated_token_is_an_error_after_what_came_before_it() {
    let server = Server::script([
        page(&ids(0, 2), json!({"after": "a"})),
        page(&ids(2, 4), json!({"after": "b"})),
        page(&ids(4, 6), json!({"after": "a"})),
    ]);
    let mut listing = client(&server).exposure_management().query_assets().ids();
    let mut listed = Vec::new();
    let error = loop {
        match listing.try_next().await {
            Ok(id) => listed.push(id.unwrap()),
            Err(error) => break error,
        }
    };
    assert_eq!(listed, ids(0, 6));
    assert!(
        error.is_paging() && error.to_string().contains("repeated the token"),
        "{error}"
    );
    assert!(listing.next().await.is_none());
}

#[tokio::test]
async fn the_window_of_10_000_ends_in_an_error_that_names_the_second_version() {
    let server = Server::with(by_offset(10_050));
    let mut listing = client(&server)
        .exposure_management()
        .query_assets_v1()
        .limit(3_000)
        .ids();
    let listed: Vec<String> = listing.by_ref().take(10_000).try_collect().await.unwrap();
    assert_eq!(listed, ids(0, 10_000));
    let error = listing.next().await.unwrap().unwrap_err();
    assert!(error.is_paging(), "{error}");
    let help = error.help().unwrap();
    assert!(help.contains("query_external_assets_v2"), "{help}");
    let last = server.requests().pop().unwrap();
    assert_eq!(
        (number(&last, "offset"), number(&last, "limit")),
        (9_000, 1_000)
    );

    let server = Server::with(by_offset(10_000));
    let query = client(&server).identity_protection().query_sensors();
    let listed: Vec<String> = query.ids().try_collect().await.unwrap();
    assert_eq!(listed.len(), 10_000);
}

#[tokio::test]
async fn a_listing_can_be_resumed_from_any_place() {
    for stop in 0..=7 {
        let server = Server::with(by_token(7));
        let query = client(&server)
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
                return Some(Response::status(
                    400,
                    json!({"errors": [{"message": "token expired"}]}),
                ));
            }
            listing(request)
        }
    });
    let query = client(&server)
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
            return Some(Response::status(401, json!({})));
        }
        listing(request)
    });
    let query = client(&server)
        .exposure_management()
        .query_assets()
        .limit(3);
    let listed: Vec<String> = query.ids().try_collect().await.unwrap();
    assert_eq!(listed, ids(0, 9));
    assert_eq!(server.token_requests().len(), 2);
}

#[tokio::test]
async fn a_page_with_errors_gives_its_items_then_the_error_and_the_listing_goes_on() {
    let server = Server::script([
        Response::json(json!({
            "meta": {"pagination": {"after": "a"}},
            "errors": [{"code": 500, "message": "one shard failed"}],
            "resources": ["id-0"],
        })),
        page(&ids(1, 2), json!({})),
    ]);
    let listed: Vec<Result<String, Error>> = client(&server)
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
        Some(Response::json(json!({
            "FemEcosystemSubsidiariesResponseFields": fields, "resources": resources,
        })))
    });
    let em = client(&server).exposure_management();
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

#[tokio::test]
async fn the_overall_deadline_counts_for_each_page() {
    let mut answers = 0;
    let mut listing = by_token(300);
    // Each page is to wait for a second, all together for longer than a call may take.
    let server = Server::with(move |request| {
        answers += 1;
        if answers % 2 == 1 {
            return Some(Response::status(429, json!({})).with("Retry-After", 1));
        }
        listing(request)
    });
    let time = std::time::Duration::from_millis(2500);
    let falcon = builder(&server).overall_timeout(time).build().unwrap();
    let query = falcon.exposure_management().query_assets().limit(100);
    let listed: Vec<String> = query.ids().try_collect().await.unwrap();
    assert_eq!(listed, ids(0, 300));
}

#[tokio::test]
async fn a_position_far_beyond_its_page_goes_on_with_the_next_one() {
    let server = Server::with(by_token(5));
    let query = || {
        client(&server)
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
