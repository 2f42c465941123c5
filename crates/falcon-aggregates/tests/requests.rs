//! What a request is told, it tells: by its methods, by `Display` and by `Debug`.

use std::borrow::Cow;

use falcon_aggregates::AggregationType::{Cardinality, DateHistogram, DateRange as Dates, Terms};
use falcon_aggregates::{
    Aggregate, Aggregates, AggregationType, BucketKey, BucketSort, BucketSortError, DateRange,
    DynamicAggregate, ExtendedBounds, Interval, Parameter, Percent, PercentError, Range, TimeZone,
};
use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql::{Direction, Timestamp};

fn time(text: &str) -> Timestamp {
    text.parse().expect("a time")
}

fn of(aggregation: AggregationType, field: &'static str) -> DynamicAggregate<ExternalAssets> {
    DynamicAggregate::new("n", aggregation, field)
}

#[test]
fn an_aggregation_that_was_told_nothing_tells_nothing() {
    let plain = of(Terms, "criticality");
    assert_eq!((plain.name(), plain.field()), ("n", "criticality"));
    assert_eq!(plain.aggregation_type(), Terms);
    assert_eq!(plain.get_filter().as_str(), "");
    assert_eq!(plain.get_q(), None);
    assert_eq!(plain.get_interval(), None);
    assert_eq!(plain.get_ranges(), []);
    assert_eq!(plain.get_date_ranges(), []);
    assert_eq!((plain.get_size(), plain.get_from()), (None, None));
    assert_eq!(plain.get_sort(), None);
    assert_eq!((plain.get_include(), plain.get_exclude()), (None, None));
    assert_eq!(
        (plain.get_min_doc_count(), plain.get_max_doc_count()),
        (None, None)
    );
    assert_eq!(plain.get_missing(), None);
    assert_eq!(plain.get_time_zone(), None);
    assert_eq!(plain.get_extended_bounds(), None);
    assert_eq!(plain.get_percents(), []);
    assert!(plain.sub_aggregates().is_empty());
    assert_eq!(plain.nested_count(), 0);
}

#[test]
fn an_aggregation_tells_all_that_it_was_told() {
    let zone: TimeZone = "+02:00".parse().expect("a zone");
    let bounds = ExtendedBounds::between(time("2026-01"), time("2026-02")).expect("in order");
    let numbers = [Range::below(70), Range::at_least(70)];
    let times = [
        DateRange::before(time("2026")),
        DateRange::since(time("2026")),
    ];
    let percents = [Percent::MEDIAN, Percent::new(99.9).expect("a percentage")];
    let told = of(Terms, "criticality")
        .filter(asset::manual.eq(true))
        .q("words")
        .interval(Interval::Week)
        .ranges(numbers[..1].iter().cloned())
        .ranges(numbers[1..].iter().cloned())
        .date_ranges(times[..1].iter().cloned())
        .date_ranges(times[1..].iter().cloned())
        .size(5)
        .skip(7)
        .sort(BucketSort::TERM_DESC)
        .include("Hi.*")
        .exclude("Un.*")
        .min_doc_count(2)
        .max_doc_count(9)
        .missing("none")
        .time_zone(zone.clone())
        .extended_bounds(bounds.clone())
        .percents(percents)
        .nest(of(Cardinality, "id"))
        .expect("one is nested");
    assert_eq!(told.get_filter().as_str(), "manual:true");
    assert_eq!(told.get_q(), Some("words"));
    assert_eq!(told.get_interval(), Some(Interval::Week));
    assert_eq!(told.get_ranges(), numbers);
    assert_eq!(told.get_date_ranges(), times);
    assert_eq!((told.get_size(), told.get_from()), (Some(5), Some(7)));
    assert_eq!(told.get_sort(), Some(BucketSort::TERM_DESC));
    assert_eq!(told.get_include(), Some("Hi.*"));
    assert_eq!(told.get_exclude(), Some("Un.*"));
    assert_eq!(
        (told.get_min_doc_count(), told.get_max_doc_count()),
        (Some(2), Some(9))
    );
    assert_eq!(told.get_missing(), Some("none"));
    assert_eq!(told.get_time_zone(), Some(&zone));
    assert_eq!(told.get_extended_bounds(), Some(&bounds));
    assert_eq!(told.get_percents(), percents);
    assert_eq!(told.sub_aggregates(), [of(Cardinality, "id")]);
    assert_eq!(told.nested_count(), 1);
    assert_eq!(bounds.min(), "2026-01-01T00:00:00Z");
    assert_eq!(bounds.max(), "2026-02-01T00:00:00Z");
}

#[test]
fn requests_are_the_same_when_their_json_is() {
    let request = |size| Aggregates::new([of(Terms, "criticality").size(size)]).expect("a request");
    assert_eq!(request(5), request(5));
    assert_ne!(request(5), request(6));
    assert_ne!(of(Terms, "criticality"), of(Terms, "asset_type"));
    assert_eq!(request(5).into_list(), request(5).list());
}

#[test]
fn a_name_is_a_literal_or_a_text_that_is_owned() {
    let literal = Aggregate::cardinality("ids", asset::id);
    let owned = Aggregate::cardinality("ids".to_owned(), asset::id);
    let either = Aggregate::cardinality(Cow::Borrowed("ids"), asset::id);
    assert_eq!([literal.name(), owned.name(), either.name()], ["ids"; 3]);
}

#[test]
fn requests_are_shown_as_their_json() {
    let one = r#"{"name":"n","type":"terms","field":"criticality"}"#;
    let aggregation = of(Terms, "criticality");
    assert_eq!(
        format!("{aggregation:?}"),
        format!("DynamicAggregate({one})")
    );
    let request = Aggregates::new([aggregation]).expect("a request");
    assert_eq!(request.to_json(), format!("[{one}]"));
    assert_eq!(request.to_string(), request.to_json());
    assert_eq!(format!("{request:?}"), format!("Aggregates([{one}])"));
    let by_city = Aggregate::terms("by_city", asset::ip::location::city);
    let json = r#"{"name":"by_city","type":"terms","field":"ip.location.city"}"#;
    assert_eq!(by_city.name(), "by_city");
    assert_eq!(format!("{by_city:?}"), format!("Aggregate({json})"));
    let handle = by_city.key();
    assert_eq!(handle.name(), "by_city");
    assert_eq!(format!("{handle:?}"), r#"ResultKey("by_city")"#);
}

#[test]
fn what_a_type_cannot_do_without_is_asked_for() {
    for (aggregation, field, key) in [
        (DateHistogram, "first_seen", "interval"),
        (Dates, "first_seen", "date_ranges"),
        (AggregationType::Range, "confidence", "ranges"),
    ] {
        let error = Aggregates::new([of(aggregation, field)]).expect_err(key);
        let [problem] = error.problems() else {
            panic!("{error}")
        };
        assert_eq!(problem.path(), format!("$[0].{key}"));
        assert!(problem.help().starts_with("write "), "{problem}");
        assert_eq!(
            aggregation.required().map(|needed| needed.as_str()),
            Some(key)
        );
    }
    assert_eq!(Terms.required(), None);
    assert_eq!(Cardinality.required(), None);
}

#[test]
fn orders_of_buckets_are_read_as_they_are_written() {
    for (sort, key, direction, text) in [
        (
            BucketSort::COUNT_ASC,
            BucketKey::Count,
            Direction::Ascending,
            "_count|asc",
        ),
        (
            BucketSort::COUNT_DESC,
            BucketKey::Count,
            Direction::Descending,
            "_count|desc",
        ),
        (
            BucketSort::TERM_ASC,
            BucketKey::Term,
            Direction::Ascending,
            "_term|asc",
        ),
        (
            BucketSort::TERM_DESC,
            BucketKey::Term,
            Direction::Descending,
            "_term|desc",
        ),
    ] {
        assert_eq!((sort.key(), sort.direction()), (key, direction));
        assert_eq!((sort.as_str(), &*sort.to_string()), (text, text));
        assert_eq!(text.parse(), Ok(sort));
        assert_eq!(text.replace('|', ".").parse(), Ok(sort));
    }
    for none in [
        "",
        "_count",
        "count|asc",
        "_count|",
        "_count|up",
        "_term|asc ",
    ] {
        let error: Result<BucketSort, BucketSortError> = none.parse();
        let help = error.expect_err(none).to_string();
        assert!(help.starts_with("write `_count|desc`"), "{help}");
    }
}

#[test]
fn ranges_are_shown_as_rust_writes_them() {
    let (may, june) = (time("2026-05"), time("2026-06"));
    let between = DateRange::between(may, june).expect("in order");
    let (from, to) = ("2026-05-01T00:00:00Z", "2026-06-01T00:00:00Z");
    assert_eq!(between.to_string(), format!("{from}..{to}"));
    assert_eq!(DateRange::since(may).to_string(), format!("{from}.."));
    assert_eq!(DateRange::before(june).to_string(), format!("..{to}"));
    assert_eq!((between.start(), between.end()), (Some(from), Some(to)));
    let error = DateRange::between(june, may).expect_err("reversed");
    let told = format!("the range from `{to}` to `{from}` ends before it begins");
    assert!(error.to_string().starts_with(&told), "{error}");

    let between = Range::between(70, 100).expect("in order");
    assert_eq!(between.to_string(), "70..100");
    assert_eq!(Range::below(70).to_string(), "..70");
    assert_eq!(Range::at_least(70).to_string(), "70..");
    assert_eq!(
        (between.start(), between.end()),
        (Some(&70.into()), Some(&100.into()))
    );
    assert_eq!(
        (Range::below(70).start(), Range::at_least(70).end()),
        (None, None)
    );
    // As floating point the two are the same.
    let large = 1_i64 << 53;
    Range::between(large + 1, large).expect_err("reversed");
    Range::between(large, large + 1).expect("in order");
    Range::between(70, 70).expect("a range of nothing is in order");
    DateRange::between(may, may).expect("a range of nothing is in order");
}

#[test]
fn a_range_has_its_first_number_and_not_its_last() {
    let between = Range::between(70, 100).expect("in order");
    for (number, is_in) in [(69.9, false), (70.0, true), (99.9, true), (100.0, false)] {
        assert_eq!(between.contains(number), is_in, "{number}");
    }
    assert!(Range::below(70).contains(-1e9) && !Range::below(70).contains(70.0));
    assert!(Range::at_least(70).contains(1e9) && !Range::at_least(70).contains(69.9));
}

#[test]
fn percentages_go_from_0_to_100() {
    for (number, text) in [(0.0, "0"), (50.0, "50"), (99.9, "99.9"), (100.0, "100")] {
        let percent = Percent::new(number).expect(text);
        assert_eq!((percent.get(), &*percent.to_string()), (number, text));
    }
    for none in [-0.1, 100.1, f64::NAN, f64::INFINITY] {
        assert_eq!(Percent::new(none), Err(PercentError));
    }
    assert_eq!(PercentError.to_string(), "write a number from 0 to 100");
}

#[test]
fn a_name_that_is_none_is_told_those_that_are() {
    let error = "fortnight".parse::<Interval>().expect_err("no interval");
    assert_eq!(
        error.to_string(),
        "`fortnight` is no interval: write `year`, `month`, `week`, `day`, `hour` or `minute`"
    );
    let error = "term".parse::<AggregationType>().expect_err("no type");
    assert!(
        error
            .to_string()
            .starts_with("`term` is no type of aggregation: write `terms`, ")
    );
    let error = "sise".parse::<Parameter>().expect_err("no parameter");
    let start = "`sise` is no parameter of an aggregation: write `filter`, ";
    assert!(error.to_string().starts_with(start), "{error}");
}

#[test]
fn a_time_zone_is_shown_by_its_name_in_as_much_room_as_is_asked_for() {
    assert_eq!(TimeZone::UTC.to_string(), "UTC");
    assert_eq!(format!("{:>5}", TimeZone::UTC), "  UTC");
}
