//! Limits of a response, relative to what was requested.

use std::fmt;
use std::io;

use tokio::time::Instant;

/// Default of the maximum size of a response that is read into memory, in bytes.
pub(crate) const DEFAULT_MAX_LEN: usize = 32 << 20;
/// Maximum number of items or errors of a response to a request without a known number of items.
const MAX_UNKNOWN_ITEMS: usize = 100_000;
/// Number of items or errors that any response may have.
const FREE_ITEMS: usize = 1_000;
/// Bodies up to this size are parsed without counting their values.
const UNCOUNTED_LEN: usize = 1 << 20;

/// Number of values that are decoded in a fraction of a second. The reader that watches the time reads
/// single bytes, which is slow for long strings.
const FAST_VALUES: usize = 100_000;

/// The limits of one response.
///
/// A small request must not be answered by a response that fills the memory: decoded JSON takes up
/// to a hundred times the space of its text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ResponseLimit {
    /// Expected number of items, or 0 if it is not known.
    pub(crate) expected: usize,
    /// Maximum number of bytes of the body.
    pub(crate) bytes: usize,
    /// Maximum number of items, and of errors.
    pub(crate) items: usize,
    /// Maximum number of JSON values.
    pub(crate) values: usize,
    /// The instant at which decoding ends.
    pub(crate) end: Option<Instant>,
}

impl ResponseLimit {
    /// Returns the limits of a response of `expected` items, if their number is known, where no
    /// response may have more than `max_len` bytes.
    ///
    /// By default these are 4 MiB and 1 MiB per item, at most 32 MiB.
    pub(crate) fn new(max_len: usize, expected: Option<usize>) -> Self {
        let bytes = expected.map_or(max_len, |expected| {
            let items = (max_len / 32).saturating_mul(expected);
            items.saturating_add(max_len / 8).min(max_len)
        });
        Self {
            expected: expected.unwrap_or_default(),
            bytes,
            items: expected.map_or(MAX_UNKNOWN_ITEMS, |expected| {
                expected.saturating_mul(2).saturating_add(FREE_ITEMS)
            }),
            values: bytes / 16,
            end: None,
        }
    }

    /// Returns no limits.
    pub(crate) fn none() -> Self {
        Self {
            expected: 0,
            bytes: usize::MAX,
            items: usize::MAX,
            values: usize::MAX,
            end: None,
        }
    }

    /// Sets the instant at which decoding ends.
    pub(crate) fn until(self, end: Option<Instant>) -> Self {
        Self { end, ..self }
    }

    /// Returns a reader of a body that fails at the end of the time, if decoding the body may take
    /// long.
    pub(crate) fn timed_reader(self, body: &[u8]) -> Option<TimedReader<'_>> {
        let end = self.end?;
        let is_slow = body.len() > UNCOUNTED_LEN && count_values(body) > FAST_VALUES;
        if !is_slow {
            return None;
        }
        Some(TimedReader { rest: body, end })
    }

    /// Checks the number of values of a JSON body.
    pub(crate) fn check_values(self, body: &[u8]) -> Result<(), LimitExceeded> {
        if body.len() <= UNCOUNTED_LEN {
            return Ok(());
        }
        if count_values(body) > self.values {
            return Err(LimitExceeded("JSON values", self.values));
        }
        Ok(())
    }

    /// Checks the number of items or errors.
    pub(crate) fn check_items(self, what: &'static str, count: usize) -> Result<(), LimitExceeded> {
        if count > self.items {
            return Err(LimitExceeded(what, self.items));
        }
        Ok(())
    }
}

/// Returns the approximate number of values of a JSON body.
fn count_values(body: &[u8]) -> usize {
    // Each value follows one of these. Those in strings are counted too.
    let is_start = |byte: &&u8| matches!(byte, b',' | b'[' | b'{');
    body.iter().filter(is_start).count()
}

/// A reader of a body, which fails after an instant.
pub(crate) struct TimedReader<'b> {
    rest: &'b [u8],
    end: Instant,
}

impl io::Read for TimedReader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        // The decoder reads single bytes, so the clock is read once per 64 KiB.
        if self.rest.len().trailing_zeros() >= 16 && Instant::now() >= self.end {
            return Err(io::ErrorKind::TimedOut.into());
        }
        self.rest.read(buffer)
    }
}

/// A response with more of something than the limit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LimitExceeded(&'static str, usize);

impl LimitExceeded {
    /// Returns the error of a body with too many bytes.
    pub(crate) fn bytes(limit: usize) -> Self {
        Self("bytes", limit)
    }
}

impl fmt::Display for LimitExceeded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(what, limit) = self;
        write!(f, "response has more than {limit} {what}")
    }
}

/// The reason for which a body could not be decoded.
#[derive(Debug)]
pub(crate) enum DecodeError {
    Json(serde_json::Error),
    Limit(LimitExceeded),
}

impl From<serde_json::Error> for DecodeError {
    fn from(error: serde_json::Error) -> Self {
        Self::Json(error)
    }
}

impl From<LimitExceeded> for DecodeError {
    fn from(error: LimitExceeded) -> Self {
        Self::Limit(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_grow_with_requested_items() {
        let limit = |expected| ResponseLimit::new(DEFAULT_MAX_LEN, expected);
        let mib = |expected| limit(expected).bytes >> 20;
        assert_eq!(
            [mib(Some(0)), mib(Some(2)), mib(Some(100)), mib(None)],
            [4, 6, 32, 32]
        );
        assert_eq!(limit(Some(2)).items, 1_004);
        assert_eq!(limit(Some(usize::MAX)).items, usize::MAX);
        assert_eq!(limit(None).items, MAX_UNKNOWN_ITEMS);
        assert_eq!(
            ResponseLimit::new(usize::MAX, Some(usize::MAX)).bytes,
            usize::MAX
        );
        assert_eq!(ResponseLimit::new(0, Some(5)).bytes, 0);
    }

    #[test]
    fn timed_reader_fails_after_its_end() {
        let limit = ResponseLimit::new(DEFAULT_MAX_LEN, None);
        let body = format!("[{}", "        0,".repeat(FAST_VALUES + 5_000));
        let body = body.as_bytes();
        let read = |end: Instant| {
            let reader = limit.until(Some(end)).timed_reader(body).unwrap();
            serde_json::from_reader::<_, serde_json::Value>(reader).unwrap_err()
        };
        assert!(read(Instant::now()).is_io());
        let later = Instant::now() + std::time::Duration::from_secs(600);
        assert!(read(later).is_eof());
        assert!(limit.timed_reader(body).is_none());
        assert!(limit.until(Some(later)).timed_reader(b"{}").is_none());
        let text = vec![b'x'; 2 * UNCOUNTED_LEN];
        assert!(limit.until(Some(later)).timed_reader(&text).is_none());
    }

    #[test]
    fn many_small_values_are_rejected() {
        let limit = ResponseLimit::new(DEFAULT_MAX_LEN, Some(2));
        let values = "100,".repeat(limit.values + 1);
        assert!(limit.check_values(values.as_bytes()).is_err());
        assert!(
            limit
                .check_values(&values.as_bytes()[..values.len() - 4])
                .is_ok()
        );
        let long = "x".repeat(limit.bytes);
        assert!(limit.check_values(long.as_bytes()).is_ok());
    }
}
