//! Dates and times of day as ISO 8601 in UTC, formatted without the machinery of `fmt`.

use fql_syntax::civil_from_unix;

/// The length of `YYYY-MM-DDThh:mm:ss`.
const UNZONED: usize = 19;
/// The length with the `Z` and the closing quote of a literal.
const QUOTED: usize = UNZONED + 2;

/// 0000-01-01T00:00:00Z, the first second of a year with four digits.
const FIRST: i64 = -62_167_219_200;
/// 9999-12-31T23:59:59Z, the last one.
const LAST: i64 = 253_402_300_799;

/// `YYYY-MM-DDThh:mm:ssZ'`, padded with zeros: the standard library validates two blocks of sixteen
/// bytes as UTF-8 in a few instructions, twenty-one bytes one by one.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[repr(align(8))]
pub(crate) struct DateTime([u8; 32]);

impl DateTime {
    /// The value of a time without a date.
    pub(crate) const EMPTY: Self = Self([0; 32]);

    /// Formats seconds since 1970 that [`clamp`] returned.
    pub(crate) const fn new(seconds: i64) -> Self {
        let mut ascii = *b"0000-00-00T00:00:00Z'\0\0\0\0\0\0\0\0\0\0\0";
        let Some([year, month, day, hour, minute, second]) = civil_from_unix(seconds) else {
            return Self(ascii);
        };
        let parts = [year / 100, year % 100, month, day, hour, minute, second];
        let offsets = [0, 2, 5, 8, 11, 14, 17];
        let mut index = 0;
        while index < parts.len() {
            ascii[offsets[index]] += (parts[index] / 10) as u8;
            ascii[offsets[index] + 1] += (parts[index] % 10) as u8;
            index += 1;
        }
        Self(ascii)
    }

    /// Returns the date and time of day, without `Z`.
    pub(crate) fn unzoned(&self) -> &str {
        std::str::from_utf8(&self.0[..UNZONED]).unwrap_or_default()
    }

    /// Appends the date and time of day with `Z` and a closing quote.
    #[inline(always)]
    pub(crate) fn push_quoted(&self, out: &mut String) {
        if let Ok(padded) = std::str::from_utf8(&self.0)
            && let Some((quoted, _)) = padded.split_at_checked(QUOTED)
        {
            out.push_str(quoted);
        }
    }
}

/// Moves a time to the nearest one in the years 0 to 9999, and nanoseconds below one second.
pub(crate) const fn clamp(seconds: i64, nanoseconds: u32) -> (i64, u32) {
    match seconds {
        ..FIRST => (FIRST, 0),
        FIRST..=LAST if nanoseconds > 999_999_999 => (seconds, 999_999_999),
        FIRST..=LAST => (seconds, nanoseconds),
        _ => (LAST, 999_999_999),
    }
}

/// Appends `.5` as `.500`: the fraction of a second in groups of three digits, at least one.
pub(crate) fn push_fraction(nanoseconds: u32, out: &mut String) {
    let fraction = match nanoseconds {
        _ if nanoseconds.is_multiple_of(1_000_000) => format!(".{:03}", nanoseconds / 1_000_000),
        _ if nanoseconds.is_multiple_of(1_000) => format!(".{:06}", nanoseconds / 1_000),
        _ => format!(".{nanoseconds:09}"),
    };
    out.push_str(&fraction);
}
