//! The type `filters`, and the bounds of a request.

use fql::collections::any;
use fql::collections::external_assets;
use serde_json::{Value, json};

use super::compute;
use super::tests::{compute_buckets, documents, now};
use crate::cancel::CancelToken;
use crate::data::Document;

#[test]
fn each_filter_has_a_bucket() {
    let body = |spec: Value| {
        json!({
            "name": "n", "type": "filters", "field": "", "filter": "manual:true",
            "filters_spec": spec,
            "sub_aggregates": [{"name": "c", "type": "terms", "field": "criticality"}],
        })
    };
    let filters = json!({"all": "", "high": "criticality:'High'", "none": "id:'nothing'"});
    let buckets = compute_buckets(body(json!({ "filters": filters })));
    let values: Vec<Value> = documents().iter().map(Document::to_value).collect();
    let manual = || values.iter().filter(|asset| asset["manual"] == true);
    let all = manual().count();
    let high = manual()
        .filter(|asset| asset["criticality"] == "High")
        .count();
    let summary = |buckets: &[Value]| -> Vec<(Value, Value)> {
        let summary = buckets.iter();
        let summary = summary.map(|bucket| (bucket["label"].clone(), bucket["count"].clone()));
        summary.collect()
    };
    let expected = |label: &str, count: usize| (json!(label), json!(count));
    assert_eq!(
        summary(&buckets),
        [
            expected("all", all),
            expected("high", high),
            expected("none", 0)
        ]
    );
    let nested = &buckets[1]["sub_aggregates"][0]["buckets"];
    assert_eq!(
        summary(nested.as_array().expect("buckets")),
        [expected("High", high)]
    );
    let mut spec = json!({"filters": {"high": "criticality:'High'"}, "other_bucket": true});
    let buckets = compute_buckets(body(spec.clone()));
    assert_eq!(
        summary(&buckets),
        [expected("high", high), expected("_other_", all - high)]
    );
    spec["other_bucket_key"] = "rest".into();
    assert_eq!(compute_buckets(body(spec))[1]["label"], "rest");
}

#[test]
fn memory_of_a_request_is_bounded() {
    let documents = documents();
    let compute = |body: Value| {
        compute(
            &external_assets::TABLE,
            &body,
            documents.iter(),
            now(),
            &CancelToken::default(),
        )
    };
    let terms = |number: usize| json!({"name": number.to_string(), "type": "terms", "field": "id"});
    let list = |count: usize| Value::from((0..count).map(terms).collect::<Vec<_>>());
    assert_eq!(compute(list(100)).expect("valid request").len(), 100);
    let errors = compute(list(101)).expect_err("too many aggregations");
    assert_eq!(
        errors,
        ["too many aggregations: expected up to 100, found 101"]
    );
    let ranges = vec![json!({"From": 0, "To": 1}); 2_000];
    let ranges = |nested: Value| json!({"name": "n", "type": "range", "field": "confidence", "ranges": ranges, "sub_aggregates": nested});
    let nested = ranges(json!([ranges(json!([ranges(json!([]))]))]));
    let errors = compute(nested).expect_err("too many buckets");
    assert!(
        errors[0].starts_with("more than 250000 buckets"),
        "{errors:?}"
    );
    let ranges_in_terms = json!({
        "name": "n", "type": "terms", "field": "id",
        "sub_aggregates": [ranges(json!([ranges(json!([]))]))],
    });
    assert!(compute(ranges_in_terms).is_err());
}

#[test]
fn cancelled_request_stops() {
    let cancel = CancelToken::default();
    drop(cancel.guard());
    let body = json!({"name": "n", "type": "terms", "field": "id"});
    let documents = documents();
    let result = compute(
        &external_assets::TABLE,
        &body,
        documents.iter(),
        now(),
        &cancel,
    );
    assert!(result.expect_err("cancelled")[0].contains("closed the connection"));
}

#[test]
fn metric_without_numbers_has_no_value() {
    let compute = |field: &str| {
        let documents =
            [Document::from_value("id", &json!({"id": "a", "name": "x"})).expect("a document")];
        let body = json!({"name": "n", "type": "avg", "field": field});
        compute(
            &any::TABLE,
            &body,
            documents.iter(),
            now(),
            &CancelToken::default(),
        )
    };
    let results = compute("nothing").expect("valid request");
    assert_eq!(results[0]["buckets"], json!([{"label": "n", "count": 0}]));
    let errors = compute("name").expect_err("text");
    assert!(
        errors[0].contains("requires numbers or times"),
        "{errors:?}"
    );
}
