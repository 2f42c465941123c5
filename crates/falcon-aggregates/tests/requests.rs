//! The builder methods, accessors and formatting of the types of a request.

use std::borrow::Cow;

use falcon_aggregates::AggregationType::{Cardinality, DateHistogram, DateRange as Dates, Terms};
use falcon_aggregates::{
    Aggregate, Aggregates, AggregationType, BucketKey, BucketSort, DateRange, DynamicAggregate,
    ExtendedBounds, Interval, Parameter, Percent, PercentError, Range, TimeZone,
};
use fql::Timestamp;
use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql::syntax::Direction;

fn time(source: &str) -> Timestamp {
    source.parse().expect("a time")
}

fn dynamic(
    aggregation_type: AggregationType,
    field: &'static str,
) -> DynamicAggregate<ExternalAssets> {
    DynamicAggregate::new("n", aggregation_type, field)
}

#[test]
fn new_aggregation_has_no_parameters() {
    let plain = dynamic(Terms, "criticality");
    assert_eq!((plain.name(), plain.field()), ("n", "criticality"));
    assert_eq!(plain.aggregation_type(), Terms);
    assert!(plain.sub_aggregates().is_empty());
    assert_eq!(plain.nested_count(), 0);
    let params = plain.params();
    assert_eq!(params.filter().as_str(), "");
    assert_eq!(params.q(), None);
    assert_eq!(params.interval(), None);
    assert_eq!(params.ranges(), []);
    assert_eq!(params.date_ranges(), []);
    assert_eq!((params.size(), params.skip()), (None, None));
    assert_eq!(params.sort(), None);
    assert_eq!((params.include(), params.exclude()), (None, None));
    assert_eq!(params.min_doc_count(), None);
    assert_eq!(params.max_doc_count(), None);
    assert_eq!(params.missing(), None);
    assert_eq!(params.time_zone(), None);
    assert_eq!(params.extended_bounds(), None);
    assert_eq!(params.percents(), []);
}

#[test]
fn builder_sets_every_parameter() {
    let zone: TimeZone = "+02:00".parse().expect("a zone");
    let bounds = ExtendedBounds::between(time("2026-01"), time("2026-02")).expect("in order");
    let numbers = [Range::below(70), Range::at_least(70)];
    let times = [
        DateRange::before(time("2026")),
        DateRange::since(time("2026")),
    ];
    let percents = [Percent::MEDIAN, Percent::new(99.9).expect("a percentage")];
    let aggregate = dynamic(Terms, "criticality")
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
        .nest(dynamic(Cardinality, "id"))
        .expect("one is nested");
    let params = aggregate.params();
    assert_eq!(params.filter().as_str(), "manual:true");
    assert_eq!(params.q(), Some("words"));
    assert_eq!(params.interval(), Some(Interval::Week));
    assert_eq!(params.ranges(), numbers);
    assert_eq!(params.date_ranges(), times);
    assert_eq!((params.size(), params.skip()), (Some(5), Some(7)));
    assert_eq!(params.sort(), Some(BucketSort::TERM_DESC));
    assert_eq!(params.include(), Some("Hi.*"));
    assert_eq!(params.exclude(), Some("Un.*"));
    assert_eq!(params.min_doc_count(), Some(2));
    assert_eq!(params.max_doc_count(), Some(9));
    assert_eq!(params.missing(), Some("none"));
    assert_eq!(params.time_zone(), Some(&zone));
    assert_eq!(params.extended_bounds(), Some(&bounds));
    assert_eq!(params.percents(), percents);
    assert_eq!(aggregate.sub_aggregates(), [dynamic(Cardinality, "id")]);
    assert_eq!(aggregate.nested_count(), 1);
    assert_eq!(bounds.min(), "2026-01-01T00:00:00Z");
    assert_eq!(bounds.max(), "2026-02-01T00:00:00Z");
}

#[test]
fn equality_compares_all_parts() {
    let request = |size| Aggregates::new(dynamic(Terms, "criticality").size(size));
    assert_eq!(request(5), request(5));
    assert_ne!(request(5), request(6));
    let plain = || dynamic(Terms, "criticality");
    let nested = plain().nest(dynamic(Cardinality, "id")).expect("nested");
    for different in [
        DynamicAggregate::new("m", Terms, "criticality"),
        dynamic(Cardinality, "criticality"),
        dynamic(Terms, "asset_type"),
        plain().filter(asset::manual.eq(true)),
        plain().q("words"),
        nested,
    ] {
        assert_ne!(plain(), different);
    }
    // An empty list of percentiles is not part of the JSON.
    assert_eq!(plain(), plain().percents([]));
    let request = request(5).expect("a request");
    assert_eq!(request.list(), request.clone().into_list());
}

#[test]
fn name_is_literal_or_owned_string() {
    let literal = Aggregate::cardinality("ids", asset::id);
    let owned = Aggregate::cardinality("ids".to_owned(), asset::id);
    let cow = Aggregate::cardinality(Cow::Borrowed("ids"), asset::id);
    assert_eq!([literal.name(), owned.name(), cow.name()], ["ids"; 3]);
}

#[test]
fn debug_and_display_print_json() {
    let json = r#"{"name":"n","type":"terms","field":"criticality"}"#;
    let aggregate = dynamic(Terms, "criticality");
    assert_eq!(
        format!("{aggregate:?}"),
        format!("DynamicAggregate({json})")
    );
    let request = Aggregates::new(aggregate).expect("a request");
    assert_eq!(request.to_json(), format!("[{json}]"));
    assert_eq!(request.to_string(), request.to_json());
    assert_eq!(format!("{request:?}"), format!("Aggregates([{json}])"));
    let by_city = Aggregate::terms("by_city", asset::ip::location::city);
    let json = r#"{"name":"by_city","type":"terms","field":"ip.location.city"}"#;
    assert_eq!(by_city.name(), "by_city");
    assert_eq!(format!("{by_city:?}"), format!("Aggregate({json})"));
    let key = by_city.key();
    assert_eq!(key.name(), "by_city");
    assert_eq!(format!("{key:?}"), r#"ResultKey("by_city")"#);
}

#[test]
fn missing_required_parameter_is_an_error() {
    for (aggregation_type, field, key) in [
        (DateHistogram, "first_seen", "interval"),
        (Dates, "first_seen", "date_ranges"),
        (AggregationType::Range, "confidence", "ranges"),
    ] {
        let invalid = Aggregates::new(dynamic(aggregation_type, field)).expect_err(key);
        let [error] = invalid.errors() else {
            panic!("{invalid}")
        };
        assert_eq!(error.path(), format!("$[0].{key}"));
        let message = format!("`{aggregation_type}` requires `{key}`");
        assert_eq!(error.message(), message);
        let required = aggregation_type.required();
        assert_eq!(required.map(Parameter::as_str), Some(key));
    }
    assert_eq!(Terms.required(), None);
    assert_eq!(Cardinality.required(), None);
}

#[test]
fn bucket_sort_parses_its_string() {
    for (sort, key, direction, string) in [
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
        assert_eq!((sort.as_str(), &*sort.to_string()), (string, string));
        assert_eq!(string.parse(), Ok(sort));
        assert_eq!(string.replace('|', ".").parse(), Ok(sort));
    }
    for invalid in [
        "",
        "_count",
        "count|asc",
        "_count|",
        "_count|up",
        "_term|asc ",
    ] {
        let error = invalid.parse::<BucketSort>().expect_err(invalid);
        let message = format!("unknown bucket order `{invalid}`");
        assert_eq!(error.to_string(), message);
        assert!(error.help().starts_with("use `_count|desc`"), "{error}");
    }
}

#[test]
fn ranges_display_in_rust_syntax() {
    let (may, june) = (time("2026-05"), time("2026-06"));
    let between = DateRange::between(may, june).expect("in order");
    let (from, to) = ("2026-05-01T00:00:00Z", "2026-06-01T00:00:00Z");
    assert_eq!(between.to_string(), format!("{from}..{to}"));
    assert_eq!(DateRange::since(may).to_string(), format!("{from}.."));
    assert_eq!(DateRange::before(june).to_string(), format!("..{to}"));
    assert_eq!((between.start(), between.end()), (Some(from), Some(to)));
    let error = DateRange::between(june, may).expect_err("reversed");
    let message = format!("the range from `{to}` to `{from}` ends before it starts");
    assert_eq!(error.to_string(), message);

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
}

#[test]
fn range_order_is_exact() {
    // As floating-point numbers, the two are equal.
    let large = 1_i64 << 53;
    Range::between(large + 1, large).expect_err("reversed");
    Range::between(large, large + 1).expect("in order");
    Range::between(70, 70).expect("an empty range is in order");
    let may = time("2026-05");
    DateRange::between(may, may).expect("an empty range is in order");
}

#[test]
fn range_contains_start_but_not_end() {
    let between = Range::between(70, 100).expect("in order");
    for (number, is_contained) in [(69.9, false), (70.0, true), (99.9, true), (100.0, false)] {
        assert_eq!(between.contains(number), is_contained, "{number}");
    }
    assert!(Range::below(70).contains(-1e9) && !Range::below(70).contains(70.0));
    assert!(Range::at_least(70).contains(1e9) && !Range::at_least(70).contains(69.9));
}

#[test]
fn percent_is_between_0_and_100() {
    for (number, string) in [(0.0, "0"), (50.0, "50"), (99.9, "99.9"), (100.0, "100")] {
        let percent = Percent::new(number).expect(string);
        assert_eq!((percent.get(), &*percent.to_string()), (number, string));
    }
    for invalid in [-0.1, 100.1, f64::NAN, f64::INFINITY] {
        assert_eq!(Percent::new(invalid), Err(PercentError));
    }
    let message = "percentage out of range (0 to 100)";
    assert_eq!(PercentError.to_string(), message);
}

#[test]
fn unknown_variant_suggests_names() {
    let error = "fortnight".parse::<Interval>().expect_err("unknown");
    assert_eq!(error.to_string(), "unknown interval `fortnight`");
    assert_eq!(
        error.help(),
        "supported: `year`, `month`, `week`, `day`, `hour`, `minute`"
    );
    for (input, help) in [
        ("1d", "did you mean `day`?"),
        ("1m", "did you mean `minute`?"),
        ("1M", "did you mean `month`?"),
        ("daily", "did you mean `day`?"),
        ("weeks", "did you mean `week`?"),
    ] {
        let error = input.parse::<Interval>().expect_err("unknown");
        assert_eq!(error.help(), help, "{input}");
    }
    let error = "term".parse::<AggregationType>().expect_err("unknown");
    assert_eq!(error.to_string(), "unknown aggregation type `term`");
    assert_eq!(error.help(), "did you mean `terms`?");
    let error = "sise".parse::<Parameter>().expect_err("unknown");
    assert_eq!(error.to_string(), "unknown aggregation parameter `sise`");
    assert_eq!(error.help(), "did you mean `size`?");
}

#[test]
fn time_zone_display_supports_padding() {
    assert_eq!(TimeZone::UTC.to_string(), "UTC");
    assert_eq!(format!("{:>5}", TimeZone::UTC), "  UTC");
}
