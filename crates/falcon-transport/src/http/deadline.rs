//! Deadline of a call, waits included.

use std::time::Duration;

use tokio::time::Instant;

/// Deadline of a call; `None` means no deadline.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadline(Option<Instant>);

/// A wait that would end after the deadline.
#[derive(Debug, PartialEq)]
pub(crate) struct DeadlineExceeded;

impl Deadline {
    /// Returns the deadline `timeout` from now. A timeout beyond the range of the clock means no
    /// deadline.
    pub(crate) fn after(timeout: Option<Duration>) -> Self {
        Self(timeout.and_then(|timeout| Instant::now().checked_add(timeout)))
    }

    pub(crate) fn has_passed(self) -> bool {
        self.0.is_some_and(|deadline| Instant::now() >= deadline)
    }

    /// Returns the earlier of the deadline and `timeout` from now.
    pub(crate) fn earliest(self, timeout: Option<Duration>) -> Option<Instant> {
        match (self.0, Self::after(timeout).0) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        }
    }

    /// Sleeps until `instant`, or returns at once when that is after the deadline.
    pub(crate) async fn sleep_until(self, instant: Instant) -> Result<(), DeadlineExceeded> {
        if self.0.is_some_and(|deadline| instant > deadline) {
            return Err(DeadlineExceeded);
        }
        // Boxed because it is large and rare: the future of every call would carry it otherwise.
        Box::pin(tokio::time::sleep_until(instant)).await;
        Ok(())
    }

    /// Sleeps for `duration`, or returns at once when that would end after the deadline.
    pub(crate) async fn sleep(self, duration: Duration) -> Result<(), DeadlineExceeded> {
        match Instant::now().checked_add(duration) {
            Some(instant) => self.sleep_until(instant).await,
            None => Err(DeadlineExceeded),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn sleep_past_deadline_returns_at_once() {
        let start = Instant::now();
        let deadline = Deadline::after(Some(Duration::from_secs(5)));
        let result = deadline.sleep(Duration::from_secs(6)).await;
        assert_eq!(result, Err(DeadlineExceeded));
        assert_eq!(start.elapsed(), Duration::ZERO);
        assert_eq!(deadline.sleep(Duration::from_secs(5)).await, Ok(()));
        assert!(deadline.has_passed());
    }

    #[tokio::test(start_paused = true)]
    async fn earliest_of_deadline_and_timeout() {
        let (soon, late) = (Duration::from_secs(1), Duration::from_secs(9));
        let start = Instant::now();
        let earliest = |deadline, timeout| {
            let instant = Deadline::after(deadline).earliest(timeout);
            instant.map(|instant| instant - start)
        };
        assert_eq!(earliest(Some(soon), Some(late)), Some(soon));
        assert_eq!(earliest(Some(late), Some(soon)), Some(soon));
        assert_eq!(earliest(Some(late), None), Some(late));
        assert_eq!(earliest(None, Some(late)), Some(late));
        assert_eq!(earliest(None, None), None);
    }

    #[tokio::test(start_paused = true)]
    async fn durations_beyond_clock_range_do_not_panic() {
        assert!(!Deadline::after(Some(Duration::MAX)).has_passed());
        let result = Deadline::after(None).sleep(Duration::MAX).await;
        assert_eq!(result, Err(DeadlineExceeded));
    }
}
