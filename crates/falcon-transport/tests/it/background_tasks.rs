//! Background tasks: token requests and prefetched pages proceed while the caller does other work.

use std::time::Duration;

use futures_util::{FutureExt, TryStreamExt};
use serde_json::{Value, json};
use test_server::{Request, Response, Server, Then};
use tokio::sync::watch;
use tracing::instrument::WithSubscriber;
use tracing::{Level, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::{Context, SubscriberExt};

use crate::support::{builder, client, exposure_management};

#[tokio::test]
async fn unpolled_call_does_not_block_other_calls() {
    let server = Server::always(Response::resources(["a"]));
    let falcon = client(&server);
    let query = falcon.exposure_management().query_assets();
    let mut unpolled = Box::pin(query.clone().send());
    // The first poll starts the token request.
    assert!((&mut unpolled).now_or_never().is_none());
    let other = tokio::time::timeout(Duration::from_secs(10), query.send());
    let response = other
        .await
        .expect("the call waits for the unpolled one")
        .unwrap();
    assert_eq!(response.complete().unwrap(), ["a"]);
    assert_eq!(server.token_requests().len(), 1);
    assert_eq!(unpolled.await.unwrap().complete().unwrap(), ["a"]);
}

#[tokio::test]
async fn token_request_of_dropped_call_is_repeated() {
    let server = Server::always(Response::resources(["a"]));
    let server = server.token_responses([Response::raw(b"", Then::Stall)]);
    let falcon = client(&server);
    let query = falcon.exposure_management().query_assets();
    let mut first = Box::pin(query.clone().send());
    while server.token_requests().is_empty() {
        assert!((&mut first).now_or_never().is_none());
        tokio::task::yield_now().await;
    }
    drop(first);
    assert_eq!(query.send().await.unwrap().complete().unwrap(), ["a"]);
    assert_eq!(server.token_requests().len(), 2);
}

/// Serves four pages of one id and the details of ids. Each response is larger than the buffers of a
/// connection.
fn large_responses(request: &Request) -> Option<Response> {
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

/// Counts the requests that succeeded.
struct SuccessCounter(watch::Sender<usize>);

impl<S: Subscriber> Layer<S> for SuccessCounter {
    fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
        let metadata = event.metadata();
        if metadata.target().starts_with("falcon_transport") && *metadata.level() == Level::DEBUG {
            self.0.send_modify(|count| *count += 1);
        }
    }
}

#[tokio::test]
async fn slow_consumer_of_details_causes_no_timeout() {
    // See `call_traces_one_span_and_events_without_secrets`.
    let _second_subscriber = tracing::Dispatch::new(tracing_subscriber::registry());
    let (count, mut succeeded) = watch::channel(0);
    let subscriber = tracing_subscriber::registry().with(SuccessCounter(count));
    let timeout = Duration::from_secs(300);
    let server = Server::with(large_responses);
    let builder = builder(&server).request_timeout(timeout);
    let falcon = builder.overall_timeout(timeout).build().unwrap();
    let query = falcon.exposure_management().query_assets().page_size(1);
    let mut assets = query.assets().concurrency(1);
    let listing = async {
        let mut listed: Vec<_> = assets.try_next().await.unwrap().into_iter().collect();
        // The next poll requests the second page and then its details. Nothing polls until they arrive.
        for requests in [3, 4] {
            assert!(assets.try_next().now_or_never().is_none());
            let arrived = succeeded.wait_for(|count| *count == requests);
            let arrived = tokio::time::timeout(timeout, arrived).await;
            arrived.expect("requests proceed without polls").unwrap();
        }
        tokio::time::pause();
        tokio::time::advance(2 * timeout).await;
        tokio::time::resume();
        listed.extend(assets.try_collect::<Vec<_>>().await.unwrap());
        listed
    };
    let listed = listing.with_subscriber(subscriber).await;
    let ids = listed.into_iter().map(|asset| asset.found().unwrap().id);
    assert_eq!(ids.collect::<Vec<_>>(), ["id-0", "id-1", "id-2", "id-3"]);
}

#[test]
fn listing_resumes_after_runtime_shutdown() {
    let runtime = || {
        let mut builder = tokio::runtime::Builder::new_current_thread();
        builder.enable_all().build().unwrap()
    };
    let server = Server::with(large_responses);
    let query = exposure_management(&server).query_assets().page_size(1);
    let mut assets = query.clone().assets().concurrency(2);
    let first = runtime();
    let mut listed = vec![first.block_on(assets.try_next()).unwrap().unwrap()];
    drop(first);

    let second = runtime();
    let error = second.block_on(async {
        loop {
            let next = tokio::time::timeout(Duration::from_secs(20), assets.try_next());
            match next.await.expect("the listing never ends") {
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
