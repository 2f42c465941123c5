//! Typed aggregations over generated data, compared with direct computations over the same
//! documents.

use std::collections::BTreeSet;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use falcon_sandbox::Sandbox;
use falcon_sandbox::data::{Data, Document, Generator};
use falcon_transport::Falcon;
use falcon_transport::falcon_aggregates::{
    Aggregate, AggregateResult, BucketSort, DateRange, Interval, IntoAggregates, Range, TimeZone,
};
use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql::collections::sensors;
use fql::{Filter, IntoFilter, Timestamp};
use serde_json::Value;

use crate::support::client;

fn now() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_795_341_600)
}

fn timestamp(source: &str) -> Timestamp {
    source.parse().unwrap()
}

struct Fixture {
    /// Stops when it is dropped.
    _sandbox: Sandbox,
    falcon: Falcon,
    data: Data,
}

impl Fixture {
    async fn start() -> Self {
        let data = Generator::new(7).assets(500).now(now()).generate();
        let sandbox = Sandbox::builder().data(data.clone()).now(now().into());
        let sandbox = sandbox.start().await.unwrap();
        Self {
            falcon: client(&sandbox),
            _sandbox: sandbox,
            data,
        }
    }

    /// Aggregates the assets.
    async fn results(&self, request: impl IntoAggregates<ExternalAssets>) -> Vec<AggregateResult> {
        let assets = self.falcon.exposure_management();
        let response = assets.aggregate_assets(request).send().await.unwrap();
        response.complete().unwrap()
    }

    fn count(&self, filter: impl IntoFilter<ExternalAssets>) -> u64 {
        let filter: Filter<ExternalAssets> = filter.into_filter();
        let matches = |document: &&Document| filter.matches(&document.to_value());
        self.data.assets.iter().filter(matches).count() as u64
    }

    /// Returns all values of a dotted path, which goes through arrays.
    fn values(&self, path: &str) -> Vec<Value> {
        let assets = self.data.assets.iter().map(Document::to_value);
        path.split('.')
            .fold(assets.collect(), |values: Vec<Value>, key| {
                let elements = values.into_iter().flat_map(elements);
                elements
                    .filter_map(|value| value.get(key).cloned())
                    .collect()
            })
            .into_iter()
            .flat_map(elements)
            .collect()
    }

    fn numbers(&self, path: &str) -> Vec<f64> {
        self.values(path).iter().filter_map(Value::as_f64).collect()
    }
}

/// Returns the elements of nested arrays, without `null`.
fn elements(value: Value) -> Vec<Value> {
    match value {
        Value::Array(list) => list.into_iter().flat_map(elements).collect(),
        Value::Null => Vec::new(),
        value => vec![value],
    }
}

#[tokio::test]
async fn terms_match_direct_counts() {
    let fixture = Fixture::start().await;
    let critical = || asset::criticality.eq("Critical") | asset::criticality.eq("High");
    let by_criticality = Aggregate::terms("by_criticality", asset::criticality);
    let by_port = Aggregate::terms("by_port", asset::ip::services::port)
        .filter(critical())
        .size(100)
        .sort(BucketSort::TERM_ASC);
    let keys = (by_criticality.key(), by_port.key());
    let results = fixture.results((by_criticality, by_port)).await;

    let criticalities = keys.0.get(&results).unwrap();
    assert_eq!(criticalities.len(), 4);
    for bucket in criticalities {
        let label = bucket.label().as_str().unwrap();
        let expected = fixture.count(asset::criticality.eq(label));
        assert_eq!(bucket.count(), expected, "{label}");
    }
    let ports = keys.1.get(&results).unwrap();
    assert!(ports.len() > 3);
    assert_eq!(ports.sum_other_doc_count(), 0);
    for bucket in ports {
        let port = bucket.label().as_i64().unwrap();
        let filter = critical() & asset::ip::services::port.eq(port);
        assert_eq!(bucket.count(), fixture.count(filter), "{port}");
    }
}

#[tokio::test]
async fn date_histogram_matches_direct_counts() {
    let fixture = Fixture::start().await;
    let by_year = Aggregate::date_histogram("by_year", asset::first_seen, Interval::Year)
        .time_zone(TimeZone::UTC);
    let key = by_year.key();
    let results = fixture.results(by_year).await;

    let years = key.get(&results).unwrap();
    let total: u64 = years.iter().map(|bucket| bucket.count()).sum();
    assert_eq!(total, 500);
    for bucket in years {
        let start = bucket.start().unwrap().to_string();
        let next_year = start[..4].parse::<u32>().unwrap() + 1;
        let next = timestamp(&next_year.to_string());
        let filter = asset::first_seen.ge(timestamp(&start)) & asset::first_seen.lt(next);
        assert_eq!(bucket.count(), fixture.count(filter), "{start}");
    }
}

#[tokio::test]
async fn ranges_match_direct_counts() {
    let fixture = Fixture::start().await;
    let ages = [
        DateRange::since(Timestamp::days_ago(1)),
        DateRange::between(timestamp("2026-11"), timestamp("2026-11-22T10")).unwrap(),
        DateRange::before(timestamp("2000")),
    ];
    let by_age = Aggregate::date_range("by_age", asset::last_seen, ages);
    let confidences = [
        Range::below(80),
        Range::between(50, 100).unwrap(),
        Range::at_least(101),
    ];
    let by_confidence = Aggregate::range("by_confidence", asset::confidence, confidences);
    let keys = (by_age.key(), by_confidence.key());
    let results = fixture.results((by_age, by_confidence)).await;

    let ages = keys.0.get(&results).unwrap();
    let ages: Vec<u64> = ages.iter().map(|bucket| bucket.count()).collect();
    let since = asset::last_seen.ge(timestamp("2026-11-21T10"));
    let november =
        asset::last_seen.ge(timestamp("2026-11")) & asset::last_seen.lt(timestamp("2026-11-22T10"));
    assert_eq!(ages, [fixture.count(since), fixture.count(november), 0]);
    let confidences = keys.1.get(&results).unwrap();
    let numbers = fixture.numbers("confidence");
    for (index, range) in [(0, 0.0..80.0), (1, 50.0..100.0), (2, 101.0..f64::MAX)] {
        let expected = numbers.iter().filter(|number| range.contains(*number));
        let count = confidences.get(index).unwrap().count();
        assert_eq!(count, expected.count() as u64, "{range:?}");
    }
}

#[tokio::test]
async fn metrics_match_direct_computations() {
    let fixture = Fixture::start().await;
    let max = Aggregate::max("max", asset::ip::services::port);
    let min = Aggregate::min("min", asset::ip::services::port);
    let avg = Aggregate::avg("avg", asset::ip::services::port);
    let sum = Aggregate::sum("sum", asset::ip::services::port);
    let ports = Aggregate::cardinality("ports", asset::ip::services::port);
    let last = Aggregate::max("last", asset::last_seen);
    let keys = (max.key(), min.key(), avg.key(), sum.key());
    let (ports_key, last_key) = (ports.key(), last.key());
    let results = fixture.results((max, min, avg, sum, ports, last)).await;
    let (max, min, avg, sum) = keys;

    let numbers = fixture.numbers("ip.services.port");
    let total: f64 = numbers.iter().sum();
    let reduce = |pick: fn(f64, f64) -> f64| numbers.iter().copied().reduce(pick);
    assert_eq!(max.get(&results).unwrap().value, reduce(f64::max));
    assert_eq!(min.get(&results).unwrap().value, reduce(f64::min));
    assert_eq!(sum.get(&results), Ok(total));
    assert_eq!(avg.get(&results), Ok(Some(total / numbers.len() as f64)));
    let distinct: BTreeSet<u64> = numbers.iter().map(|number| *number as u64).collect();
    assert_eq!(ports_key.get(&results), Ok(distinct.len() as u64));
    let times = fixture.values("last_seen");
    let latest = times.iter().filter_map(Value::as_str).max().unwrap();
    assert_eq!(
        last_key.get(&results).unwrap().time,
        Some(latest.parse().unwrap())
    );
}

#[tokio::test]
async fn percentiles_lie_between_neighboring_values() {
    let fixture = Fixture::start().await;
    let confidence = Aggregate::percentiles("confidence", asset::confidence);
    let key = confidence.key();
    let results = fixture.results(confidence).await;

    let mut sorted = fixture.numbers("confidence");
    sorted.sort_by(f64::total_cmp);
    let percentiles = key.get(&results).unwrap();
    assert_eq!(percentiles.iter().count(), 7);
    for (percent, value) in percentiles.iter() {
        let rank = percent / 100.0 * (sorted.len() - 1) as f64;
        let below = sorted[rank.floor() as usize];
        let above = sorted[rank.ceil() as usize];
        assert!((below..=above).contains(&value.unwrap()), "{percent}");
    }
}

#[tokio::test]
async fn nested_results_match_direct_counts() {
    let fixture = Fixture::start().await;
    let by_manual = Aggregate::terms("by_manual", asset::manual);
    let assets = Aggregate::cardinality("assets", asset::id);
    let by_type = Aggregate::terms("by_type", asset::asset_type);
    let (type_key, manual_key, assets_key) = (by_type.key(), by_manual.key(), assets.key());
    let by_criticality = Aggregate::terms("by_criticality", asset::criticality)
        .nest(by_type.nest(by_manual).nest(assets));
    let criticality_key = by_criticality.key();
    let results = fixture.results(by_criticality).await;
    let mut compared = 0;
    for outer in criticality_key.get(&results).unwrap() {
        let criticality = asset::criticality.eq(outer.label().as_str().unwrap());
        for inner in outer.nested(&type_key).unwrap() {
            let asset_type = asset::asset_type.eq(inner.label().as_str().unwrap());
            let filter = criticality.clone() & asset_type;
            assert_eq!(inner.nested(&assets_key), Ok(fixture.count(&filter)));
            for manual in inner.nested(&manual_key).unwrap() {
                let is_manual = manual.label().as_str() == Some("true");
                let filter = &filter & asset::manual.eq(is_manual);
                assert_eq!(manual.count(), fixture.count(filter));
                compared += 1;
            }
        }
    }
    assert!(compared > 8, "{compared}");
}

#[tokio::test]
async fn sensor_terms_match_direct_counts() {
    let fixture = Fixture::start().await;
    let by_status = Aggregate::terms("by_status", sensors::property("status").unwrap()).size(100);
    let key = by_status.key();
    let identity = fixture.falcon.identity_protection();
    let request = identity.get_sensor_aggregates(by_status);
    let results = request.send().await.unwrap().complete().unwrap();
    let mut total = 0;
    for bucket in key.get(&results).unwrap() {
        let status = bucket.label().as_str().unwrap();
        let sensors = fixture.data.sensors.iter();
        let expected = sensors.filter(|sensor| sensor.to_value()["status"] == status);
        assert_eq!(bucket.count(), expected.count() as u64, "{status}");
        total += bucket.count();
    }
    assert_eq!(total, fixture.data.sensors.len() as u64);
}
