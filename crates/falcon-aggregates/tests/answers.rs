//! Answers of every shape, found by the handles of what was asked.

use falcon_aggregates::{
    Aggregate, AggregateResult, BucketResult, DateRange, Interval, Label, Range,
};
use fql::Timestamp;
use fql::collections::external_assets as asset;
use serde_json::{Value, json};

fn answers(value: Value) -> Vec<AggregateResult> {
    serde_json::from_value(value).expect("answers")
}

#[test]
fn buckets_of_terms_have_labels_and_counts_and_what_is_nested() {
    let last = Aggregate::max("last", asset::last_seen);
    let ids = Aggregate::cardinality("ids", asset::id);
    let (last_handle, ids_handle) = (last.key(), ids.key());
    let by_port = Aggregate::terms("by_port", asset::ip::services::port)
        .nest(last)
        .nest(ids);
    let handle = by_port.key();
    let answers = answers(json!([
        {"name": "other", "buckets": []},
        {"name": "by_port", "sum_other_doc_count": 3, "doc_count_error_upper_bound": 0, "buckets": [
            {"label": 443, "count": 9, "sub_aggregates": [
                {"name": "ids", "buckets": [{"count": 9, "label": "", "value": 8.0}]},
                {"name": "last", "buckets": [{"value": 1.7e12, "value_as_string": "2026-11-22T10:00:00.000Z"}]},
            ]},
            {"label": "22", "count": 4, "sub_aggregates": null},
        ]},
    ]));
    let buckets = handle.of(&answers).expect("an answer");
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
    assert_eq!(first.nested(&ids_handle), Ok(8));
    let last = first.nested(&last_handle).expect("an answer");
    assert_eq!(last.time, Some(Timestamp::from_unix(1_795_341_600)));
    for name in ["ids", "last"] {
        let named = first.nested_named(name);
        assert_eq!(named.map(|answer| &*answer.name), Some(name));
    }
    assert!(first.nested_named("by_port").is_none());
    let second = buckets.iter().next_back().expect("a bucket");
    assert_eq!(second.label(), &Label::Text("22".to_owned()));
    let error = second.nested(&ids_handle).expect_err("nothing nested");
    assert_eq!(error.to_string(), "there is no answer of the name `ids`");
    let labels: Vec<String> = buckets
        .into_iter()
        .map(|bucket| bucket.label().to_string())
        .collect();
    assert_eq!(labels, ["443", "22"]);
}

#[test]
fn buckets_of_time_have_times_and_ranges_have_ends() {
    let histogram = Aggregate::date_histogram("h", asset::first_seen, Interval::Day).key();
    let dates = Aggregate::date_range("d", asset::first_seen, [DateRange::since(Timestamp::NOW)]);
    let ranges = Aggregate::range("r", asset::confidence, [Range::below(70)]).key();
    let answers = answers(json!([
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
    let noon = Timestamp::from_unix(1_795_341_600);
    let starts: Vec<_> = histogram
        .of(&answers)
        .expect("an answer")
        .iter()
        .map(|b| b.start())
        .collect();
    assert_eq!(starts, [Some(noon), Some(noon), Some(noon), None]);
    let dates = dates.key().of(&answers).expect("an answer");
    assert!(dates.iter().all(|bucket| bucket.from() == Some(noon)));
    assert_eq!(dates.get(0).and_then(|bucket| bucket.to()), None);
    assert_eq!(
        dates.get(1).and_then(|bucket| bucket.to()),
        Some(Timestamp::from_unix_millis(1_795_341_600_500))
    );
    let ranges = ranges.of(&answers).expect("an answer");
    let range = ranges.get(0).expect("a bucket");
    assert_eq!(
        (range.from(), range.to(), range.count()),
        (None, Some(70.0), 5)
    );
    let range = ranges.get(1).expect("a bucket");
    assert_eq!(
        (range.from(), range.to(), range.count()),
        (Some(70.0), None, 6)
    );
}

#[test]
fn what_is_computed_is_a_number_or_nothing() {
    let avg = Aggregate::avg("avg", asset::confidence).key();
    let sum = Aggregate::sum("sum", asset::confidence).key();
    let min = Aggregate::min("min", asset::confidence).key();
    let count = Aggregate::cardinality("count", asset::id).key();
    let full = answers(json!([
        {"name": "avg", "buckets": [{"value": 1.5}]},
        {"name": "sum", "buckets": [{"value": "12"}]},
        {"name": "min", "buckets": [{"value": 3}]},
        {"name": "count", "buckets": [{"value": 7}]},
    ]));
    assert_eq!(avg.of(&full), Ok(Some(1.5)));
    assert_eq!(sum.of(&full), Ok(12.0));
    assert_eq!(
        min.of(&full).map(|min| (min.value, min.time)),
        Ok((Some(3.0), None))
    );
    assert_eq!(count.of(&full), Ok(7));
    let empty = answers(json!([
        {"name": "avg", "buckets": [{"value": null}]},
        {"name": "min", "buckets": []},
        {"name": "count", "buckets": []},
    ]));
    let odd = answers(json!([
        {"name": "avg", "buckets": [{"value": {}}]},
        {"name": "min", "buckets": [{"value": "many"}]},
        {"name": "count", "buckets": [{"value": -1}]},
    ]));
    assert!(avg.of(&odd).expect_err("no number").is_malformed());
    assert!(min.of(&odd).expect_err("no number").is_malformed());
    assert!(count.of(&odd).expect_err("no count").is_malformed());
    assert_eq!(avg.of(&empty), Ok(None));
    assert_eq!(min.of(&empty).map(|min| min.value), Ok(None));
    assert!(count.of(&empty).expect_err("no value").is_malformed());
    assert!(!sum.of(&empty).expect_err("no answer").is_malformed());
}

#[test]
fn percentiles_are_found_by_their_percentages() {
    let handle = Aggregate::percentiles("p", asset::confidence).key();
    let values = [1, 5, 25, 50, 75, 95, 99];
    let named = |label: fn(i32) -> Value| {
        let buckets: Vec<Value> = values
            .iter()
            .map(|percent| json!({"label": label(*percent), "value": percent * 2}))
            .collect();
        answers(json!([{"name": "p", "buckets": buckets}]))
    };
    let labels: [fn(i32) -> Value; 4] = [
        |percent| json!(percent),
        |percent| json!(format!("{percent}.0")),
        |percent| json!(f64::from(percent)),
        |_| Value::Null,
    ];
    for label in labels {
        let answers = named(label);
        let percentiles = handle.of(&answers).expect("an answer");
        assert_eq!(percentiles.median(), Some(100.0));
        assert_eq!(percentiles.get(99.0), Some(198.0));
        assert_eq!(percentiles.get(98.0), None);
        assert_eq!(percentiles.iter().count(), 7);
    }
    let own = answers(json!([{"name": "p", "buckets": [
        {"label": 10, "value": 1}, {"label": "99.9", "value": 2},
        {"key_as_string": "99.99", "value": 3},
    ]}]));
    let percentiles = handle.of(&own).expect("an answer");
    let values: Vec<_> = percentiles.iter().collect();
    let expected = [(10.0, Some(1.0)), (99.9, Some(2.0)), (99.99, Some(3.0))];
    assert_eq!(values, expected);
    let odd = answers(json!([{"name": "p", "buckets": [{"value": 1}]}]));
    assert!(handle.of(&odd).is_err());
}

#[test]
fn what_is_null_or_odd_is_tolerated_and_kept() {
    let odd = json!([
        {"name": "a", "buckets": null, "sum_other_doc_count": -1, "new": [1]},
        {"name": null, "buckets": [null, 7, {"label": [1], "count": "3", "from": "x", "other": {}}]},
        {"buckets": {"keyed": {"count": 1}}},
        {},
    ]);
    let read = answers(odd);
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
    serde_json::from_value::<AggregateResult>(json!(7)).expect_err("no object");
}

#[test]
fn an_answer_is_written_as_it_came() {
    let whole = json!([{
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
    let read = answers(whole.clone());
    assert_eq!(serde_json::to_value(&read).expect("JSON"), whole);
}

#[test]
fn what_is_shown_of_buckets_is_what_came() {
    let handle = Aggregate::terms("by_city", asset::ip::location::city).key();
    let answers = answers(json!([
        {"name": "by_city", "buckets": [{"label": "a", "count": 2}, {"label": "b"}]},
        {"name": "none", "buckets": []},
    ]));
    let buckets = handle.of(&answers).expect("an answer");
    assert_eq!(buckets.raw(), &answers[0]);
    assert_eq!(format!("{buckets:?}"), format!("{:?}", answers[0]));
    let first = buckets.get(0).expect("a bucket");
    assert_eq!(first.raw(), &answers[0].buckets[0]);
    assert_eq!(format!("{first:?}"), format!("{:?}", answers[0].buckets[0]));
    assert!(buckets.get(2).is_none());
    let mut iter = buckets.iter();
    assert_eq!(iter.len(), 2);
    assert_eq!(format!("{iter:?}"), format!("{:?}", answers[0].buckets));
    iter.next();
    assert_eq!((iter.len(), iter.clone().count()), (1, 1));
    let counts: Vec<u64> = (&buckets)
        .into_iter()
        .map(|bucket| bucket.count())
        .collect();
    assert_eq!(counts, [2, 0], "a bucket without a count is empty");
    let none = Aggregate::terms("none", asset::criticality).key();
    let none = none.of(&answers).expect("an answer");
    assert!(none.is_empty() && none.iter().next().is_none());
}

#[test]
fn an_answer_that_is_not_there_is_told_by_its_name_and_why() {
    let handle = Aggregate::cardinality("ids", asset::id).key();
    let answers = answers(json!([{"name": "ids", "buckets": [{"value": "many"}]}]));
    let error = handle.of(&answers).expect_err("no number");
    assert_eq!((error.name(), error.is_malformed()), ("ids", true));
    let told = "the answer `ids` has not the shape of its type";
    assert_eq!(error.to_string(), told);
    let error = handle.of(&[]).expect_err("no answer");
    assert_eq!((error.name(), error.is_malformed()), ("ids", false));
}

#[test]
fn a_bucket_is_read_by_itself_too() {
    let bucket: BucketResult =
        serde_json::from_value(json!({"label": true, "count": "3"})).expect("a bucket");
    assert_eq!(
        (bucket.label.as_str(), bucket.count),
        (Some("true"), Some(3))
    );
    let error = serde_json::from_value::<BucketResult>(json!([])).expect_err("no object");
    assert_eq!(error.to_string(), "a bucket is an object");
}

#[test]
fn what_could_be_read_and_what_could_not_is_written_under_one_key() {
    let odd = json!([
        {"name": "n", "buckets": [{"count": 1, "sub_aggregates": [{"name": "m", "buckets": []}, 7]}, "x"]},
        {"name": 7, "buckets": {"keyed": {}}},
        {"name": "", "buckets": [{"sub_aggregates": {"keyed": {}}}]},
    ]);
    let read = answers(odd.clone());
    assert_eq!(
        (read[0].buckets.len(), &read[0].extra["buckets"]),
        (1, &json!(["x"]))
    );
    assert_eq!(serde_json::to_value(&read).expect("JSON"), odd);
    // A value keeps the last of two keys; in a text both would stand.
    let text = serde_json::to_string(&read).expect("JSON");
    for (key, count) in [
        ("\"name\"", 4),
        ("\"buckets\"", 4),
        ("\"sub_aggregates\"", 2),
    ] {
        assert_eq!(text.matches(key).count(), count, "{text}");
    }
    assert_eq!(answers(serde_json::from_str(&text).expect("JSON")), read);
    // What a program puts in counts more than what could not be read.
    let mut own = read[1].clone();
    own.name = "own".to_owned();
    own.buckets.push(BucketResult::default());
    let written = serde_json::to_value(&own).expect("JSON");
    assert_eq!(written, json!({"name": "own", "buckets": [{}]}));
    let mut own = answers(json!([{"name": "n", "sum_other_doc_count": -1}])).remove(0);
    own.sum_other_doc_count = Some(0);
    let written = serde_json::to_string(&own).expect("JSON");
    assert_eq!(
        written,
        r#"{"name":"n","buckets":[],"sum_other_doc_count":0}"#
    );
}
