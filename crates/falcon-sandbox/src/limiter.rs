//! The rate limit.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

/// How many requests a minute the service usually takes.
pub(crate) const USUAL: u32 = 6000;
const WINDOW: Duration = Duration::from_secs(60);

/// Counts the requests of a minute, which begins with the first of them.
#[derive(Debug)]
pub(crate) struct Limiter {
    /// Nothing: no request is refused.
    per_minute: Option<u32>,
    window: Mutex<Window>,
}

#[derive(Debug)]
struct Window {
    began: Instant,
    used: u32,
}

/// What the headers of an answer say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Rate {
    pub(crate) limit: u32,
    pub(crate) remaining: u32,
}

impl Limiter {
    pub(crate) fn new(per_minute: Option<u32>) -> Self {
        let window = Window {
            began: Instant::now(),
            used: 0,
        };
        Self {
            per_minute,
            window: Mutex::new(window),
        }
    }

    /// What is left, for an answer that does not count.
    pub(crate) fn rate(&self) -> Rate {
        let Some(limit) = self.per_minute else {
            return Rate {
                limit: USUAL,
                remaining: USUAL - 1,
            };
        };
        let window = self.window.lock().unwrap_or_else(PoisonError::into_inner);
        Rate {
            limit,
            remaining: limit.saturating_sub(window.used),
        }
    }

    /// Counts a request.
    ///
    /// # Errors
    /// The Unix second at which the next one may come.
    pub(crate) fn count(&self) -> Result<(), u64> {
        self.count_at(Instant::now())
    }

    fn count_at(&self, now: Instant) -> Result<(), u64> {
        let Some(limit) = self.per_minute else {
            return Ok(());
        };
        let mut window = self.window.lock().unwrap_or_else(PoisonError::into_inner);
        if now.duration_since(window.began) >= WINDOW || window.used == 0 {
            *window = Window {
                began: now,
                used: 0,
            };
        }
        if window.used < limit {
            window.used += 1;
            return Ok(());
        }
        let wait = WINDOW.saturating_sub(now.duration_since(window.began));
        Err(unix_second_after(wait))
    }
}

/// The first whole Unix second that is at least so far from now.
pub(crate) fn unix_second_after(wait: Duration) -> u64 {
    let now = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default();
    let then = now.saturating_add(wait);
    then.as_secs()
        .saturating_add(u64::from(then.subsec_nanos() > 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minute_holds_so_many_and_the_next_as_many_again() {
        let limiter = Limiter::new(Some(2));
        let start = Instant::now();
        assert!(limiter.count_at(start).is_ok());
        assert_eq!(limiter.rate().remaining, 1);
        assert!(limiter.count_at(start).is_ok());
        let again = limiter.count_at(start).unwrap_err();
        let now = unix_second_after(Duration::ZERO);
        assert!((now..=now + 61).contains(&again), "{again}");
        assert!(limiter.count_at(start + WINDOW).is_ok());
        assert_eq!(limiter.rate().remaining, 1);
    }

    #[test]
    fn without_a_limit_nothing_is_refused() {
        let limiter = Limiter::new(None);
        assert!((0..10_000).all(|_| limiter.count().is_ok()));
        assert_eq!(limiter.rate().limit, USUAL);
    }
}
