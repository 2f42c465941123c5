//! The periods that truncated times name: `2026-11-28` is a day.

use fql_syntax::{Time, civil_from_unix, civil_text};

/// The first instants of a period and of the next one, spelled as the period is.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) start: String,
    pub(super) end: String,
}

impl Period {
    /// Returns the period of a time without seconds; `None` for other times, and for those with an
    /// offset.
    pub(super) fn new(literal: &str) -> Option<Self> {
        let time = literal.strip_suffix('Z').unwrap_or(literal);
        let zone = &literal[time.len()..];
        if time.find('T').is_some_and(|at| at != 10) {
            return None;
        }
        let Ok(Time::Absolute { seconds, .. }) = Time::parse(literal) else {
            return None;
        };
        let [year, month, ..] = civil_from_unix(seconds)?;
        let next = match time.len() {
            4 => format!("{:04}", year + 1),
            7 if month == 12 => format!("{:04}-01", year + 1),
            7 => format!("{year:04}-{:02}", month + 1),
            10 => civil_text(seconds + 86_400)?[..10].to_owned(),
            13 => civil_text(seconds + 3_600)?[..13].to_owned(),
            16 => civil_text(seconds + 60)?[..16].to_owned(),
            _ => return None,
        };
        let end = format!("{next}{zone}");
        Time::parse(&end).is_ok().then(|| Self {
            start: literal.to_owned(),
            end,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn period_ends_where_the_next_one_starts() {
        for (literal, end) in [
            ("2026", "2027"),
            ("2026-11", "2026-12"),
            ("2026-12", "2027-01"),
            ("2026-11-30", "2026-12-01"),
            ("2028-02-28", "2028-02-29"),
            ("2026-12-31T23", "2027-01-01T00"),
            ("2026-11-28T10:59Z", "2026-11-28T11:00Z"),
        ] {
            let period = Period::new(literal).expect(literal);
            assert_eq!((&*period.start, &*period.end), (literal, end));
        }
        for literal in [
            "9999",
            "9999-12-31",
            "now-7d",
            "2026-11-28T10:00:00Z",
            "2026-11-28T10+02:00",
            "2021T10:20",
            "",
        ] {
            assert_eq!(Period::new(literal), None, "{literal}");
        }
    }
}
