//! Listings that fetch the details of the listed ids.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use falcon_transport::DetailResult;
use falcon_transport::fql::collections::intel_actors;
use futures_util::{StreamExt, TryStreamExt};
use serde_json::{Value, json};
use test_server::{Request, Response, Server};

use crate::listings::{by_offset, by_token, ids, page};
use crate::support::{client, exposure_management};

/// Returns the requested assets in reverse order, and a 404 error for each id that is missing.
fn details(request: &Request, missing_ids: &[&str]) -> Response {
    let mut ids = request.params("ids");
    ids.reverse();
    let (found, missing): (Vec<_>, Vec<_>) = ids
        .into_iter()
        .partition(|id| !missing_ids.contains(&id.as_str()));
    let resources: Vec<Value> = found.iter().map(|id| json!({"id": id})).collect();
    let errors: Vec<Value> = missing
        .iter()
        .map(|id| json!({"code": 404, "message": "not found", "id": id}))
        .collect();
    Response::json(json!({"resources": resources, "errors": errors}))
}

#[tokio::test]
async fn details_keep_listing_order_and_missing_ids() {
    let mut listing = by_token(1_000);
    let server = Server::with(move |request| match request.path() {
        "/fem/entities/external-assets/v1" => {
            assert!(request.params("ids").len() <= 100);
            Some(details(request, &["id-3", "id-250"]))
        }
        _ => listing(request),
    });
    let query = exposure_management(&server).query_assets().page_size(250);
    let fetched: Vec<_> = query.assets().try_collect().await.unwrap();
    assert_eq!(fetched.len(), 1_000);
    for (n, fetched) in fetched.into_iter().enumerate() {
        match fetched {
            DetailResult::Found(asset) => assert_eq!(asset.id, format!("id-{n}")),
            DetailResult::Missing(missing) => {
                assert!(n == 3 || n == 250, "{missing:?}");
                assert_eq!(missing.id, format!("id-{n}"));
                let shown = format!("no details of `id-{n}`: not found (code 404, id `id-{n}`)");
                assert_eq!(missing.to_string(), shown);
                assert_eq!(missing.error.unwrap().message, "not found");
            }
            DetailResult::Malformed(item) => panic!("{item}"),
        }
    }
}

#[tokio::test]
async fn total_is_set_with_the_first_result() {
    let mut listing = by_token(25);
    let server = Server::with(move |request| match request.path() {
        "/fem/entities/external-assets/v1" => Some(details(request, &[])),
        _ => listing(request),
    });
    let query = exposure_management(&server).query_assets().page_size(10);
    let mut assets = query.assets();
    assert_eq!(assets.total(), None);
    assets.try_next().await.unwrap().unwrap();
    assert_eq!(assets.total(), Some(25));
}

#[tokio::test]
async fn batch_without_results_does_not_end_listing() {
    let mut listing = by_token(300);
    let server = Server::with(move |request| match request.path() {
        "/fem/entities/external-assets/v1" => {
            let ids = request.params("ids");
            let errors: Vec<Value> = ids
                .iter()
                .map(|id| json!({"code": 404, "message": "not found", "id": id}))
                .collect();
            Some(if ids.contains(&"id-100".to_owned()) {
                Response::status(404, json!({"resources": null, "errors": errors}))
            } else {
                details(request, &[])
            })
        }
        _ => listing(request),
    });
    let query = exposure_management(&server).query_assets();
    let fetched: Vec<_> = query.page_size(100).assets().try_collect().await.unwrap();
    assert_eq!(fetched.len(), 300);
    for (n, fetched) in fetched.into_iter().enumerate() {
        match fetched {
            DetailResult::Found(asset) => assert_eq!(asset.id, format!("id-{n}")),
            DetailResult::Missing(missing) => {
                assert!((100..200).contains(&n), "{missing:?}");
                assert_eq!(missing.id, format!("id-{n}"));
                assert_eq!(missing.error.unwrap().message, "not found");
            }
            DetailResult::Malformed(item) => panic!("{item}"),
        }
    }
}

#[tokio::test]
async fn duplicate_listed_id_yields_details_twice() {
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
    let query = exposure_management(&server).query_assets();
    let fetched: Vec<_> = query.assets().try_collect().await.unwrap();
    let ids: Vec<_> = fetched.into_iter().map(|f| f.found().unwrap().id).collect();
    assert_eq!(ids, ["a", "b", "a"]);
}

#[tokio::test]
async fn not_found_without_ids_ends_listing() {
    let server = Server::script([
        page(&ids(0, 3), json!({})),
        Response::status(
            404,
            json!({"errors": [{"code": 404, "message": "no such path"}]}),
        ),
    ]);
    let em = exposure_management(&server);
    let listed: Result<Vec<_>, _> = em.query_assets().assets().try_collect().await;
    assert_eq!(listed.unwrap_err().status(), Some(404));
}

#[tokio::test]
async fn missing_details_have_own_or_general_error() {
    let errors = json!([
        {"message": "first", "id": "id-1"}, {"message": "second", "id": "id-1"},
        {"message": "general"}, {"message": "about 0", "id": "id-0"},
    ]);
    let server = Server::script([
        page(&ids(0, 3), json!({})),
        Response::json(json!({"resources": [{"id": "id-0"}], "errors": errors})),
    ]);
    let em = exposure_management(&server);
    let fetched: Vec<_> = em.query_assets().assets().collect().await;
    let [Ok(found), Ok(own), Ok(general), Err(rest)] = &fetched[..] else {
        panic!("{fetched:?}")
    };
    assert_eq!(found.to_string(), "id-0");
    let own_error = "no details of `id-1`: first (id `id-1`)";
    assert_eq!(own.to_string(), own_error);
    assert_eq!(general.to_string(), "no details of `id-2`: general");
    assert!(rest.to_string().ends_with("1 failed: about 0 (id `id-0`)"));
}

#[tokio::test]
async fn malformed_detail_keeps_its_index() {
    let server = Server::script([
        page(&ids(0, 3), json!({})),
        Response::json(
            json!({"resources": [{"id": "id-2"}, {"id": "id-1", "ip": 7}, {"id": "id-0"}]}),
        ),
    ]);
    let em = exposure_management(&server);
    let fetched: Vec<_> = em.query_assets().assets().try_collect().await.unwrap();
    assert!(matches!(&fetched[0], DetailResult::Found(asset) if asset.id == "id-0"));
    assert!(matches!(&fetched[1], DetailResult::Malformed(item) if item.json["ip"] == 7));
    assert!(matches!(&fetched[2], DetailResult::Found(asset) if asset.id == "id-2"));
}

#[tokio::test]
async fn unattributed_batch_errors_come_last() {
    let body = json!({
        "resources": [{"id": "id-1"}, {"id": "id-0"}, {"no": "id"}],
        "errors": [
            {"code": 500, "message": "services omitted", "id": "id-0"},
            {"code": 503, "message": "one shard is down"},
        ],
    });
    let server = Server::with(move |request| {
        let is_details = request.path() == "/fem/entities/external-assets/v1";
        Some(
            match (is_details, request.param("ids"), request.param("after")) {
                (true, Some(id), _) if id == "id-2" => {
                    Response::json(json!({"resources": [{"id": id}]}))
                }
                (true, ..) => Response::json(body.clone()),
                (false, _, None) => page(&ids(0, 2), json!({"after": "t"})),
                (false, _, Some(_)) => page(&ids(2, 3), json!({})),
            },
        )
    });
    let query = exposure_management(&server).query_assets();
    let fetched: Vec<_> = query.page_size(2).assets().collect().await;
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
    let message = error.to_string();
    for part in [
        "services omitted",
        "one shard is down",
        "malformed item at index 2",
    ] {
        assert!(message.contains(part), "{message}");
    }
}

#[tokio::test]
async fn concurrency_limits_parallel_batches() {
    let (pending, max_pending) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let mut listing = by_token(2_000);
    let server = Server::with({
        let (pending, max_pending) = (Arc::clone(&pending), Arc::clone(&max_pending));
        move |request| match request.path() {
            "/fem/entities/external-assets/v1" => {
                max_pending.fetch_max(pending.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                Some(details(request, &[]))
            }
            _ => listing(request),
        }
    });
    let query = exposure_management(&server).query_assets().page_size(1_000);
    let mut assets = query.assets().concurrency(3).batch_size(50);
    while let Some(fetched) = assets.try_next().await.unwrap() {
        let asset = fetched.found().unwrap();
        // A batch is no longer pending when its first item is yielded.
        if asset.id["id-".len()..].parse::<usize>().unwrap() % 50 == 0 {
            pending.fetch_sub(1, Ordering::SeqCst);
        }
    }
    assert!(max_pending.load(Ordering::SeqCst) <= 4, "{max_pending:?}");
    assert!(
        server
            .requests()
            .iter()
            .all(|request| request.params("ids").len() <= 50)
    );
}

#[tokio::test]
async fn details_resume_at_any_item() {
    let handler = || {
        let mut listing = by_token(25);
        move |request: &Request| match request.path() {
            "/fem/entities/external-assets/v1" => Some(details(request, &[])),
            _ => listing(request),
        }
    };
    for stop in [0, 1, 9, 10, 11, 24] {
        let server = Server::with(handler());
        let query = exposure_management(&server).query_assets().page_size(10);
        let mut assets = query.clone().assets().batch_size(4);
        let mut listed = Vec::new();
        for _ in 0..stop {
            let fetched = assets.try_next().await.unwrap().unwrap();
            listed.push(fetched.found().unwrap().id);
        }
        let position = assets.position().unwrap().clone();
        let rest = query.assets().resume_from(position);
        let rest: Vec<_> = rest.try_collect().await.unwrap();
        listed.extend(rest.into_iter().map(|fetched| fetched.found().unwrap().id));
        assert_eq!(listed, ids(0, 25), "stopped after {stop}");
    }
}

#[tokio::test]
async fn failed_batch_ends_listing_resumably() {
    let mut listing = by_token(30);
    let mut failures = 0;
    let server = Server::with(move |request| match request.path() {
        "/fem/entities/external-assets/v1" => {
            let fails = request.params("ids")[0] == "id-10" && failures == 0;
            failures += usize::from(fails);
            Some(if fails {
                Response::status(403, json!({}))
            } else {
                details(request, &[])
            })
        }
        _ => listing(request),
    });
    let query = exposure_management(&server).query_assets().page_size(10);
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

/// Lists assets with these numbers, whose ids end with `padding` more characters, and returns the
/// server.
async fn list_long_ids(numbers: Range<u32>, padding: usize) -> Server {
    let ids: Vec<String> = numbers
        .map(|n| format!("{n}-{}", "x".repeat(padding)))
        .collect();
    let listed_ids = ids.clone();
    let server = Server::with(move |request| match request.path() {
        "/fem/entities/external-assets/v1" => Some(details(request, &[])),
        _ => Some(page(&listed_ids, json!({}))),
    });
    let em = exposure_management(&server);
    let fetched: Vec<_> = em.query_assets().assets().try_collect().await.unwrap();
    let fetched: Vec<_> = fetched.into_iter().map(|f| f.found().unwrap().id).collect();
    assert_eq!(fetched, ids);
    server
}

#[tokio::test]
async fn long_ids_are_split_across_urls() {
    let server = list_long_ids(0..100, 300).await;
    let fits = |request: &Request| request.target.len() <= 16 * 1024;
    assert!(server.requests().iter().all(fits));
}

#[tokio::test]
async fn batch_fills_url_up_to_max_len() {
    // Each id takes 1009 bytes with `&ids=`. 15 of them and the path fit into 16 KiB.
    let server = list_long_ids(100..140, 1_000).await;
    let requests = server.requests();
    let batches = requests[1..]
        .iter()
        .map(|request| request.params("ids").len());
    assert_eq!(batches.collect::<Vec<_>>(), [15, 15, 10]);
}

#[tokio::test]
async fn sensor_details_are_fetched_by_post() {
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
    let fetched: Vec<_> = fetched
        .into_iter()
        .map(|f| f.found().unwrap().device_id)
        .collect();
    assert_eq!(fetched, ids(0, 450));
}

#[tokio::test]
async fn malformed_listed_ids_stay_in_their_places() {
    let long = "x".repeat(20_000);
    let listed = ["", "a", " ", "gone", &long, "b", "\t"].map(str::to_owned);
    let requested = Arc::new(AtomicUsize::new(0));
    let server = Server::with({
        let requested = Arc::clone(&requested);
        move |request| {
            if request.path().contains("entities") {
                requested.fetch_add(request.params("ids").len(), Ordering::Relaxed);
                return Some(details(request, &["gone"]));
            }
            Some(match request.param("after") {
                None => page(&listed, json!({"after": "n"})),
                Some(_) => page(&["c".to_owned()], json!({})),
            })
        }
    });
    let query = exposure_management(&server).query_assets();
    let results: Vec<_> = query.assets().try_collect().await.unwrap();
    let names: Vec<String> = results
        .iter()
        .map(|result| match result {
            DetailResult::Found(asset) => asset.id.clone(),
            DetailResult::Missing(missing) => format!("missing {}", missing.id),
            DetailResult::Malformed(item) => format!("{} {}", item.index, item.reason),
        })
        .collect();
    let blank = |index| format!("{index} the listed id is blank");
    let expected = [
        &blank(0),
        "a",
        &blank(2),
        "missing gone",
        "4 the listed id is too long for a URL",
        "b",
        &blank(6),
        "c",
    ];
    assert_eq!(names, expected);
    assert_eq!(requested.load(Ordering::Relaxed), 4);
}

#[tokio::test]
async fn page_of_blank_ids_requests_no_details() {
    let server = Server::script([page(&["".to_owned(), " ".to_owned()], json!({}))]);
    let query = exposure_management(&server).query_assets();
    let results: Vec<_> = query.assets().try_collect().await.unwrap();
    let is_malformed = |result: &_| matches!(result, DetailResult::Malformed(_));
    assert!(results.len() == 2 && results.iter().all(is_malformed));
}

#[tokio::test]
async fn numeric_ids_of_documents_are_found() {
    let server = Server::with(|request| {
        let documents = [
            json!({"id": 4711, "name": "b"}),
            json!({"id": "12", "name": "a"}),
        ];
        Some(match request.path() {
            "/intel/queries/actors/v1" => {
                page(&["12", "4711"].map(str::to_owned), json!({"total": 2}))
            }
            _ => Response::resources(documents),
        })
    });
    let listing = client(&server).list(intel_actors::QUERY_INTEL_ACTOR_IDS);
    let details = listing.details::<Value>(intel_actors::GET_INTEL_ACTOR_ENTITIES);
    let found: Vec<_> = details.try_collect().await.unwrap();
    let names = found
        .into_iter()
        .map(|result| result.found().unwrap()["name"].clone());
    assert_eq!(names.collect::<Vec<_>>(), ["a", "b"]);
}

#[tokio::test]
async fn document_with_unknown_id_is_reported() {
    let server = Server::script([
        page(&ids(0, 2), json!({})),
        Response::resources([json!({"id": "ID-0"}), json!({"id": "id-1"})]),
    ]);
    let em = exposure_management(&server);
    let fetched: Vec<_> = em.query_assets().assets().collect().await;
    let [
        Ok(DetailResult::Missing(missing)),
        Ok(DetailResult::Found(_)),
        Err(error),
    ] = &fetched[..]
    else {
        panic!("{fetched:?}")
    };
    assert_eq!(missing.id, "id-0");
    assert!(
        error.is_partial() && error.to_string().contains("`ID-0`"),
        "{error}"
    );
}
