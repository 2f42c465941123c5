//! Requests read from JSON, and every way in which they are wrong.

use falcon_aggregates::{Aggregates, AggregationType, DynamicAggregate, InvalidAggregates};
use fql::collections::any::Any;
use fql::collections::external_assets::ExternalAssets;
use fql::collections::sensors::Sensors;
use serde_json::{Value, json};

fn refused(body: &Value) -> InvalidAggregates {
    Aggregates::<ExternalAssets>::from_value(body).expect_err("no request")
}

/// The problems of one object of a list, each without the help, as `path: message`.
fn problems(object: Value) -> Vec<String> {
    let refused = refused(&json!([object]));
    let told = refused.problems().iter();
    told.map(|problem| {
        assert!(!problem.help().is_empty(), "{problem}");
        format!("{}: {}", problem.path(), problem.message())
    })
    .collect()
}

fn terms(name: &str, nested: Value) -> Value {
    json!({"name": name, "type": "terms", "field": "criticality", "sub_aggregates": nested})
}

#[test]
fn every_problem_is_told_with_its_place_and_what_to_write_instead() {
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
    insta::assert_snapshot!(refused(&body).to_string());
}

#[test]
fn a_text_that_is_no_json_and_an_empty_list_are_refused() {
    for body in ["", "[", "[]", "7", "\"terms\"", "null"] {
        let refused = body.parse::<Aggregates<Any>>().expect_err(body);
        assert_eq!(refused.problems().len(), 1, "{refused}");
        assert_eq!(refused.problems()[0].path(), "$");
    }
}

#[test]
fn a_fourth_nested_aggregation_is_refused_at_any_level() {
    let cardinality = |name: &str| json!({"name": name, "type": "cardinality", "field": "id"});
    let three = json!([cardinality("a"), cardinality("b"), cardinality("c")]);
    let deep = json!([terms("a", json!([terms("b", json!([cardinality("c")]))]))]);
    for nested in [&three, &deep] {
        let body = terms("outer", nested.clone());
        Aggregates::<ExternalAssets>::from_value(&body).expect("three are taken");
        let body = json!([body, terms("other", nested.clone())]);
        Aggregates::<ExternalAssets>::from_value(&body).expect("three for each object are taken");
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
            problems(terms("outer", nested)),
            ["$[0].sub_aggregates: 4 nested aggregations, over all levels, are too many"]
        );
    }
}

#[test]
fn nesting_of_any_depth_and_width_is_counted_without_harm() {
    // What is nested deeper than the third level is too much, whatever else is wrong with it.
    for levels in [4, 120] {
        let mut deep = json!({"name": "n", "type": "terms", "field": "nothing"});
        for _ in 0..levels {
            deep = terms("n", json!([deep]));
        }
        assert_eq!(problems(deep).len(), 1);
    }
    let wide: Vec<Value> = (0..5_000)
        .map(|n| json!({"name": n.to_string(), "type": "max", "field": "nothing"}))
        .collect();
    let refused = refused(&json!([terms("n", wide.into())]));
    assert_eq!((refused.problems().len(), refused.omitted()), (100, 4_901));
}

#[test]
fn only_buckets_hold_others() {
    let nested = json!([{"name": "n", "type": "max", "field": "confidence"}]);
    let body = json!({"name": "c", "type": "cardinality", "field": "id", "sub_aggregates": nested});
    assert_eq!(
        problems(body),
        ["$[0].sub_aggregates: a `cardinality` aggregation makes no buckets to nest others in"]
    );
}

#[test]
fn names_are_unique_among_siblings_and_over_the_list_but_not_over_levels() {
    let max = |name: &str| json!({"name": name, "type": "max", "field": "confidence"});
    assert_eq!(
        problems(terms("outer", json!([max("a"), max("a")]))),
        ["$[0].sub_aggregates[1].name: another aggregation beside it is called `a`, too"]
    );
    let many: Vec<Value> = (0..20).map(|n| max(&(n % 19).to_string())).collect();
    let told = refused(&many.into());
    assert_eq!(told.problems().len(), 1);
    assert_eq!(told.problems()[0].path(), "$[19].name");
    Aggregates::<ExternalAssets>::from_value(&terms("a", json!([max("a")]))).expect("two levels");
}

#[test]
fn the_field_is_one_of_the_collection_and_of_a_kind_that_the_type_is_computed_of() {
    for (kind, field, is_taken) in [
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
        let body = json!({"name": "n", "type": kind, "field": field});
        let read = Aggregates::<ExternalAssets>::from_value(&body);
        assert_eq!(read.is_ok(), is_taken, "{kind} {field} {read:?}");
    }
    let body = json!({"name": "n", "type": "avg", "field": "max_severity"});
    Aggregates::<Sensors>::from_value(&body).expect("an open collection has any field");
    let body = json!({"name": "n", "type": "avg", "field": "no property"});
    let error = Aggregates::<Sensors>::from_value(&body).expect_err("no field of any collection");
    let help = error.problems()[0].help();
    assert!(help.starts_with("a property has letters"), "{help}");
}

#[test]
fn keys_without_content_count_as_not_written() {
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
fn a_list_without_elements_is_no_content_under_any_key() {
    let body = json!({
        "name": "n", "type": "terms", "field": "criticality", "sort": [], "new_key": [],
    });
    let read = Aggregates::<ExternalAssets>::from_value(&body).expect("a request");
    assert_eq!(read.list()[0].get_sort(), None);
}

#[test]
fn one_bound_alone_is_refused() {
    for bounds in [
        json!({"min": "2026-01"}),
        json!({"max": "2026-01"}),
        json!({"min": "2026-01", "max": null}),
        json!({"min": 1, "max": 2}),
        json!(7),
    ] {
        let told = problems(json!({
            "name": "n", "type": "date_histogram", "field": "first_seen", "interval": "day",
            "extended_bounds": bounds,
        }));
        assert_eq!(
            told,
            ["$[0].extended_bounds: both bounds are wanted, as text"]
        );
    }
}

#[test]
fn a_key_that_is_no_plain_name_is_quoted_in_its_place() {
    for (key, path) in [
        ("new_key2", "$[0].new_key2"),
        ("a.b", r#"$[0]["a.b"]"#),
        ("a b", r#"$[0]["a b"]"#),
        ("", r#"$[0][""]"#),
        ("\n\u{1b}", r#"$[0]["\n\u{1b}"]"#),
    ] {
        let mut body = terms("n", json!([]));
        body[key] = json!(1);
        let refused = refused(&json!([body]));
        assert_eq!(refused.problems()[0].path(), path);
    }
}

#[test]
fn whatever_a_text_holds_is_the_same_text_in_the_json() {
    let characters = (0..=0x7f).chain(['é', '\u{2028}', '😀'].map(u32::from));
    for character in characters.filter_map(char::from_u32) {
        for text in [character.to_string(), format!("a{character}b")] {
            let one =
                DynamicAggregate::<Any>::new("n", AggregationType::Terms, "a").q(text.clone());
            let json = Aggregates::new([one]).expect("a request").to_json();
            let read: Value = serde_json::from_str(&json).expect("JSON");
            assert_eq!(read[0]["q"], text);
        }
    }
}

#[test]
fn what_is_read_prints_canonically_and_reads_again_as_the_same() {
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
    // The writer of text and that of serde write the same.
    assert_eq!(serde_json::to_string(&read).expect("JSON"), read.to_json());
    assert_eq!(
        read.list()[0].get_sort(),
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
fn the_dynamic_builder_has_the_same_limits_as_the_reader() {
    let new = |name: &'static str, kind| DynamicAggregate::<ExternalAssets>::new(name, kind, "id");
    let inner = new("inner", AggregationType::Terms)
        .nest(new("a", AggregationType::Cardinality))
        .and_then(|inner| inner.nest(new("b", AggregationType::Cardinality)))
        .expect("two");
    let three = new("outer", AggregationType::Terms)
        .nest(inner)
        .expect("three");
    let refused = three.clone().nest(new("c", AggregationType::Cardinality));
    assert_eq!(
        refused.expect_err("four").problems()[0].path(),
        "$.sub_aggregates"
    );
    new("n", AggregationType::Avg)
        .nest(new("a", AggregationType::Max))
        .expect_err("no buckets");
    Aggregates::new([three.clone(), three]).expect_err("the same name twice");
    Aggregates::<Any>::new([]).expect_err("no aggregation");
    Aggregates::new([new("n", AggregationType::DateRange)]).expect_err("no range, another kind");
}
