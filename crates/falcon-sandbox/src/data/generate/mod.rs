//! Sample data, generated from a seed.

mod activity;
mod alert;
mod asset;
mod host;
mod identity;
mod policy_rule;
mod sampler;
mod sensor;
mod service;
mod subsidiary;
mod vocabulary;
mod vulnerability;

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use fql::collections::{alerts, hosts, spotlight_vulnerabilities};
use fql::table::Table;
use serde_json::Value;

use super::{CollectionData, Data, Document};
use sampler::Context;

/// Generates sample data that resembles the inventory of an organization.
///
/// The same seed, counts and [point in time](Self::now) produce the same data on every machine, for
/// one version of this crate. A document does not depend on the number of documents: the first
/// hundred assets of a large inventory are those of a small one.
///
/// # Examples
///
/// ```
/// use std::time::{Duration, UNIX_EPOCH};
/// use falcon_sandbox::data::Generator;
///
/// let now = UNIX_EPOCH + Duration::from_secs(1_795_341_600);
/// let data = Generator::new(42).assets(100).now(now).generate();
/// assert_eq!(data.assets.len(), 100);
/// assert_eq!(data.sensors.len(), 20);
///
/// let larger = Generator::new(42).assets(200).now(now).generate();
/// assert_eq!(data.assets[..], larger.assets[..100]);
/// ```
///
/// # Contents
///
/// * Three out of five assets are addresses, the others domains. A few percent are critical and
///   most have no criticality assigned. 443 and 80 are common ports, 22 and 3389 rare ones. Most
///   assets were last seen within a day, a few of them months ago; the oldest were first seen four
///   years ago.
/// * Every 80th asset, starting at index 7, is a critical address with an SSH or RDP service, so
///   that `criticality:'Critical'+ip.services.port:[22,3389]` has matches for every seed.
/// * Every field of [`fql::collections::external_assets`] has a value in some assets. This includes
///   `asset_id` and `protocol_port`, which no public response model contains: filters are
///   evaluated against these documents.
/// * Domains are reserved by RFC 2606, numbers of autonomous systems by RFC 5398, MAC addresses by
///   RFC 7042. Addresses of assets are unique: the first 508 assets in 198.51.100.0/24 and
///   203.0.113.0/24, the others in 2001:db8::/32. Internal addresses are in 192.0.2.0/24.
/// * The fourteen subsidiaries form a tree. Their `asset_count` is the number of generated assets.
/// * [Hosts](Self::hosts) are in 192.0.2.0/24. [Alerts](Self::alerts) and
///   [vulnerabilities](Self::vulnerabilities) are about these hosts. Their CVE ids, of the year 2099, are
///   not assigned.
#[derive(Debug, Clone)]
#[must_use = "call `generate` to create the documents"]
pub struct Generator {
    seed: u64,
    assets: u64,
    sensors: Option<u64>,
    users: Option<u64>,
    endpoints: Option<u64>,
    now: Option<SystemTime>,
}

impl Generator {
    /// Creates a generator of 1,000 assets.
    pub const fn new(seed: u64) -> Self {
        Self {
            seed,
            assets: 1_000,
            sensors: None,
            users: None,
            endpoints: None,
            now: None,
        }
    }

    /// Sets the number of assets. An asset takes about 2.5 KB of memory.
    pub const fn assets(mut self, assets: u64) -> Self {
        self.assets = assets;
        self
    }

    /// Sets the number of sensors. The default is one for every 50 assets, between 20 and 2,000.
    pub const fn sensors(mut self, sensors: u64) -> Self {
        self.sensors = Some(sensors);
        self
    }

    /// Sets the number of users. The default is one for every 10 assets, between 60 and 5,000.
    pub const fn users(mut self, users: u64) -> Self {
        self.users = Some(users);
        self
    }

    /// Sets the number of endpoints. The default is one for every 20 assets, between 30 and 2,500.
    pub const fn endpoints(mut self, endpoints: u64) -> Self {
        self.endpoints = Some(endpoints);
        self
    }

    /// Sets the current time of the data: only the expiry of certificates is later. The default is
    /// the time at which the data is generated.
    pub const fn now(mut self, now: SystemTime) -> Self {
        self.now = Some(now);
        self
    }

    /// Generates the data.
    #[must_use]
    pub fn generate(&self) -> Data {
        let context = &self.context();
        let scaled = |assets_per_document: u64, least: u64, most: u64| {
            (self.assets / assets_per_document).clamp(least, most)
        };
        let sensors = self.sensors.unwrap_or(scaled(50, 20, 2_000));
        let users = self.users.unwrap_or(scaled(10, 60, 5_000));
        let endpoints = self.endpoints.unwrap_or(scaled(20, 30, 2_500));

        let mut asset_counts = [0; vocabulary::COMPANIES.len()];
        let asset = |index| {
            let (asset, owner) = asset::asset(context, index);
            asset_counts[owner] += 1;
            asset
        };
        let assets = (0..self.assets).map(asset).collect();
        let sensor = |index| sensor::sensor(context, index);
        let policy_rule = |index| policy_rule::policy_rule(context, index);
        let subsidiary = |(index, count)| subsidiary::subsidiary(context, index, count);
        let user = |index| identity::user(context, index);
        let endpoint = |index| identity::endpoint(context, index);
        let identities = (0..users).map(user).chain((0..endpoints).map(endpoint));
        Data {
            assets,
            sensors: documents("device_id", (0..sensors).map(sensor)),
            policy_rules: documents("id", (0..policy_rule::RULES.len()).map(policy_rule)),
            subsidiaries: documents("id", asset_counts.into_iter().enumerate().map(subsidiary)),
            identities: documents("entityId", identities),
        }
    }
}

/// A collection with sample documents.
#[derive(Clone, Copy)]
pub(crate) struct Sample {
    pub(crate) table: &'static Table,
    document: fn(&Context, u64) -> Value,
    /// The number of documents for a number of assets.
    count: fn(u64) -> u64,
}

impl Generator {
    /// The collections with sample documents.
    pub(crate) const SAMPLES: [Sample; 3] = [Self::HOSTS, Self::ALERTS, Self::VULNERABILITIES];

    const HOSTS: Sample = Sample {
        table: &hosts::TABLE,
        document: host::host,
        count: |assets| (assets / 4).clamp(50, 10_000),
    };
    const ALERTS: Sample = Sample {
        table: &alerts::TABLE,
        document: alert::alert,
        count: |assets| (assets / 5).clamp(50, 10_000),
    };
    const VULNERABILITIES: Sample = Sample {
        table: &spotlight_vulnerabilities::TABLE,
        document: vulnerability::vulnerability,
        count: |assets| (assets / 2).clamp(100, 20_000),
    };

    /// Generates hosts: one for every 4 assets, between 50 and 10,000.
    #[must_use]
    pub fn hosts(&self) -> CollectionData {
        self.collection(Self::HOSTS)
    }

    /// Generates alerts: one for every 5 assets, between 50 and 10,000.
    #[must_use]
    pub fn alerts(&self) -> CollectionData {
        self.collection(Self::ALERTS)
    }

    /// Generates Spotlight vulnerabilities: one for every 2 assets, between 100 and 20,000.
    #[must_use]
    pub fn vulnerabilities(&self) -> CollectionData {
        self.collection(Self::VULNERABILITIES)
    }

    fn collection(&self, sample: Sample) -> CollectionData {
        CollectionData::from_documents(sample.table, self.sample(sample))
    }

    pub(crate) fn sample(&self, sample: Sample) -> Vec<Document> {
        let context = &self.context();
        let values =
            (0..(sample.count)(self.assets)).map(|index| (sample.document)(context, index));
        documents(sample.table.id_field, values)
    }

    fn context(&self) -> Context {
        let now = self.now.unwrap_or_else(SystemTime::now);
        Context::new(self.seed, unix_seconds(now))
    }
}

impl Default for Generator {
    /// Creates a generator of 1,000 assets with the seed 42.
    fn default() -> Self {
        Self::new(42)
    }
}

fn documents(id_key: &str, values: impl Iterator<Item = Value>) -> Vec<Document> {
    let document = |value: Value| {
        let id = value[id_key].as_str().unwrap_or_default();
        Document::new(id, value.to_string())
    };
    values.map(document).collect()
}

/// Returns whole seconds since 1970, limited to the years 1 to 9999.
fn unix_seconds(time: SystemTime) -> i64 {
    const FIRST: i64 = -62_135_596_800;
    const LAST: i64 = 253_402_300_799;
    let seconds = |duration: Duration| i64::try_from(duration.as_secs()).unwrap_or(i64::MAX);
    let seconds = match time.duration_since(UNIX_EPOCH) {
        Ok(after) => seconds(after),
        Err(before) => -seconds(before.duration()),
    };
    seconds.clamp(FIRST, LAST)
}
