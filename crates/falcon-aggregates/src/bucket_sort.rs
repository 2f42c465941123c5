//! The order of buckets.

use std::fmt;
use std::str::FromStr;

use fql::Direction;

/// What buckets are sorted by, and in which direction.
///
/// ```
/// use falcon_aggregates::BucketSort;
///
/// assert_eq!(BucketSort::COUNT_DESC.to_string(), "_count|desc");
/// assert_eq!("_term|asc".parse(), Ok(BucketSort::TERM_ASC));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct BucketSort {
    key: BucketKey,
    direction: Direction,
}

/// What buckets can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BucketKey {
    /// `_count`: how many documents are in the bucket.
    Count,
    /// `_term`: the value that the bucket is for.
    Term,
}

impl BucketSort {
    /// `_count|asc`: the smallest bucket first.
    pub const COUNT_ASC: Self = Self::new(BucketKey::Count, Direction::Ascending);
    /// `_count|desc`: the largest bucket first.
    pub const COUNT_DESC: Self = Self::new(BucketKey::Count, Direction::Descending);
    /// `_term|asc`: by the values, from the first on.
    pub const TERM_ASC: Self = Self::new(BucketKey::Term, Direction::Ascending);
    /// `_term|desc`: by the values, from the last on.
    pub const TERM_DESC: Self = Self::new(BucketKey::Term, Direction::Descending);

    /// By this key, in this direction.
    #[must_use]
    pub const fn new(key: BucketKey, direction: Direction) -> Self {
        Self { key, direction }
    }

    /// What is sorted by.
    #[must_use]
    pub const fn key(self) -> BucketKey {
        self.key
    }

    /// In which direction.
    #[must_use]
    pub const fn direction(self) -> Direction {
        self.direction
    }

    /// The text, as a request has it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match (self.key, self.direction) {
            (BucketKey::Count, Direction::Ascending) => "_count|asc",
            (BucketKey::Count, Direction::Descending) => "_count|desc",
            (BucketKey::Term, Direction::Ascending) => "_term|asc",
            (BucketKey::Term, Direction::Descending) => "_term|desc",
        }
    }
}

impl fmt::Display for BucketSort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for BucketSort {
    type Err = BucketSortError;

    /// Reads `_count|desc` and its kin, with `.` in place of `|`, too.
    fn from_str(text: &str) -> Result<Self, BucketSortError> {
        let (key, direction) = text.split_once(['|', '.']).ok_or(BucketSortError)?;
        let key = match key {
            "_count" => BucketKey::Count,
            "_term" => BucketKey::Term,
            _ => return Err(BucketSortError),
        };
        let direction = match direction {
            "asc" => Direction::Ascending,
            "desc" => Direction::Descending,
            _ => return Err(BucketSortError),
        };
        Ok(Self::new(key, direction))
    }
}

/// A text is no order of buckets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BucketSortError;

impl fmt::Display for BucketSortError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("write `_count|desc`, `_count|asc`, `_term|asc` or `_term|desc`")
    }
}

impl std::error::Error for BucketSortError {}
