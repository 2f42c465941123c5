//! What goes on while a program is busy with something else.

use std::time::Duration;

use falcon_transport::DetailResult;
use futures_util::{FutureExt, TryStreamExt};
use serde_json::{Value, json};

use test_server::{Request, Response, Server, Then};

use crate::support::{builder, client};

#[tokio::test]
async fn a_call_that_is_left_alone_keeps_no_other_from_a_token() {
    let server = Server::always(Response::resources(["a"]));
    let falcon = client(&server);
    let query = falcon.exposure_management().query_assets();
    let mut left_alone = Box::pin(query.clone().send());
    // It begins to get a token, and is not polled again.
    assert!((&mut left_alone).now_or_never().is_none());
    let other = tokio::time::timeout(Duration::from_secs(10), query.send());
    let answer = other.await.expect("an answer").unwrap();
    assert_eq!(answer.complete().unwrap(), ["a"]);
    assert_eq!(server.token_requests().len(), 1);
    assert_eq!(left_alone.await.unwrap().complete().unwrap(), ["a"]);
}

#[tokio::test]
async fn a_call_that_is_dropped_while_it_gets_a_token_leaves_that_to_the_next_one() {
    let server = Server::always(Response::resources(["a"]));
    let server = server.token_responses([Response::raw(Vec::new(), Then::Stall)]);
    let falcon = client(&server);
    let query = falcon.exposure_management().query_assets();
    let first = tokio::time::timeout(Duration::from_millis(200), query.clone().send());
    assert!(first.await.is_err());
    let second = tokio::time::timeout(Duration::from_secs(10), query.send());
    let answer = second.await.expect("an answer").unwrap();
    assert_eq!(answer.complete().unwrap(), ["a"]);
}

/// A page of ids that has a successor, or the details of ids, longer than what a connection takes
/// in ahead.
fn long_answers(request: &Request) -> Option<Response> {
    let padding = "x".repeat(3 << 20);
    if request.path() == "/fem/entities/external-assets/v1" {
        let ids = request.params("ids");
        let assets: Vec<Value> = ids.iter().map(|id| json!({"id": id})).collect();
        return Some(Response::json(
            json!({"padding": padding, "resources": assets}),
        ));
    }
    let page: usize = request
        .param("after")
        .map_or(0, |after| after.parse().unwrap());
    let after = if page < 3 {
        (page + 1).to_string()
    } else {
        String::new()
    };
    Some(Response::json(json!({
        "padding": padding,
        "meta": {"pagination": {"after": after}},
        "resources": [format!("id-{page}")],
    })))
}

#[tokio::test]
async fn details_come_however_long_each_of_them_is_made_use_of() {
    let server = Server::with(long_answers);
    let time = Duration::from_secs(5);
    let builder = builder(&server).request_timeout(time);
    let falcon = builder.overall_timeout(time).build().unwrap();
    let query = falcon.exposure_management().query_assets().limit(1);
    let mut assets = query.assets().concurrency(2);
    let mut listed = Vec::new();
    while let Some(fetched) = assets.try_next().await.unwrap() {
        let DetailResult::Found(asset) = fetched else {
            panic!("{fetched:?}");
        };
        listed.push(asset.id);
        if listed.len() == 1 {
            tokio::time::sleep(time + Duration::from_millis(500)).await;
        }
    }
    assert_eq!(listed, ["id-0", "id-1", "id-2", "id-3"]);
}

#[test]
fn a_listing_whose_runtime_is_gone_ends_in_an_error_and_can_be_resumed() {
    let runtime = || {
        let mut builder = tokio::runtime::Builder::new_current_thread();
        builder.enable_all().build().unwrap()
    };
    let server = Server::with(long_answers);
    let query = client(&server).exposure_management().query_assets();
    let query = query.limit(1);
    let mut assets = query.clone().assets().concurrency(2);
    let first = runtime();
    let mut listed = vec![first.block_on(assets.try_next()).unwrap().unwrap()];
    drop(first);

    let second = runtime();
    let error = second.block_on(async {
        loop {
            let next = tokio::time::timeout(Duration::from_secs(20), assets.try_next());
            match next.await.expect("no endless wait") {
                Ok(fetched) => listed.extend(fetched),
                Err(error) => break error,
            }
        }
    });
    assert!(error.to_string().contains("shut down"), "{error}");
    let help = error.help().unwrap();
    assert!(help.contains("`position()`"), "{help}");
    let rest = query
        .assets()
        .resume_from(assets.position().unwrap().clone());
    listed.extend(second.block_on(rest.try_collect::<Vec<_>>()).unwrap());
    let ids = listed.into_iter().map(|asset| asset.found().unwrap().id);
    assert_eq!(ids.collect::<Vec<_>>(), ["id-0", "id-1", "id-2", "id-3"]);
}
