//! Client-side rate limiting, shared by all clones of a client.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use crate::http::deadline::{Deadline, DeadlineExceeded};
use crate::http::rate_limit::RateLimit;

/// Length of the sliding window in which the service counts requests.
const WINDOW: Duration = Duration::from_secs(60);
/// Longest distance between two paced requests. The pace is a guess; a 429 is more precise.
const MAX_SPACING: Duration = Duration::from_secs(1);
/// Longest pause after a 429. The window is a minute, so a longer pause is a mistake of the
/// service. It must not block a program for good.
const MAX_PAUSE: Duration = Duration::from_secs(3600);

/// Rate limiter of a client: pauses after a 429 and paces requests when few remain.
#[derive(Debug, Default)]
pub(crate) struct Limiter(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    rate_limit: RateLimit,
    /// No request is sent before this instant.
    paused_until: Option<Instant>,
    /// Next free slot while requests are paced.
    next_slot: Option<Instant>,
}

/// The time at which a request may be sent.
enum Slot {
    Now,
    /// At a reserved instant; the duration is the distance to the next slot.
    At(Instant, Duration),
    /// Not before the end of a pause; nothing is reserved.
    Paused(Instant),
}

impl Limiter {
    /// Records the state that a response reports.
    pub(crate) fn observe(&self, rate_limit: RateLimit) {
        let mut state = self.lock();
        if rate_limit.limit.is_some() {
            state.rate_limit.limit = rate_limit.limit;
        }
        if rate_limit.remaining.is_some() {
            state.rate_limit.remaining = rate_limit.remaining;
        }
    }

    /// Stops all requests for `wait`, at most an hour. An earlier pause that ends later stays.
    ///
    /// Requests are paced after a pause until the reset of the limit, until a response reports how
    /// many remain. A pause of unknown length is short, and pacing would multiply it.
    pub(crate) fn pause(&self, wait: Duration, is_until_reset: bool) {
        let mut state = self.lock();
        let until = Instant::now().checked_add(wait.min(MAX_PAUSE));
        state.paused_until = state.paused_until.max(until);
        if is_until_reset {
            state.rate_limit.remaining = Some(0);
        } else {
            state.rate_limit.remaining = None;
            state.next_slot = None;
        }
    }

    /// Waits until a request may be sent.
    ///
    /// # Errors
    ///
    /// Returns the wait at once when it would end after the deadline.
    pub(crate) async fn acquire(&self, deadline: Deadline) -> Result<(), Duration> {
        let now = Instant::now();
        let slot = self.lock().reserve(now);
        match slot {
            Slot::Now => Ok(()),
            // Boxed because it is large and rare.
            slot => Box::pin(self.wait(now, slot, deadline)).await,
        }
    }

    async fn wait(
        &self,
        mut now: Instant,
        mut slot: Slot,
        deadline: Deadline,
    ) -> Result<(), Duration> {
        loop {
            let remaining = |instant: Instant| instant.saturating_duration_since(now);
            match slot {
                Slot::Now => return Ok(()),
                Slot::At(instant, spacing) => {
                    let mut reserved = ReservedSlot {
                        limiter: self,
                        spacing: Some(spacing),
                    };
                    let slept = deadline.sleep_until(instant).await;
                    slept.map_err(|DeadlineExceeded| remaining(instant))?;
                    if self.pause_left().is_none() {
                        reserved.spacing = None;
                        return Ok(());
                    }
                    // A pause has begun during the sleep: give the slot back and reserve another.
                }
                // The pause may have been extended during the sleep, so check again.
                Slot::Paused(until) => {
                    let slept = deadline.sleep_until(until).await;
                    slept.map_err(|DeadlineExceeded| remaining(until))?;
                }
            }
            now = Instant::now();
            slot = self.lock().reserve(now);
        }
    }

    /// Returns the rest of the pause, if there is one.
    pub(crate) fn pause_left(&self) -> Option<Duration> {
        let until = self.lock().paused_until?;
        let left = until.saturating_duration_since(Instant::now());
        Some(left).filter(|left| !left.is_zero())
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // The state is valid after every statement, so a poisoned lock is harmless.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn reserve(&mut self, now: Instant) -> Slot {
        if let Some(until) = self.paused_until {
            if until > now {
                return Slot::Paused(until);
            }
            self.paused_until = None;
        }
        let Some(spacing) = spacing(self.rate_limit) else {
            self.next_slot = None;
            return Slot::Now;
        };
        let slot = self.next_slot.map_or(now, |slot| slot.max(now));
        self.next_slot = slot.checked_add(spacing);
        if slot == now {
            Slot::Now
        } else {
            Slot::At(slot, spacing)
        }
    }
}

/// Returns the distance between requests while less than a tenth of the limit remains: the rate at
/// which the sliding window frees requests.
fn spacing(rate_limit: RateLimit) -> Option<Duration> {
    let (limit, remaining) = (rate_limit.limit?, rate_limit.remaining?);
    // With a limit of 0 nothing is below a tenth of it, so the division is safe.
    let threshold = limit.div_ceil(10);
    (remaining < threshold).then(|| (WINDOW / limit).min(MAX_SPACING))
}

/// A reserved slot that is released when it is dropped unused, so that abandoned requests do not
/// delay others.
struct ReservedSlot<'l> {
    limiter: &'l Limiter,
    /// `None` once the slot is used.
    spacing: Option<Duration>,
}

impl Drop for ReservedSlot<'_> {
    fn drop(&mut self) {
        if let Some(spacing) = self.spacing {
            let mut state = self.limiter.lock();
            state.next_slot = state.next_slot.and_then(|next| next.checked_sub(spacing));
        }
    }
}

#[cfg(test)]
mod tests {
    use futures_util::future::{join, join_all};

    use super::*;

    fn rate_limit(limit: u32, remaining: u32) -> RateLimit {
        RateLimit {
            limit: Some(limit),
            remaining: Some(remaining),
        }
    }

    async fn acquire(limiter: &Limiter) {
        limiter.acquire(Deadline::after(None)).await.unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn pause_stops_requests_until_it_ends() {
        let limiter = Limiter::default();
        limiter.pause(Duration::from_secs(30), true);
        limiter.pause(Duration::from_secs(1), true);
        assert_eq!(limiter.pause_left(), Some(Duration::from_secs(30)));
        let start = Instant::now();
        acquire(&limiter).await;
        assert_eq!(start.elapsed(), Duration::from_secs(30));
        assert_eq!(limiter.pause_left(), None);
    }

    #[tokio::test(start_paused = true)]
    async fn requests_are_paced_below_a_tenth_of_the_limit() {
        let limiter = Limiter::default();
        let time = async |requests: u32| {
            let start = Instant::now();
            for _ in 0..requests {
                acquire(&limiter).await;
            }
            start.elapsed()
        };
        limiter.observe(rate_limit(6000, 600));
        assert_eq!(time(100).await, Duration::ZERO);
        limiter.observe(rate_limit(6000, 599));
        assert_eq!(time(101).await, Duration::from_secs(1));
        limiter.observe(rate_limit(6000, 5000));
        assert_eq!(time(100).await, Duration::ZERO);
    }

    #[tokio::test(start_paused = true)]
    async fn paced_requests_keep_their_order() {
        let limiter = Limiter::default();
        limiter.observe(rate_limit(60, 0));
        let start = Instant::now();
        let requests = (0..5).map(async |_| {
            acquire(&limiter).await;
            start.elapsed().as_secs()
        });
        assert_eq!(join_all(requests).await, [0, 1, 2, 3, 4]);
    }

    #[tokio::test(start_paused = true)]
    async fn pause_delays_requests_with_a_reserved_slot() {
        let limiter = Limiter::default();
        limiter.observe(rate_limit(60, 0));
        let start = Instant::now();
        acquire(&limiter).await;
        let request = async {
            acquire(&limiter).await;
            start.elapsed()
        };
        let pause = async { limiter.pause(Duration::from_secs(30), true) };
        let (elapsed, ()) = join(request, pause).await;
        assert!(elapsed >= Duration::from_secs(30), "{elapsed:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn abandoned_requests_release_their_slots() {
        let limiter = Limiter::default();
        limiter.observe(rate_limit(60, 0));
        let start = Instant::now();
        acquire(&limiter).await;
        for _ in 0..1000 {
            let deadline = Deadline::after(Some(Duration::from_millis(10)));
            assert!(limiter.acquire(deadline).await.is_err());
        }
        let timeout = Duration::from_millis(500);
        let dropped = (0..100).map(|_| tokio::time::timeout(timeout, acquire(&limiter)));
        let dropped = join_all(dropped).await;
        assert!(dropped.iter().all(Result::is_err));
        acquire(&limiter).await;
        assert_eq!(start.elapsed(), Duration::from_secs(1));
    }

    #[tokio::test(start_paused = true)]
    async fn pause_without_reset_is_not_followed_by_pacing() {
        let limiter = Limiter::default();
        limiter.observe(rate_limit(10, 0));
        let start = Instant::now();
        acquire(&limiter).await;
        limiter.pause(Duration::from_millis(200), false);
        acquire(&limiter).await;
        limiter.pause(Duration::from_millis(400), false);
        acquire(&limiter).await;
        assert_eq!(start.elapsed(), Duration::from_millis(600));
    }

    #[tokio::test(start_paused = true)]
    async fn pause_is_capped() {
        let limiter = Limiter::default();
        limiter.pause(Duration::MAX, true);
        let start = Instant::now();
        acquire(&limiter).await;
        assert_eq!(start.elapsed(), MAX_PAUSE);
    }

    #[test]
    fn limit_of_zero_does_not_divide_by_zero() {
        assert_eq!(spacing(rate_limit(0, 0)), None);
        assert_eq!(spacing(rate_limit(1, 0)), Some(Duration::from_secs(1)));
        assert_eq!(spacing(RateLimit::default()), None);
    }
}
