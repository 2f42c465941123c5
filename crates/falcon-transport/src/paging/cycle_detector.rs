//! Detection of page tokens that repeat.

use std::collections::VecDeque;
use std::hash::{DefaultHasher, Hash, Hasher};

/// The number of recent tokens to remember.
const RECENT: usize = 64;

/// Detects when a service returns the same page tokens in a cycle.
///
/// It uses constant memory. A cycle of up to 64 tokens is detected at its first repetition. Longer
/// cycles are detected by Brent's algorithm: one token, the mark, is replaced after 1, 2, 4, 8, …
/// steps, so eventually it is on the cycle and comes back before it is replaced.
#[derive(Clone, Debug, Default)]
pub(crate) struct CycleDetector {
    /// Hashes of the last tokens.
    recent: VecDeque<u64>,
    mark: Option<u64>,
    steps: u64,
    next_mark: u64,
}

impl CycleDetector {
    /// Records a token. Returns `true` if it is known to have occurred before.
    pub(crate) fn is_repeated(&mut self, token: impl Hash) -> bool {
        let mut hasher = DefaultHasher::new();
        token.hash(&mut hasher);
        let token = hasher.finish();
        if self.mark == Some(token) || self.recent.contains(&token) {
            return true;
        }
        if self.recent.len() == RECENT {
            self.recent.pop_front();
        }
        self.recent.push_back(token);
        if self.steps >= self.next_mark {
            self.mark = Some(token);
            self.next_mark = self.next_mark.saturating_mul(2).max(1);
        }
        self.steps += 1;
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the step at which a cycle of `len` tokens is detected that starts after `lead` others.
    fn detected_at(len: u64, lead: u64) -> Option<u64> {
        let mut detector = CycleDetector::default();
        (0_u64..10_000).find(|step| {
            let token = step
                .checked_sub(lead)
                .map_or(*step, |step| lead + step % len);
            detector.is_repeated(token.to_string())
        })
    }

    #[test]
    fn short_cycle_is_detected_at_once() {
        assert_eq!(detected_at(1, 0), Some(1));
        assert_eq!(detected_at(3, 5), Some(8));
    }

    #[test]
    fn long_cycle_is_detected() {
        assert!(detected_at(1000, 0).is_some());
        assert!(detected_at(500, 333).is_some());
    }

    #[test]
    fn distinct_tokens_are_not_a_cycle() {
        assert_eq!(detected_at(u64::MAX, 0), None);
    }
}
