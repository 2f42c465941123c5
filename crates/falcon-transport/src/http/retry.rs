//! Retry loop: decides whether a failed attempt is repeated, and waits before the next one.

use std::time::Duration;

use crate::api::operation::Idempotency;
use crate::client::Inner;
use crate::error::{Error, ErrorKind};
use crate::http::deadline::Deadline;

/// Number of 429 responses in a row after which a call fails.
const MAX_RATE_LIMITED: u32 = 20;

/// Number of 429 responses to a call after which it gets a new token: a limit may apply to the token.
const MAX_RATE_LIMITED_PER_TOKEN: u32 = 3;

/// The conditions under which a failed attempt may be retried.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum RetryClass {
    /// Nothing was sent: any operation may be retried.
    NotSent,
    /// The request may have been processed: only idempotent operations may be retried, after the
    /// wait that the service requested.
    Ambiguous(Option<Duration>),
    /// The rate limit rejected the request, which was not processed; the service may have reported
    /// when the limit resets.
    RateLimited(Option<Duration>),
    /// The token was rejected: the request was not processed.
    Unauthorized,
    /// The request was not processed, and a retry would fail again.
    Permanent,
    /// A retry would fail again, and the request may have been processed.
    PermanentAmbiguous,
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

    /// Changes the error and keeps the class.
    pub(crate) fn map(self, change: impl FnOnce(Error) -> Error) -> Self {
        Self {
            error: change(self.error),
            ..self
        }
    }
}

/// Retry state of one call.
///
/// Each round is [`ready`](Self::ready), [`begin`](Self::begin), the attempt, and, if it fails,
/// [`after_failure`](Self::after_failure), which waits or returns the error that ends the call.
pub(crate) struct RetryLoop<'a> {
    client: &'a Inner,
    idempotency: Idempotency,
    deadline: Deadline,
    sent: u32,
    failures: u32,
    rate_limited: u32,
    suspects_token: bool,
    /// Error of the last 429: the error of the call when the limit resets after its deadline.
    last_rate_limit: Option<Error>,
}

impl<'a> RetryLoop<'a> {
    pub(crate) fn new(client: &'a Inner, idempotency: Idempotency, deadline: Deadline) -> Self {
        Self {
            client,
            idempotency,
            deadline,
            sent: 0,
            failures: 0,
            rate_limited: 0,
            suspects_token: false,
            last_rate_limit: None,
        }
    }

    /// Waits until the rate limit allows a request.
    ///
    /// # Errors
    ///
    /// Fails at once when that would be after the deadline.
    pub(crate) async fn ready(&mut self) -> Result<(), Error> {
        match self.client.limiter.acquire(self.deadline).await {
            Ok(()) => Ok(()),
            Err(wait) => Err(rate_limit_error(wait, self.last_rate_limit.take())),
        }
    }

    /// Returns `true` once, after a few 429 responses: the token may be the reason.
    pub(crate) fn take_token_suspicion(&mut self) -> bool {
        std::mem::take(&mut self.suspects_token)
    }

    /// Counts an attempt and returns its number, from 1.
    pub(crate) fn begin(&mut self) -> u32 {
        self.sent += 1;
        self.sent
    }

    /// Waits as long as the next attempt requires, or returns the error that ends the call.
    pub(crate) async fn after_failure(&mut self, failure: AttemptError) -> Result<(), Error> {
        let wait = self.next_wait(failure.class);
        let (is_rate_limited, is_reset_known) = match failure.class {
            RetryClass::RateLimited(reset) => (true, reset.is_some()),
            _ => (false, false),
        };
        let error = self.call_error(failure);
        let Some(wait) = wait else { return Err(error) };
        if is_rate_limited {
            // All clones of the client wait in `ready`, not only this call.
            self.client.limiter.pause(wait, is_reset_known);
            self.last_rate_limit = Some(error);
            return Ok(());
        }
        self.deadline.sleep(wait).await.map_err(|_| error)
    }

    /// Returns the wait before the next attempt, or `None` when the call fails.
    fn next_wait(&mut self, class: RetryClass) -> Option<Duration> {
        let requested = match class {
            RetryClass::NotSent => None,
            RetryClass::Ambiguous(wait) if self.idempotency == Idempotency::Idempotent => wait,
            RetryClass::RateLimited(wait) => return self.rate_limit_wait(wait),
            RetryClass::Ambiguous(_)
            | RetryClass::Unauthorized
            | RetryClass::Permanent
            | RetryClass::PermanentAmbiguous => return None,
        };
        self.failures += 1;
        let policy = &self.client.retry_policy;
        if self.failures >= policy.attempts || !self.client.retry_budget.spend() {
            return None;
        }
        let backoff = policy.backoff(self.failures, fastrand::f64());
        Some(backoff.max(requested.unwrap_or_default()))
    }

    /// A 429 was not processed, so it counts neither as an attempt nor against the budget. A service
    /// that always returns it, or a reset time that has passed, must still not cause a busy loop.
    fn rate_limit_wait(&mut self, requested: Option<Duration>) -> Option<Duration> {
        self.rate_limited += 1;
        let count = self.rate_limited;
        if count >= MAX_RATE_LIMITED {
            return None;
        }
        self.suspects_token |= count == MAX_RATE_LIMITED_PER_TOKEN;
        let requested = requested.filter(|wait| !wait.is_zero());
        let policy = &self.client.retry_policy;
        Some(requested.unwrap_or_else(|| policy.backoff(count, fastrand::f64())))
    }

    /// Returns the error of a call that ends with this failure.
    fn call_error(&self, failure: AttemptError) -> Error {
        let error = failure.error.after_attempts(self.sent);
        match (failure.class, self.idempotency) {
            (
                RetryClass::Ambiguous(_) | RetryClass::PermanentAmbiguous,
                Idempotency::NonIdempotent,
            ) => error.with_may_have_been_done(),
            _ => error,
        }
    }
}

/// Returns the error of a call whose deadline is before the rate limit resets.
#[cold]
fn rate_limit_error(wait: Duration, last: Option<Error>) -> Error {
    let error = last.unwrap_or_else(|| {
        Error::new(ErrorKind::Deadline, "rate limit exhausted").with_status(429)
    });
    let seconds = wait.as_secs_f64().ceil();
    error
        .with_note(&format!("resets in {seconds} s, after the call's deadline"))
        .with_retry_after(wait)
        .with_help("raise `overall_timeout`, or repeat the call after the reset")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Falcon, RetryPolicy};

    fn client(policy: RetryPolicy) -> Falcon {
        let builder = Falcon::builder().token("t").retry(policy);
        builder.build().unwrap()
    }

    fn retry_loop(falcon: &Falcon, idempotency: Idempotency) -> RetryLoop<'_> {
        RetryLoop::new(&falcon.inner, idempotency, Deadline::after(None))
    }

    #[test]
    fn requested_wait_overrides_shorter_backoff() {
        let falcon = client(RetryPolicy::default());
        let mut retry = retry_loop(&falcon, Idempotency::Idempotent);
        let requested = Duration::from_secs(60);
        let class = RetryClass::Ambiguous(Some(requested));
        assert_eq!(retry.next_wait(class), Some(requested));
    }

    #[test]
    fn endless_rate_limiting_ends_the_call() {
        let falcon = client(RetryPolicy::never());
        let mut retry = retry_loop(&falcon, Idempotency::NonIdempotent);
        // A reset that has passed must not cause a busy loop.
        let class = RetryClass::RateLimited(Some(Duration::ZERO));
        let waits = std::iter::from_fn(|| retry.next_wait(class)).take(1_000);
        let waits: Vec<Duration> = waits.collect();
        assert!(waits.iter().all(|wait| !wait.is_zero()));
        assert_eq!(waits.len() as u32, MAX_RATE_LIMITED - 1);
    }

    #[test]
    fn spent_budget_ends_the_call() {
        let falcon = client(RetryPolicy::default().attempts(1_000));
        let mut retry = retry_loop(&falcon, Idempotency::Idempotent);
        let retries = (0..1000).take_while(|_| retry.next_wait(RetryClass::NotSent).is_some());
        assert_eq!(retries.count(), 50);
    }
}
