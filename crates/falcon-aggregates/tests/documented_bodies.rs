//! The example bodies of the service's documentation, with values in place of placeholders.

use falcon_aggregates::{Aggregates, AggregationType, Interval, Parameter};
use fql::Collection;
use fql::collections::any::Any;
use fql::collections::sensors::Sensors;
use fql::table::FieldType;
use serde_json::{Value, json};

fn round_trip<C: Collection>(body: Value) -> String {
    let read = Aggregates::<C>::from_value(&body).expect("a request");
    let printed = read.to_json();
    let again: Value = serde_json::from_str(&printed).expect("JSON");
    let list = if body.is_array() { body } else { json!([body]) };
    assert_eq!(again, list);
    printed
}

/// Returns a body with every documented key.
fn complete_body() -> Value {
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
fn documented_body_round_trips() {
    round_trip::<Sensors>(json!([complete_body()]));
    round_trip::<Any>(complete_body());
}

#[test]
fn documented_parameters_round_trip() {
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
fn documented_types_are_supported() {
    // Only the API definition has the parameter of `filters`.
    let documented = || {
        let all = AggregationType::ALL.iter();
        all.filter(|known| **known != AggregationType::Filters)
    };
    let names: Vec<&str> = documented().map(|known| known.as_str()).collect();
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
    for aggregation_type in documented() {
        let mut body = complete_body();
        body["type"] = aggregation_type.as_str().into();
        if !aggregation_type.has_buckets() {
            body["sub_aggregates"] = json!([]);
            let read = Aggregates::<Any>::from_value(&body).expect("a request");
            assert!(read.list()[0].sub_aggregates().is_empty());
            continue;
        }
        round_trip::<Any>(body);
    }
}

#[test]
fn capability_table_matches_documentation() {
    let rows = AggregationType::ALL.iter().map(|aggregation_type| {
        let supported = Parameter::ALL.iter();
        let supported = supported.filter(|parameter| aggregation_type.supports(**parameter));
        let supported: Vec<&str> = supported.map(|parameter| parameter.as_str()).collect();
        let field_types = aggregation_type.field_types().iter();
        let field_types: Vec<String> = field_types.map(FieldType::to_string).collect();
        let required = aggregation_type.required();
        format!(
            "{aggregation_type}: fields [{}], requires [{}], supports [{}]",
            field_types.join(" "),
            required.map_or("", |parameter| parameter.as_str()),
            supported.join(" ")
        )
    });
    insta::assert_snapshot!(rows.collect::<Vec<_>>().join("\n"));
}
