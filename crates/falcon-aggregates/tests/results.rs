//! Results of every shape, and the typed views of them.

use falcon_aggregates::{
    Aggregate, AggregateResult, BucketResult, DateRange, Interval, Label, Range,
};
use fql::collections::external_assets as asset;
use fql::{Instant, Timestamp};
use serde_json::{Value, json};

fn results(value: Value) -> Vec<AggregateResult> {
    serde_json::from_value(value).expect("results")
}

#[test]
fn terms_buckets_have_labels_and_nested_results() {
    let last = Aggregate::max("last", asset::last_seen);
    let ids = Aggregate::cardinality("ids", asset::id);
    let (last_key, ids_key) = (last.key(), ids.key());
    let by_port = Aggregate::terms("by_port", asset::ip::services::port)
        .nest(last)
        .nest(ids);
    let key = by_port.key();
    let results = results(json!([
        {"name": "other", "buckets": []},
        {"name": "by_port", "sum_other_doc_count": 3, "doc_count_error_upper_bound": 0, "buckets": [
            {"label": 443, "count": 9, "sub_aggregates": [
                {"name": "ids", "buckets": [{"count": 9, "label": "", "value": 8.0}]},
                {"name": "last", "buckets": [{"value": 1.7e12, "value_as_string": "2026-11-22T10:00:00.000Z"}]},
            ]},
            {"label": "22", "count": 4, "sub_aggregates": null},
        ]},
    ]));
    let buckets = key.get(&results).expect("a result");
    assert_eq!(
        (
            buckets.len(),
            buckets.is_empty(),
            buckets.sum_other_doc_count()
        ),
        (2, false, 3)
    );
    let first = buckets.get(0).expect("a bucket");
    assert_eq!((first.count(), first.label().as_i64()), (9, Some(443)));
    assert_eq!(first.nested(&ids_key), Ok(8));
    let last = first.nested(&last_key).expect("a result");
    assert_eq!(last.time, Some(Instant::from_unix(1_795_341_600)));
    for name in ["ids", "last"] {
        let nested = first.nested_by_name(name);
        assert_eq!(nested.map(|result| &*result.name), Some(name));
    }
    assert!(first.nested_by_name("by_port").is_none());
    let second = buckets.iter().next_back().expect("a bucket");
    assert_eq!(second.label(), &Label::String("22".to_owned()));
    let error = second.nested(&ids_key).expect_err("nothing nested");
    assert_eq!(error.to_string(), "no result named `ids`");
    let labels: Vec<String> = buckets
        .into_iter()
        .map(|bucket| bucket.label().to_string())
        .collect();
    assert_eq!(labels, ["443", "22"]);
}

#[test]
fn time_and_range_buckets_have_bounds() {
    let histogram = Aggregate::date_histogram("h", asset::first_seen, Interval::Day).key();
    let dates = Aggregate::date_range("d", asset::first_seen, [DateRange::since(Timestamp::NOW)]);
    let ranges = Aggregate::range("r", asset::confidence, [Range::below(70)]).key();
    let results = results(json!([
        {"name": "h", "buckets": [
            {"label": 1_795_341_600_000_i64, "count": 1, "key_as_string": "2026-11-22T11:00:00.000+01:00"},
            {"label": 1_795_341_600_000_i64, "count": 1},
            {"label": "2026-11-22T10:00:00Z", "count": 1},
            {"label": {}, "count": 1},
        ]},
        {"name": "d", "buckets": [
            {"label": "a-b", "count": 2, "string_from": "2026-11-22T10:00:00.000Z"},
            {"label": "a-b", "count": 2, "from": 1_795_341_600_000_f64, "to": 1_795_341_600_500_f64},
        ]},
        {"name": "r", "buckets": [
            {"label": "*-70.0", "to": 70.0, "count": 5},
            {"label": "70.0-*", "from": 70.0, "count": 6},
        ]},
    ]));
    let noon = Instant::from_unix(1_795_341_600);
    let starts: Vec<_> = histogram
        .get(&results)
        .expect("a result")
        .iter()
        .map(|b| b.start())
        .collect();
    assert_eq!(starts, [Some(noon), Some(noon), Some(noon), None]);
    let dates = dates.key().get(&results).expect("a result");
    assert!(dates.iter().all(|bucket| bucket.start() == Some(noon)));
    assert_eq!(dates.get(0).and_then(|bucket| bucket.end()), None);
    assert_eq!(
        dates.get(1).and_then(|bucket| bucket.end()),
        Some(Instant::from_unix_millis(1_795_341_600_500))
    );
    let ranges = ranges.get(&results).expect("a result");
    let range = ranges.get(0).expect("a bucket");
    assert_eq!(
        (range.start(), range.end(), range.count()),
        (None, Some(70.0), 5)
    );
    let range = ranges.get(1).expect("a bucket");
    assert_eq!(
        (range.start(), range.end(), range.count()),
        (Some(70.0), None, 6)
    );
}

#[test]
fn metrics_are_numbers_or_absent() {
    let avg = Aggregate::avg("avg", asset::confidence).key();
    let sum = Aggregate::sum("sum", asset::confidence).key();
    let min = Aggregate::min("min", asset::confidence).key();
    let count = Aggregate::cardinality("count", asset::id).key();
    let full = results(json!([
        {"name": "avg", "buckets": [{"value": 1.5}]},
        {"name": "sum", "buckets": [{"value": "12"}]},
        {"name": "min", "buckets": [{"value": 3}]},
        {"name": "count", "buckets": [{"value": 7}]},
    ]));
    assert_eq!(avg.get(&full), Ok(Some(1.5)));
    assert_eq!(sum.get(&full), Ok(12.0));
    assert_eq!(
        min.get(&full).map(|min| (min.value, min.time)),
        Ok((Some(3.0), None))
    );
    assert_eq!(count.get(&full), Ok(7));
    let empty = results(json!([
        {"name": "avg", "buckets": [{"value": null}]},
        {"name": "min", "buckets": []},
        {"name": "count", "buckets": []},
    ]));
    let malformed = results(json!([
        {"name": "avg", "buckets": [{"value": {}}]},
        {"name": "min", "buckets": [{"value": "many"}]},
        {"name": "count", "buckets": [{"value": -1}]},
    ]));
    assert!(
        avg.get(&malformed)
            .expect_err("not a number")
            .is_malformed()
    );
    assert!(
        min.get(&malformed)
            .expect_err("not a number")
            .is_malformed()
    );
    assert!(count.get(&malformed).expect_err("negative").is_malformed());
    assert_eq!(avg.get(&empty), Ok(None));
    assert_eq!(min.get(&empty).map(|min| min.value), Ok(None));
    assert!(count.get(&empty).expect_err("no value").is_malformed());
    assert!(!sum.get(&empty).expect_err("no result").is_malformed());
}

#[test]
fn percentiles_are_found_by_percentage() {
    let key = Aggregate::percentiles("p", asset::confidence).key();
    let values = [1, 5, 25, 50, 75, 95, 99];
    let with_labels = |label: fn(i32) -> Value| {
        let buckets: Vec<Value> = values
            .iter()
            .map(|percent| json!({"label": label(*percent), "value": percent * 2}))
            .collect();
        results(json!([{"name": "p", "buckets": buckets}]))
    };
    let labels: [fn(i32) -> Value; 4] = [
        |percent| json!(percent),
        |percent| json!(format!("{percent}.0")),
        |percent| json!(f64::from(percent)),
        |_| Value::Null,
    ];
    for label in labels {
        let results = with_labels(label);
        let percentiles = key.get(&results).expect("a result");
        assert_eq!(percentiles.median(), Some(100.0));
        assert_eq!(percentiles.get(99.0), Some(198.0));
        assert_eq!(percentiles.get(98.0), None);
        assert_eq!(percentiles.iter().count(), 7);
    }
    let custom = results(json!([{"name": "p", "buckets": [
        {"label": 10, "value": 1}, {"label": "99.9", "value": 2},
        {"key_as_string": "99.99", "value": 3},
    ]}]));
    let percentiles = key.get(&custom).expect("a result");
    let values: Vec<_> = percentiles.iter().collect();
    let expected = [(10.0, Some(1.0)), (99.9, Some(2.0)), (99.99, Some(3.0))];
    assert_eq!(values, expected);
    let unlabeled = results(json!([{"name": "p", "buckets": [{"value": 1}]}]));
    assert!(key.get(&unlabeled).is_err());
}

#[test]
fn malformed_values_are_kept_in_extra() {
    let body = json!([
        {"name": "a", "buckets": null, "sum_other_doc_count": -1, "new": [1]},
        {"name": null, "buckets": [null, 7, {"label": [1], "count": "3", "from": "x", "other": {}}]},
        {"buckets": {"keyed": {"count": 1}}},
        {},
    ]);
    let read = results(body);
    assert!(read[0].buckets.is_empty());
    assert_eq!(read[0].extra["new"], json!([1]));
    assert_eq!(read[0].extra["sum_other_doc_count"], json!(-1));
    assert_eq!(read[1].extra["buckets"], json!([7]));
    let bucket = &read[1].buckets[0];
    assert_eq!((bucket.count, bucket.label.is_none()), (Some(3), true));
    assert_eq!(bucket.extra["label"], json!([1]));
    assert_eq!(bucket.extra["from"], json!("x"));
    assert_eq!(read[2].extra["buckets"], json!({"keyed": {"count": 1}}));
    assert_eq!(read[3], AggregateResult::default());
    serde_json::from_value::<AggregateResult>(json!(7)).expect_err("not an object");
}

#[test]
fn result_round_trips() {
    let body = json!([{
        "name": "n",
        "buckets": [{
            "label": "a", "count": 1, "key_as_string": "k", "value": 1.5, "value_as_string": "v",
            "from": 0.0, "to": 70.0, "string_from": "f", "string_to": "t", "more": true,
            "sub_aggregates": [{"name": "m", "buckets": []}],
        }],
        "sum_other_doc_count": 1,
        "doc_count_error_upper_bound": 2,
        "took": 3,
    }]);
    let read = results(body.clone());
    assert_eq!(serde_json::to_value(&read).expect("JSON"), body);
}

#[test]
fn buckets_give_access_to_raw_results() {
    let key = Aggregate::terms("by_city", asset::ip::location::city).key();
    let results = results(json!([
        {"name": "by_city", "buckets": [{"label": "a", "count": 2}, {"label": "b"}]},
        {"name": "empty", "buckets": []},
    ]));
    let buckets = key.get(&results).expect("a result");
    assert_eq!(buckets.raw(), &results[0]);
    assert_eq!(format!("{buckets:?}"), format!("{:?}", results[0]));
    let first = buckets.get(0).expect("a bucket");
    assert_eq!(first.raw(), &results[0].buckets[0]);
    assert_eq!(format!("{first:?}"), format!("{:?}", results[0].buckets[0]));
    assert!(buckets.get(2).is_none());
    let mut iter = buckets.iter();
    assert_eq!(iter.len(), 2);
    assert_eq!(format!("{iter:?}"), format!("{:?}", results[0].buckets));
    iter.next();
    assert_eq!((iter.len(), iter.clone().count()), (1, 1));
    let counts: Vec<u64> = (&buckets)
        .into_iter()
        .map(|bucket| bucket.count())
        .collect();
    assert_eq!(counts, [2, 0], "a bucket without a count is empty");
    let empty = Aggregate::terms("empty", asset::criticality).key();
    let empty = empty.get(&results).expect("a result");
    assert!(empty.is_empty() && empty.iter().next().is_none());
}

#[test]
fn missing_result_names_result_and_cause() {
    let key = Aggregate::cardinality("ids", asset::id).key();
    let results = results(json!([{"name": "ids", "buckets": [{"value": "many"}]}]));
    let error = key.get(&results).expect_err("not a number");
    assert_eq!((error.name(), error.is_malformed()), ("ids", true));
    let message = "result `ids` does not match its aggregation type";
    assert_eq!(error.to_string(), message);
    let error = key.get(&[]).expect_err("no result");
    assert_eq!((error.name(), error.is_malformed()), ("ids", false));
}

#[test]
fn bucket_deserializes_alone() {
    let bucket: BucketResult =
        serde_json::from_value(json!({"label": true, "count": "3"})).expect("a bucket");
    assert_eq!(
        (bucket.label.as_str(), bucket.count),
        (Some("true"), Some(3))
    );
    let error = serde_json::from_value::<BucketResult>(json!([])).expect_err("not an object");
    assert_eq!(error.to_string(), "invalid type: sequence, expected a map");
}

#[test]
fn each_key_is_written_once() {
    let body = json!([
        {"name": "n", "buckets": [{"count": 1, "sub_aggregates": [{"name": "m", "buckets": []}, 7]}, "x"]},
        {"name": 7, "buckets": {"keyed": {}}},
        {"name": "", "buckets": [{"sub_aggregates": {"keyed": {}}}]},
    ]);
    let read = results(body.clone());
    assert_eq!(
        (read[0].buckets.len(), &read[0].extra["buckets"]),
        (1, &json!(["x"]))
    );
    assert_eq!(serde_json::to_value(&read).expect("JSON"), body);
    // A `Value` keeps the last of two equal keys; a string would have both.
    let json = serde_json::to_string(&read).expect("JSON");
    for (key, count) in [
        ("\"name\"", 4),
        ("\"buckets\"", 4),
        ("\"sub_aggregates\"", 2),
    ] {
        assert_eq!(json.matches(key).count(), count, "{json}");
    }
    assert_eq!(results(serde_json::from_str(&json).expect("JSON")), read);
    // A field that a program sets takes precedence over `extra`.
    let mut changed = read[1].clone();
    changed.name = "changed".to_owned();
    changed.buckets.push(BucketResult::default());
    let written = serde_json::to_value(&changed).expect("JSON");
    assert_eq!(written, json!({"name": "changed", "buckets": [{}]}));
    let mut changed = results(json!([{"name": "n", "sum_other_doc_count": -1}])).remove(0);
    changed.sum_other_doc_count = Some(0);
    let written = serde_json::to_string(&changed).expect("JSON");
    assert_eq!(
        written,
        r#"{"name":"n","buckets":[],"sum_other_doc_count":0}"#
    );
}
