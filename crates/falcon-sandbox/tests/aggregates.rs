//! Typed aggregations, sent to a sandbox with generated data; each figure beside a direct count
//! over the same documents.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use falcon_sandbox::Sandbox;
use falcon_sandbox::data::{Data, Document, Generator};
use falcon_transport::Falcon;
use falcon_transport::falcon_aggregates::{
    Aggregate, AggregateResult, BucketSort, DateRange, Interval, Range, TimeZone,
};
use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql::collections::sensors;
use fql::{Filter, IntoFilter, Timestamp};
use serde_json::Value;

fn now() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_795_341_600)
}

struct Tried {
    /// Stops when it is dropped.
    _sandbox: Sandbox,
    falcon: Falcon,
    data: Data,
}

impl Tried {
    async fn start() -> Self {
        let data = Generator::new(7).assets(500).now(now()).generate();
        let sandbox = Sandbox::builder().data(data.clone()).now(now().into());
        let sandbox = sandbox.start().await.unwrap();
        let falcon = Falcon::builder()
            .credentials("sandbox", "sandbox")
            .base_url(sandbox.url())
            .build()
            .unwrap();
        Self {
            _sandbox: sandbox,
            falcon,
            data,
        }
    }

    fn count(&self, filter: impl IntoFilter<ExternalAssets>) -> u64 {
        let filter: Filter<ExternalAssets> = filter.into_filter();
        let matching = |document: &&Document| filter.matches(&document.to_value());
        self.data.assets.iter().filter(matching).count() as u64
    }

    /// All values at a place of the documents; a path goes through arrays.
    fn values(&self, path: &str) -> Vec<Value> {
        let mut found = Vec::new();
        for document in &self.data.assets {
            let mut reached = vec![document.to_value()];
            for part in path.split('.') {
                reached = reached.into_iter().flat_map(elements).collect();
                reached = reached
                    .iter()
                    .filter_map(|value| value.get(part).cloned())
                    .collect();
            }
            found.extend(reached.into_iter().flat_map(elements));
        }
        found
    }

    fn numbers(&self, path: &str) -> Vec<f64> {
        self.values(path).iter().filter_map(Value::as_f64).collect()
    }
}

fn elements(value: Value) -> Vec<Value> {
    match value {
        Value::Array(list) => list.into_iter().flat_map(elements).collect(),
        Value::Null => Vec::new(),
        value => vec![value],
    }
}

/// Sends requests over assets, all of which succeed.
macro_rules! answers {
    ($tried:expr, $request:expr) => {
        $tried
            .falcon
            .exposure_management()
            .aggregate_assets($request)
            .send()
            .await
            .unwrap()
            .complete()
            .unwrap()
    };
}

#[tokio::test]
async fn buckets_of_every_type_hold_as_many_documents_as_a_direct_count_finds() {
    let tried = Tried::start().await;
    let time = |text: &str| -> Timestamp { text.parse().unwrap() };
    let critical = || asset::criticality.eq("Critical") | asset::criticality.eq("High");
    let by_criticality = Aggregate::terms("by_criticality", asset::criticality);
    let by_port = Aggregate::terms("by_port", asset::ip::services::port)
        .filter(critical())
        .size(100)
        .sort(BucketSort::TERM_ASC);
    let by_year = Aggregate::date_histogram("by_year", asset::first_seen, Interval::Year)
        .time_zone(TimeZone::UTC);
    let by_age = Aggregate::date_range(
        "by_age",
        asset::last_seen,
        [
            DateRange::since(Timestamp::days_ago(1)),
            DateRange::between(time("2026-11"), time("2026-11-22T10")).unwrap(),
            DateRange::before(time("2000")),
        ],
    );
    let by_confidence = Aggregate::range(
        "by_confidence",
        asset::confidence,
        [
            Range::below(80),
            Range::between(50, 100).unwrap(),
            Range::at_least(101),
        ],
    );
    let handles = (
        by_criticality.key(),
        by_port.key(),
        by_year.key(),
        by_age.key(),
        by_confidence.key(),
    );
    let answers: Vec<AggregateResult> = answers!(
        tried,
        (by_criticality, by_port, by_year, by_age, by_confidence)
    );

    let criticalities = handles.0.get(&answers).unwrap();
    assert_eq!(criticalities.len(), 4);
    for bucket in criticalities {
        let label = bucket.label().as_str().unwrap();
        assert_eq!(
            bucket.count(),
            tried.count(asset::criticality.eq(label)),
            "{label}"
        );
    }
    let ports = handles.1.get(&answers).unwrap();
    assert!(ports.len() > 3);
    assert_eq!(ports.sum_other_doc_count(), 0);
    for bucket in ports {
        let port = bucket.label().as_i64().unwrap();
        let filter = critical() & asset::ip::services::port.eq(port);
        assert_eq!(bucket.count(), tried.count(filter), "{port}");
    }
    let years = handles.2.get(&answers).unwrap();
    let counted: u64 = years.iter().map(|bucket| bucket.count()).sum();
    assert_eq!(counted, 500);
    for bucket in years {
        let start = bucket.start().unwrap().to_string();
        let next = start[..4].parse::<u32>().unwrap() + 1;
        let filter =
            asset::first_seen.ge(time(&start)) & asset::first_seen.lt(time(&next.to_string()));
        assert_eq!(bucket.count(), tried.count(filter), "{start}");
    }
    let ages: Vec<u64> = handles
        .3
        .get(&answers)
        .unwrap()
        .iter()
        .map(|b| b.count())
        .collect();
    let since = asset::last_seen.ge(time("2026-11-21T10"));
    let november =
        asset::last_seen.ge(time("2026-11")) & asset::last_seen.lt(time("2026-11-22T10"));
    assert_eq!(ages, [tried.count(since), tried.count(november), 0]);
    let confidences = handles.4.get(&answers).unwrap();
    let numbers = tried.numbers("confidence");
    for (index, range) in [(0, 0.0..80.0), (1, 50.0..100.0), (2, 101.0..f64::MAX)] {
        let counted = numbers
            .iter()
            .filter(|number| range.contains(*number))
            .count();
        assert_eq!(
            confidences.get(index).unwrap().count(),
            counted as u64,
            "{range:?}"
        );
    }
}

#[tokio::test]
async fn figures_of_every_type_are_those_of_a_direct_calculation() {
    let tried = Tried::start().await;
    let max = Aggregate::max("max", asset::ip::services::port);
    let min = Aggregate::min("min", asset::ip::services::port);
    let avg = Aggregate::avg("avg", asset::ip::services::port);
    let sum = Aggregate::sum("sum", asset::ip::services::port);
    let ports = Aggregate::cardinality("ports", asset::ip::services::port);
    let confidence = Aggregate::percentiles("confidence", asset::confidence);
    let last = Aggregate::max("last", asset::last_seen);
    let handles = (
        (max.key(), min.key(), avg.key(), sum.key()),
        (ports.key(), confidence.key(), last.key()),
    );
    let answers = answers!(tried, (max, min, avg, sum, ports, confidence, last));
    let (max, min, avg, sum) = handles.0;
    let (ports, confidence, last) = handles.1;

    let numbers = tried.numbers("ip.services.port");
    let total: f64 = numbers.iter().sum();
    let fold = |pick: fn(f64, f64) -> f64| numbers.iter().copied().reduce(pick);
    assert_eq!(max.get(&answers).unwrap().value, fold(f64::max));
    assert_eq!(min.get(&answers).unwrap().value, fold(f64::min));
    assert_eq!(sum.get(&answers), Ok(total));
    assert_eq!(avg.get(&answers), Ok(Some(total / numbers.len() as f64)));
    let distinct: BTreeSet<u64> = numbers.iter().map(|number| *number as u64).collect();
    assert_eq!(ports.get(&answers), Ok(distinct.len() as u64));

    let mut sorted = tried.numbers("confidence");
    sorted.sort_by(f64::total_cmp);
    let percentiles = confidence.get(&answers).unwrap();
    assert_eq!(percentiles.iter().count(), 7);
    for (percent, value) in percentiles.iter() {
        // Between the two values that are next to the place.
        let place = percent / 100.0 * (sorted.len() - 1) as f64;
        let (below, above) = (
            sorted[place.floor() as usize],
            sorted[place.ceil() as usize],
        );
        assert!((below..=above).contains(&value.unwrap()), "{percent}");
    }
    let times = tried.values("last_seen");
    let latest = times.iter().filter_map(Value::as_str).max().unwrap();
    assert_eq!(
        last.get(&answers).unwrap().time,
        Some(latest.parse().unwrap())
    );
}

#[tokio::test]
async fn what_is_nested_is_found_by_its_handle_in_each_bucket() {
    let tried = Tried::start().await;
    let by_manual = Aggregate::terms("by_manual", asset::manual);
    let assets = Aggregate::cardinality("assets", asset::id);
    let by_type = Aggregate::terms("by_type", asset::asset_type);
    let handles = (by_type.key(), by_manual.key(), assets.key());
    let by_criticality = Aggregate::terms("by_criticality", asset::criticality)
        .nest(by_type.nest(by_manual).nest(assets));
    let outer = by_criticality.key();
    let answers = answers!(tried, by_criticality);
    let mut compared = 0;
    for outer in outer.get(&answers).unwrap() {
        let criticality = asset::criticality.eq(outer.label().as_str().unwrap());
        for inner in outer.nested(&handles.0).unwrap() {
            let filter =
                criticality.clone() & asset::asset_type.eq(inner.label().as_str().unwrap());
            assert_eq!(inner.nested(&handles.2), Ok(tried.count(&filter)));
            for manual in inner.nested(&handles.1).unwrap() {
                let is_manual = manual.label().as_str() == Some("true");
                let filter = &filter & asset::manual.eq(is_manual);
                assert_eq!(manual.count(), tried.count(filter));
                compared += 1;
            }
        }
    }
    assert!(compared > 8, "{compared}");
}

#[tokio::test]
async fn sensors_are_aggregated_by_their_properties() {
    let tried = Tried::start().await;
    let by_status = Aggregate::terms("by_status", sensors::property("status").unwrap()).size(100);
    let handle = by_status.key();
    let identity = tried.falcon.identity_protection();
    let answer = identity
        .get_sensor_aggregates(by_status)
        .send()
        .await
        .unwrap();
    let answers = answer.complete().unwrap();
    let mut all = 0;
    for bucket in handle.get(&answers).unwrap() {
        let with_status = tried.data.sensors.iter();
        let status = bucket.label().as_str().unwrap();
        let with_status = with_status.filter(|sensor| sensor.to_value()["status"] == status);
        assert_eq!(bucket.count(), with_status.count() as u64, "{status}");
        all += bucket.count();
    }
    assert_eq!(all, tried.data.sensors.len() as u64);
}
