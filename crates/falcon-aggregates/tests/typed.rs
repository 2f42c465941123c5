//! The JSON of typed requests, and validation of their names.

use falcon_aggregates::{
    Aggregate, Aggregates, BucketSort, DateRange, DynamicAggregate, ExtendedBounds, Interval,
    IntoAggregates, Parameter, Percent, Range, Ranges,
};
use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql::collections::sensors::{self, Sensors};
use fql::{IntoFilter, Property, Timestamp};

fn json(request: impl IntoAggregates<ExternalAssets>) -> String {
    Aggregates::new(request).expect("a request").to_json()
}

fn time(source: &str) -> Timestamp {
    source.parse().expect("a time")
}

#[test]
fn json_of_required_arguments() {
    let may = DateRange::between(time("2026-05"), time("2026-06")).expect("in order");
    let requests = [
        json(Aggregate::terms("n", asset::criticality)),
        json(Aggregate::date_histogram(
            "n",
            asset::first_seen,
            Interval::Day,
        )),
        json(Aggregate::date_range("n", asset::first_seen, [may])),
        json(Aggregate::range("n", asset::confidence, [Range::below(70)])),
        json(Aggregate::cardinality("n", asset::ip::ip_address)),
        json(Aggregate::max("n", asset::ip::services::port)),
        json(Aggregate::min("n", asset::last_seen)),
        json(Aggregate::avg("n", asset::confidence)),
        json(Aggregate::sum("n", asset::confidence)),
        json(Aggregate::percentiles("n", asset::confidence)),
    ];
    insta::assert_snapshot!(requests.join("\n"));
}

fn high() -> impl IntoFilter<ExternalAssets> {
    asset::criticality.eq("High") & asset::manual.eq(false)
}

fn terms_with_all_parameters() -> impl IntoAggregates<ExternalAssets> {
    Aggregate::terms("n", asset::criticality)
        .exclude("Un.*")
        .include(".*")
        .skip(1)
        .size(5)
        .missing("none")
        .max_doc_count(100)
        .min_doc_count(2)
        .sort(BucketSort::TERM_ASC)
        .q("web \"server\"")
        .filter(high())
        .nest(Aggregate::max("m", asset::first_seen))
}

fn date_histogram_with_all_parameters() -> impl IntoAggregates<ExternalAssets> {
    let bounds = ExtendedBounds::between(time("2026-01"), time("2026-02")).expect("in order");
    Aggregate::date_histogram("n", asset::first_seen, Interval::Week)
        .extended_bounds(bounds)
        .time_zone("Europe/Berlin".parse().expect("a zone"))
        .missing(time("2026-01-01"))
        .max_doc_count(100)
        .min_doc_count(0)
        .sort(BucketSort::COUNT_DESC)
        .q("words")
        .filter(high())
        .nest(Aggregate::max("m", asset::first_seen))
}

fn date_range_with_all_parameters() -> impl IntoAggregates<ExternalAssets> {
    let ranges = [
        DateRange::before(time("2026")),
        DateRange::since(Timestamp::days_ago(7)),
    ];
    Aggregate::date_range("n", asset::first_seen, ranges)
        .time_zone("Europe/Berlin".parse().expect("a zone"))
        .missing(time("2026-01-01"))
        .q("words")
        .filter(high())
        .nest(Aggregate::max("m", asset::first_seen))
}

fn range_with_all_parameters() -> impl IntoAggregates<ExternalAssets> {
    let ranges = [
        Range::below(70),
        Range::between(50, 90).expect("in order"),
        Range::at_least(90),
    ];
    Aggregate::range("n", asset::confidence, ranges)
        .missing(0)
        .q("words")
        .filter(high())
        .nest(Aggregate::max("m", asset::first_seen))
}

#[test]
fn json_of_all_parameters() {
    let score = Percent::new(99.9).expect("a percentage");
    let confidence = asset::confidence;
    let percentiles = Aggregate::percentiles("n", confidence).percents([Percent::MEDIAN, score]);
    macro_rules! metric {
        ($aggregate:expr) => {
            json($aggregate.missing(1).q("words").filter(high()))
        };
    }
    let requests = [
        json(terms_with_all_parameters()),
        json(date_histogram_with_all_parameters()),
        json(date_range_with_all_parameters()),
        json(range_with_all_parameters()),
        metric!(Aggregate::cardinality("n", asset::id)),
        metric!(Aggregate::max("n", confidence)),
        metric!(Aggregate::min("n", confidence)),
        metric!(Aggregate::avg("n", confidence)),
        metric!(Aggregate::sum("n", confidence)),
        metric!(percentiles),
    ];
    // The typed methods and the table of capabilities agree.
    for request in &requests {
        let read: Aggregates<ExternalAssets> = request.parse().expect("a request");
        let aggregation_type = read.list()[0].aggregation_type();
        for parameter in Parameter::ALL.iter().copied() {
            let is_set = request.contains(&format!("\"{parameter}\":"));
            // Ranges of time also have a key `from`.
            if parameter != Parameter::From {
                assert_eq!(
                    aggregation_type.supports(parameter),
                    is_set,
                    "{aggregation_type} {parameter}"
                );
            }
        }
        assert_eq!(read.to_json(), *request);
    }
    insta::assert_snapshot!(requests.join("\n"));
}

#[test]
fn open_collection_supports_every_type() {
    const STATUS: Property<Sensors> = Property::literal("status");
    let heartbeat = sensors::property("heartbeat_time").expect("a property");
    let request = Aggregates::new((
        Aggregate::terms("by_status", STATUS).filter(STATUS.ne("")),
        Aggregate::date_histogram("by_day", &heartbeat, Interval::Day),
        Aggregate::avg("avg", &heartbeat),
        Aggregate::max("max", heartbeat),
    ));
    let request = request.expect("a request");
    let again: Aggregates<Sensors> = request.to_json().parse().expect("a request");
    assert_eq!(again, request);
    let fields: Vec<&str> = request.list().iter().map(DynamicAggregate::field).collect();
    let heartbeat = "heartbeat_time";
    assert_eq!(fields, ["status", heartbeat, heartbeat, heartbeat]);
}

#[test]
fn three_nested_in_any_shape() {
    let leaf = |name: &'static str| Aggregate::cardinality(name, asset::id);
    let bucket = |name: &'static str| Aggregate::terms(name, asset::criticality);
    for request in [
        json(bucket("o").nest(leaf("a")).nest(leaf("b")).nest(leaf("c"))),
        json(
            bucket("o")
                .nest(bucket("a").nest(leaf("b")))
                .nest(leaf("c")),
        ),
        json(
            bucket("o")
                .nest(leaf("a"))
                .nest(bucket("b").nest(leaf("c"))),
        ),
        json(bucket("o").nest(bucket("a").nest(leaf("b")).nest(leaf("c")))),
        json(bucket("o").nest(bucket("a").nest(bucket("b").nest(leaf("c"))))),
    ] {
        let read: Aggregates<ExternalAssets> = request.parse().expect("a request");
        assert_eq!(read.list()[0].nested_count(), 3);
        assert_eq!(read.to_json(), request);
    }
}

#[test]
fn invalid_names_are_reported_with_path() {
    let leaf = |name: &'static str| Aggregate::cardinality(name, asset::id);
    let bucket = |name: &'static str| Aggregate::terms(name, asset::criticality);
    let path = |request: Result<Aggregates<ExternalAssets>, _>| {
        let invalid: falcon_aggregates::InvalidAggregates = request.expect_err("invalid name");
        invalid.errors()[0].path().to_owned()
    };
    assert_eq!(path(Aggregates::new(leaf(""))), "$[0].name");
    assert_eq!(path(Aggregates::new((leaf("a"), leaf("a")))), "$[1].name");
    let siblings = bucket("o").nest(leaf("a")).nest(leaf("a"));
    assert_eq!(
        path(Aggregates::new(siblings)),
        "$[0].sub_aggregates[1].name"
    );
    let deep = bucket("o").nest(bucket("a").nest(leaf("b")).nest(leaf("b")));
    assert_eq!(
        path(Aggregates::new((leaf("x"), deep))),
        "$[1].sub_aggregates[0].sub_aggregates[1].name"
    );
    Aggregates::new(bucket("a").nest(bucket("a").nest(leaf("a")))).expect("one name per level");
    assert_eq!(
        path(Vec::<DynamicAggregate<ExternalAssets>>::new().into_aggregates()),
        "$"
    );
}

#[test]
fn request_mixes_typed_and_dynamic() {
    let typed = Aggregate::terms("a", asset::criticality);
    let dynamic = || DynamicAggregate::from(typed.clone());
    assert_eq!(json(typed.clone()), json(dynamic()));
    assert_eq!(json([typed.clone()]), json(vec![typed.clone()]));
    let request = Aggregates::new((typed.clone(), Aggregate::cardinality("b", asset::id)));
    let request = request.expect("a request");
    assert_eq!(json(&request), json(request.clone()));
    assert!(Aggregates::new((typed.clone(), dynamic())).is_err());
}

#[test]
fn reversed_and_empty_ranges_are_rejected() {
    assert!(Range::between(70, 69).is_err());
    assert!(Range::between(-1, i64::MAX).is_ok());
    assert!(Range::between(u64::MAX, i64::MAX).is_err());
    assert!(DateRange::between(time("2026-06"), time("2026-05")).is_err());
    assert!(DateRange::between(Timestamp::days_ago(1), Timestamp::days_ago(2)).is_err());
    assert!(DateRange::between(Timestamp::days_ago(1), time("2000")).is_ok());
    assert!(ExtendedBounds::between(time("2026-06"), time("2026-05")).is_err());
    let empty = Ranges::<Range>::new([]).expect_err("empty");
    assert_eq!(empty.to_string(), "empty list of ranges");
}

#[test]
fn types_are_send_and_sync() {
    fn assert_send_sync<T: Send + Sync + 'static>() {}
    assert_send_sync::<Aggregates<ExternalAssets>>();
    assert_send_sync::<DynamicAggregate<ExternalAssets>>();
    assert_send_sync::<Aggregate<ExternalAssets, falcon_aggregates::types::TermsAggregation>>();
    assert_send_sync::<falcon_aggregates::ResultKey<falcon_aggregates::types::TermsAggregation>>();
    assert_send_sync::<falcon_aggregates::AggregateResult>();
}

mod bolts {
    fql::collection! {
        /// Bolts.
        pub Bolts "bolts" sort "|";
        table closed;
        weight: float [exact, range];
        number: integer quoted [exact, range];
        made_at: timestamp absolute [exact, range];
    }
}

#[test]
fn aggregations_include_all_numbers_and_times() {
    let json = |request: Result<Aggregates<bolts::Bolts>, _>| request.expect("a request").to_json();
    let ranges = [Range::below(1)];
    for (request, field) in [
        (
            json(Aggregates::new(Aggregate::max("n", bolts::weight))),
            "weight",
        ),
        (
            json(Aggregates::new(Aggregate::avg("n", bolts::weight))),
            "weight",
        ),
        (
            json(Aggregates::new(Aggregate::range(
                "n",
                bolts::weight,
                ranges,
            ))),
            "weight",
        ),
        (
            json(Aggregates::new(Aggregate::sum("n", bolts::number))),
            "number",
        ),
        (
            json(Aggregates::new(Aggregate::min("n", bolts::made_at))),
            "made_at",
        ),
        (
            json(Aggregates::new(Aggregate::date_histogram(
                "n",
                bolts::made_at,
                Interval::Day,
            ))),
            "made_at",
        ),
    ] {
        assert!(
            request.contains(&format!(r#""field":"{field}""#)),
            "{request}"
        );
        // The same request is accepted at run time.
        let body = serde_json::from_str(&request).expect("JSON");
        let parsed = Aggregates::parse_for_table(&bolts::TABLE, &body).expect("a request");
        assert_eq!(parsed.to_json(), request);
    }
}

#[test]
fn request_for_table_is_checked_against_it() {
    let aggregate = |field: &str, filter: &str| {
        let body = serde_json::json!({
            "name": "n", "type": "avg", "field": field, "filter": filter,
        });
        let request = Aggregates::parse_for_table(&bolts::TABLE, &body);
        request.map_err(|invalid| invalid.errors()[0].to_string())
    };
    let request = aggregate("weight", "weight: >1.5").expect("a request");
    assert_eq!(request.list()[0].params().filter().as_str(), "weight:>1.5");
    for (field, filter, error) in [
        (
            "weigt",
            "",
            "`$.field`: unknown field `weigt` in `bolts` (did you mean `weight`?)",
        ),
        (
            "made_at",
            "",
            "`$.field`: `avg` does not support `made_at`, a field of type timestamp",
        ),
        (
            "weight",
            "weigt:>1",
            "`$.filter`: unknown field `weigt` in `bolts` (did you mean `weight`?)",
        ),
        ("weight", "made_at:>'now-1d'", "`$.filter`: "),
    ] {
        let found = aggregate(field, filter).expect_err(error);
        assert!(found.starts_with(error), "{found}");
    }
}
