//! Paging of collections by each scheme, with faults: every item is listed exactly once.

use std::time::Duration;

use falcon_sandbox::data::CollectionData;
use falcon_sandbox::{Fault, FaultRates, Sandbox};
use falcon_transport::{DetailResult, Falcon, RetryPolicy};
use fql::collections::hosts;
use fql::operation::{Items, ListOperation, OperationKind};
use futures_util::TryStreamExt;
use serde_json::{Value, json};

use crate::support::{builder, retrying};

/// A collection of a program, with a listing for each way to select a page.
mod parts {
    fql::collection! {
        /// Parts.
        pub Parts "parts" sort "|";
        table closed;
        id part_id;
        operations {
            list "offset" get "/parts/queries/offset/v1" ids limit max 7 offset window 1000 sort;
            list "offset_token" get "/parts/queries/scroll/v1" ids limit max 7 offset token sort;
            list "offset_from_next" get "/parts/queries/next/v1" ids limit max 7 offset from next sort;
            list "after" get "/parts/queries/after/v1" ids limit max 7 after sort;
            list "after_in_body" post "/parts/combined/after/v1" documents filter body limit max 7
                after sort;
            list "offset_in_body" post "/parts/combined/offset/v1" documents filter body limit max 7
                offset sort;
            list "offset_or_after" get "/parts/queries/either/v1" ids limit max 7 offset or after
                window 14 sort;
            list "offset_or_next_token" get "/parts/queries/next-token/v1" ids limit max 7
                offset or next_token sort;
            list "offset_token_or_next_token" get "/parts/queries/tokens/v1" ids limit max 7
                offset token or next_token sort;
            list "one_page" get "/parts/queries/all/v1" ids sort;
        }
        further operations {
            details "get_parts" get "/parts/entities/parts/v1" query ids max 5;
            details "post_parts" post "/parts/entities/parts/GET/v1" body ids max 5;
        }
        part_id: text [exact];
        size: integer [exact, range, sort];
    }
}

const COUNT: usize = 60;

/// Starts a sandbox with parts of the sizes 0 to 60, in which about a third of the requests fail, among
/// them the first one of an operation.
async fn sandbox(seed: u64, operation: &str) -> (Sandbox, Falcon) {
    let part = |size| json!({ "part_id": format!("p{size:02}"), "size": size });
    let data = CollectionData::new(&parts::TABLE, (0..=COUNT).map(part)).unwrap();
    let rates = FaultRates::new(seed)
        .fault(Fault::status(503), 0.1)
        .fault(Fault::status(429).retry_after(Duration::ZERO), 0.1)
        .fault(Fault::reset(), 0.05)
        .fault(Fault::truncate(), 0.05)
        .fault(Fault::stall(Duration::from_millis(1)), 0.05);
    let sandbox = builder()
        .collection(data)
        .faults(rates)
        .script([
            Fault::status(503).on(operation),
            Fault::none(),
            Fault::none(),
            Fault::expire_token(),
        ])
        .start()
        .await
        .unwrap();
    let policy = RetryPolicy::default()
        .attempts(20)
        .initial_backoff(Duration::from_millis(1))
        .max_backoff(Duration::from_millis(2));
    let falcon = retrying(&sandbox).retry(policy).build().unwrap();
    (sandbox, falcon)
}

/// The ids of all parts but the smallest, largest first.
fn expected() -> Vec<String> {
    (1..=COUNT)
        .rev()
        .map(|size| format!("p{size:02}"))
        .collect()
}

async fn ids(falcon: &Falcon, operation: ListOperation<parts::Parts>) -> Vec<String> {
    let listing = falcon
        .list(operation)
        .filter(parts::size.ge(1))
        .sort(parts::size.desc());
    if operation.spec().kind == OperationKind::Listing(Items::Ids) {
        return listing.ids().try_collect().await.unwrap();
    }
    let documents: Vec<Value> = listing.documents().try_collect().await.unwrap();
    let id = |document: &Value| document["part_id"].as_str().unwrap().to_owned();
    documents.iter().map(id).collect()
}

#[tokio::test]
async fn each_scheme_lists_every_item_once() {
    let operations = parts::TABLE.operations.iter();
    let ids_of_operations: Vec<&str> = operations.map(|operation| operation.id).collect();
    let listings = [
        parts::OFFSET,
        parts::OFFSET_TOKEN,
        parts::OFFSET_FROM_NEXT,
        parts::AFTER,
        parts::AFTER_IN_BODY,
        parts::OFFSET_IN_BODY,
        parts::OFFSET_OR_AFTER,
        parts::OFFSET_OR_NEXT_TOKEN,
        parts::OFFSET_TOKEN_OR_NEXT_TOKEN,
        parts::ONE_PAGE,
    ];
    assert_eq!(
        listings.map(|listing| listing.spec().id)[..],
        ids_of_operations
    );
    for (seed, listing) in (1..).zip(listings) {
        let id = listing.spec().id;
        let (sandbox, falcon) = sandbox(seed, id).await;
        assert_eq!(ids(&falcon, listing).await, expected(), "{id}");
        // Some requests of the listing failed, and so were repeated.
        let pages = match listing.spec().page_size.max {
            Some(max) => (COUNT as u64).div_ceil(max.into()),
            None => 1,
        };
        assert!(sandbox.requests().count(id) > pages, "{id}");
    }
}

#[tokio::test]
async fn details_of_each_scheme_are_complete_and_in_order() {
    for (seed, listing) in (20..).zip([parts::OFFSET, parts::OFFSET_TOKEN, parts::AFTER]) {
        for lookup in [parts::GET_PARTS, parts::POST_PARTS] {
            let (_sandbox, falcon) = sandbox(seed, lookup.spec().id).await;
            let listing = falcon.list(listing).filter(parts::size.ge(1));
            let details = listing.sort(parts::size.desc()).details::<Value>(lookup);
            let found: Vec<DetailResult<Value>> = details.try_collect().await.unwrap();
            let found: Vec<&str> = found
                .iter()
                .map(|result| match result {
                    DetailResult::Found(part) => part["part_id"].as_str().unwrap(),
                    other => panic!("{other}"),
                })
                .collect();
            assert_eq!(found, expected(), "{}", lookup.spec().id);
        }
    }
}

#[tokio::test]
async fn listings_of_sample_hosts_agree() {
    let (_sandbox, falcon) = sandbox(40, "QueryDevicesByFilter").await;
    let windows = || hosts::platform_name.eq("Windows");
    let by_offset = falcon
        .list(hosts::QUERY_DEVICES_BY_FILTER)
        .filter(windows());
    let by_offset: Vec<String> = by_offset.page_size(9).ids().try_collect().await.unwrap();
    let by_token = falcon
        .list(hosts::QUERY_DEVICES_BY_FILTER_SCROLL)
        .filter(windows());
    let by_token: Vec<String> = by_token.page_size(9).ids().try_collect().await.unwrap();
    assert_eq!(by_offset, by_token);
    assert!(by_offset.len() > 18, "{}", by_offset.len());
}
