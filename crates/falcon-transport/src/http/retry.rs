//! When a call is repeated, and how long it waits before.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use crate::api::operation::Idempotency;
use crate::error::Error;

/// How often and how patiently a call is repeated.
///
/// Reads are repeated after a status of 408 or 500 to 599, after a lost connection, a timeout and
/// a body that cannot be read. Writes are repeated only when nothing can have been done: when
/// there was no connection. A 429 and the first 401 were not done either and are repeated for
/// both; they do not count here. Waits grow from [`first_wait`](Self::first_wait) by doubling, up
/// to [`longest_wait`](Self::longest_wait), and each is shortened by up to a half at random, so
/// that many clients do not come back at once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RetryPolicy {
    attempts: u32,
    first_wait: Duration,
    longest_wait: Duration,
}

impl Default for RetryPolicy {
    /// Four attempts; waits of 0.2 s, doubling, up to 10 s.
    fn default() -> Self {
        Self {
            attempts: 4,
            first_wait: Duration::from_millis(200),
            longest_wait: Duration::from_secs(10),
        }
    }
}

impl RetryPolicy {
    /// No repetition after a fault. The rate limit is still waited for.
    #[must_use]
    pub fn never() -> Self {
        Self::default().attempts(1)
    }

    /// How many requests are sent at most for a call, the first included; at least one.
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.max(1);
        self
    }

    /// How long to wait before the second attempt.
    #[must_use]
    pub fn initial_backoff(mut self, wait: Duration) -> Self {
        self.first_wait = wait;
        self
    }

    /// How long to wait at most before any attempt.
    #[must_use]
    pub fn max_backoff(mut self, wait: Duration) -> Self {
        self.longest_wait = wait;
        self
    }

    /// The wait after the `failed`th failure in a row, from 1; `spread` is in 0 to 1.
    fn wait(&self, failed: u32, spread: f64) -> Duration {
        let doubled = 2u32.saturating_pow(failed.saturating_sub(1));
        let whole = self
            .first_wait
            .saturating_mul(doubled)
            .min(self.longest_wait);
        whole.mul_f64(1.0 - spread.clamp(0.0, 1.0) / 2.0)
    }
}

/// What a failed attempt allows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum RetryClass {
    /// Nothing was sent: any operation may be repeated.
    NotSent,
    /// It may have been done: only reads may be repeated. The service may have asked for a wait.
    Unknown(Option<Duration>),
    /// The rate limit refused it: it was not done. The service may have said until when.
    RateLimited(Option<Duration>),
    /// The token was refused: it was not done.
    Unauthorized,
    /// It would fail again.
    Final,
}

/// A failed attempt.
#[derive(Debug)]
pub(crate) struct AttemptError {
    pub(crate) error: Error,
    pub(crate) class: RetryClass,
}

impl AttemptError {
    pub(crate) fn new(class: RetryClass, error: Error) -> Self {
        Self { error, class }
    }

    /// The error of a call that ends with this failure.
    pub(crate) fn into_error(self, idempotency: Idempotency, attempts: u32) -> Error {
        let error = self.error.after_attempts(attempts);
        match (self.class, idempotency) {
            (RetryClass::Unknown(_), Idempotency::NonIdempotent) => error.with_may_have_been_done(),
            _ => error,
        }
    }
}

/// How many 429 in a row one call takes before it gives up.
const RATE_LIMITED_MAX: u32 = 20;

/// The attempts of one call.
pub(crate) struct Attempts<'a> {
    policy: &'a RetryPolicy,
    budget: &'a RetryBudget,
    idempotency: Idempotency,
    failed: u32,
    rate_limited: u32,
    sent: u32,
}

impl<'a> Attempts<'a> {
    pub(crate) fn new(
        policy: &'a RetryPolicy,
        budget: &'a RetryBudget,
        idempotency: Idempotency,
    ) -> Self {
        Self {
            policy,
            budget,
            idempotency,
            failed: 0,
            rate_limited: 0,
            sent: 0,
        }
    }

    /// Counts a request that is about to be sent, and gives its number.
    pub(crate) fn begin(&mut self) -> u32 {
        self.sent += 1;
        self.sent
    }

    pub(crate) fn sent(&self) -> u32 {
        self.sent
    }

    /// The wait before the next attempt, or nothing when there is to be none.
    pub(crate) fn next(&mut self, class: RetryClass) -> Option<Duration> {
        let asked = match class {
            RetryClass::NotSent => None,
            RetryClass::Unknown(asked) if self.idempotency == Idempotency::Idempotent => asked,
            RetryClass::RateLimited(asked) => return self.next_after_429(asked),
            RetryClass::Unknown(_) | RetryClass::Unauthorized | RetryClass::Final => return None,
        };
        self.failed += 1;
        if self.failed >= self.policy.attempts || !self.budget.spend() {
            return None;
        }
        let wait = self.policy.wait(self.failed, fastrand::f64());
        Some(wait.max(asked.unwrap_or_default()))
    }

    /// A 429 says that nothing was done, so it costs no attempt; but a service that says it
    /// without end, or names a moment that has passed, must not be asked without end or pause.
    fn next_after_429(&mut self, asked: Option<Duration>) -> Option<Duration> {
        self.rate_limited += 1;
        if self.rate_limited >= RATE_LIMITED_MAX {
            return None;
        }
        let told = asked.filter(|wait| !wait.is_zero());
        Some(told.unwrap_or_else(|| self.policy.wait(self.rate_limited, fastrand::f64())))
    }
}

/// What all clones of a client may spend on repeating calls.
///
/// When a service is down, every call repeated makes it worse; with the budget spent, calls fail
/// at once. Each success earns a tenth of a repetition.
#[derive(Debug)]
pub(crate) struct RetryBudget(AtomicU32);

impl RetryBudget {
    const FULL: u32 = 500;
    const REPETITION: u32 = 10;
    const SUCCESS: u32 = 1;

    pub(crate) fn full() -> Self {
        Self(AtomicU32::new(Self::FULL))
    }

    fn spend(&self) -> bool {
        let spent = |left: u32| left.checked_sub(Self::REPETITION);
        self.0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, spent)
            .is_ok()
    }

    pub(crate) fn earn(&self) {
        // Mostly it is full; then nothing need be written.
        if self.0.load(Ordering::Relaxed) < Self::FULL {
            let earned = |left: u32| Some((left + Self::SUCCESS).min(Self::FULL));
            let _ = self
                .0
                .fetch_update(Ordering::Relaxed, Ordering::Relaxed, earned);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOST: RetryClass = RetryClass::Unknown(None);

    #[test]
    fn waits_double_up_to_the_longest_and_are_spread_over_their_upper_half() {
        let policy = RetryPolicy::default()
            .initial_backoff(Duration::from_secs(1))
            .max_backoff(Duration::from_secs(5));
        let whole: Vec<_> = (1..=5).map(|n| policy.wait(n, 0.0).as_secs()).collect();
        assert_eq!(whole, [1, 2, 4, 5, 5]);
        assert_eq!(policy.wait(2, 1.0), Duration::from_secs(1));
        assert_eq!(policy.wait(u32::MAX, 0.0), Duration::from_secs(5));
    }

    #[test]
    fn a_write_is_repeated_only_when_nothing_was_sent_or_done() {
        let (policy, budget) = (RetryPolicy::default(), RetryBudget::full());
        let mut attempts = Attempts::new(&policy, &budget, Idempotency::NonIdempotent);
        assert!(attempts.next(LOST).is_none());
        assert!(attempts.next(RetryClass::Final).is_none());
        assert!(attempts.next(RetryClass::NotSent).is_some());
        assert!(attempts.next(RetryClass::RateLimited(None)).is_some());
    }

    #[test]
    fn a_read_is_repeated_until_its_attempts_are_used_up() {
        let (policy, budget) = (RetryPolicy::default().attempts(3), RetryBudget::full());
        let mut attempts = Attempts::new(&policy, &budget, Idempotency::Idempotent);
        assert!(attempts.next(LOST).is_some());
        assert!(attempts.next(LOST).is_some());
        assert!(attempts.next(LOST).is_none());
    }

    #[test]
    fn a_longer_wait_that_the_service_asked_for_is_kept() {
        let (policy, budget) = (RetryPolicy::default(), RetryBudget::full());
        let mut attempts = Attempts::new(&policy, &budget, Idempotency::Idempotent);
        let asked = Duration::from_secs(60);
        assert_eq!(attempts.next(RetryClass::Unknown(Some(asked))), Some(asked));
    }

    #[test]
    fn a_429_waits_as_long_as_it_says_and_a_while_when_it_says_nothing_useful() {
        let (policy, budget) = (RetryPolicy::default(), RetryBudget::full());
        let mut attempts = Attempts::new(&policy, &budget, Idempotency::NonIdempotent);
        let told = Duration::from_secs(7);
        assert_eq!(
            attempts.next(RetryClass::RateLimited(Some(told))),
            Some(told)
        );
        assert!(
            attempts.next(RetryClass::RateLimited(Some(Duration::ZERO))) > Some(Duration::ZERO)
        );
    }

    #[test]
    fn an_endless_row_of_429_ends() {
        let (policy, budget) = (RetryPolicy::never(), RetryBudget::full());
        let mut attempts = Attempts::new(&policy, &budget, Idempotency::NonIdempotent);
        let repeated =
            (0..1000).take_while(|_| attempts.next(RetryClass::RateLimited(None)).is_some());
        assert_eq!(repeated.count() as u32, RATE_LIMITED_MAX - 1);
    }

    #[test]
    fn a_spent_budget_ends_repetition_until_successes_earn_it_back() {
        let (policy, budget) = (RetryPolicy::default().attempts(1_000), RetryBudget::full());
        let mut attempts = Attempts::new(&policy, &budget, Idempotency::Idempotent);
        let repeated = (0..1000)
            .take_while(|_| attempts.next(LOST).is_some())
            .count();
        assert_eq!(repeated as u32, RetryBudget::FULL / RetryBudget::REPETITION);
        (0..10).for_each(|_| budget.earn());
        assert!(attempts.next(LOST).is_some());
        assert!(attempts.next(LOST).is_none());
    }
}
