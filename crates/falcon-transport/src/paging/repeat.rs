//! Notices when a service hands out tokens in a circle.

use std::collections::VecDeque;
use std::hash::{DefaultHasher, Hash, Hasher};

/// How many of the last tokens are remembered.
const REMEMBERED: usize = 64;

/// The tokens seen, in memory that does not grow.
///
/// A circle among the last tokens is noticed at once. A longer one is noticed by Brent's method:
/// one more token is remembered, and replaced after 1, 2, 4, 8 and so on steps, so that in the
/// end it lies on the circle and comes again.
#[derive(Clone, Debug, Default)]
pub(crate) struct Repeats {
    recent: VecDeque<u64>,
    mark: Option<u64>,
    steps: u64,
    next_mark: u64,
}

impl Repeats {
    /// Notes a token, and tells whether it was there before.
    pub(crate) fn again(&mut self, token: &str) -> bool {
        let mut hasher = DefaultHasher::new();
        token.hash(&mut hasher);
        let token = hasher.finish();
        if self.mark == Some(token) || self.recent.contains(&token) {
            return true;
        }
        if self.recent.len() == REMEMBERED {
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

    fn steps_until_noticed(circle: u64, lead: u64) -> Option<u64> {
        let mut repeats = Repeats::default();
        (0..10_000).find(|step| {
            let place = if *step < lead {
                *step
            } else {
                lead + (step - lead) % circle
            };
            repeats.again(&place.to_string())
        })
    }

    #[test]
    fn the_same_token_twice_is_noticed_at_once() {
        assert_eq!(steps_until_noticed(1, 0), Some(1));
        assert_eq!(steps_until_noticed(3, 5), Some(8));
    }

    #[test]
    fn long_circles_are_noticed_too() {
        assert!(steps_until_noticed(1000, 0).is_some());
        assert!(steps_until_noticed(500, 333).is_some());
    }

    #[test]
    fn tokens_that_differ_are_no_circle() {
        assert_eq!(steps_until_noticed(u64::MAX, 0), None);
    }
}
