//! What all generated documents share, and how things are numbered.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};

use super::dice::{Dice, Stream, mixed};
use super::object::Object;
use super::words::COMPANIES;

pub(super) const MINUTE: i64 = 60;
pub(super) const HOUR: i64 = 60 * MINUTE;
pub(super) const DAY: i64 = 24 * HOUR;

/// A number in so many hexadecimal digits, which is how the service writes most ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Id {
    high: u64,
    low: u64,
}

impl Id {
    /// The id of the thing number `index` of a stream. No two things of a stream share one.
    pub(super) fn of(seed: u64, stream: Stream, index: u64) -> Self {
        let key = mixed(seed ^ mixed(stream as u64 ^ 0xFF00));
        // `mixed` makes no two numbers one, so the upper half alone tells the things apart.
        Self {
            high: mixed(index ^ key),
            low: mixed(mixed(index.wrapping_add(1)).wrapping_add(key)),
        }
    }

    pub(super) fn drawn(dice: &mut Dice) -> Self {
        Self {
            high: dice.next(),
            low: dice.next(),
        }
    }

    /// The same, written `8-4-4-4-12`.
    pub(super) const fn hyphenated(self) -> Uuid {
        Uuid(self)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut digits = [0; 32];
        for (index, digit) in digits.iter_mut().enumerate() {
            let half = if index < 16 { self.high } else { self.low };
            let nibble = (half >> (60 - 4 * (index % 16))) & 0xF;
            *digit = b"0123456789abcdef"[nibble as usize];
        }
        f.write_str(str::from_utf8(&digits).unwrap_or_default())
    }
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Uuid(Id);

impl fmt::Display for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Id { high, low } = self.0;
        write!(
            f,
            "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
            high >> 32,
            (high >> 16) & 0xFFFF,
            high & 0xFFF,
            0x8000 | (low >> 48) & 0x3FFF,
            low & 0xFFFF_FFFF_FFFF,
        )
    }
}

/// What all documents of a run share.
#[derive(Debug, Clone)]
pub(super) struct World {
    pub(super) seed: u64,
    /// In seconds since 1970.
    pub(super) now: i64,
    pub(super) cid: String,
    /// The id of each of the [`COMPANIES`].
    pub(super) subsidiaries: Vec<String>,
}

impl World {
    pub(super) fn new(seed: u64, now: i64) -> Self {
        let id = |stream, index| Id::of(seed, stream, index).to_string();
        Self {
            seed,
            now,
            cid: id(Stream::Customer, 0),
            subsidiaries: (0..COMPANIES.len() as u64)
                .map(|index| id(Stream::Subsidiary, index))
                .collect(),
        }
    }

    pub(super) fn dice(&self, stream: Stream, index: u64) -> Dice {
        Dice::new(self.seed, stream, index)
    }

    /// A time between `oldest` and `newest` seconds ago, mostly near the newer end.
    pub(super) fn ago(&self, dice: &mut Dice, newest: i64, oldest: i64) -> i64 {
        let span = u64::try_from(oldest - newest).unwrap_or_default();
        // The least of two is small more often than not.
        let ago = dice.below(span + 1).min(dice.below(span + 1));
        self.now - newest - ago as i64
    }

    /// A time between the two.
    pub(super) fn time_between(dice: &mut Dice, from: i64, to: i64) -> i64 {
        let span = u64::try_from(to - from).unwrap_or_default();
        from + dice.below(span + 1) as i64
    }

    /// Writes the list of the one subsidiary that something belongs to.
    pub(super) fn put_subsidiary(&self, object: &mut Object<'_>, company: usize) {
        object.objects("subsidiaries", [company], |object, company| {
            object.text("id", &self.subsidiaries[company]);
            object.text("name", COMPANIES[company].name);
        });
    }
}

/// How many addresses of version 4 stand for the outside: 198.51.100.0/24 and 203.0.113.0/24
/// without their first and last.
pub(super) const OUTSIDE: u64 = 2 * 254;

/// The address of the asset number `index`. No two share one: the first have the few of version
/// 4, and the others one of version 6.
pub(super) fn outside(seed: u64, index: u64) -> Address {
    if index < OUTSIDE {
        // 193 has no factor in common with 508, so the numbers go round without a repetition.
        let place = (index * 193 + mixed(seed) % OUTSIDE) % OUTSIDE;
        Address::V4(outside_v4(place))
    } else {
        let key = mixed(seed ^ 6) as u32;
        // An odd factor moves the numbers of 32 bits about and makes no two one.
        let net = (index as u32).wrapping_mul(0x9E37_79B1) ^ key;
        let host = mixed(index ^ seed) as u16;
        let [high, low] = [(net >> 16) as u16, net as u16];
        Address::V6(Ipv6Addr::new(0x2001, 0xDB8, high, low, 0, 0, 0, host | 1))
    }
}

const fn outside_v4(place: u64) -> Ipv4Addr {
    let host = (place % 254 + 1) as u8;
    if place < 254 {
        Ipv4Addr::new(203, 0, 113, host)
    } else {
        Ipv4Addr::new(198, 51, 100, host)
    }
}

/// Some address outside.
pub(super) fn any_outside(dice: &mut Dice) -> Ipv4Addr {
    outside_v4(dice.below(OUTSIDE))
}

/// Some address of 192.0.2.0/24, which stands for the inside.
pub(super) fn any_inside(dice: &mut Dice) -> Ipv4Addr {
    Ipv4Addr::new(192, 0, 2, dice.between(1, 254) as u8)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Address {
    V4(Ipv4Addr),
    V6(Ipv6Addr),
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::V4(address) => address.fmt(f),
            Self::V6(address) => address.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_address_occurs_twice() {
        for seed in [0, 1, 42] {
            let addresses: HashSet<Address> =
                (0..20_000).map(|index| outside(seed, index)).collect();
            assert_eq!(addresses.len(), 20_000);
        }
    }

    #[test]
    fn ids_are_written_in_full() {
        let id = Id { high: 0xAB, low: 1 };
        assert_eq!(id.to_string(), "00000000000000ab0000000000000001");
        assert_eq!(
            id.hyphenated().to_string(),
            "00000000-0000-40ab-8000-000000000001"
        );
    }
}
