//! Retry settings of a client, and the budget that its clones share.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// Number of attempts per call and the backoff between them.
///
/// Idempotent operations are retried after status 408 or 500 to 599, a lost connection, a timeout,
/// and a body that cannot be decoded. Other operations are retried only when no connection could
/// be made, so nothing was sent. A 429 and the first 401 are retried for all operations
/// and do not count as attempts, because the service did not process the request.
///
/// The backoff starts at [`initial_backoff`](Self::initial_backoff) and doubles up to
/// [`max_backoff`](Self::max_backoff). Each wait is shortened by a random amount of up to half, so
/// that many clients do not retry at the same time.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use falcon_transport::{Falcon, RetryPolicy};
///
/// let policy = RetryPolicy::default().attempts(6).max_backoff(Duration::from_secs(30));
/// let falcon = Falcon::builder().credentials("id", "secret").retry(policy).build()?;
/// # Ok::<(), falcon_transport::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RetryPolicy {
    pub(crate) attempts: u32,
    initial_backoff: Duration,
    max_backoff: Duration,
}

impl Default for RetryPolicy {
    /// Returns four attempts with a backoff from 0.2 s to 10 s.
    fn default() -> Self {
        Self {
            attempts: 4,
            initial_backoff: Duration::from_millis(200),
            max_backoff: Duration::from_secs(10),
        }
    }
}

impl RetryPolicy {
    /// Returns a policy without retries. Calls still wait for the rate limit.
    #[must_use]
    pub fn never() -> Self {
        Self::default().attempts(1)
    }

    /// Sets the maximum number of requests per call, the first included; at least one.
    #[doc(alias = "max_attempts")]
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.max(1);
        self
    }

    /// Sets the wait before the second attempt.
    #[must_use]
    pub fn initial_backoff(mut self, backoff: Duration) -> Self {
        self.initial_backoff = backoff;
        self
    }

    /// Sets the longest wait before an attempt.
    #[must_use]
    pub fn max_backoff(mut self, backoff: Duration) -> Self {
        self.max_backoff = backoff;
        self
    }

    /// Returns the wait after the given number of failures in a row, from 1; `jitter` is in 0 to 1.
    pub(crate) fn backoff(&self, failures: u32, jitter: f64) -> Duration {
        let factor = 2u32.saturating_pow(failures.saturating_sub(1));
        let backoff = self.initial_backoff.saturating_mul(factor);
        let backoff = backoff.min(self.max_backoff);
        backoff.mul_f64(1.0 - jitter.clamp(0.0, 1.0) / 2.0)
    }
}

/// Retry budget of a client, shared by its clones.
///
/// While a service is down, retries add load and delay. Once the budget is spent, calls fail at
/// once; each success earns a tenth of a retry back.
#[derive(Debug)]
pub(crate) struct RetryBudget(AtomicU32);

impl RetryBudget {
    const FULL: u32 = 500;
    const RETRY_COST: u32 = 10;
    const SUCCESS_REWARD: u32 = 1;

    pub(crate) fn full() -> Self {
        Self(AtomicU32::new(Self::FULL))
    }

    /// Takes the cost of a retry; returns `false` when the budget is spent.
    pub(crate) fn spend(&self) -> bool {
        let spend = |left: u32| left.checked_sub(Self::RETRY_COST);
        self.0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, spend)
            .is_ok()
    }

    pub(crate) fn earn(&self) {
        // The budget is usually full; a load does not contend for the cache line.
        if self.0.load(Ordering::Relaxed) < Self::FULL {
            let earn = |left: u32| Some((left + Self::SUCCESS_REWARD).min(Self::FULL));
            let _ = self
                .0
                .fetch_update(Ordering::Relaxed, Ordering::Relaxed, earn);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backoff_doubles_up_to_maximum_with_jitter() {
        let policy = RetryPolicy::default()
            .initial_backoff(Duration::from_secs(1))
            .max_backoff(Duration::from_secs(5));
        let backoffs: Vec<_> = (1..=5).map(|n| policy.backoff(n, 0.0).as_secs()).collect();
        assert_eq!(backoffs, [1, 2, 4, 5, 5]);
        assert_eq!(policy.backoff(2, 1.0), Duration::from_secs(1));
        assert_eq!(policy.backoff(u32::MAX, 0.0), Duration::from_secs(5));
    }

    #[test]
    fn spent_budget_is_earned_back_by_successes() {
        let budget = RetryBudget::full();
        let retries = (0..1000).take_while(|_| budget.spend()).count();
        assert_eq!(retries as u32, RetryBudget::FULL / RetryBudget::RETRY_COST);
        (0..10).for_each(|_| budget.earn());
        assert!(budget.spend());
        assert!(!budget.spend());
    }
}
