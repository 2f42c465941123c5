//! Invariants of aggregation requests and results.

use falcon_aggregates::{AggregateResult, Aggregates, DynamicAggregate};
use fql::Collection;
use fql::collections::any::Any;
use fql::collections::external_assets::ExternalAssets;
use serde_json::Value;

use crate::survives_round_trip;

const MAX_NESTED: usize = 3;

/// Checks that a request round-trips through its JSON, that a string and a `Value` parse alike, and
/// that a result round-trips.
pub fn check(data: &[u8]) {
    let Ok(value) = serde_json::from_slice::<Value>(data) else {
        return;
    };
    if !survives_round_trip(&value) {
        return;
    }
    check_request::<ExternalAssets>(data, &value);
    check_request::<Any>(data, &value);
    if let Ok(result) = serde_json::from_value::<AggregateResult>(value) {
        check_result(&result);
    }
}

fn check_result(result: &AggregateResult) {
    let json = to_json(result);
    let reparsed: AggregateResult = match serde_json::from_str(&json) {
        Ok(reparsed) => reparsed,
        Err(error) => panic!("{error}: {json}"),
    };
    assert_eq!(to_json(&reparsed), json);
    assert_eq!(reparsed.buckets.len(), result.buckets.len());
}

fn to_json(result: &AggregateResult) -> String {
    match serde_json::to_string(result) {
        Ok(json) => json,
        Err(error) => panic!("{error}"),
    }
}

fn check_request<C: Collection>(data: &[u8], value: &Value) {
    let parsed = Aggregates::<C>::from_value(value);
    if let Ok(source) = std::str::from_utf8(data) {
        let from_str: Result<Aggregates<C>, _> = source.parse();
        assert_eq!(from_str.is_ok(), parsed.is_ok());
    }
    let request = match parsed {
        Ok(request) => request,
        Err(invalid) => {
            assert!(!invalid.errors().is_empty());
            let _ = invalid.to_string();
            return;
        }
    };
    assert!(!request.list().is_empty());
    for aggregate in request.list() {
        assert!(aggregate.nested_count() <= MAX_NESTED);
        assert_eq!(aggregate.nested_count(), count(aggregate.sub_aggregates()));
        let filter = aggregate.params().filter();
        assert_eq!(filter.as_str().parse().as_ref(), Ok(filter));
    }
    let json = request.to_json();
    let reparsed: Aggregates<C> = match json.parse() {
        Ok(reparsed) => reparsed,
        Err(error) => panic!("{error}: {json}"),
    };
    assert_eq!(reparsed.to_json(), json);
    // The builder accepts every request that the parser accepts.
    match Aggregates::new(reparsed.into_list()) {
        Ok(built) => assert_eq!(built.to_json(), json),
        Err(error) => panic!("{error}: {json}"),
    }
}

fn count<C>(nested: &[DynamicAggregate<C>]) -> usize {
    let nested = nested.iter();
    nested
        .map(|aggregate| 1 + count(aggregate.sub_aggregates()))
        .sum()
}
