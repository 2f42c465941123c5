//! [`BucketSort`]: the order of buckets.

use std::fmt;
use std::str::FromStr;

use fql::syntax::Direction;
use serde::{Serialize, Serializer};

use super::messages::excerpt;

/// The order of buckets: a key and a direction.
///
/// # Examples
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

/// The key that buckets are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BucketKey {
    /// `_count`: the number of documents in the bucket.
    Count,
    /// `_term`: the value of the bucket.
    Term,
}

impl BucketSort {
    /// `_count|asc`: the smallest bucket first.
    pub const COUNT_ASC: Self = Self::new(BucketKey::Count, Direction::Ascending);
    /// `_count|desc`: the largest bucket first.
    pub const COUNT_DESC: Self = Self::new(BucketKey::Count, Direction::Descending);
    /// `_term|asc`: the lowest value first.
    pub const TERM_ASC: Self = Self::new(BucketKey::Term, Direction::Ascending);
    /// `_term|desc`: the highest value first.
    pub const TERM_DESC: Self = Self::new(BucketKey::Term, Direction::Descending);

    /// Creates an order from its key and direction.
    #[must_use]
    pub const fn new(key: BucketKey, direction: Direction) -> Self {
        Self { key, direction }
    }

    /// Returns the key.
    #[must_use]
    pub const fn key(self) -> BucketKey {
        self.key
    }

    /// Returns the direction.
    #[must_use]
    pub const fn direction(self) -> Direction {
        self.direction
    }

    /// Returns the string in a request.
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

impl Serialize for BucketSort {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl FromStr for BucketSort {
    type Err = BucketSortError;

    /// Parses `_count|desc` and the other three orders. `.` is accepted in place of `|`.
    fn from_str(source: &str) -> Result<Self, BucketSortError> {
        let all = [
            Self::COUNT_ASC,
            Self::COUNT_DESC,
            Self::TERM_ASC,
            Self::TERM_DESC,
        ];
        let canonical = source.replacen('.', "|", 1);
        all.into_iter()
            .find(|sort| sort.as_str() == canonical)
            .ok_or_else(|| BucketSortError {
                input: source.to_owned(),
            })
    }
}

/// The error for parsing an invalid [`BucketSort`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BucketSortError {
    input: String,
}

impl BucketSortError {
    /// Returns a suggestion: the list of all orders.
    #[must_use]
    pub fn help(&self) -> String {
        "use `_count|desc`, `_count|asc`, `_term|asc` or `_term|desc`".to_owned()
    }
}

impl fmt::Display for BucketSortError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown bucket order `{}`", excerpt(&self.input))
    }
}

impl std::error::Error for BucketSortError {}
