//! The maximum number of items.

use std::num::NonZero;
use std::str::FromStr;

use super::format::Format;

/// `--limit`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Limit {
    All,
    Count(NonZero<u32>),
}

impl Limit {
    /// Returns the default. Files and other programs get all items, a reader gets the first ones.
    pub(super) fn default_for(format: Format) -> Self {
        const TABLE: NonZero<u32> = NonZero::new(100).unwrap();
        match format {
            Format::Table => Self::Count(TABLE),
            Format::Json | Format::Ndjson | Format::Csv => Self::All,
        }
    }

    /// Returns the maximum number, or `u32::MAX` without one.
    pub(super) fn max(self) -> u32 {
        match self {
            Self::All => u32::MAX,
            Self::Count(count) => count.get(),
        }
    }

    pub(super) fn is_reached(self, count: usize) -> bool {
        match self {
            Self::All => false,
            Self::Count(limit) => count >= limit.get() as usize,
        }
    }
}

impl FromStr for Limit {
    type Err = &'static str;

    fn from_str(argument: &str) -> Result<Self, Self::Err> {
        match argument {
            "all" => Ok(Self::All),
            _ => argument
                .parse()
                .map(Self::Count)
                .map_err(|_| "expected a positive number or `all`"),
        }
    }
}
