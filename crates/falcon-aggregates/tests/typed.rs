//! Typed requests: the JSON of each type, with nothing said and with everything.

use falcon_aggregates::{
    Aggregate, Aggregates, BucketSort, DateRange, DynamicAggregate, ExtendedBounds, Interval,
    IntoAggregates, Parameter, Percent, Range, Ranges, TimeZone,
};
use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql::collections::sensors::{self, Sensors};
use fql::{Property, Timestamp};

fn json(request: impl IntoAggregates<ExternalAssets>) -> String {
    Aggregates::of(request).expect("a request").to_json()
}

fn time(text: &str) -> Timestamp {
    text.parse().expect("a time")
}

#[test]
fn each_type_with_nothing_said_has_only_what_it_needs() {
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

#[test]
fn each_type_with_everything_said_has_it_in_one_order() {
    let zone: TimeZone = "Europe/Berlin".parse().expect("a zone");
    let bounds = ExtendedBounds::between(time("2026-01"), time("2026-02")).expect("in order");
    let score = Percent::new(99.9).expect("a percentage");
    let high = || asset::criticality.eq("High") & asset::manual.eq(false);
    let requests = [
        json(
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
                .nest(Aggregate::max("m", asset::first_seen)),
        ),
        json(
            Aggregate::date_histogram("n", asset::first_seen, Interval::Week)
                .extended_bounds(bounds)
                .time_zone(zone.clone())
                .missing(time("2026-01-01"))
                .max_doc_count(100)
                .min_doc_count(0)
                .sort(BucketSort::COUNT_DESC)
                .q("words")
                .filter(high())
                .nest(Aggregate::max("m", asset::first_seen)),
        ),
        json(
            Aggregate::date_range(
                "n",
                asset::first_seen,
                [
                    DateRange::before(time("2026")),
                    DateRange::since(Timestamp::days_ago(7)),
                ],
            )
            .time_zone(zone)
            .missing(time("2026-01-01"))
            .q("words")
            .filter(high())
            .nest(Aggregate::max("m", asset::first_seen)),
        ),
        json(
            Aggregate::range(
                "n",
                asset::confidence,
                [
                    Range::below(70),
                    Range::between(50, 90).expect("in order"),
                    Range::at_least(90),
                ],
            )
            .missing(0)
            .q("words")
            .filter(high())
            .nest(Aggregate::max("m", asset::first_seen)),
        ),
        json(
            Aggregate::cardinality("n", asset::id)
                .missing("x")
                .q("words")
                .filter(high()),
        ),
        json(
            Aggregate::max("n", asset::confidence)
                .missing(1)
                .q("words")
                .filter(high()),
        ),
        json(
            Aggregate::min("n", asset::confidence)
                .missing(1)
                .q("words")
                .filter(high()),
        ),
        json(
            Aggregate::avg("n", asset::confidence)
                .missing(1)
                .q("words")
                .filter(high()),
        ),
        json(
            Aggregate::sum("n", asset::confidence)
                .missing(1)
                .q("words")
                .filter(high()),
        ),
        json(
            Aggregate::percentiles("n", asset::confidence)
                .percents([Percent::MEDIAN, score])
                .missing(1)
                .q("words")
                .filter(high()),
        ),
    ];
    // Whatever is said is what the table says that the type takes, and all of it.
    for request in &requests {
        let read: Aggregates<ExternalAssets> = request.parse().expect("a request");
        let aggregation = read.list()[0].aggregation_type();
        for parameter in [
            Parameter::Filter,
            Parameter::Q,
            Parameter::Interval,
            Parameter::Ranges,
            Parameter::DateRanges,
            Parameter::Size,
            Parameter::From,
            Parameter::Sort,
            Parameter::Include,
            Parameter::Exclude,
            Parameter::MinDocCount,
            Parameter::MaxDocCount,
            Parameter::Missing,
            Parameter::TimeZone,
            Parameter::ExtendedBounds,
            Parameter::Percents,
            Parameter::SubAggregates,
        ] {
            let is_said = request.contains(&format!("\"{parameter}\":"));
            // `from` stands in ranges of time, too.
            if parameter != Parameter::From {
                assert_eq!(
                    aggregation.takes(parameter),
                    is_said,
                    "{aggregation} {parameter}"
                );
            }
        }
        assert_eq!(read.to_json(), *request);
    }
    insta::assert_snapshot!(requests.join("\n"));
}

#[test]
fn properties_of_open_collections_are_of_any_kind() {
    const STATUS: Property<Sensors> = Property::literal("status");
    let heartbeat = sensors::property("heartbeat_time").expect("a property");
    let request = Aggregates::of((
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
fn three_are_nested_in_whatever_form() {
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
fn the_same_name_twice_or_none_is_an_error_wherever_it_stands() {
    let leaf = |name: &'static str| Aggregate::cardinality(name, asset::id);
    let bucket = |name: &'static str| Aggregate::terms(name, asset::criticality);
    let path = |request: Result<Aggregates<ExternalAssets>, _>| {
        let error: falcon_aggregates::InvalidAggregates = request.expect_err("a name is wrong");
        error.problems()[0].path().to_owned()
    };
    assert_eq!(path(Aggregates::of(leaf(""))), "$[0].name");
    assert_eq!(path(Aggregates::of((leaf("a"), leaf("a")))), "$[1].name");
    let siblings = bucket("o").nest(leaf("a")).nest(leaf("a"));
    assert_eq!(
        path(Aggregates::of(siblings)),
        "$[0].sub_aggregates[1].name"
    );
    let deep = bucket("o").nest(bucket("a").nest(leaf("b")).nest(leaf("b")));
    assert_eq!(
        path(Aggregates::of((leaf("x"), deep))),
        "$[1].sub_aggregates[0].sub_aggregates[1].name"
    );
    Aggregates::of(bucket("a").nest(bucket("a").nest(leaf("a")))).expect("each on its own level");
    assert_eq!(
        path(Vec::<DynamicAggregate<ExternalAssets>>::new().into_aggregates()),
        "$"
    );
}

#[test]
fn several_go_in_one_request_typed_and_not() {
    let typed = Aggregate::terms("a", asset::criticality);
    let dynamic = || DynamicAggregate::from(typed.clone());
    assert_eq!(json(typed.clone()), json(dynamic()));
    assert_eq!(json([typed.clone()]), json(vec![typed.clone()]));
    let request = Aggregates::of((typed.clone(), Aggregate::cardinality("b", asset::id)));
    let request = request.expect("a request");
    assert_eq!(json(&request), json(request.clone()));
    assert!(Aggregates::of((typed.clone(), dynamic())).is_err());
}

#[test]
fn ranges_that_end_before_they_begin_are_refused() {
    assert!(Range::between(70, 69).is_err());
    assert!(Range::between(-1, i64::MAX).is_ok());
    assert!(Range::between(u64::MAX, i64::MAX).is_err());
    assert!(DateRange::between(time("2026-06"), time("2026-05")).is_err());
    assert!(DateRange::between(Timestamp::days_ago(1), Timestamp::days_ago(2)).is_err());
    assert!(DateRange::between(Timestamp::days_ago(1), time("2000")).is_ok());
    assert!(ExtendedBounds::between(time("2026-06"), time("2026-05")).is_err());
    let none = Ranges::<Range>::new([]).expect_err("no range");
    assert_eq!(none.to_string(), "there is no range: give at least one");
}

#[test]
fn what_becomes_a_request_is_sent_between_threads() {
    fn is_sent<T: Send + Sync + 'static>() {}
    is_sent::<Aggregates<ExternalAssets>>();
    is_sent::<DynamicAggregate<ExternalAssets>>();
    is_sent::<Aggregate<ExternalAssets, falcon_aggregates::types::TermsAggregation>>();
    is_sent::<falcon_aggregates::ResultKey<falcon_aggregates::types::TermsAggregation>>();
    is_sent::<falcon_aggregates::AggregateResult>();
}
