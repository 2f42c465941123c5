//! Data out of a seed.

mod asset;
mod dice;
mod discovery;
mod identity;
mod object;
mod rule;
mod sensor;
mod service;
mod subsidiary;
mod words;
mod world;

use std::ops::Range;
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::{Data, Document};
use words::COMPANIES;
use world::World;

/// How many documents a thread is worth.
const A_THREAD: u64 = 4_096;
/// More threads than this wait for memory.
const MOST_THREADS: usize = 16;

/// Makes data that look like those of a real organisation, without being anyone's.
///
/// The data are the same for the same seed, numbers and point in time, on every machine; an asset
/// is the same however many there are. Times count back from [`now`](Self::now).
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
/// let again = Generator::new(42).assets(200).now(now).generate();
/// assert_eq!(data.assets[..], again.assets[..100]);
/// ```
///
/// # What they are like
///
/// * Three assets of five are addresses, the others domains. A few in a hundred are critical, most
///   are not assessed; 443 and 80 are common ports, 22 and 3389 rarer. Most were seen today, a few
///   not for months; the oldest were first seen four years ago.
/// * Number 7 and every eightieth from there is a critical address with a way in from afar, so that
///   `criticality:'Critical'+ip.services.port:[22,3389]` matches some of them whatever the seed.
/// * Every field that the table of [`fql::collections::external_assets`] has is reached in some
///   assets. Two of them, `asset_id` and `protocol_port`, are in no public model of the answer; here
///   they are in the documents, since a filter is held against those.
/// * Domains are those of RFC 2606, numbers of autonomous systems those of RFC 5398, hardware
///   addresses those of RFC 7042. No two assets share an address: the first 508 that are one have
///   one of 198.51.100.0/24 or 203.0.113.0/24, the others one of 2001:db8::/32. 192.0.2.0/24
///   stands for what is inside.
/// * The fourteen subsidiaries are a tree, and their `asset_count` is that of the data.
#[derive(Debug, Clone)]
#[must_use = "nothing is made before `generate()`"]
pub struct Generator {
    seed: u64,
    assets: u64,
    sensors: Option<u64>,
    users: Option<u64>,
    endpoints: Option<u64>,
    now: Option<SystemTime>,
}

impl Generator {
    /// A generator of 1,000 assets.
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

    /// How many assets to make. One takes two kilobytes and a half.
    pub const fn assets(mut self, assets: u64) -> Self {
        self.assets = assets;
        self
    }

    /// How many sensors to make. Without this, one for fifty assets, but from 20 to 2,000.
    pub const fn sensors(mut self, sensors: u64) -> Self {
        self.sensors = Some(sensors);
        self
    }

    /// How many users to make. Without this, one for ten assets, but from 60 to 5,000.
    pub const fn users(mut self, users: u64) -> Self {
        self.users = Some(users);
        self
    }

    /// How many endpoints to make. Without this, one for twenty assets, but from 30 to 2,500.
    pub const fn endpoints(mut self, endpoints: u64) -> Self {
        self.endpoints = Some(endpoints);
        self
    }

    /// The moment that the data are of: nothing in them is newer, but what certificates say of
    /// their end. Without this, the moment at which they are made.
    pub const fn now(mut self, now: SystemTime) -> Self {
        self.now = Some(now);
        self
    }

    /// Makes the data, on as many threads as there is work for.
    #[must_use]
    pub fn generate(&self) -> Data {
        let now = self.now.unwrap_or_else(SystemTime::now);
        let world = World::new(self.seed, seconds(now));
        let scaled = |number: Option<u64>, share: u64, least: u64, most: u64| {
            number.unwrap_or_else(|| (self.assets / share).clamp(least, most))
        };
        let (assets, counts) = assets(&world, self.assets);
        let users = scaled(self.users, 10, 60, 5_000);
        let endpoints = scaled(self.endpoints, 20, 30, 2_500);
        let sensors = scaled(self.sensors, 50, 20, 2_000);
        let mut identities = documents(&world, users, identity::user);
        identities.append(&mut documents(&world, endpoints, identity::endpoint));
        Data {
            assets,
            sensors: documents(&world, sensors, sensor::sensor),
            policy_rules: rule::rules(&world),
            subsidiaries: subsidiary::subsidiaries(&world, &counts),
            identities,
        }
    }
}

impl Default for Generator {
    /// A generator of 1,000 assets out of the seed 42.
    fn default() -> Self {
        Self::new(42)
    }
}

/// Whole seconds since 1970; times that four digits can't tell the year of do not occur.
fn seconds(time: SystemTime) -> i64 {
    const FIRST: i64 = -62_135_596_800;
    const LAST: i64 = 253_402_300_799;
    let whole = |duration: Duration| i64::try_from(duration.as_secs()).unwrap_or(i64::MAX);
    let seconds = match time.duration_since(UNIX_EPOCH) {
        Ok(after) => whole(after),
        Err(before) => -whole(before.duration()),
    };
    seconds.clamp(FIRST, LAST)
}

/// The assets, and how many each company has.
fn assets(world: &World, number: u64) -> (Vec<Document>, Vec<u64>) {
    let mut counts = vec![0; COMPANIES.len()];
    for index in 0..number {
        counts[asset::company_of(world, index)] += 1;
    }
    (documents(world, number, asset::asset), counts)
}

/// The documents number 0 to `number` that `make` makes, each of which is its own work.
fn documents(
    world: &World,
    number: u64,
    make: fn(&World, u64, &mut String) -> Document,
) -> Vec<Document> {
    let run = |range: Range<u64>| {
        let mut text = String::with_capacity(4_096);
        range
            .map(|index| make(world, index, &mut text))
            .collect::<Vec<_>>()
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let threads = (threads.min(MOST_THREADS) as u64).min(number / A_THREAD);
    if threads < 2 {
        return run(0..number);
    }
    let bounds = |part: u64| part * number / threads;
    thread::scope(|scope| {
        let parts: Vec<_> = (0..threads)
            .map(|part| scope.spawn(move || run(bounds(part)..bounds(part + 1))))
            .collect();
        let mut documents = Vec::with_capacity(usize::try_from(number).unwrap_or_default());
        for part in parts {
            // A thread that fails has told why; the failure is this one's, too.
            let mut part = part
                .join()
                .unwrap_or_else(|failure| std::panic::resume_unwind(failure));
            documents.append(&mut part);
        }
        documents
    })
}
