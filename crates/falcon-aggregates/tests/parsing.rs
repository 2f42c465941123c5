//! Requests parsed from JSON, and their errors.

use falcon_aggregates::{Aggregates, AggregationType, DynamicAggregate, InvalidAggregates};
use fql::collections::any::Any;
use fql::collections::external_assets::ExternalAssets;
use fql::collections::sensors::Sensors;
use serde_json::{Value, json};

fn parse_error(body: &Value) -> InvalidAggregates {
    Aggregates::<ExternalAssets>::from_value(body).expect_err("invalid request")
}

/// Returns the errors in one aggregation, each as `path: message`.
fn errors(aggregate: Value) -> Vec<String> {
    let invalid = parse_error(&json!([aggregate]));
    let errors = invalid.errors().iter().map(|error| {
        assert!(!error.help().is_empty(), "{error}");
        format!("{}: {}", error.path(), error.message())
    });
    errors.collect()
}

fn terms(name: &str, nested: Value) -> Value {
    json!({"name": name, "type": "terms", "field": "criticality", "sub_aggregates": nested})
}

#[test]
fn every_error_has_path_message_and_help() {
    let body = json!([
        {
            "name": "n",
            "type": "date_histogram",
            "field": "first_sen",
            "filter": "criticalty:'High'+id:'x",
            "interval": "days",
            "time_zone": "Europe/Belrin",
            "sort": "count|desc",
            "size": -1,
            "min_doc_count": "1",
            "missing": {},
            "percents": [50, 101, "a"],
            "extended_bounds": {"min": "2026-02", "max": "2026-01"},
            "subaggregates": [{}],
        },
        {"name": "n", "type": "term", "field": "criticality"},
        {"name": "r", "type": "range", "field": "ip.services.port"},
        {"name": "d", "type": "date_range", "field": "first_seen", "date_ranges": [
            {"from": "2026-02", "to": "2026-01"},
            {"From": "2026-01"},
            {"from": "yesterday"},
            {},
            7,
        ]},
        {"name": "i", "type": "date_histogram", "field": "first_seen"},
        {"name": "a", "type": "avg", "field": "criticality"},
        7,
        {},
    ]);
    insta::assert_snapshot!(parse_error(&body).to_string());
}

#[test]
fn invalid_json_and_empty_list_are_rejected() {
    for body in ["", "[", "[]", "7", "\"terms\"", "null"] {
        let invalid = body.parse::<Aggregates<Any>>().expect_err(body);
        assert_eq!(invalid.errors().len(), 1, "{invalid}");
        assert_eq!(invalid.errors()[0].path(), "$");
    }
}

#[test]
fn fourth_nested_aggregation_is_rejected() {
    let cardinality = |name: &str| json!({"name": name, "type": "cardinality", "field": "id"});
    let three = json!([cardinality("a"), cardinality("b"), cardinality("c")]);
    let deep = json!([terms("a", json!([terms("b", json!([cardinality("c")]))]))]);
    for nested in [&three, &deep] {
        let body = terms("outer", nested.clone());
        Aggregates::<ExternalAssets>::from_value(&body).expect("three");
        let body = json!([body, terms("other", nested.clone())]);
        Aggregates::<ExternalAssets>::from_value(&body).expect("three in each");
    }
    let four = json!([
        cardinality("a"),
        cardinality("b"),
        cardinality("c"),
        cardinality("d")
    ]);
    let split = json!([
        terms("a", json!([cardinality("b")])),
        terms("c", json!([cardinality("d")]))
    ]);
    let chain = json!([terms(
        "a",
        json!([terms("b", json!([terms("c", json!([cardinality("d")]))]))])
    )]);
    for nested in [four, split, chain] {
        assert_eq!(
            errors(terms("outer", nested)),
            [
                "$[0].sub_aggregates: at most three aggregations can be nested in one, counted \
                 over all levels; found 4"
            ]
        );
    }
}

#[test]
fn deep_and_wide_nesting_is_counted() {
    // Below the third level, no other errors are reported.
    for levels in [4, 120] {
        let mut deep = json!({"name": "n", "type": "terms", "field": "nothing"});
        for _ in 0..levels {
            deep = terms("n", json!([deep]));
        }
        assert_eq!(errors(deep).len(), 1);
    }
    let wide: Vec<Value> = (0..5_000)
        .map(|n| json!({"name": n.to_string(), "type": "max", "field": "nothing"}))
        .collect();
    let invalid = parse_error(&json!([terms("n", wide.into())]));
    assert_eq!((invalid.errors().len(), invalid.omitted()), (100, 4_901));
}

#[test]
fn nesting_requires_buckets() {
    let nested = json!([{"name": "n", "type": "max", "field": "confidence"}]);
    let body = json!({"name": "c", "type": "cardinality", "field": "id", "sub_aggregates": nested});
    assert_eq!(
        errors(body),
        ["$[0].sub_aggregates: `cardinality` does not support nested aggregations"]
    );
}

#[test]
fn names_are_unique_among_siblings() {
    let max = |name: &str| json!({"name": name, "type": "max", "field": "confidence"});
    assert_eq!(
        errors(terms("outer", json!([max("a"), max("a")]))),
        ["$[0].sub_aggregates[1].name: duplicate aggregation name `a`"]
    );
    let many: Vec<Value> = (0..20).map(|n| max(&(n % 19).to_string())).collect();
    let invalid = parse_error(&many.into());
    assert_eq!(invalid.errors().len(), 1);
    assert_eq!(invalid.errors()[0].path(), "$[19].name");
    Aggregates::<ExternalAssets>::from_value(&terms("a", json!([max("a")]))).expect("two levels");
}

#[test]
fn field_must_exist_and_support_aggregation() {
    for (aggregation_type, field, is_supported) in [
        ("terms", "manual", true),
        ("cardinality", "ip.ip_address", true),
        ("max", "first_seen", true),
        ("min", "confidence", true),
        ("max", "criticality", false),
        ("avg", "first_seen", false),
        ("sum", "manual", false),
        ("percentiles", "ip.ip_address", false),
        ("terms", "max_severity", false),
        ("terms", "no property", false),
        ("terms", "last_seen_timestamp", true),
    ] {
        let body = json!({"name": "n", "type": aggregation_type, "field": field});
        let read = Aggregates::<ExternalAssets>::from_value(&body);
        assert_eq!(
            read.is_ok(),
            is_supported,
            "{aggregation_type} {field} {read:?}"
        );
    }
    let body = json!({"name": "n", "type": "avg", "field": "max_severity"});
    Aggregates::<Sensors>::from_value(&body).expect("an open collection has any field");
    let body = json!({"name": "n", "type": "avg", "field": "no property"});
    let error = Aggregates::<Sensors>::from_value(&body).expect_err("invalid field name");
    let help = error.errors()[0].help();
    assert!(help.starts_with("names consist of letters"), "{help}");
}

#[test]
fn extra_field_belongs_to_its_collection() {
    let body = |aggregation_type: &str| json!({"name": "n", "type": aggregation_type, "field": "applications.name"});
    assert!(Aggregates::<ExternalAssets>::from_value(&body("terms")).is_ok());
    assert_eq!(
        parse_error(&body("avg")).errors()[0].message(),
        "`avg` does not support `applications.name`, a field of type text"
    );
    for field in ["applications.nam", "applications", "applications.name.x"] {
        let body = json!({"name": "n", "type": "terms", "field": field});
        let message = format!("unknown field `{field}` in `external-assets`");
        assert_eq!(parse_error(&body).errors()[0].message(), message);
    }
}

#[test]
fn empty_values_count_as_absent() {
    let body = json!({
        "date_ranges": [], "exclude": "", "field": "criticality", "filter": "", "include": "",
        "interval": "", "missing": null, "name": "n", "percents": null, "q": "", "ranges": [],
        "sort": "", "sub_aggregates": [null], "time_zone": "", "type": "terms",
        "extended_bounds": {"min": "", "max": null}, "filters_spec": null,
    });
    let read = Aggregates::<ExternalAssets>::from_value(&body).expect("a request");
    assert_eq!(
        read.to_json(),
        r#"[{"name":"n","type":"terms","field":"criticality"}]"#
    );
}

#[test]
fn empty_structs_of_other_clients_count_as_absent() {
    // The zero values of gofalcon's and the empty values of falconjs's models.
    for (bounds, filters) in [
        (json!(null), json!(null)),
        (json!({"min": "", "max": ""}), json!({})),
    ] {
        let body = json!({
            "date_ranges": null, "exclude": "", "field": "criticality", "filter": "", "from": 0,
            "include": "", "interval": "", "max_doc_count": 0, "min_doc_count": 0, "missing": "",
            "name": "n", "percents": [], "q": "", "ranges": null, "size": 0, "sort": "",
            "sub_aggregates": [], "time_zone": "", "type": "terms", "extended_bounds": bounds,
            "filters_spec": {"filters": filters, "other_bucket": false, "other_bucket_key": ""},
        });
        let read = Aggregates::<ExternalAssets>::from_value(&body).expect("a request");
        assert_eq!(read.list()[0].params().filters_spec(), None);
    }
}

#[test]
fn filters_spec_is_parsed_and_printed() {
    let body = json!({
        "name": "n", "type": "filters", "field": "",
        "filters_spec": {
            "filters": {"a": "criticality: \"High\"", "b": ""},
            "other_bucket": true, "other_bucket_key": "",
        },
    });
    let read = Aggregates::<ExternalAssets>::from_value(&body).expect("a request");
    let printed = r#"[{"name":"n","type":"filters","field":"","filters_spec":{"filters":{"a":"criticality:'High'","b":""},"other_bucket":true,"other_bucket_key":"_other_"}}]"#;
    assert_eq!(read.to_json(), printed);
    assert_eq!(
        printed
            .parse::<Aggregates<ExternalAssets>>()
            .expect("a request"),
        read
    );
    let with =
        |spec: Value| json!({"name": "n", "type": "filters", "field": "", "filters_spec": spec});
    for (spec, error) in [
        (
            json!({}),
            "$[0].filters_spec: `filters` requires `filters_spec`",
        ),
        (
            json!(7),
            "$[0].filters_spec: expected an object, found a number",
        ),
        (
            json!({"filters": []}),
            "$[0].filters_spec: `filters` requires `filters_spec`",
        ),
        (
            json!({"filters": {"a": "os:'x'"}}),
            "$[0].filters_spec.filters.a: unknown field `os` in `external-assets`",
        ),
        (
            json!({"filters": {"a": ""}, "other": true}),
            "$[0].filters_spec.other: unknown key `other`",
        ),
        (
            json!({"filters": {"a": ""}, "other_bucket": "yes"}),
            "$[0].filters_spec.other_bucket: expected a boolean, found a string",
        ),
    ] {
        assert_eq!(errors(with(spec)), [error]);
    }
}

#[test]
fn empty_list_counts_as_absent_for_any_key() {
    let body = json!({
        "name": "n", "type": "terms", "field": "criticality", "sort": [], "new_key": [],
    });
    let read = Aggregates::<ExternalAssets>::from_value(&body).expect("a request");
    assert_eq!(read.list()[0].params().sort(), None);
}

#[test]
fn extended_bounds_need_both_ends() {
    for bounds in [
        json!({"min": "2026-01"}),
        json!({"max": "2026-01"}),
        json!({"min": "2026-01", "max": null}),
        json!({"min": 1, "max": 2}),
        json!(7),
    ] {
        let errors = errors(json!({
            "name": "n", "type": "date_histogram", "field": "first_seen", "interval": "day",
            "extended_bounds": bounds,
        }));
        assert_eq!(
            errors,
            ["$[0].extended_bounds: expected an object with the strings `min` and `max`"]
        );
    }
}

#[test]
fn unusual_key_is_quoted_in_path() {
    for (key, path) in [
        ("new_key2", "$[0].new_key2"),
        ("a.b", r#"$[0]["a.b"]"#),
        ("a b", r#"$[0]["a b"]"#),
        ("", r#"$[0][""]"#),
        ("\n\u{1b}", r#"$[0]["\n\u{1b}"]"#),
    ] {
        let mut body = terms("n", json!([]));
        body[key] = json!(1);
        let invalid = parse_error(&json!([body]));
        assert_eq!(invalid.errors()[0].path(), path);
    }
}

#[test]
fn strings_are_escaped_in_json() {
    let characters = (0..=0x7f).chain(['é', '\u{2028}', '😀'].map(u32::from));
    for character in characters.filter_map(char::from_u32) {
        for words in [character.to_string(), format!("a{character}b")] {
            let aggregate =
                DynamicAggregate::<Any>::new("n", AggregationType::Terms, "a").q(words.clone());
            let json = Aggregates::new(aggregate).expect("a request").to_json();
            let read: Value = serde_json::from_str(&json).expect("JSON");
            assert_eq!(read[0]["q"], words);
        }
    }
}

#[test]
fn parsed_request_prints_canonically() {
    let body = json!([{
        "sub_aggregates": [{"name": "max_first_behavior", "type": "max", "field": "first_behavior"}],
        "name": "n\u{1}\"\\\n\r\t\u{8}\u{c}é",
        "type": "date_histogram",
        "field": "a.b",
        "filter": "b: \"x\" + c: 'it\\'s'",
        "q": "words",
        "interval": "month",
        "ranges": [{"From": 0, "To": 70}, {"From": 70.5}, {"To": u64::MAX}, {"From": 5, "To": 5}],
        "date_ranges": [
            {"from": "2016-05-28T09:00:31Z", "to": "2016-05-30T09:00:31Z"},
            {"from": "now-7d"}, {"to": "2026-11-22T12:00:00+02:00"},
        ],
        "size": 1, "from": 2, "min_doc_count": 3, "max_doc_count": 4,
        "sort": "_term.desc",
        "include": "a.*", "exclude": "b", "missing": 7, "time_zone": "-03:30",
        "extended_bounds": {"min": "2026-01", "max": "2026-02"},
        "percents": [1, 99.9],
    }]);
    let read = Aggregates::<Any>::from_value(&body).expect("a request");
    insta::assert_snapshot!(read.to_json());
    let again: Aggregates<Any> = read.to_json().parse().expect("a request");
    assert_eq!(again, read);
    assert_eq!(serde_json::to_string(&read).expect("JSON"), read.to_json());
    assert_eq!(
        read.list()[0].params().sort(),
        Some(falcon_aggregates::BucketSort::TERM_DESC)
    );
    let single: DynamicAggregate<Any> =
        serde_json::from_value(body[0].clone()).expect("an aggregation");
    assert_eq!(single, read.list()[0]);
    serde_json::from_value::<DynamicAggregate<Any>>(body.clone()).expect_err("a list");
    let through_serde: Aggregates<Any> = serde_json::from_value(body).expect("a request");
    assert_eq!(through_serde, read);
}

#[test]
fn dynamic_builder_enforces_limits() {
    let new = |name: &'static str, aggregation_type| {
        DynamicAggregate::<ExternalAssets>::new(name, aggregation_type, "id")
    };
    let inner = new("inner", AggregationType::Terms)
        .nest(new("a", AggregationType::Cardinality))
        .and_then(|inner| inner.nest(new("b", AggregationType::Cardinality)))
        .expect("two");
    let three = new("outer", AggregationType::Terms)
        .nest(inner)
        .expect("three");
    let four = three.clone().nest(new("c", AggregationType::Cardinality));
    assert_eq!(
        four.expect_err("four").errors()[0].path(),
        "$.sub_aggregates"
    );
    new("n", AggregationType::Avg)
        .nest(new("a", AggregationType::Max))
        .expect_err("`avg` does not have buckets");
    Aggregates::new([three.clone(), three]).expect_err("duplicate name");
    Aggregates::new(Vec::<DynamicAggregate<Any>>::new()).expect_err("empty");
    Aggregates::new(new("n", AggregationType::DateRange)).expect_err("no ranges");
}
