//! Properties of generated requests and results. The dynamic builder and the parser accept every
//! request of the typed builder.

use falcon_aggregates::types::{CanNest, NestedCount, NoneNested, TermsAggregation, WithNested};
use falcon_aggregates::{
    Aggregate, AggregateResult, Aggregates, BucketSort, DateRange, DynamicAggregate,
    ExtendedBounds, Interval, IntoAggregates, InvalidAggregates, Percent, Range, Ranges, TimeZone,
};
use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql::{Filter, Timestamp};
use proptest::prelude::*;

/// Parameters of an aggregation, of which a method sets those that the type supports.
#[derive(Debug, Clone)]
struct Sample {
    name: String,
    string: String,
    numbers: (i64, i64),
    times: (i64, i64),
    count: u64,
    percent: f64,
    interval: Interval,
    sort: BucketSort,
    zone: TimeZone,
    filter: Filter<ExternalAssets>,
    /// The bit set of the parameters to set.
    selected: u16,
}

fn sample() -> impl Strategy<Value = Sample> {
    let interval = prop::sample::select(Interval::ALL);
    let sort = prop::sample::select(vec![BucketSort::COUNT_ASC, BucketSort::TERM_DESC]);
    let zone = prop::sample::select(vec!["UTC", "Europe/Berlin", "+02:00", "-18:00"]);
    let strings = ("\\PC{1,3}|[abc]", "\\PC{1,8}");
    let numbers = (
        any::<(i64, i64)>(),
        any::<(i64, i64)>(),
        any::<u64>(),
        0..=1_000_u16,
    );
    (strings, numbers, interval, sort, zone, any::<u16>()).prop_map(
        |((name, string), (numbers, times, count, tenths), interval, sort, zone, selected)| {
            Sample {
                filter: asset::criticality.eq(string.as_str())
                    | asset::perimeter.starts_with(&string),
                zone: zone.parse().expect("a zone"),
                // `serde_json` does not parse longer fractions exactly.
                percent: f64::from(tenths) / 10.0,
                name,
                string,
                numbers,
                times,
                count,
                interval,
                sort,
                selected,
            }
        },
    )
}

impl Sample {
    fn selects(&self, bit: u16) -> bool {
        self.selected & (1 << bit) != 0
    }

    fn range(&self) -> Range {
        let (from, to) = self.numbers;
        Range::between(from, to).unwrap_or_else(|_| Range::below(to))
    }

    fn date_range(&self) -> DateRange {
        let (from, to) = self.times;
        let [from, to] = [from, to].map(Timestamp::from_unix_millis);
        DateRange::between(from, to).unwrap_or_else(|_| DateRange::since(from))
    }

    /// Sets the parameters that every type supports.
    fn set_common<T, N>(
        &self,
        mut aggregate: Aggregate<ExternalAssets, T, N>,
    ) -> Aggregate<ExternalAssets, T, N> {
        if self.selects(0) {
            aggregate = aggregate.filter(&self.filter);
        }
        if self.selects(1) {
            aggregate = aggregate.q(self.string.clone());
        }
        if self.selects(2) {
            aggregate = aggregate.missing(self.string.clone());
        }
        aggregate
    }

    fn terms(&self) -> Aggregate<ExternalAssets, TermsAggregation> {
        let mut aggregate =
            self.set_common(Aggregate::terms(self.name.clone(), asset::criticality));
        if self.selects(3) {
            aggregate = aggregate.size(self.count).skip(self.count);
        }
        if self.selects(4) {
            aggregate = aggregate
                .include(self.string.clone())
                .exclude(self.string.clone());
        }
        if self.selects(5) {
            aggregate = aggregate
                .sort(self.sort)
                .min_doc_count(self.count)
                .max_doc_count(self.count);
        }
        aggregate
    }
}

type Outer<N> = Aggregate<ExternalAssets, TermsAggregation, N>;

/// Nests an aggregation without nested ones.
fn nest<N>(outer: Outer<N>, variant: u8, sample: &Sample) -> Outer<WithNested<N, NoneNested>>
where
    N: NestedCount + CanNest<NoneNested>,
{
    let name = sample.name.clone();
    match variant % 10 {
        0 => outer.nest(sample.terms()),
        1 => {
            let mut aggregate = Aggregate::date_histogram(name, asset::first_seen, sample.interval);
            if sample.selects(6) {
                aggregate = aggregate.time_zone(sample.zone.clone()).sort(sample.sort);
            }
            let (min, max) = sample.times;
            let [min, max] = [min, max].map(Timestamp::from_unix_millis);
            if let Ok(bounds) = ExtendedBounds::between(min, max) {
                aggregate = aggregate.extended_bounds(bounds);
            }
            outer.nest(sample.set_common(aggregate))
        }
        2 => {
            let aggregate = Aggregate::date_range(name, asset::last_seen, [sample.date_range()]);
            outer.nest(sample.set_common(aggregate.time_zone(sample.zone.clone())))
        }
        3 => {
            let ranges = Ranges::new([sample.range(), Range::at_least(sample.numbers.0)]);
            let ranges = ranges.expect("two ranges");
            outer.nest(sample.set_common(Aggregate::range(name, asset::confidence, ranges)))
        }
        4 => outer.nest(sample.set_common(Aggregate::cardinality(name, asset::ip::ip_address))),
        5 => outer.nest(sample.set_common(Aggregate::max(name, asset::first_seen))),
        6 => outer.nest(sample.set_common(Aggregate::min(name, asset::ip::asn))),
        7 => outer.nest(sample.set_common(Aggregate::avg(name, asset::confidence))),
        8 => outer.nest(sample.set_common(Aggregate::sum(name, asset::confidence))),
        _ => {
            let percent = Percent::new(sample.percent).expect("a percentage");
            let aggregate = Aggregate::percentiles(name, asset::confidence).percents([percent]);
            outer.nest(sample.set_common(aggregate))
        }
    }
}

fn request(
    samples: &[Sample; 4],
    variants: [u8; 3],
    shape: u8,
) -> Result<Aggregates<ExternalAssets>, InvalidAggregates> {
    let [outer, a, b, c] = samples;
    match shape % 6 {
        0 => outer.terms().into_aggregates(),
        1 => nest(
            nest(nest(outer.terms(), variants[0], a), variants[1], b),
            variants[2],
            c,
        )
        .into_aggregates(),
        2 => outer
            .terms()
            .nest(nest(nest(a.terms(), variants[1], b), variants[2], c))
            .into_aggregates(),
        3 => nest(
            outer.terms().nest(nest(a.terms(), variants[1], b)),
            variants[2],
            c,
        )
        .into_aggregates(),
        4 => outer
            .terms()
            .nest(a.terms().nest(nest(b.terms(), variants[2], c)))
            .into_aggregates(),
        _ => (
            nest(outer.terms(), variants[0], a),
            nest(b.terms(), variants[1], c),
        )
            .into_aggregates(),
    }
}

proptest! {
    #[test]
    fn typed_request_round_trips_dynamically(
        samples in [sample(), sample(), sample(), sample()],
        variants in any::<[u8; 3]>(),
        shape in any::<u8>(),
    ) {
        let typed = match request(&samples, variants, shape) {
            Ok(typed) => typed,
            // Only names are not checked at compile time.
            Err(invalid) => {
                let is_name = |error: &falcon_aggregates::RequestError| error.path().ends_with(".name");
                prop_assert!(invalid.errors().iter().all(is_name), "{invalid}");
                return Ok(());
            }
        };
        let json = typed.to_json();
        let read: Aggregates<ExternalAssets> = json.parse().expect("the parser accepts it");
        prop_assert_eq!(&read, &typed);
        prop_assert_eq!(read.to_json(), json.clone());
        let built = Aggregates::new(typed.list().to_vec()).expect("the dynamic builder accepts it");
        prop_assert_eq!(built.to_json(), json.clone());
        prop_assert_eq!(serde_json::to_string(&typed).expect("JSON"), json.clone());
        let again: Vec<DynamicAggregate<ExternalAssets>> = read.into_list();
        prop_assert!(again.iter().all(|aggregate| aggregate.nested_count() <= 3));
        // Unset parameters have no key.
        prop_assert!(!["\"\"", "null", "[]", "{}"].iter().any(|empty| {
            json.contains(&format!(":{empty},")) || json.contains(&format!(":{empty}}}"))
        }) || samples.iter().any(|sample| sample.name.contains('"') || sample.string.contains('"')
            || sample.string.contains('{') || sample.string.contains('[')), "{}", json);
    }

    #[test]
    fn parsing_any_input_does_not_panic(source in "\\PC*", body in any_json(4)) {
        let _ = source.parse::<Aggregates<ExternalAssets>>();
        if let Err(invalid) = Aggregates::<ExternalAssets>::from_value(&body) {
            prop_assert!(!invalid.errors().is_empty());
        }
    }
}

proptest! {
    #[test]
    fn viewing_any_result_does_not_panic(body in any_json(4)) {
        let Ok(result) = serde_json::from_value::<AggregateResult>(body) else {
            return Ok(());
        };
        let results = [AggregateResult::clone(&result)];
        macro_rules! view {
            ($($key:expr),* $(,)?) => { $( drop($key.get(&results)); )* };
        }
        let name = || result.name.clone();
        view!(
            Aggregate::cardinality(name(), asset::id).key(),
            Aggregate::max(name(), asset::first_seen).key(),
            Aggregate::avg(name(), asset::confidence).key(),
            Aggregate::sum(name(), asset::confidence).key(),
            Aggregate::percentiles(name(), asset::confidence).key(),
        );
        let times = Aggregate::date_histogram(name(), asset::first_seen, Interval::Day).key();
        for bucket in times.get(&results).expect("buckets") {
            let _ = (bucket.start(), bucket.count());
        }
        let written = serde_json::to_value(&result).expect("JSON");
        let again: AggregateResult = serde_json::from_value(written).expect("a result");
        prop_assert_eq!(again.buckets.len(), result.buckets.len());
    }
}

/// Generates JSON values with the keys of requests and results, mostly invalid.
fn any_json(depth: u32) -> impl Strategy<Value = serde_json::Value> {
    let keys = prop::sample::select(vec![
        "name",
        "type",
        "field",
        "filter",
        "q",
        "interval",
        "ranges",
        "date_ranges",
        "size",
        "from",
        "From",
        "To",
        "to",
        "sort",
        "include",
        "missing",
        "time_zone",
        "percents",
        "extended_bounds",
        "min",
        "max",
        "sub_aggregates",
        "buckets",
        "label",
        "count",
        "value",
        "key_as_string",
    ]);
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<i64>().prop_map(Into::into),
        prop::sample::select(vec![
            "terms",
            "range",
            "date_range",
            "criticality",
            "first_seen",
            "_count|desc",
            "day",
            "UTC",
            "+02:00",
            "now-7d",
            "2026-11",
            "criticality:'x'",
            "é",
            "",
        ])
        .prop_map(Into::into),
    ];
    leaf.prop_recursive(depth, 64, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
            prop::collection::hash_map(keys.clone(), inner, 0..6).prop_map(|entries| {
                let entries = entries
                    .into_iter()
                    .map(|(key, value)| (key.to_owned(), value));
                serde_json::Value::Object(entries.collect())
            }),
        ]
    })
}
