//! The moment at which a call must be over, waiting included.

use std::time::Duration;

use tokio::time::Instant;

/// When a call must be over; no moment means never.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadline(Option<Instant>);

/// A wait that would not end in time.
#[derive(Debug, PartialEq)]
pub(crate) struct TooLong;

impl Deadline {
    /// So long from now. A time too far ahead to be told is no deadline.
    pub(crate) fn after(time: Option<Duration>) -> Self {
        Self(time.and_then(|time| Instant::now().checked_add(time)))
    }

    pub(crate) fn has_passed(self) -> bool {
        self.0.is_some_and(|at| Instant::now() >= at)
    }

    /// Whether `moment` is too late.
    pub(crate) fn is_before(self, moment: Instant) -> bool {
        self.0.is_some_and(|at| moment > at)
    }

    /// The earlier of the deadline and `time` from now.
    pub(crate) fn or_after(self, time: Option<Duration>) -> Option<Instant> {
        let soon = time.and_then(|time| Instant::now().checked_add(time));
        match (self.0, soon) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        }
    }

    /// Waits until `moment`, or not at all when that is after the deadline.
    pub(crate) async fn sleep_until(self, moment: Instant) -> Result<(), TooLong> {
        if self.is_before(moment) {
            return Err(TooLong);
        }
        // Rare, and large: boxed, so that no call carries it along.
        Box::pin(tokio::time::sleep_until(moment)).await;
        Ok(())
    }

    /// Waits for `time`, or not at all when that would pass the deadline.
    pub(crate) async fn sleep(self, time: Duration) -> Result<(), TooLong> {
        match Instant::now().checked_add(time) {
            Some(moment) => self.sleep_until(moment).await,
            None => Err(TooLong),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_wait_that_would_pass_the_deadline_is_not_begun() {
        let begin = Instant::now();
        let deadline = Deadline::after(Some(Duration::from_secs(5)));
        assert_eq!(deadline.sleep(Duration::from_secs(6)).await, Err(TooLong));
        assert_eq!(begin.elapsed(), Duration::ZERO);
        assert_eq!(deadline.sleep(Duration::from_secs(5)).await, Ok(()));
        assert!(deadline.has_passed());
    }

    #[tokio::test(start_paused = true)]
    async fn of_a_deadline_and_a_time_the_earlier_counts() {
        let (soon, late) = (Duration::from_secs(1), Duration::from_secs(9));
        let begin = Instant::now();
        let end = |deadline, time| {
            let end = Deadline::after(deadline).or_after(time);
            end.map(|end| end - begin)
        };
        assert_eq!(end(Some(soon), Some(late)), Some(soon));
        assert_eq!(end(Some(late), Some(soon)), Some(soon));
        assert_eq!(end(Some(late), None), Some(late));
        assert_eq!(end(None, Some(late)), Some(late));
        assert_eq!(end(None, None), None);
    }

    #[tokio::test(start_paused = true)]
    async fn times_beyond_what_a_clock_can_tell_do_not_panic() {
        assert!(!Deadline::after(Some(Duration::MAX)).has_passed());
        assert_eq!(
            Deadline::after(None).sleep(Duration::MAX).await,
            Err(TooLong)
        );
    }
}
