//! Ranges of time.

use std::borrow::Cow;
use std::fmt;

use fql::{TimeError, Timestamp};

use crate::instant::Instant;
use crate::range::InvalidRange;

/// A range of time, from its first moment on up to one that is no more in it. Either end may be
/// open. Ranges of one request may overlap.
///
/// Times are those of a filter: [`Timestamp`], `SystemTime`, and those of other crates behind
/// features of `fql`. The documentation has absolute times only; that relative ones, as
/// `Timestamp::days_ago(7)`, are known here too is a convention of the search engine underneath.
///
/// ```
/// use falcon_aggregates::DateRange;
/// use fql::Timestamp;
///
/// let may: Timestamp = "2026-05".parse()?;
/// let june: Timestamp = "2026-06".parse()?;
/// assert_eq!(
///     DateRange::between(may, june)?.to_string(),
///     "2026-05-01T00:00:00Z..2026-06-01T00:00:00Z",
/// );
/// assert!(DateRange::between(june, may).is_err());
/// assert_eq!(DateRange::since(june).to_string(), "2026-06-01T00:00:00Z..");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DateRange {
    from: Option<Cow<'static, str>>,
    to: Option<Cow<'static, str>>,
}

impl DateRange {
    /// All moments before this one.
    #[must_use]
    pub fn before(to: impl Into<Timestamp>) -> Self {
        Self {
            from: None,
            to: Some(to.into().to_string().into()),
        }
    }

    /// This moment and all behind it.
    #[must_use]
    pub fn since(from: impl Into<Timestamp>) -> Self {
        Self {
            from: Some(from.into().to_string().into()),
            to: None,
        }
    }

    /// From the one moment on up to the other, which is no more in the range.
    ///
    /// # Errors
    /// When the range ends before it begins. Whether a relative time is before an absolute one can't
    /// be told, and is no error.
    pub fn between(
        from: impl Into<Timestamp>,
        to: impl Into<Timestamp>,
    ) -> Result<Self, InvalidRange> {
        let (from, to) = (from.into(), to.into());
        let order = Instant::from(from.time()).partial_cmp(&Instant::from(to.time()));
        Self::ordered(order, from.to_string(), to.to_string())
    }

    fn ordered(
        order: Option<std::cmp::Ordering>,
        from: String,
        to: String,
    ) -> Result<Self, InvalidRange> {
        if order.is_some_and(std::cmp::Ordering::is_gt) {
            return Err(InvalidRange::new(from, to));
        }
        Ok(Self {
            from: Some(from.into()),
            to: Some(to.into()),
        })
    }

    /// The first moment, as the request has it; `None` when there is none.
    #[must_use]
    pub fn start(&self) -> Option<&str> {
        self.from.as_deref()
    }

    /// The first moment that is no more in the range, as the request has it; `None` when there is
    /// none.
    #[must_use]
    pub fn end(&self) -> Option<&str> {
        self.to.as_deref()
    }

    /// A range whose ends are text: each was read, and the order is that of the two.
    pub(crate) fn read(from: Option<&str>, to: Option<&str>) -> Result<Self, InvalidRange> {
        let instant = |text: &str| Instant::parse(text).ok();
        let order = match (from.and_then(instant), to.and_then(instant)) {
            (Some(from), Some(to)) => from.partial_cmp(&to),
            _ => None,
        };
        match (from, to) {
            (Some(from), Some(to)) => Self::ordered(order, from.to_owned(), to.to_owned()),
            _ => Ok(Self {
                from: from.map(|from| from.to_owned().into()),
                to: to.map(|to| to.to_owned().into()),
            }),
        }
    }

    /// Whether a text is a time that an end may have.
    pub(crate) fn check_end(text: &str) -> Result<(), TimeError> {
        Instant::parse(text).map(drop)
    }
}

impl fmt::Display for DateRange {
    /// As Rust writes ranges.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}..{}",
            self.start().unwrap_or_default(),
            self.end().unwrap_or_default()
        )
    }
}
