//! Listings over all pages.

use falcon_transport::Error;
use futures_util::{StreamExt, TryStreamExt};
use serde_json::{Value, json};
use test_server::{Response, Server};

use crate::listings::{by_offset, by_token, ids, number, page};
use crate::support::{builder, client, exposure_management};

#[tokio::test]
async fn token_listing_yields_every_id_in_order() {
    let server = Server::with(by_token(25));
    let query = exposure_management(&server).query_assets().page_size(10);
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
async fn by_page_yields_pages_and_resumes_between_them() {
    let server = Server::with(by_token(25));
    let query = || {
        let em = exposure_management(&server);
        em.query_assets().page_size(10).ids()
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
async fn offset_listing_yields_every_id_in_order() {
    for total in [0, 1, 10, 25, 30] {
        let server = Server::with(by_offset(total));
        let query = exposure_management(&server).query_assets_v1().page_size(10);
        let listed: Vec<String> = query.ids().try_collect().await.unwrap();
        assert_eq!(listed, ids(0, total));
    }
}

#[tokio::test]
async fn listing_starts_at_requested_position() {
    let server = Server::with(by_offset(25));
    let falcon = client(&server);
    let (em, idp) = (falcon.exposure_management(), falcon.identity_protection());
    let query = em.query_assets_v1().offset(20);
    let listed: Vec<String> = query.ids().try_collect().await.unwrap();
    assert_eq!(listed, ids(20, 25));
    let query = idp.query_sensors().offset(21);
    let listed: Vec<String> = query.ids().try_collect().await.unwrap();
    assert_eq!(listed, ids(21, 25));
    let query = em
        .query_assets_v1()
        .query([("offset", "22"), ("limit", "2")]);
    let listed: Vec<String> = query.ids().try_collect().await.unwrap();
    assert_eq!(listed, ids(22, 25));
    assert_eq!(server.requests().last().unwrap().params("limit"), ["2"]);

    let server = Server::with(by_token(25));
    let query = exposure_management(&server).query_assets().after("to-20");
    let listed: Vec<String> = query.ids().try_collect().await.unwrap();
    assert_eq!(listed, ids(20, 25));
}

#[tokio::test]
async fn limit_out_of_range_sends_no_request() {
    let server = Server::script([]);
    let falcon = client(&server);
    let (em, idp) = (falcon.exposure_management(), falcon.identity_protection());
    let errors = [
        em.query_assets().page_size(0).ids().try_next().await.err(),
        em.query_assets_v1()
            .page_size(0)
            .ids()
            .try_next()
            .await
            .err(),
        idp.query_sensors()
            .page_size(201)
            .ids()
            .try_next()
            .await
            .err(),
        idp.query_sensors()
            .page_size(0)
            .sensors()
            .try_next()
            .await
            .err(),
    ];
    for error in errors {
        assert!(error.unwrap().is_argument());
    }
}

#[tokio::test]
async fn offset_may_be_number_string_or_token() {
    for is_next in [false, true] {
        let server = Server::with(move |request| {
            let offset = number(request, "offset");
            let reported = if is_next { offset + 2 } else { offset };
            Some(page(
                &ids(offset, (offset + 2).min(5)),
                json!({"offset": reported.to_string(), "total": 5}),
            ))
        });
        let query = exposure_management(&server).query_assets_v1().page_size(2);
        let listed: Vec<String> = query.ids().try_collect().await.unwrap();
        assert_eq!(
            listed,
            ids(0, 5),
            "reported offset is the next one: {is_next}"
        );
    }
    let server = Server::with(|request| {
        Some(match request.param("offset").as_deref() {
            Some("0") => page(&ids(0, 2), json!({"offset": "c+1/=", "total": 3})),
            Some("c+1/=") => page(&ids(2, 3), json!({"offset": "", "total": 3})),
            _ => return None,
        })
    });
    let query = exposure_management(&server).query_assets_v1().page_size(2);
    let listed: Vec<String> = query.ids().try_collect().await.unwrap();
    assert_eq!(listed, ids(0, 3));
}

#[tokio::test]
async fn empty_page_does_not_end_listing() {
    let server = Server::script([
        page(&ids(0, 2), json!({"after": "a"})),
        page(&[], json!({"after": "b"})),
        page(&[], json!({"after": "c"})),
        page(&ids(2, 3), json!({"after": ""})),
    ]);
    let em = exposure_management(&server);
    let listed: Vec<String> = em.query_assets().ids().try_collect().await.unwrap();
    assert_eq!(listed, ids(0, 3));

    let server = Server::with(|request| {
        let offset = number(request, "offset");
        let page_ids = if offset == 2 {
            Vec::new()
        } else {
            ids(offset, (offset + 2).min(5))
        };
        Some(page(
            &page_ids,
            json!({"offset": offset, "limit": 2, "total": 5}),
        ))
    });
    let query = exposure_management(&server).query_assets_v1().page_size(2);
    let listed: Vec<String> = query.ids().try_collect().await.unwrap();
    assert_eq!(listed, ["id-0", "id-1", "id-4"]);
}

#[tokio::test]
async fn low_or_malformed_total_does_not_end_listing() {
    for total in [
        json!(1),
        json!(10),
        json!(0),
        Value::Null,
        json!("malformed"),
    ] {
        let reported = total.clone();
        let server = Server::with(move |request| {
            let offset = number(request, "offset");
            let page_ids = ids(offset.min(25), (offset + 10).min(25));
            Some(page(
                &page_ids,
                json!({"offset": offset, "limit": 10, "total": reported}),
            ))
        });
        let query = exposure_management(&server).query_assets_v1().page_size(10);
        let listed: Vec<String> = query.ids().try_collect().await.unwrap();
        assert_eq!(listed, ids(0, 25), "{total}");
        assert!(server.requests().len() < 10, "{total}");
    }
}

#[tokio::test]
async fn repeated_page_token_is_error() {
    let server = Server::script([
        page(&ids(0, 2), json!({"after": "a"})),
        page(&ids(2, 4), json!({"after": "b"})),
        page(&ids(4, 6), json!({"after": "a"})),
    ]);
    let mut listing = exposure_management(&server).query_assets().ids();
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
async fn offset_window_ends_in_error_naming_v2() {
    let server = Server::with(by_offset(10_050));
    let mut listing = exposure_management(&server)
        .query_assets_v1()
        .page_size(3_000)
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

    // The service may cap its total at the window.
    let server = Server::with(by_offset(10_000));
    let query = client(&server).identity_protection().query_sensors();
    let mut listing = query.ids();
    let listed: Vec<String> = listing.by_ref().take(10_000).try_collect().await.unwrap();
    assert_eq!(listed.len(), 10_000);
    assert!(listing.next().await.unwrap().unwrap_err().is_paging());

    let server = Server::with(by_offset(9_999));
    let query = client(&server).identity_protection().query_sensors();
    let listed: Vec<String> = query.ids().try_collect().await.unwrap();
    assert_eq!(listed.len(), 9_999);
}

#[tokio::test]
async fn access_token_is_renewed_between_pages() {
    let mut listing = by_token(9);
    let server = Server::with(move |request| {
        let has_first_token = request.header("authorization") == Some("Bearer test-token-1");
        if has_first_token && request.param("after").is_some() {
            return Some(Response::status(401, json!({})));
        }
        listing(request)
    });
    let query = exposure_management(&server).query_assets().page_size(3);
    let listed: Vec<String> = query.ids().try_collect().await.unwrap();
    assert_eq!(listed, ids(0, 9));
    assert_eq!(server.token_requests().len(), 2);
}

#[tokio::test]
async fn page_errors_follow_items_and_listing_continues() {
    let server = Server::script([
        Response::json(json!({
            "meta": {"pagination": {"after": "a"}},
            "errors": [{"code": 500, "message": "one shard failed"}],
            "resources": ["id-0"],
        })),
        page(&ids(1, 2), json!({})),
    ]);
    let listed: Vec<Result<String, Error>> = exposure_management(&server)
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
async fn subsidiaries_are_listed_at_one_version() {
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
    let em = exposure_management(&server);
    let combined = em
        .query_combined_ecosystem_subsidiaries()
        .page_size(2)
        .subsidiaries();
    let combined: Vec<_> = combined
        .map_ok(|subsidiary| subsidiary.id)
        .try_collect()
        .await
        .unwrap();
    assert_eq!(combined, ids(0, 5));
    let fetched = em
        .query_ecosystem_subsidiaries()
        .page_size(2)
        .subsidiaries();
    let fetched: Vec<_> = fetched
        .map_ok(|fetched| fetched.found().unwrap().id)
        .try_collect()
        .await
        .unwrap();
    assert_eq!(fetched, ids(0, 5));
}

#[tokio::test]
async fn overall_timeout_applies_to_each_page() {
    let mut requests = 0;
    let mut listing = by_token(300);
    // Each page is delayed by one second. All pages together take longer than the overall timeout.
    let server = Server::with(move |request| {
        requests += 1;
        if requests % 2 == 1 {
            return Some(Response::status(429, json!({})).with("Retry-After", 1));
        }
        listing(request)
    });
    let timeout = std::time::Duration::from_millis(2500);
    let falcon = builder(&server).overall_timeout(timeout).build().unwrap();
    let query = falcon.exposure_management().query_assets().page_size(100);
    let listed: Vec<String> = query.ids().try_collect().await.unwrap();
    assert_eq!(listed, ids(0, 300));
}

#[tokio::test]
async fn malformed_item_counts_toward_offset() {
    let server = Server::with(|request| {
        let offset = number(request, "offset");
        let mut items: Vec<Value> = ids(offset, (offset + 3).min(5))
            .into_iter()
            .map(Value::from)
            .collect();
        if offset == 0 {
            items[1] = json!({"malformed": true});
        }
        let meta = json!({"pagination": {"limit": 3, "total": 5}});
        Some(Response::json(json!({"meta": meta, "resources": items})))
    });
    let query = exposure_management(&server).query_assets_v1();
    let listed: Vec<Result<String, Error>> = query.page_size(3).ids().collect().await;
    let (items, errors): (Vec<_>, Vec<_>) = listed.into_iter().partition(Result::is_ok);
    let items: Vec<String> = items.into_iter().map(Result::unwrap).collect();
    assert_eq!(items, ["id-0", "id-2", "id-3", "id-4"]);
    assert_eq!(errors.len(), 1);
    assert!(errors[0].as_ref().unwrap_err().is_partial());
}

#[tokio::test]
async fn offset_beyond_window_is_sent_unchanged() {
    for offset in [10_000, 20_000] {
        let body = json!({"errors": [{"code": 400, "message": "offset too large"}]});
        let server = Server::script([Response::status(400, body)]);
        let query = exposure_management(&server).query_assets_v1();
        let first = query
            .offset(offset)
            .page_size(10)
            .ids()
            .next()
            .await
            .unwrap();
        let error = first.unwrap_err();
        assert!(error.to_string().contains("offset too large"), "{error}");
        let request = server.only();
        assert_eq!(number(&request, "offset"), offset as usize);
        assert_eq!(number(&request, "limit"), 10);
    }
}

#[tokio::test]
async fn listing_keeps_version_of_first_page() {
    for (requested, kept) in [(None, "v0"), (Some("mine"), "mine")] {
        let server = Server::with(|request| {
            let offset = number(request, "offset");
            let pagination = json!({"offset": offset, "limit": 2, "total": 5});
            let meta = json!({"pagination": pagination, "version_id": format!("v{offset}")});
            let resources = ids(offset, (offset + 2).min(5));
            Some(Response::json(
                json!({"meta": meta, "resources": resources}),
            ))
        });
        let query = exposure_management(&server);
        let query = query.query_ecosystem_subsidiaries().page_size(2);
        let query = match requested {
            Some(version) => query.version_id(version),
            None => query,
        };
        let listed: Vec<String> = query.ids().try_collect().await.unwrap();
        assert_eq!(listed, ids(0, 5));
        let versions: Vec<_> = server
            .requests()
            .iter()
            .map(|request| request.params("version_id"))
            .collect();
        let first: Vec<String> = requested.map(str::to_owned).into_iter().collect();
        assert_eq!(
            versions,
            [first, vec![kept.to_owned()], vec![kept.to_owned()]]
        );
    }
}
