//! What the typed builder makes, the dynamic one takes, and prints as the same. So what the dynamic
//! one refuses, the typed one can't say.

use falcon_aggregates::types::{NestedCount, NoneNested, RoomFor, TermsAggregation, WithNested};
use falcon_aggregates::{
    Aggregate, AggregateResult, Aggregates, BucketSort, DateRange, DynamicAggregate,
    ExtendedBounds, Interval, IntoAggregates, InvalidAggregates, Percent, Range, Ranges, TimeZone,
};
use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql::{Filter, Timestamp};
use proptest::prelude::*;

/// What an aggregation is told, as far as its type takes it.
#[derive(Debug, Clone)]
struct Said {
    name: String,
    text: String,
    numbers: (i64, i64),
    times: (i64, i64),
    count: u64,
    percent: f64,
    interval: Interval,
    sort: BucketSort,
    zone: TimeZone,
    filter: Filter<ExternalAssets>,
    /// Which of the parameters are said.
    which: u16,
}

fn said() -> impl Strategy<Value = Said> {
    let interval = prop::sample::select(Interval::ALL);
    let sort = prop::sample::select(vec![BucketSort::COUNT_ASC, BucketSort::TERM_DESC]);
    let zone = prop::sample::select(vec!["UTC", "Europe/Berlin", "+02:00", "-18:00"]);
    let texts = ("\\PC{1,3}|[abc]", "\\PC{1,8}");
    let numbers = (
        any::<(i64, i64)>(),
        any::<(i64, i64)>(),
        any::<u64>(),
        0..=1_000_u16,
    );
    (texts, numbers, interval, sort, zone, any::<u16>()).prop_map(
        |((name, text), (numbers, times, count, tenths), interval, sort, zone, which)| Said {
            filter: asset::criticality.eq(text.as_str()) | asset::perimeter.starts_with(&text),
            zone: zone.parse().expect("a zone"),
            // Tenths: `serde_json` reads longer fractions a little wrong.
            percent: f64::from(tenths) / 10.0,
            name,
            text,
            numbers,
            times,
            count,
            interval,
            sort,
            which,
        },
    )
}

impl Said {
    fn says(&self, place: u16) -> bool {
        self.which & (1 << place) != 0
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

    /// Says what every type takes.
    fn all<T, N>(
        &self,
        mut new: Aggregate<ExternalAssets, T, N>,
    ) -> Aggregate<ExternalAssets, T, N> {
        if self.says(0) {
            new = new.filter(&self.filter);
        }
        if self.says(1) {
            new = new.q(self.text.clone());
        }
        if self.says(2) {
            new = new.missing(self.text.clone());
        }
        new
    }

    fn terms(&self) -> Aggregate<ExternalAssets, TermsAggregation> {
        let mut new = self.all(Aggregate::terms(self.name.clone(), asset::criticality));
        if self.says(3) {
            new = new.size(self.count).skip(self.count);
        }
        if self.says(4) {
            new = new.include(self.text.clone()).exclude(self.text.clone());
        }
        if self.says(5) {
            new = new
                .sort(self.sort)
                .min_doc_count(self.count)
                .max_doc_count(self.count);
        }
        new
    }
}

type Outer<N> = Aggregate<ExternalAssets, TermsAggregation, N>;

/// Nests an aggregation of some type, which has none nested itself.
fn nest<N>(outer: Outer<N>, kind: u8, said: &Said) -> Outer<WithNested<N, NoneNested>>
where
    N: NestedCount + RoomFor<NoneNested>,
{
    let name = said.name.clone();
    match kind % 10 {
        0 => outer.nest(said.terms()),
        1 => {
            let mut new = Aggregate::date_histogram(name, asset::first_seen, said.interval);
            if said.says(6) {
                new = new.time_zone(said.zone.clone()).sort(said.sort);
            }
            let (min, max) = said.times;
            let [min, max] = [min, max].map(Timestamp::from_unix_millis);
            if let Ok(bounds) = ExtendedBounds::between(min, max) {
                new = new.extended_bounds(bounds);
            }
            outer.nest(said.all(new))
        }
        2 => {
            let new = Aggregate::date_range(name, asset::last_seen, [said.date_range()]);
            outer.nest(said.all(new.time_zone(said.zone.clone())))
        }
        3 => {
            let ranges = Ranges::new([said.range(), Range::at_least(said.numbers.0)]);
            let ranges = ranges.expect("two ranges");
            outer.nest(said.all(Aggregate::range(name, asset::confidence, ranges)))
        }
        4 => outer.nest(said.all(Aggregate::cardinality(name, asset::ip::ip_address))),
        5 => outer.nest(said.all(Aggregate::max(name, asset::first_seen))),
        6 => outer.nest(said.all(Aggregate::min(name, asset::ip::asn))),
        7 => outer.nest(said.all(Aggregate::avg(name, asset::confidence))),
        8 => outer.nest(said.all(Aggregate::sum(name, asset::confidence))),
        _ => {
            let percent = Percent::new(said.percent).expect("a percentage");
            let new = Aggregate::percentiles(name, asset::confidence).percents([percent]);
            outer.nest(said.all(new))
        }
    }
}

fn request(
    said: &[Said; 4],
    kinds: [u8; 3],
    shape: u8,
) -> Result<Aggregates<ExternalAssets>, InvalidAggregates> {
    let [outer, a, b, c] = said;
    match shape % 6 {
        0 => outer.terms().into_aggregates(),
        1 => nest(
            nest(nest(outer.terms(), kinds[0], a), kinds[1], b),
            kinds[2],
            c,
        )
        .into_aggregates(),
        2 => outer
            .terms()
            .nest(nest(nest(a.terms(), kinds[1], b), kinds[2], c))
            .into_aggregates(),
        3 => nest(
            outer.terms().nest(nest(a.terms(), kinds[1], b)),
            kinds[2],
            c,
        )
        .into_aggregates(),
        4 => outer
            .terms()
            .nest(a.terms().nest(nest(b.terms(), kinds[2], c)))
            .into_aggregates(),
        _ => (
            nest(outer.terms(), kinds[0], a),
            nest(b.terms(), kinds[1], c),
        )
            .into_aggregates(),
    }
}

proptest! {
    #[test]
    fn what_the_typed_builder_makes_the_dynamic_one_takes_and_prints_as_the_same(
        said in [said(), said(), said(), said()],
        kinds in any::<[u8; 3]>(),
        shape in any::<u8>(),
    ) {
        let made = match request(&said, kinds, shape) {
            Ok(made) => made,
            // Names are all that types leave open.
            Err(error) => {
                let is_of_name = |problem: &falcon_aggregates::RequestError| problem.path().ends_with(".name");
                prop_assert!(error.problems().iter().all(is_of_name), "{error}");
                return Ok(());
            }
        };
        let json = made.to_json();
        let read: Aggregates<ExternalAssets> = json.parse().expect("the reader takes it");
        prop_assert_eq!(&read, &made);
        prop_assert_eq!(read.to_json(), json.clone());
        let built = Aggregates::new(made.list().iter().cloned()).expect("the dynamic builder takes it");
        prop_assert_eq!(built.to_json(), json.clone());
        prop_assert_eq!(serde_json::to_string(&made).expect("JSON"), json.clone());
        let again: Vec<DynamicAggregate<ExternalAssets>> = read.into_list();
        prop_assert!(again.iter().all(|aggregate| aggregate.nested_count() <= 3));
        // No key without content.
        prop_assert!(!["\"\"", "null", "[]", "{}"].iter().any(|empty| {
            json.contains(&format!(":{empty},")) || json.contains(&format!(":{empty}}}"))
        }) || said.iter().any(|said| said.name.contains('"') || said.text.contains('"')
            || said.text.contains('{') || said.text.contains('[')), "{}", json);
    }

    #[test]
    fn whatever_is_read_is_told_of_and_nothing_panics(text in "\\PC*", body in any_json(4)) {
        let _ = text.parse::<Aggregates<ExternalAssets>>();
        if let Err(error) = Aggregates::<ExternalAssets>::from_value(&body) {
            prop_assert!(!error.problems().is_empty());
        }
    }
}

proptest! {
    #[test]
    fn whatever_is_answered_is_read_and_shown_and_written_as_it_came(body in any_json(4)) {
        let Ok(answer) = serde_json::from_value::<AggregateResult>(body) else {
            return Ok(());
        };
        let answers = [AggregateResult::clone(&answer)];
        macro_rules! shown {
            ($($handle:expr),* $(,)?) => { $( drop($handle.of(&answers)); )* };
        }
        let name = || answer.name.clone();
        shown!(
            Aggregate::cardinality(name(), asset::id).key(),
            Aggregate::max(name(), asset::first_seen).key(),
            Aggregate::avg(name(), asset::confidence).key(),
            Aggregate::sum(name(), asset::confidence).key(),
            Aggregate::percentiles(name(), asset::confidence).key(),
        );
        let times = Aggregate::date_histogram(name(), asset::first_seen, Interval::Day).key();
        for bucket in times.of(&answers).expect("buckets") {
            let _ = (bucket.start(), bucket.count());
        }
        let written = serde_json::to_value(&answer).expect("JSON");
        let again: AggregateResult = serde_json::from_value(written).expect("an answer");
        prop_assert_eq!(again.buckets.len(), answer.buckets.len());
    }
}

/// Values with the keys of requests and answers, most of them wrong.
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
