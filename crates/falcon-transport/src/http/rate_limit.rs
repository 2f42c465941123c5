//! The rate limit: what the service says of it, and waiting for it, shared by all clones.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, HeaderName};
use tokio::time::Instant;

use crate::http::deadline::{Deadline, TooLong};

static LIMIT: HeaderName = HeaderName::from_static("x-ratelimit-limit");
static REMAINING: HeaderName = HeaderName::from_static("x-ratelimit-remaining");
static RETRY_AT: HeaderName = HeaderName::from_static("x-ratelimit-retryafter");

/// The state of the rate limit, as the headers of an answer tell it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RateLimit {
    /// How many requests a minute the customer has, all clients together.
    pub limit: Option<u32>,
    /// How many of them are left.
    pub remaining: Option<u32>,
}

impl RateLimit {
    pub(crate) fn read(headers: &HeaderMap) -> Self {
        Self {
            limit: number(headers, &LIMIT),
            remaining: number(headers, &REMAINING),
        }
    }

    /// How far apart requests should be, now that few are left.
    ///
    /// With less than a tenth left, requests go out at the pace at which the limit grows back: it
    /// is a sliding minute. A second is the most that a guess may cost; a 429 says more.
    fn pace(self) -> Option<Duration> {
        let (limit, remaining) = (self.limit?, self.remaining?);
        // Of a limit of nothing no remainder is few, so what is divided by is at least one.
        let few = limit.div_ceil(10);
        (remaining < few).then(|| (MINUTE / limit).min(Duration::from_secs(1)))
    }
}

/// From here on a Unix time is told in milliseconds: in seconds it is the year 5138, in
/// milliseconds 1973.
const FIRST_MILLISECONDS: u64 = 100_000_000_000;
/// The longest pause. The limit is one of a sliding minute, so that who names more is mistaken, or
/// means no limit: one such answer is not to shut a program out for good.
const LONGEST_PAUSE: Duration = Duration::from_secs(3600);
const MINUTE: Duration = Duration::from_secs(60);

fn number<N: std::str::FromStr>(headers: &HeaderMap, name: &HeaderName) -> Option<N> {
    headers.get(name)?.to_str().ok()?.trim_ascii().parse().ok()
}

/// How long the service asks to be left alone, as the headers of its answer tell it.
///
/// `X-RateLimit-RetryAfter` is a Unix time in seconds, not a delay; the standard `Retry-After` is
/// a delay in seconds or a date. A moment that has passed is a wait of nothing. Some API
/// definitions call the first a time in milliseconds, which no time in seconds is for millennia.
pub(crate) fn asked_wait(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let now = service_time(headers, now);
    if let Some(told) = number::<u64>(headers, &RETRY_AT) {
        let since_epoch = if told < FIRST_MILLISECONDS {
            Duration::from_secs(told)
        } else {
            Duration::from_millis(told)
        };
        let moment = UNIX_EPOCH.checked_add(since_epoch)?;
        return Some(moment.duration_since(now).unwrap_or_default());
    }
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let moment = httpdate::parse_http_date(text).ok()?;
    Some(moment.duration_since(now).unwrap_or_default())
}

/// The service's clock where ours is clearly off, else ours, which tells more than whole seconds.
fn service_time(headers: &HeaderMap, now: SystemTime) -> SystemTime {
    let theirs = headers
        .get(DATE)
        .and_then(|date| httpdate::parse_http_date(date.to_str().ok()?).ok());
    let Some(theirs) = theirs else { return now };
    let apart = now
        .duration_since(theirs)
        .unwrap_or_else(|error| error.duration());
    if apart > Duration::from_secs(5) {
        theirs
    } else {
        now
    }
}

/// What all clones of a client know of the rate limit.
#[derive(Debug, Default)]
pub(crate) struct Limiter(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    seen: RateLimit,
    /// No request before this moment.
    blocked_until: Option<Instant>,
    /// When the next request may go while few are left.
    next_turn: Option<Instant>,
}

impl Limiter {
    /// Notes what an answer says.
    pub(crate) fn observe(&self, seen: RateLimit) {
        let mut state = self.lock();
        if seen.limit.is_some() {
            state.seen.limit = seen.limit;
        }
        if seen.remaining.is_some() {
            state.seen.remaining = seen.remaining;
        }
    }

    /// Lets no request go for `wait`, but for an hour at most; an earlier, longer pause stays.
    pub(crate) fn pause(&self, wait: Duration) {
        let mut state = self.lock();
        let until = Instant::now().checked_add(wait.min(LONGEST_PAUSE));
        state.blocked_until = state.blocked_until.max(until);
        // After the pause they go one by one, until an answer says how many are left.
        state.seen.remaining = Some(0);
    }

    /// Waits until a request may go. A wait that would not end in time is not begun; how long it
    /// would be is the error.
    pub(crate) async fn turn(&self, deadline: Deadline) -> Result<(), Duration> {
        let now = Instant::now();
        let turn = self.lock().next(now);
        match turn {
            Turn::Now => Ok(()),
            // Rare, and large: boxed, so that no call carries it along.
            turn => Box::pin(self.wait(now, turn, deadline)).await,
        }
    }

    async fn wait(
        &self,
        mut now: Instant,
        mut turn: Turn,
        deadline: Deadline,
    ) -> Result<(), Duration> {
        loop {
            let too_long = |moment: Instant| moment.saturating_duration_since(now);
            match turn {
                Turn::Now => return Ok(()),
                Turn::At(moment, pace) => {
                    let mut taken = Taken(self, Some(pace));
                    let waited = deadline.sleep_until(moment).await;
                    waited.map_err(|TooLong| too_long(moment))?;
                    if !self.is_paused() {
                        taken.1 = None;
                        return Ok(());
                    }
                    // A pause has begun meanwhile: another turn, after it.
                }
                // The pause may have grown meanwhile, so look again.
                Turn::Blocked(moment) => {
                    let waited = deadline.sleep_until(moment).await;
                    waited.map_err(|TooLong| too_long(moment))?;
                }
            }
            now = Instant::now();
            turn = self.lock().next(now);
        }
    }

    fn is_paused(&self) -> bool {
        let until = self.lock().blocked_until;
        until.is_some_and(|until| until > Instant::now())
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // The state is valid after every statement, so a panic elsewhere cannot have broken it.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

enum Turn {
    Now,
    /// A turn of its own, already taken, and how far it is from the next.
    At(Instant, Duration),
    Blocked(Instant),
}

/// A turn that is waited for. Who goes away before it comes, or cannot wait so long, gives it back,
/// so that the turns taken are never more than those who wait.
struct Taken<'l>(&'l Limiter, Option<Duration>);

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        if let Some(pace) = self.1 {
            let mut state = self.0.lock();
            state.next_turn = state.next_turn.and_then(|next| next.checked_sub(pace));
        }
    }
}

impl State {
    fn next(&mut self, now: Instant) -> Turn {
        if let Some(until) = self.blocked_until {
            if until > now {
                return Turn::Blocked(until);
            }
            self.blocked_until = None;
        }
        let Some(pace) = self.seen.pace() else {
            self.next_turn = None;
            return Turn::Now;
        };
        let turn = self.next_turn.map_or(now, |turn| turn.max(now));
        self.next_turn = turn.checked_add(pace);
        if turn == now {
            Turn::Now
        } else {
            Turn::At(turn, pace)
        }
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| {
                (
                    http::HeaderName::from_static(name),
                    HeaderValue::from_str(value).unwrap(),
                )
            })
            .collect()
    }

    fn at(second: u64) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(second)
    }

    const NOW: u64 = 1_700_000_000;

    #[test]
    fn the_services_own_header_is_an_epoch_second() {
        let wait = |second: u64| {
            asked_wait(
                &headers(&[("x-ratelimit-retryafter", &second.to_string())]),
                at(NOW),
            )
        };
        assert_eq!(wait(NOW + 30), Some(Duration::from_secs(30)));
        assert_eq!(wait(NOW - 30), Some(Duration::ZERO));
        assert_eq!(wait((NOW + 30) * 1000), Some(Duration::from_secs(30)));
        // The last number that is read as seconds, in the year 5138, and the first that is not.
        assert_eq!(
            wait(99_999_999_999),
            Some(Duration::from_secs(99_999_999_999 - NOW))
        );
        assert_eq!(wait(100_000_000_000), Some(Duration::ZERO));
        assert!(wait(u64::MAX) > Some(MINUTE));
    }

    #[test]
    fn blanks_around_a_number_do_not_matter() {
        let headers = headers(&[
            ("x-ratelimit-limit", " 60"),
            ("x-ratelimit-remaining", "7 "),
        ]);
        assert_eq!(RateLimit::read(&headers), seen(60, 7));
    }

    #[test]
    fn the_standard_header_is_a_delay_or_a_date() {
        let wait = |text: &str| asked_wait(&headers(&[("retry-after", text)]), at(NOW));
        assert_eq!(wait("7"), Some(Duration::from_secs(7)));
        assert_eq!(
            wait(&httpdate::fmt_http_date(at(NOW + 9))),
            Some(Duration::from_secs(9))
        );
        assert_eq!(
            wait(&httpdate::fmt_http_date(at(NOW - 9))),
            Some(Duration::ZERO)
        );
        assert_eq!(wait("soon"), None);
        assert_eq!(asked_wait(&HeaderMap::new(), at(NOW)), None);
    }

    #[test]
    fn a_clock_that_is_off_is_corrected_by_the_services_date() {
        let theirs = httpdate::fmt_http_date(at(NOW));
        let retry = (NOW + 10).to_string();
        let headers = headers(&[("date", &theirs), ("x-ratelimit-retryafter", &retry)]);
        assert_eq!(
            asked_wait(&headers, at(NOW + 3600)),
            Some(Duration::from_secs(10))
        );
        assert_eq!(
            asked_wait(&headers, at(NOW - 3600)),
            Some(Duration::from_secs(10))
        );
        // Up to five seconds are the way of the answer, and the seconds' fractions: ours counts.
        assert_eq!(
            asked_wait(&headers, at(NOW + 5)),
            Some(Duration::from_secs(5))
        );
        assert_eq!(
            asked_wait(&headers, at(NOW + 6)),
            Some(Duration::from_secs(10))
        );
    }

    fn seen(limit: u32, remaining: u32) -> RateLimit {
        RateLimit {
            limit: Some(limit),
            remaining: Some(remaining),
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_pause_holds_every_request_and_ends() {
        let limiter = Limiter::default();
        limiter.pause(Duration::from_secs(30));
        limiter.pause(Duration::from_secs(1));
        let begin = Instant::now();
        limiter.turn(Deadline::after(None)).await.unwrap();
        assert_eq!(begin.elapsed(), Duration::from_secs(30));
    }

    #[tokio::test(start_paused = true)]
    async fn a_pause_beyond_the_deadline_is_not_waited_for() {
        let limiter = Limiter::default();
        limiter.pause(Duration::from_secs(30));
        let begin = Instant::now();
        let deadline = Deadline::after(Some(Duration::from_secs(10)));
        assert_eq!(limiter.turn(deadline).await, Err(Duration::from_secs(30)));
        assert_eq!(begin.elapsed(), Duration::ZERO);
    }

    #[tokio::test(start_paused = true)]
    async fn requests_slow_down_when_few_are_left_and_no_sooner() {
        let limiter = Limiter::default();
        let took = async |count: u32| {
            let begin = Instant::now();
            for _ in 0..count {
                limiter.turn(Deadline::after(None)).await.unwrap();
            }
            begin.elapsed()
        };
        limiter.observe(seen(6000, 600));
        assert_eq!(took(100).await, Duration::ZERO);
        limiter.observe(seen(6000, 599));
        assert_eq!(took(101).await, Duration::from_secs(1));
        limiter.observe(seen(6000, 5000));
        assert_eq!(took(100).await, Duration::ZERO);
    }

    #[tokio::test(start_paused = true)]
    async fn those_who_wait_together_go_one_by_one_in_the_order_in_which_they_came() {
        let limiter = Limiter::default();
        limiter.observe(seen(60, 0));
        let begin = Instant::now();
        let waiting = (0..5).map(async |_| {
            limiter.turn(Deadline::after(None)).await.unwrap();
            begin.elapsed().as_secs()
        });
        let went = futures_util::future::join_all(waiting).await;
        assert_eq!(went, [0, 1, 2, 3, 4]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_pause_holds_those_too_who_wait_for_their_turn() {
        let limiter = Limiter::default();
        limiter.observe(seen(60, 0));
        let begin = Instant::now();
        let deadline = Deadline::after(None);
        limiter.turn(deadline).await.unwrap();
        let turn = async {
            limiter.turn(deadline).await.unwrap();
            begin.elapsed()
        };
        let pause = async { limiter.pause(Duration::from_secs(30)) };
        let (went, ()) = futures_util::future::join(turn, pause).await;
        assert!(went >= Duration::from_secs(30), "{went:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn those_who_cannot_wait_and_those_who_go_away_take_no_turn() {
        let limiter = Limiter::default();
        limiter.observe(seen(60, 0));
        let begin = Instant::now();
        limiter.turn(Deadline::after(None)).await.unwrap();
        for _ in 0..1000 {
            let soon = Deadline::after(Some(Duration::from_millis(10)));
            assert!(limiter.turn(soon).await.is_err());
        }
        let waiting: Vec<_> = (0..100)
            .map(|_| {
                let turn = limiter.turn(Deadline::after(None));
                tokio::time::timeout(Duration::from_millis(500), turn)
            })
            .collect();
        let gone = futures_util::future::join_all(waiting).await;
        assert!(gone.iter().all(Result::is_err));
        limiter.turn(Deadline::after(None)).await.unwrap();
        assert_eq!(begin.elapsed(), Duration::from_secs(1));
    }

    #[tokio::test(start_paused = true)]
    async fn no_pause_is_too_long_to_be_kept_and_none_lasts_for_ever() {
        let limiter = Limiter::default();
        limiter.pause(Duration::MAX);
        let begin = Instant::now();
        limiter.turn(Deadline::after(None)).await.unwrap();
        assert_eq!(begin.elapsed(), LONGEST_PAUSE);
    }

    #[test]
    fn limits_of_nothing_do_not_divide_by_it() {
        assert_eq!(seen(0, 0).pace(), None);
        assert_eq!(seen(1, 0).pace(), Some(Duration::from_secs(1)));
        assert_eq!(RateLimit::default().pace(), None);
    }
}
