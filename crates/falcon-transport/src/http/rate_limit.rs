//! Rate-limit and retry headers of responses.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, HeaderName};

static LIMIT: HeaderName = HeaderName::from_static("x-ratelimit-limit");
static REMAINING: HeaderName = HeaderName::from_static("x-ratelimit-remaining");
static RETRY_AT: HeaderName = HeaderName::from_static("x-ratelimit-retryafter");

/// Unix times from this value on are milliseconds. As seconds it is the year 5138, as milliseconds
/// 1973, so no real time is ambiguous.
const FIRST_UNIX_MILLIS: u64 = 100_000_000_000;
/// Clock difference up to which the local clock is used: it has fractions of a second, and the
/// difference includes the latency of the response.
const MAX_CLOCK_SKEW: Duration = Duration::from_secs(5);

/// State of the customer's rate limit, from the headers of a response.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RateLimit {
    /// Requests per minute that the customer may send with all clients together.
    pub limit: Option<u32>,
    /// Requests that remain.
    pub remaining: Option<u32>,
}

impl RateLimit {
    pub(crate) fn from_headers(headers: &HeaderMap) -> Self {
        Self {
            limit: parse_header(headers, &LIMIT),
            remaining: parse_header(headers, &REMAINING),
        }
    }
}

/// Returns the wait that the headers of a response request.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    retry_after_at(headers, SystemTime::now())
}

/// Returns the wait that the headers request, by a local clock that shows `now`.
///
/// `X-RateLimit-RetryAfter` is a Unix time in seconds, not a delay; some API definitions declare
/// milliseconds, so both are accepted. The standard `Retry-After` is a delay in seconds or a date.
/// A time in the past is a wait of zero.
fn retry_after_at(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let now = service_time(headers, now);
    if let Some(unix_time) = parse_header::<u64>(headers, &RETRY_AT) {
        let since_epoch = if unix_time < FIRST_UNIX_MILLIS {
            Duration::from_secs(unix_time)
        } else {
            Duration::from_millis(unix_time)
        };
        let retry_at = UNIX_EPOCH.checked_add(since_epoch)?;
        return Some(retry_at.duration_since(now).unwrap_or_default());
    }
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let retry_at = httpdate::parse_http_date(value).ok()?;
    Some(retry_at.duration_since(now).unwrap_or_default())
}

/// Returns the time of the `Date` header when the local clock is off, else the local time.
fn service_time(headers: &HeaderMap, now: SystemTime) -> SystemTime {
    let date = headers
        .get(DATE)
        .and_then(|date| httpdate::parse_http_date(date.to_str().ok()?).ok());
    let Some(date) = date else { return now };
    let skew = now
        .duration_since(date)
        .unwrap_or_else(|error| error.duration());
    if skew > MAX_CLOCK_SKEW { date } else { now }
}

fn parse_header<N: std::str::FromStr>(headers: &HeaderMap, name: &HeaderName) -> Option<N> {
    headers.get(name)?.to_str().ok()?.trim_ascii().parse().ok()
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    const NOW: u64 = 1_700_000_000;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let pairs = pairs.iter().map(|(name, value)| {
            let value = HeaderValue::from_str(value).unwrap();
            (HeaderName::from_static(name), value)
        });
        pairs.collect()
    }

    fn at(second: u64) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(second)
    }

    #[test]
    fn falcon_retry_header_is_unix_seconds_or_millis() {
        let wait = |unix_time: u64| {
            let headers = headers(&[("x-ratelimit-retryafter", &unix_time.to_string())]);
            retry_after_at(&headers, at(NOW))
        };
        assert_eq!(wait(NOW + 30), Some(Duration::from_secs(30)));
        assert_eq!(wait(NOW - 30), Some(Duration::ZERO));
        assert_eq!(wait((NOW + 30) * 1000), Some(Duration::from_secs(30)));
        // The last value read as seconds, and the first read as milliseconds.
        let last_seconds = Duration::from_secs(99_999_999_999 - NOW);
        assert_eq!(wait(99_999_999_999), Some(last_seconds));
        assert_eq!(wait(100_000_000_000), Some(Duration::ZERO));
        assert!(wait(u64::MAX) > Some(Duration::from_secs(60)));
    }

    #[test]
    fn blanks_around_header_numbers_are_ignored() {
        let headers = headers(&[
            ("x-ratelimit-limit", " 60"),
            ("x-ratelimit-remaining", "7 "),
        ]);
        let rate_limit = RateLimit::from_headers(&headers);
        assert_eq!(
            (rate_limit.limit, rate_limit.remaining),
            (Some(60), Some(7))
        );
    }

    #[test]
    fn standard_retry_header_is_delay_or_date() {
        let wait = |value: &str| retry_after_at(&headers(&[("retry-after", value)]), at(NOW));
        let date = |second| httpdate::fmt_http_date(at(second));
        assert_eq!(wait("7"), Some(Duration::from_secs(7)));
        assert_eq!(wait(&date(NOW + 9)), Some(Duration::from_secs(9)));
        assert_eq!(wait(&date(NOW - 9)), Some(Duration::ZERO));
        assert_eq!(wait("soon"), None);
        assert_eq!(retry_after_at(&HeaderMap::new(), at(NOW)), None);
    }

    #[test]
    fn skewed_local_clock_is_replaced_by_date_header() {
        let date = httpdate::fmt_http_date(at(NOW));
        let retry_at = (NOW + 10).to_string();
        let headers = headers(&[("date", &date), ("x-ratelimit-retryafter", &retry_at)]);
        let wait = |now| retry_after_at(&headers, at(now)).map(|wait| wait.as_secs());
        assert_eq!(wait(NOW + 3600), Some(10));
        assert_eq!(wait(NOW - 3600), Some(10));
        assert_eq!(wait(NOW + 5), Some(5), "within the tolerated skew");
        assert_eq!(wait(NOW + 6), Some(10));
    }
}
