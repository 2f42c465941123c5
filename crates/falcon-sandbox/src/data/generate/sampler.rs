//! Seeded random choices, and the values that all documents of a run share.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use fql::Timestamp;
use rand::rngs::ChaCha8Rng;
use rand::seq::{IndexedRandom, SliceRandom};
use rand::{RngExt, SeedableRng};
use serde::Serialize;

use super::vocabulary::{COMPANIES, Company};

pub(super) const MINUTE: i64 = 60;
pub(super) const HOUR: i64 = 60 * MINUTE;
pub(super) const DAY: i64 = 24 * HOUR;

/// The purposes of random values. Each uses separate random streams: sensors, for example, do not
/// depend on the number of assets.
#[derive(Debug, Clone, Copy)]
pub(super) enum Purpose {
    Customer,
    Asset,
    Sensor,
    SensorPolicy,
    PolicyRule,
    Subsidiary,
    User,
    Endpoint,
    Host,
    HostGroup,
    Alert,
    Vulnerability,
}

/// The values that all documents of a run share.
#[derive(Debug)]
pub(super) struct Context {
    seed: u64,
    /// In seconds since 1970.
    pub(super) now: i64,
    /// The id of the customer.
    pub(super) cid: String,
    /// In the order of [`COMPANIES`].
    pub(super) subsidiaries: Vec<Subsidiary>,
    /// The hosts of 198.51.100.0/24 and 203.0.113.0/24, shuffled.
    public_ipv4: Vec<Ipv4Addr>,
}

/// A subsidiary, as assets refer to it.
#[derive(Debug, Serialize)]
pub(super) struct Subsidiary {
    pub(super) id: String,
    name: &'static str,
    #[serde(skip)]
    pub(super) domain: &'static str,
}

impl Context {
    pub(super) fn new(seed: u64, now: i64) -> Self {
        let rng = &mut stream(seed, Purpose::Customer, 0);
        let hosts = |[a, b, c]: [u8; 3]| (1..=254).map(move |host| Ipv4Addr::new(a, b, c, host));
        let mut public_ipv4: Vec<_> = hosts([198, 51, 100]).chain(hosts([203, 0, 113])).collect();
        public_ipv4.shuffle(rng);
        let subsidiary = |(index, company): (u64, &Company)| Subsidiary {
            id: id(&mut stream(seed, Purpose::Subsidiary, index)),
            name: company.name,
            domain: company.domain,
        };
        Self {
            seed,
            now,
            cid: id(rng),
            subsidiaries: (0..).zip(COMPANIES).map(subsidiary).collect(),
            public_ipv4,
        }
    }

    /// Returns the sampler of the document at `index`.
    pub(super) fn sampler(&self, purpose: Purpose, index: u64) -> Sampler<'_> {
        Sampler {
            context: self,
            rng: stream(self.seed, purpose, index),
        }
    }
}

/// Returns a stream of random numbers.
///
/// ChaCha has 2^64 independent streams for each seed. A document draws from a stream that only its
/// purpose and index determine, and therefore does not depend on other documents.
fn stream(seed: u64, purpose: Purpose, index: u64) -> ChaCha8Rng {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(((purpose as u64) << 56) | index);
    rng
}

/// Returns 32 hexadecimal digits, the form of most ids of the service.
fn id(rng: &mut ChaCha8Rng) -> String {
    format!("{:032x}", rng.random::<u128>())
}

/// Formats seconds since 1970 as the service does.
pub(super) fn time(seconds: i64) -> String {
    Timestamp::from_unix(seconds).to_string()
}

/// Draws the values of one document.
#[derive(Debug)]
pub(super) struct Sampler<'c> {
    pub(super) context: &'c Context,
    rng: ChaCha8Rng,
}

impl Sampler<'_> {
    /// Returns an integer between `low` and `high`, both included.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        self.rng.random_range(low..=high)
    }

    /// Returns an integer between `low` and `high` that is more often near `low`.
    pub(super) fn skewed_between(&mut self, low: i64, high: i64) -> i64 {
        self.between(low, high).min(self.between(low, high))
    }

    /// Returns `true` with a probability of `percent` percent.
    pub(super) fn percent(&mut self, percent: u32) -> bool {
        self.rng.random_ratio(percent, 100)
    }

    /// Returns a value with a probability of `percent` percent.
    pub(super) fn maybe<T>(
        &mut self,
        percent: u32,
        value: impl FnOnce(&mut Self) -> T,
    ) -> Option<T> {
        self.percent(percent).then(|| value(self))
    }

    /// Returns one of the items, all equally likely.
    pub(super) fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items.choose(&mut self.rng).copied().unwrap_or(items[0])
    }

    /// Returns one of the items, with a probability in proportion to its weight.
    pub(super) fn weighted<T: Copy>(&mut self, items: &[(T, u32)]) -> T {
        let item = items.choose_weighted(&mut self.rng, |(_, weight)| *weight);
        item.map_or(items[0].0, |(item, _)| *item)
    }

    /// Returns 32 hexadecimal digits.
    pub(super) fn id(&mut self) -> String {
        id(&mut self.rng)
    }

    /// Returns a UUID of version 4.
    pub(super) fn uuid(&mut self) -> String {
        let id = self.id();
        let variant = self.pick(&["8", "9", "a", "b"]);
        let [time, mid, high, low, node] =
            [&id[..8], &id[8..12], &id[13..16], &id[17..20], &id[20..]];
        format!("{time}-{mid}-4{high}-{variant}{low}-{node}")
    }

    /// Returns the public address of the asset at `index`, which no other asset has. It is an IPv6
    /// address once the documentation networks of IPv4 are used up.
    pub(super) fn asset_address(&mut self, index: u64) -> IpAddr {
        if let Some(address) = self.context.public_ipv4.get(index as usize) {
            return IpAddr::V4(*address);
        }
        let [high, low] = [(index >> 16) as u16, index as u16];
        let host = self.between(1, 0xffff) as u16;
        IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, high, low, 0, 0, 0, host))
    }

    /// Returns a public address.
    pub(super) fn public_ipv4(&mut self) -> Ipv4Addr {
        self.pick(&self.context.public_ipv4)
    }

    /// Returns an address of 192.0.2.0/24, the internal network.
    pub(super) fn internal_ipv4(&mut self) -> Ipv4Addr {
        Ipv4Addr::new(192, 0, 2, self.between(1, 254) as u8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_differ_by_seed_purpose_and_index() {
        let id = |seed, purpose, index| id(&mut stream(seed, purpose, index));
        let first = id(42, Purpose::Asset, 0);
        assert_eq!(first, id(42, Purpose::Asset, 0));
        assert_ne!(first, id(42, Purpose::Asset, 1));
        assert_ne!(first, id(42, Purpose::Sensor, 0));
        assert_ne!(first, id(43, Purpose::Asset, 0));
    }

    /// Fails if an update of `rand` changes the values of a seed.
    #[test]
    fn values_of_a_seed_are_stable() {
        let context = Context::new(42, 0);
        let mut sampler = context.sampler(Purpose::Asset, 0);
        let drawn = format!(
            "{} {} {} {} {} {}",
            sampler.id(),
            sampler.uuid(),
            sampler.between(0, 1_000_000),
            sampler.weighted(&[("a", 1), ("b", 2), ("c", 3)]),
            sampler.pick(&[1, 2, 3, 4, 5, 6, 7, 8]),
            sampler.internal_ipv4(),
        );
        assert_eq!(
            drawn,
            "1e96817036e773179594804614d33312 57d78c2b-b2ab-4f30-b723-7630a3c73457 172915 a 4 \
             192.0.2.204"
        );
    }
}
