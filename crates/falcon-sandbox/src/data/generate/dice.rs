//! Chance that is the same on every machine.

/// What a stream of chance is for, so that an asset's does not depend on how many sensors there
/// are.
#[derive(Debug, Clone, Copy)]
pub(super) enum Stream {
    Customer = 1,
    Asset,
    Place,
    Sensor,
    Rule,
    Subsidiary,
    User,
    Endpoint,
}

/// A source of chance: SplitMix64. It is written here, and not taken from a crate, because the
/// same seed must make the same data whatever the versions of the crates.
#[derive(Debug, Clone)]
pub(super) struct Dice {
    state: u64,
}

impl Dice {
    /// The dice of the thing number `index` of a stream.
    pub(super) fn new(seed: u64, stream: Stream, index: u64) -> Self {
        let stream = mixed(seed ^ mixed(stream as u64));
        Self {
            state: mixed(stream.wrapping_add(index)),
        }
    }

    pub(super) fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mixed(self.state)
    }

    /// Less than `end`, which is at least 1.
    pub(super) fn below(&mut self, end: u64) -> u64 {
        // The upper half of a product: even enough, and without a division.
        ((u128::from(self.next()) * u128::from(end)) >> 64) as u64
    }

    /// From `low` to `high`, both included.
    pub(super) fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.below(high - low + 1)
    }

    /// True so many times in a hundred.
    pub(super) fn percent(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of them, all equally likely.
    pub(super) fn pick<'t, T>(&mut self, from: &'t [T]) -> &'t T {
        &from[self.below(from.len() as u64) as usize]
    }

    /// One of them, each as likely as its weight says.
    pub(super) fn weighted<'t, T>(&mut self, from: &'t [T], weight: impl Fn(&T) -> u32) -> &'t T {
        let total: u64 = from.iter().map(|item| u64::from(weight(item))).sum();
        let mut rest = self.below(total);
        for item in from {
            let weight = u64::from(weight(item));
            if rest < weight {
                return item;
            }
            rest -= weight;
        }
        &from[0]
    }

    /// One of the texts, each as likely as its weight says.
    pub(super) fn word(&mut self, from: &[(&'static str, u32)]) -> &'static str {
        self.weighted(from, |(_, weight)| *weight).0
    }
}

/// Spreads a number over all 64 bits; two numbers never become one.
pub(super) const fn mixed(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_numbers_are_those_of_every_version() {
        let mut dice = Dice::new(42, Stream::Asset, 0);
        let first = [dice.next(), dice.next()];
        assert_eq!(first, [0xF10E_12F7_500C_D61B, 0x478E_9410_F6BB_6FA5]);
        assert_ne!(first[0], Dice::new(42, Stream::Asset, 1).next());
        assert_ne!(first[0], Dice::new(42, Stream::Sensor, 0).next());
        assert_ne!(first[0], Dice::new(43, Stream::Asset, 0).next());
    }

    #[test]
    fn numbers_stay_within_their_bounds() {
        let mut dice = Dice::new(0, Stream::Asset, 0);
        let mut seen = [0; 6];
        for _ in 0..600 {
            seen[dice.between(0, 5) as usize] += 1;
        }
        assert!(
            seen.iter().all(|count| (50..200).contains(count)),
            "{seen:?}"
        );
        assert_eq!(dice.below(1), 0);
        assert!(!dice.percent(0));
        assert!(dice.percent(100));
    }

    #[test]
    fn weights_count() {
        let mut dice = Dice::new(7, Stream::Asset, 0);
        let words = [("often", 9), ("never", 0), ("rarely", 1)];
        let drawn: Vec<&str> = (0..1000).map(|_| dice.word(&words)).collect();
        let count = |word| drawn.iter().filter(|drawn| **drawn == word).count();
        assert_eq!(count("never"), 0);
        assert!((50..200).contains(&count("rarely")));
    }
}
