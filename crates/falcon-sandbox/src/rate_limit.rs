//! The request rate limit.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

/// The service's usual limit in requests per minute.
const DEFAULT_LIMIT: u32 = 6000;
const WINDOW: Duration = Duration::from_secs(60);

/// Limits requests per minute, in fixed windows that start with their first request.
#[derive(Debug)]
pub(crate) struct RateLimiter {
    /// `None` rejects nothing.
    per_minute: Option<u32>,
    window: Mutex<Window>,
}

#[derive(Debug)]
struct Window {
    start: Instant,
    used: u32,
}

/// The values of the rate-limit headers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct RateLimitStatus {
    pub(crate) limit: u32,
    pub(crate) remaining: u32,
}

impl RateLimiter {
    pub(crate) fn new(per_minute: Option<u32>) -> Self {
        let window = Window {
            start: Instant::now(),
            used: 0,
        };
        Self {
            per_minute,
            window: Mutex::new(window),
        }
    }

    /// Returns the current status without counting a request.
    pub(crate) fn status(&self) -> RateLimitStatus {
        let Some(limit) = self.per_minute else {
            return RateLimitStatus {
                limit: DEFAULT_LIMIT,
                remaining: DEFAULT_LIMIT - 1,
            };
        };
        let window = self.window.lock().unwrap_or_else(PoisonError::into_inner);
        RateLimitStatus {
            limit,
            remaining: limit.saturating_sub(window.used),
        }
    }

    /// Counts a request.
    ///
    /// # Errors
    ///
    /// Returns the Unix second of the next allowed request if the limit is reached.
    pub(crate) fn count(&self) -> Result<(), u64> {
        self.count_at(Instant::now())
    }

    fn count_at(&self, now: Instant) -> Result<(), u64> {
        let Some(limit) = self.per_minute else {
            return Ok(());
        };
        let mut window = self.window.lock().unwrap_or_else(PoisonError::into_inner);
        if now.duration_since(window.start) >= WINDOW || window.used == 0 {
            *window = Window {
                start: now,
                used: 0,
            };
        }
        if window.used < limit {
            window.used += 1;
            return Ok(());
        }
        let wait = WINDOW.saturating_sub(now.duration_since(window.start));
        Err(unix_second_after(wait))
    }
}

/// Returns the first whole Unix second at least `wait` from now.
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
    fn limit_applies_per_window() {
        let limiter = RateLimiter::new(Some(2));
        let start = Instant::now();
        assert!(limiter.count_at(start).is_ok());
        assert_eq!(limiter.status().remaining, 1);
        assert!(limiter.count_at(start).is_ok());
        let retry_after = limiter.count_at(start).unwrap_err();
        let now = unix_second_after(Duration::ZERO);
        assert!((now..=now + 61).contains(&retry_after), "{retry_after}");
        assert!(limiter.count_at(start + WINDOW).is_ok());
        assert_eq!(limiter.status().remaining, 1);
    }

    #[test]
    fn unlimited_accepts_every_request() {
        let limiter = RateLimiter::new(None);
        assert!((0..10_000).all(|_| limiter.count().is_ok()));
        assert_eq!(limiter.status().limit, DEFAULT_LIMIT);
    }
}
