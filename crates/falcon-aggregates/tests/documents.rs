//! The examples of the documentation, their placeholders replaced.

use falcon_aggregates::{Aggregates, AggregationType, Interval, Parameter};
use fql::collections::any::Any;
use fql::collections::sensors::Sensors;
use fql::{Collection, FieldType};
use serde_json::{Value, json};
use strum::VariantArray;

fn round_trip<C: Collection>(body: Value) -> String {
    let read = Aggregates::<C>::from_value(&body).expect("a request");
    let printed = read.to_json();
    let again: Value = serde_json::from_str(&printed).expect("JSON");
    let list = if body.is_array() { body } else { json!([body]) };
    assert_eq!(again, list);
    printed
}

/// Every key that the body of the documentation has, each with a value of its type.
fn whole() -> Value {
    json!({
        "date_ranges": [{"from": "2016-05-28T09:00:31Z", "to": "2016-05-30T09:00:31Z"}],
        "exclude": "x",
        "field": "first_behavior",
        "filter": "status:'new'",
        "from": 0,
        "include": "y",
        "interval": "day",
        "max_doc_count": 100,
        "min_doc_count": 1,
        "missing": "none",
        "name": "n",
        "q": "words",
        "ranges": [{"From": 0, "To": 70}],
        "size": 10,
        "sort": "_count|desc",
        "sub_aggregates": [{"name": "max_first_behavior", "type": "max", "field": "first_behavior"}],
        "time_zone": "UTC",
        "type": "terms",
    })
}

#[test]
fn the_body_of_the_examples_round_trips_in_a_list_and_bare() {
    round_trip::<Sensors>(json!([whole()]));
    round_trip::<Any>(whole());
}

#[test]
fn the_examples_of_single_parameters_round_trip() {
    round_trip::<Any>(
        json!({"name": "n", "type": "date_range", "field": "created", "date_ranges": [
            {"from": "2016-05-28T09:00:31Z", "to": "2016-05-30T09:00:31Z"},
            {"from": "2016-06-01T09:00:31Z", "to": "2016-06-10T09:00:31Z"},
        ]}),
    );
    round_trip::<Any>(
        json!({"name": "n", "type": "range", "field": "max_severity", "ranges": [
            {"From": 0, "To": 70}, {"From": 70, "To": 100},
        ]}),
    );
    round_trip::<Any>(json!({"name": "n", "type": "terms", "field": "scenario",
        "sub_aggregates": [{"name": "max_first_behavior", "type": "max", "field": "first_behavior"}]}));
    for interval in ["year", "month", "week", "day", "hour", "minute"] {
        round_trip::<Any>(
            json!({"name": "n", "type": "date_histogram", "field": "created", "interval": interval}),
        );
    }
    assert_eq!(Interval::ALL.len(), 6);
}

#[test]
fn every_type_of_the_documentation_is_known() {
    let names: Vec<&str> = AggregationType::ALL
        .iter()
        .map(|known| known.as_str())
        .collect();
    assert_eq!(
        names,
        [
            "terms",
            "date_histogram",
            "date_range",
            "range",
            "cardinality",
            "max",
            "min",
            "avg",
            "sum",
            "percentiles"
        ]
    );
    for kind in AggregationType::ALL {
        let mut body = whole();
        body["type"] = kind.as_str().into();
        if !kind.has_buckets() {
            body["sub_aggregates"] = json!([]);
            let read = Aggregates::<Any>::from_value(&body).expect("a request");
            assert!(read.list()[0].sub_aggregates().is_empty());
            continue;
        }
        round_trip::<Any>(body);
    }
}

#[test]
fn what_a_type_takes_is_as_the_documentation_says() {
    let drawn: Vec<String> = AggregationType::ALL
        .iter()
        .map(|kind| {
            let takes = Parameter::VARIANTS
                .iter()
                .filter(|parameter| kind.takes(**parameter));
            let takes: Vec<&str> = takes.map(|parameter| parameter.as_str()).collect();
            let kinds: Vec<String> = kind.kinds().iter().map(FieldType::to_string).collect();
            let required = kind.required().map_or("", |required| required.as_str());
            format!(
                "{kind} of [{}] needs [{required}] takes {}",
                kinds.join(" "),
                takes.join(" ")
            )
        })
        .collect();
    insta::assert_snapshot!(drawn.join("\n"));
}
