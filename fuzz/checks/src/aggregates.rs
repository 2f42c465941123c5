//! Requests for aggregations, and their answers.

use falcon_aggregates::{AggregateResult, Aggregates, DynamicAggregate};
use fql::Collection;
use fql::collections::any::Any;
use fql::collections::external_assets::ExternalAssets;
use serde_json::Value;

use crate::outlives_printing;

/// More are never nested in one.
const MOST_NESTED: usize = 3;

/// A request is read from text as from a value, keeps what is documented of it, and prints as what
/// reads as the same; an answer is written as it was read.
pub fn check(data: &[u8]) {
    let Ok(value) = serde_json::from_slice::<Value>(data) else {
        return;
    };
    if !outlives_printing(&value) {
        return;
    }
    request::<ExternalAssets>(data, &value);
    request::<Any>(data, &value);
    if let Ok(answer) = serde_json::from_value::<AggregateResult>(value) {
        let written = written(&answer);
        let again: AggregateResult = match serde_json::from_str(&written) {
            Ok(again) => again,
            Err(error) => panic!("{error}: {written}"),
        };
        assert_eq!(self::written(&again), written);
        assert_eq!(again.buckets.len(), answer.buckets.len());
    }
}

fn written(answer: &AggregateResult) -> String {
    match serde_json::to_string(answer) {
        Ok(written) => written,
        Err(error) => panic!("{error}"),
    }
}

fn request<C: Collection>(data: &[u8], value: &Value) {
    let read = Aggregates::<C>::from_value(value);
    if let Ok(text) = std::str::from_utf8(data) {
        let from_text: Result<Aggregates<C>, _> = text.parse();
        assert_eq!(from_text.is_ok(), read.is_ok());
    }
    let request = match read {
        Ok(request) => request,
        Err(error) => {
            assert!(!error.errors().is_empty());
            let _ = error.to_string();
            return;
        }
    };
    assert!(!request.list().is_empty());
    for aggregate in request.list() {
        assert!(aggregate.nested_count() <= MOST_NESTED);
        assert_eq!(aggregate.nested_count(), count(aggregate.sub_aggregates()));
        let filter = aggregate.params().filter();
        assert_eq!(filter.as_str().parse().as_ref(), Ok(filter));
    }
    let printed = request.to_json();
    let again: Aggregates<C> = match printed.parse() {
        Ok(again) => again,
        Err(error) => panic!("{error}: {printed}"),
    };
    assert_eq!(again.to_json(), printed);
    // What was read can be made, too.
    match Aggregates::new(again.into_list()) {
        Ok(made) => assert_eq!(made.to_json(), printed),
        Err(error) => panic!("{error}: {printed}"),
    }
}

fn count<C>(nested: &[DynamicAggregate<C>]) -> usize {
    nested
        .iter()
        .map(|one| 1 + count(one.sub_aggregates()))
        .sum()
}
