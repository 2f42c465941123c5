//! Compares each result with a direct count over the same documents.

use std::collections::{BTreeMap, BTreeSet};

use fql::collections::any;
use fql::collections::external_assets::{self, ExternalAssets};
use fql::{Filter, Instant, Timestamp};
use serde_json::{Value, json};

use super::compute;
use crate::cancel::CancelToken;
use crate::data::Document;

const COUNT: u64 = 400;

/// Returns documents with arrays, `null`, numbers in strings and missing values.
pub(super) fn documents() -> Vec<Document> {
    let mut state = 7_u64;
    let mut random = move |bound: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % bound
    };
    let ports = [22, 80, 443, 3389, 8080];
    (0..COUNT)
        .map(|index| {
            let services: Vec<Value> = (0..random(4))
                .map(|_| json!({ "port": ports[random(5) as usize], "status": null }))
                .collect();
            let confidence = match random(5) {
                0 => Value::Null,
                1 => json!(random(101).to_string()),
                _ => json!(random(101)),
            };
            let criticality = ["Critical", "High", "Noncritical"].get(random(4) as usize);
            let first_seen = format!(
                "2026-{:02}-{:02}T{:02}:00:00Z",
                1 + random(12),
                1 + random(28),
                random(24)
            );
            let value = json!({
                "id": index.to_string(),
                "criticality": criticality,
                "confidence": confidence,
                "manual": random(2) == 0,
                "first_seen": first_seen,
                "ip": { "services": services, "location": { "city": "Example City" } },
            });
            Document::from_value("id", &value).expect("document with an id")
        })
        .collect()
}

pub(super) fn now() -> Instant {
    "2026-11-22T10:00:00Z".parse().expect("a timestamp")
}

fn compute_results(body: Value) -> Vec<Value> {
    let documents = documents();
    compute(
        &external_assets::TABLE,
        &body,
        documents.iter(),
        now(),
        &CancelToken::default(),
    )
    .expect("valid request")
}

/// Returns the buckets of a request with one aggregation.
pub(super) fn compute_buckets(body: Value) -> Vec<Value> {
    let mut results = compute_results(body);
    assert_eq!(results.len(), 1);
    let Value::Array(buckets) = results[0]["buckets"].take() else {
        panic!("no buckets: {results:?}");
    };
    buckets
}

fn count_matching(filter: &str) -> u64 {
    let filter: Filter<ExternalAssets> = filter.parse().expect("valid filter");
    let documents = documents();
    let matching = documents
        .iter()
        .filter(|document| filter.matches(&document.to_value()));
    matching.count() as u64
}

/// Returns the confidence of all documents that have one.
fn numbers(documents: &[Document]) -> Vec<f64> {
    let number = |document: &Document| match &document.to_value()["confidence"] {
        Value::String(text) => text.parse().ok(),
        value => value.as_f64(),
    };
    documents.iter().filter_map(number).collect()
}

#[test]
fn terms_count_documents_per_value() {
    let buckets = compute_buckets(json!({"name": "n", "type": "terms", "field": "criticality"}));
    assert_eq!(buckets.len(), 3);
    for bucket in &buckets {
        let label = bucket["label"].as_str().expect("a string");
        let counted = count_matching(&format!("criticality:'{label}'"));
        assert_eq!(bucket["count"], counted, "{label}");
    }
    assert!(buckets.is_sorted_by_key(|bucket| std::cmp::Reverse(bucket["count"].as_u64())));
}

#[test]
fn terms_over_arrays_count_documents() {
    let buckets =
        compute_buckets(json!({"name": "n", "type": "terms", "field": "ip.services.port"}));
    assert_eq!(buckets.len(), 5);
    for bucket in &buckets {
        let port = bucket["label"].as_u64().expect("a number");
        assert_eq!(
            bucket["count"],
            count_matching(&format!("ip.services.port:{port}")),
            "{port}"
        );
    }
}

#[test]
fn size_from_and_sort_select_terms_buckets() {
    let all = compute_buckets(json!({"name": "n", "type": "terms", "field": "ip.services.port"}));
    let total: u64 = all
        .iter()
        .filter_map(|bucket| bucket["count"].as_u64())
        .sum();
    let result = &compute_results(
        json!({"name": "n", "type": "terms", "field": "ip.services.port",
        "size": 2, "from": 1, "sort": "_term|asc"}),
    )[0];
    let labels: Vec<_> = result["buckets"]
        .as_array()
        .expect("an array")
        .iter()
        .map(|b| &b["label"])
        .collect();
    assert_eq!(labels, [80, 443]);
    let returned: u64 = all
        .iter()
        .filter(|bucket| labels.contains(&&bucket["label"]))
        .filter_map(|bucket| bucket["count"].as_u64())
        .sum();
    assert_eq!(result["sum_other_doc_count"], total - returned);
    assert_eq!(result["doc_count_error_upper_bound"], 0);
    let none =
        compute_buckets(json!({"name": "n", "type": "terms", "field": "id", "from": 1_000_000}));
    assert!(none.is_empty());
    let default = compute_buckets(json!({"name": "n", "type": "terms", "field": "id"}));
    assert_eq!(default.len(), 10);
    for (sort, is_sorted) in [
        (
            "_term|desc",
            (|a, b| a["label"].as_u64() >= b["label"].as_u64()) as fn(&Value, &Value) -> bool,
        ),
        ("_count|asc", |a, b| {
            a["count"].as_u64() <= b["count"].as_u64()
        }),
        ("_count|desc", |a, b| {
            a["count"].as_u64() >= b["count"].as_u64()
        }),
    ] {
        let body = json!({"name": "n", "type": "terms", "field": "ip.services.port", "sort": sort});
        assert!(compute_buckets(body).is_sorted_by(is_sorted), "{sort}");
    }
}

#[test]
fn include_and_exclude_match_whole_values() {
    let labels = |parameters: Value| -> Vec<Value> {
        let mut body =
            json!({"name": "n", "type": "terms", "field": "criticality", "sort": "_term|asc"});
        for (key, value) in parameters.as_object().expect("an object") {
            body[key] = value.clone();
        }
        compute_buckets(body)
            .into_iter()
            .map(|mut bucket| bucket["label"].take())
            .collect()
    };
    assert_eq!(labels(json!({"include": "Critical"})), ["Critical"]);
    assert_eq!(
        labels(json!({"include": ".*ritical"})),
        ["Critical", "Noncritical"]
    );
    assert_eq!(labels(json!({"exclude": "High|Crit.*"})), ["Noncritical"]);
    assert_eq!(
        labels(json!({"include": "critical"})),
        Value::Array(vec![]).as_array().expect("an array").clone()
    );
    let body = json!({"name": "n", "type": "terms", "field": "id", "include": "a)(b"});
    let result = compute(
        &external_assets::TABLE,
        &body,
        documents().iter(),
        now(),
        &CancelToken::default(),
    );
    assert!(result.expect_err("invalid regex")[0].contains("`include`"));
}

#[test]
fn doc_count_limits_omit_buckets() {
    let all = compute_buckets(json!({"name": "n", "type": "terms", "field": "ip.services.port"}));
    let mut counts: Vec<u64> = all
        .iter()
        .filter_map(|bucket| bucket["count"].as_u64())
        .collect();
    counts.sort_unstable();
    let (least, most) = (counts[1], counts[3]);
    let kept = compute_buckets(
        json!({"name": "n", "type": "terms", "field": "ip.services.port",
        "min_doc_count": least, "max_doc_count": most}),
    );
    assert_eq!(
        kept.len(),
        counts
            .iter()
            .filter(|count| (least..=most).contains(count))
            .count()
    );
    // Clients that send every parameter send 0 for no limit.
    let zeros = compute_buckets(
        json!({"name": "n", "type": "terms", "field": "ip.services.port",
        "size": 0, "from": 0, "min_doc_count": 0, "max_doc_count": 0}),
    );
    assert_eq!(zeros, all);
}

#[test]
fn filter_and_q_select_documents() {
    let results = compute_results(json!([
        {"name": "all", "type": "cardinality", "field": "id"},
        {"name": "some", "type": "cardinality", "field": "id", "filter": "confidence:100,manual:true"},
        {"name": "words", "type": "cardinality", "field": "id", "q": "high EXAMPLE"},
    ]));
    let value = |index: usize| results[index]["buckets"][0]["value"].as_u64();
    assert_eq!(value(0), Some(COUNT));
    assert_eq!(value(1), Some(count_matching("confidence:100,manual:true")));
    assert_eq!(value(2), Some(count_matching("criticality:'High'")));
    assert_eq!(
        results.iter().map(|r| &r["name"]).collect::<Vec<_>>(),
        ["all", "some", "words"]
    );
}

#[test]
fn missing_replaces_absent_values() {
    let buckets = compute_buckets(
        json!({"name": "n", "type": "terms", "field": "criticality", "missing": "none"}),
    );
    let none = buckets
        .iter()
        .find(|bucket| bucket["label"] == "none")
        .expect("a bucket");
    assert_eq!(none["count"], count_matching("criticality:null"));
    let sum = |missing: Option<&str>| {
        let body = json!({"name": "n", "type": "sum", "field": "confidence", "missing": missing});
        compute_buckets(body)[0]["value"]
            .as_f64()
            .expect("a number")
    };
    let without = count_matching("confidence:null") as f64;
    assert_eq!(sum(Some("1000")), sum(None) + 1_000.0 * without);
}

#[test]
fn ranges_are_half_open_and_include_empty_buckets() {
    let ranges = json!([{"To": 50}, {"From": 50, "To": 100}, {"From": 100}, {"From": 1_000}, {"From": 40, "To": 60}]);
    let buckets = compute_buckets(
        json!({"name": "n", "type": "range", "field": "confidence", "ranges": ranges}),
    );
    let documents = documents();
    let counted = |from: f64, to: f64| {
        let numbers = numbers(&documents);
        numbers
            .iter()
            .filter(|number| (from..to).contains(number))
            .count()
    };
    let infinity = f64::INFINITY;
    let expected = [
        (-infinity, 50.0),
        (50.0, 100.0),
        (100.0, infinity),
        (1_000.0, infinity),
        (40.0, 60.0),
    ];
    for (bucket, (from, to)) in buckets.iter().zip(expected) {
        assert_eq!(bucket["count"], counted(from, to), "{bucket}");
    }
    assert_eq!(buckets.len(), expected.len());
    assert_eq!(buckets[3]["count"], 0);
    assert_eq!(buckets[1]["label"], "50.0-100.0");
    assert_eq!(
        (&buckets[1]["from"], &buckets[1]["to"]),
        (&json!(50), &json!(100))
    );
    assert_eq!(
        (&buckets[0]["label"], &buckets[0]["from"]),
        (&json!("*-50.0"), &Value::Null)
    );
}

#[test]
fn date_ranges_include_empty_buckets() {
    let ranges = json!([
        {"to": "2026-04"}, {"from": "2026-04", "to": "2026-10-01T00:00:00Z"}, {"from": "now-30d"},
        {"from": "2030"}, {"from": "2026-04-01T02:00:00+02:00", "to": "2026-10"},
    ]);
    let buckets = compute_buckets(
        json!({"name": "n", "type": "date_range", "field": "first_seen", "date_ranges": ranges}),
    );
    let expected = [
        "first_seen:<'2026-04'",
        "first_seen:>='2026-04'+first_seen:<'2026-10'",
        "first_seen:>='2026-10-23T10:00:00Z'",
        "first_seen:>='2030'",
        "first_seen:>='2026-04'+first_seen:<'2026-10'",
    ];
    for (bucket, filter) in buckets.iter().zip(expected) {
        assert_eq!(bucket["count"], count_matching(filter), "{filter}");
    }
    assert_eq!(buckets.len(), expected.len());
    assert_eq!(buckets[0]["string_to"], "2026-04-01T00:00:00.000Z");
    assert_eq!(buckets[3]["label"], "2030-01-01T00:00:00.000Z-*");
    let local = compute_buckets(
        json!({"name": "n", "type": "date_range", "field": "first_seen",
        "time_zone": "Europe/Berlin", "date_ranges": [{"from": "2026-04-01"}]}),
    );
    assert_eq!(local[0]["string_from"], "2026-03-31T22:00:00.000Z");
    assert_eq!(
        local[0]["count"],
        count_matching("first_seen:>='2026-03-31T22'")
    );
}

#[test]
fn bound_with_an_offset_ignores_the_time_zone() {
    for from in [
        "2026-04-01T02:00:00+02:00",
        "2026-03-31T14:00:00-10:00",
        "2026-04-01T00:00:00Z",
        "2026-04-01t00:00:00z",
    ] {
        let buckets = compute_buckets(
            json!({"name": "n", "type": "date_range", "field": "first_seen",
            "time_zone": "Europe/Berlin", "date_ranges": [{"from": from}]}),
        );
        assert_eq!(
            buckets[0]["string_from"], "2026-04-01T00:00:00.000Z",
            "{from}"
        );
    }
}

#[test]
fn date_histogram_follows_the_calendar() {
    let buckets = compute_buckets(
        json!({"name": "n", "type": "date_histogram", "field": "first_seen", "interval": "month"}),
    );
    assert_eq!(buckets.len(), 12);
    for (bucket, month) in buckets.iter().zip(1..) {
        let next = if month == 12 {
            "2027".to_owned()
        } else {
            format!("2026-{:02}", month + 1)
        };
        let filter = format!("first_seen:>='2026-{month:02}'+first_seen:<'{next}'");
        assert_eq!(bucket["count"], count_matching(&filter), "{filter}");
        assert_eq!(
            bucket["key_as_string"],
            format!("2026-{month:02}-01T00:00:00.000Z")
        );
    }
    let day = compute_buckets(
        json!({"name": "n", "type": "date_histogram", "field": "first_seen", "interval": "day",
        "time_zone": "Europe/Berlin", "filter": "first_seen:>='2026-07'+first_seen:<'2026-08'"}),
    );
    for bucket in &day {
        let start = bucket["label"].as_i64().expect("milliseconds") / 1_000;
        let [from, to] = [start, start + 86_400].map(Timestamp::from_unix);
        let filter = format!(
            "first_seen:>='{from}'+first_seen:<'{to}'+first_seen:>='2026-07'+first_seen:<'2026-08'"
        );
        assert_eq!(bucket["count"], count_matching(&filter), "{filter}");
        assert!(
            bucket["key_as_string"]
                .as_str()
                .expect("a string")
                .ends_with("T00:00:00.000+02:00")
        );
    }
}

#[test]
fn date_histogram_includes_requested_empty_buckets() {
    let histogram = |parameters: Value| {
        let mut body = json!({"name": "n", "type": "date_histogram", "field": "first_seen",
            "interval": "hour", "filter": "first_seen:<'2026-02'"});
        for (key, value) in parameters.as_object().expect("an object") {
            body[key] = value.clone();
        }
        compute_buckets(body)
    };
    let sparse = histogram(json!({}));
    assert!(sparse.iter().all(|bucket| bucket["count"] != 0));
    let dense = histogram(json!({"min_doc_count": 0}));
    let hours = |bucket: &Value| bucket["label"].as_i64().expect("milliseconds") / 3_600_000;
    assert_eq!(
        dense.len() as i64,
        hours(&dense[dense.len() - 1]) - hours(&dense[0]) + 1
    );
    assert_eq!(
        dense.iter().filter(|bucket| bucket["count"] != 0).count(),
        sparse.len()
    );
    let bounds = json!({"extended_bounds": {"min": "2025-12-31", "max": "2026-02-01T05"}});
    let bounded = histogram(bounds);
    assert_eq!(bounded[0]["key_as_string"], "2025-12-31T00:00:00.000Z");
    assert_eq!(
        bounded[bounded.len() - 1]["key_as_string"],
        "2026-02-01T05:00:00.000Z"
    );
    let body = json!({"name": "n", "type": "date_histogram", "field": "first_seen",
        "interval": "minute", "min_doc_count": 0});
    let result = compute(
        &external_assets::TABLE,
        &body,
        documents().iter(),
        now(),
        &CancelToken::default(),
    );
    assert!(result.expect_err("too many buckets")[0].contains("65535 buckets"));
}

#[test]
fn metrics_cover_all_values() {
    let documents = documents();
    let mut sorted = numbers(&documents);
    sorted.sort_by(f64::total_cmp);
    let value = |aggregation_type: &str| {
        let bucket =
            compute_buckets(json!({"name": "n", "type": aggregation_type, "field": "confidence"}))
                .remove(0);
        assert_eq!(bucket["count"], sorted.len());
        bucket["value"].as_f64().expect("a number")
    };
    let sum: f64 = sorted.iter().sum();
    assert_eq!(value("max"), sorted[sorted.len() - 1]);
    assert_eq!(value("min"), sorted[0]);
    assert_eq!(value("sum"), sum);
    assert_eq!(value("avg"), sum / sorted.len() as f64);
    let distinct: BTreeSet<u64> = sorted.iter().map(|number| *number as u64).collect();
    assert_eq!(value("cardinality"), distinct.len() as f64);
    let buckets =
        compute_buckets(json!({"name": "n", "type": "percentiles", "field": "confidence"}));
    let labels: Vec<_> = buckets
        .iter()
        .map(|bucket| bucket["label"].as_u64())
        .collect();
    assert_eq!(labels, [1, 5, 25, 50, 75, 95, 99].map(Some));
    for bucket in &buckets {
        let percent = bucket["label"].as_f64().expect("a number") / 100.0;
        let value = bucket["value"].as_f64().expect("a number");
        let below = sorted.iter().filter(|number| **number < value).count() as f64;
        let up_to = sorted.iter().filter(|number| **number <= value).count() as f64;
        let rank = percent * sorted.len() as f64;
        assert!(below - 1.0 <= rank && rank <= up_to + 1.0, "{bucket}");
    }
    let values: Vec<f64> = documents
        .iter()
        .flat_map(|document| {
            document.to_value()["ip"]["services"]
                .as_array()
                .cloned()
                .unwrap_or_default()
        })
        .filter_map(|service| service["port"].as_f64())
        .collect();
    let sum = compute_buckets(json!({"name": "n", "type": "sum", "field": "ip.services.port"}));
    assert_eq!(sum[0]["value"].as_f64(), Some(values.iter().sum()));
}

#[test]
fn percentile_interpolates_between_values() {
    let documents: Vec<Document> = (1..=4)
        .map(|number| json!({"id": number.to_string(), "n": number}))
        .map(|value| Document::from_value("id", &value).expect("document with an id"))
        .collect();
    let body = json!({"name": "n", "type": "percentiles", "field": "n", "percents": [0, 50, 100]});
    let results = compute(
        &any::TABLE,
        &body,
        documents.iter(),
        now(),
        &CancelToken::default(),
    )
    .expect("valid request");
    let values: Vec<_> = (0..3)
        .map(|index| &results[0]["buckets"][index]["value"])
        .collect();
    assert_eq!(values, [&json!(1), &json!(2.5), &json!(4)]);
}

#[test]
fn max_of_times_is_formatted() {
    let bucket =
        compute_buckets(json!({"name": "n", "type": "max", "field": "first_seen"})).remove(0);
    let documents = documents();
    let times = documents.iter().map(|document| {
        document.to_value()["first_seen"]
            .as_str()
            .map(str::to_owned)
    });
    let last = times
        .flatten()
        .max()
        .expect("a timestamp")
        .replace('Z', ".000Z");
    assert_eq!(bucket["value_as_string"], last);
}

#[test]
fn empty_input_yields_well_formed_results() {
    let body = json!([
        {"name": "t", "type": "terms", "field": "id"},
        {"name": "h", "type": "date_histogram", "field": "first_seen", "interval": "day", "min_doc_count": 0},
        {"name": "r", "type": "range", "field": "confidence", "ranges": [{"To": 1}]},
        {"name": "c", "type": "cardinality", "field": "id"},
        {"name": "m", "type": "max", "field": "confidence"},
        {"name": "s", "type": "sum", "field": "confidence"},
        {"name": "p", "type": "percentiles", "field": "confidence", "percents": [50, 99.9]},
    ]);
    let results = compute(
        &external_assets::TABLE,
        &body,
        std::iter::empty(),
        now(),
        &CancelToken::default(),
    )
    .expect("valid request");
    let lengths: Vec<_> = results
        .iter()
        .map(|r| r["buckets"].as_array().map(Vec::len))
        .collect();
    assert_eq!(lengths, [0, 0, 1, 1, 1, 1, 2].map(Some));
    assert_eq!(results[3]["buckets"][0]["value"], 0);
    assert_eq!(results[4]["buckets"][0]["value"], Value::Null);
    assert_eq!(results[5]["buckets"][0]["value"], 0);
    assert_eq!(results[6]["buckets"][1]["key_as_string"], "99.9");
}

#[test]
fn nested_aggregations_are_computed_per_bucket() {
    let buckets = compute_buckets(json!({
        "name": "outer", "type": "terms", "field": "criticality", "sub_aggregates": [
            {"name": "ports", "type": "terms", "field": "ip.services.port", "sub_aggregates": [
                {"name": "manual", "type": "terms", "field": "manual"},
            ]},
            {"name": "sure", "type": "cardinality", "field": "id", "filter": "confidence:100"},
        ],
    }));
    let mut compared = 0;
    for outer in &buckets {
        let outer_label = outer["label"].as_str().expect("a string");
        let nested = &outer["sub_aggregates"];
        assert_eq!(nested[1]["name"], "sure");
        let filter = format!("criticality:'{outer_label}'+confidence:100");
        assert_eq!(nested[1]["buckets"][0]["value"], count_matching(&filter));
        for port in nested[0]["buckets"].as_array().expect("an array") {
            let filter = format!(
                "criticality:'{outer_label}'+ip.services.port:{}",
                port["label"]
            );
            assert_eq!(port["count"], count_matching(&filter), "{filter}");
            for manual in port["sub_aggregates"][0]["buckets"]
                .as_array()
                .expect("an array")
            {
                let label = manual["label"].as_str().expect("a string");
                let filter = format!("{filter}+manual:{label}");
                assert_eq!(manual["count"], count_matching(&filter), "{filter}");
                compared += 1;
            }
        }
    }
    assert_eq!(compared, 3 * 5 * 2);
}

#[test]
fn open_collection_groups_by_json_type() {
    let documents: Vec<Document> = [
        json!({"id": "a", "v": "443", "t": 1_795_341_600}),
        json!({"id": "b", "v": 443, "t": 1_795_341_600_000_i64}),
        json!({"id": "c", "v": 443.0, "t": "2026-11-22T10:00:00Z"}),
        json!({"id": "d", "v": [443.5, true], "t": {}}),
    ]
    .iter()
    .map(|value| Document::from_value("id", value).expect("document with an id"))
    .collect();
    let body = json!([
        {"name": "v", "type": "terms", "field": "v"},
        {"name": "t", "type": "date_histogram", "field": "t", "interval": "day"},
    ]);
    let results = compute(
        &any::TABLE,
        &body,
        documents.iter(),
        now(),
        &CancelToken::default(),
    )
    .expect("valid request");
    let counts: BTreeMap<String, u64> = results[0]["buckets"]
        .as_array()
        .expect("an array")
        .iter()
        .filter_map(|bucket| Some((bucket["label"].to_string(), bucket["count"].as_u64()?)))
        .collect();
    let expected = [("\"443\"", 1), ("\"true\"", 1), ("443", 2), ("443.5", 1)];
    assert_eq!(
        counts,
        expected
            .map(|(label, count)| (label.to_owned(), count))
            .into()
    );
    assert_eq!(results[1]["buckets"][0]["count"], 3);
}

#[test]
fn invalid_request_reports_all_errors() {
    let cardinality = |name: &str| json!({"name": name, "type": "cardinality", "field": "id"});
    let body = json!([
        {"name": "n", "type": "terms", "field": "os"},
        {"name": "n", "type": "terms", "field": "id", "sub_aggregates": [
            {"name": "a", "type": "terms", "field": "id", "sub_aggregates": [
                cardinality("b"), cardinality("c"), cardinality("d"),
            ]},
        ]},
    ]);
    let messages = compute(
        &external_assets::TABLE,
        &body,
        documents().iter(),
        now(),
        &CancelToken::default(),
    )
    .expect_err("invalid request");
    assert_eq!(messages.len(), 3, "{messages:?}");
}
