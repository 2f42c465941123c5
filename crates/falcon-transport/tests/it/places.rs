//! Where a listing stands, and where it goes on.

use falcon_transport::Error;
use futures_util::{StreamExt, TryStreamExt};
use serde_json::{Value, json};

use crate::paging::{by_offset, by_token, ids, number, page};
use test_server::{Response, Server};

use crate::support::client;

#[tokio::test]
async fn an_item_that_cannot_be_read_counts_as_one_of_its_page() {
    let server = Server::with(|request| {
        let offset = number(request, "offset");
        let mut items: Vec<Value> = ids(offset, (offset + 3).min(5))
            .into_iter()
            .map(Value::from)
            .collect();
        if offset == 0 {
            items[1] = json!({"odd": true});
        }
        let meta = json!({"pagination": {"limit": 3, "total": 5}});
        Some(Response::json(json!({"meta": meta, "resources": items})))
    });
    let query = client(&server).exposure_management().query_assets_v1();
    let listed: Vec<Result<String, Error>> = query.limit(3).ids().collect().await;
    let (items, errors): (Vec<_>, Vec<_>) = listed.into_iter().partition(Result::is_ok);
    let items: Vec<String> = items.into_iter().map(Result::unwrap).collect();
    assert_eq!(items, ["id-0", "id-2", "id-3", "id-4"]);
    assert_eq!(errors.len(), 1);
    assert!(errors[0].as_ref().unwrap_err().is_partial());
}

#[tokio::test]
async fn empty_pages_by_opaque_offsets_are_passed_over_but_not_without_end() {
    for (empty, listed) in [(4, ids(0, 3)), (1_000, ids(0, 2))] {
        let mut pages = 0;
        let server = Server::with(move |_| {
            pages += 1;
            let (here, next) = match pages {
                1 => (ids(0, 2), "c1".to_owned()),
                last if last == empty + 2 => (ids(2, 3), String::new()),
                _ => (Vec::new(), format!("c{pages}")),
            };
            Some(page(&here, json!({"offset": next})))
        });
        let query = client(&server).exposure_management().query_assets_v1();
        let got: Vec<String> = query.limit(2).ids().try_collect().await.unwrap();
        assert_eq!(got, listed);
        assert!(
            server.requests().len() <= 6,
            "{} pages",
            server.requests().len()
        );
    }
}

#[tokio::test]
async fn a_listing_that_begins_beyond_the_window_is_left_to_the_service() {
    for offset in [10_000, 20_000] {
        let refusal = json!({"errors": [{"code": 400, "message": "offset too large"}]});
        let server = Server::script([Response::status(400, refusal)]);
        let query = client(&server).exposure_management().query_assets_v1();
        let listed = query.offset(offset).limit(10).ids().next().await.unwrap();
        let error = listed.unwrap_err();
        assert!(error.to_string().contains("offset too large"), "{error}");
        let asked = server.only();
        assert_eq!(number(&asked, "offset"), offset as usize);
        assert_eq!(number(&asked, "limit"), 10);
    }
}

#[tokio::test]
async fn behind_the_last_item_of_a_page_the_place_is_the_next_page_or_the_end() {
    let server = Server::with(by_token(4));
    let query = client(&server).exposure_management().query_assets();
    let query = query.limit(2);
    let mut listing = query.clone().ids();
    listing.next().await.unwrap().unwrap();
    listing.next().await.unwrap().unwrap();
    let rest = query.ids().resume_from(listing.position().unwrap());
    assert_eq!(rest.try_collect::<Vec<_>>().await.unwrap(), ids(2, 4));
    let asked: Vec<_> = server.requests().iter().map(|r| r.param("after")).collect();
    assert_eq!(asked, [None, Some("to-2".to_owned())]);
    listing.next().await.unwrap().unwrap();
    listing.next().await.unwrap().unwrap();
    assert_eq!(listing.position(), None);
}

#[tokio::test]
async fn behind_a_page_whose_successor_is_refused_nothing_comes_twice() {
    let server = Server::with(by_offset(20_000));
    let query = client(&server).exposure_management().query_assets_v1();
    let query = query.offset(9_990).limit(10);
    let mut pages = query.clone().ids().by_page();
    assert_eq!(pages.try_next().await.unwrap(), Some(ids(9_990, 10_000)));
    assert!(pages.try_next().await.unwrap_err().is_paging());
    let mut rest = query.ids().resume_from(pages.position().unwrap());
    assert!(rest.try_next().await.unwrap_err().is_paging());
}

#[tokio::test]
async fn a_position_is_written_with_no_more_than_it_needs() {
    let server = Server::with(|request| {
        let next = request.param("after").map_or("t", |_| "");
        let meta = json!({"pagination": {"after": next}, "version_id": "of something else"});
        Some(Response::json(
            json!({"meta": meta, "resources": ["a", "b"]}),
        ))
    });
    let mut listing = client(&server).exposure_management().query_assets().ids();
    let mut written = vec![serde_json::to_value(listing.position().unwrap()).unwrap()];
    for _ in 0..3 {
        listing.next().await.unwrap().unwrap();
        written.push(serde_json::to_value(listing.position().unwrap()).unwrap());
    }
    let by_offset = client(&server).exposure_management().query_assets_v1();
    let by_offset = by_offset.offset(7).ids().position().unwrap();
    written.push(serde_json::to_value(by_offset).unwrap());
    // Positions are kept by programs, so that what was once written is to be read for ever.
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
async fn a_listing_stays_at_the_state_that_it_began_with_whatever_later_pages_tell() {
    for (said, kept) in [(None, "v0"), (Some("mine"), "mine")] {
        let server = Server::with(|request| {
            let offset = number(request, "offset");
            let pagination = json!({"offset": offset, "limit": 2, "total": 5});
            let meta = json!({"pagination": pagination, "version_id": format!("v{offset}")});
            let resources = ids(offset, (offset + 2).min(5));
            Some(Response::json(
                json!({"meta": meta, "resources": resources}),
            ))
        });
        let query = client(&server).exposure_management();
        let query = query.query_ecosystem_subsidiaries().limit(2);
        let query = match said {
            Some(version) => query.version_id(version),
            None => query,
        };
        let listed: Vec<String> = query.ids().try_collect().await.unwrap();
        assert_eq!(listed, ids(0, 5));
        let asked: Vec<_> = server
            .requests()
            .iter()
            .map(|r| r.params("version_id"))
            .collect();
        let first: Vec<String> = said.map(str::to_owned).into_iter().collect();
        assert_eq!(asked, [first, vec![kept.to_owned()], vec![kept.to_owned()]]);
    }
}

#[tokio::test]
async fn a_listing_goes_on_at_the_state_of_the_position_though_it_had_begun_at_another() {
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
    let em = client(&server).exposure_management();
    let query = || em.query_ecosystem_subsidiaries().limit(2);
    let mut old = query().version_id("old").ids();
    old.by_ref().take(2).try_collect::<Vec<_>>().await.unwrap();
    let place = old.position().unwrap();
    let mut begun = query().ids();
    begun
        .by_ref()
        .take(3)
        .try_collect::<Vec<_>>()
        .await
        .unwrap();
    let before = server.requests().len();
    let rest: Vec<String> = begun.resume_from(place).try_collect().await.unwrap();
    assert_eq!(rest, ids(2, 5));
    let seen = server.requests();
    let asked: Vec<_> = seen[before..]
        .iter()
        .map(|request| request.params("version_id"))
        .collect();
    assert_eq!(asked, [["old"], ["old"]]);
}

#[tokio::test]
async fn a_token_that_no_address_line_holds_ends_a_listing_where_it_can_be_resumed() {
    let token = "x".repeat(20_000);
    let server = Server::script([page(&ids(0, 2), json!({"after": token}))]);
    let mut listing = client(&server).exposure_management().query_assets().ids();
    let first: Vec<String> = listing.by_ref().take(2).try_collect().await.unwrap();
    assert_eq!(first, ids(0, 2));
    let error = listing.next().await.unwrap().unwrap_err();
    assert!(error.is_argument(), "{error}");
    assert!(listing.next().await.is_none());
    assert_eq!(server.requests().len(), 1);
    let place = serde_json::to_value(listing.position().unwrap()).unwrap();
    assert_eq!(place, json!({"page": {"after": token}}));
}

#[tokio::test]
async fn a_listing_is_shown_by_what_it_asks_for() {
    let server = Server::script([]);
    let query = client(&server).exposure_management().query_assets();
    let query = query.limit(7);
    let ids = format!("{:?}", query.clone().ids());
    assert!(
        ids.starts_with("Pager") && ids.contains("QueryExternalAssetsV2"),
        "{ids}"
    );
    let assets = format!("{:?}", query.assets().batch_size(50).concurrency(3));
    for part in [
        "Details",
        "GetExternalAssets",
        "batch_size: 50",
        "concurrency: 3",
    ] {
        assert!(assets.contains(part), "{assets}");
    }
}
