//! Ranges as other languages write them.

use std::net::IpAddr;

use crate::escape::push_quoted;
use crate::time::Time;

/// In the order in which they are tried, because one may contain another.
const SEPARATORS: &[&str] = &["..", " to ", " TO ", " - ", "–", "—", "-"];

/// Both ends of a range that is written as one value: `22..25`, `22-25`, `22 to 25`,
/// `10.0.0.1-10.0.0.9`. The ends are integers, addresses of one version, or times, and the first is not
/// greater than the second.
///
/// # Examples
///
/// ```
/// use fql_syntax::RangeText;
///
/// let range = RangeText::parse("1024-2048").expect("a range");
/// assert_eq!(range.clauses("port"), "port:>=1024+port:<=2048");
/// assert!(RangeText::parse("2026-11").is_none());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RangeText<'t> {
    from: &'t str,
    to: &'t str,
    is_integer: bool,
    has_dash: bool,
}

impl<'t> RangeText<'t> {
    /// Parses a range without quotes around it. Returns `None` for anything else, and for a time.
    #[must_use]
    pub fn parse(text: &'t str) -> Option<Self> {
        let text = text.trim_ascii();
        if Time::parse(text).is_ok() {
            return None;
        }
        SEPARATORS.iter().find_map(|separator| {
            let (from, to) = text.split_once(separator)?;
            let has_dash = matches!(separator.trim_ascii(), "-" | "–" | "—");
            Self::new(from, to).map(|range| Self { has_dash, ..range })
        })
    }

    /// Creates a range from two literals, with or without quotes.
    pub(crate) fn new(from: &'t str, to: &'t str) -> Option<Self> {
        let from = literal(from.trim_ascii(), ">=");
        let to = to.trim_ascii();
        let to = literal(to.strip_prefix(['=', '.']).unwrap_or(to), "<=");
        let is_integer = is_integer_range(from, to);
        let is_range = is_integer || is_address_range(from, to) || is_time_range(from, to);
        is_range.then_some(Self {
            from,
            to,
            is_integer,
            has_dash: false,
        })
    }

    /// Returns the two clauses of a property that match the range: `port:>=22+port:<=25`.
    #[must_use]
    pub fn clauses(&self, property: &str) -> String {
        self.pair(property, [">=", "<="], '+')
    }

    /// Returns the clauses of a property that match what is outside the range:
    /// `(port:<22,port:>25)`.
    pub(crate) fn clauses_outside(&self, property: &str) -> String {
        format!("({})", self.pair(property, ["<", ">"], ','))
    }

    fn pair(&self, property: &str, operators: [&str; 2], connective: char) -> String {
        let mut clauses = format!("{property}:{}", operators[0]);
        self.push_literal(self.from, &mut clauses);
        clauses.push(connective);
        clauses.push_str(property);
        clauses.push(':');
        clauses.push_str(operators[1]);
        self.push_literal(self.to, &mut clauses);
        clauses
    }

    /// Returns `true` for ends joined by a dash. Without knowledge of the field, that may also be a part
    /// of a string, such as a telephone number.
    pub(crate) fn has_dash(&self) -> bool {
        self.has_dash
    }

    /// Returns the same with quotes around numbers, for the years of a time.
    #[must_use]
    pub fn quoted(self) -> Self {
        Self {
            is_integer: false,
            ..self
        }
    }

    fn push_literal(&self, literal: &str, out: &mut String) {
        if self.is_integer {
            out.push_str(literal);
        } else {
            push_quoted(literal, out);
        }
    }
}

/// Removes an operator and quotes.
fn literal<'t>(text: &'t str, operator: &str) -> &'t str {
    let text = text.strip_prefix(operator).unwrap_or(text).trim_ascii();
    ['\'', '"']
        .iter()
        .find_map(|quote| text.strip_prefix(*quote)?.strip_suffix(*quote))
        .unwrap_or(text)
}

fn is_integer_range(from: &str, to: &str) -> bool {
    let integer = |text: &str| {
        let is_integer = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<i64>().ok().filter(|_| is_integer)
    };
    matches!((integer(from), integer(to)), (Some(from), Some(to)) if from <= to)
}

fn is_address_range(from: &str, to: &str) -> bool {
    match (from.parse(), to.parse()) {
        (Ok(IpAddr::V4(from)), Ok(IpAddr::V4(to))) => from <= to,
        (Ok(IpAddr::V6(from)), Ok(IpAddr::V6(to))) => from <= to,
        _ => false,
    }
}

fn is_time_range(from: &str, to: &str) -> bool {
    match (Time::parse(from), Time::parse(to)) {
        (
            Ok(Time::Absolute {
                seconds: from,
                nanoseconds: from_nanoseconds,
            }),
            Ok(Time::Absolute {
                seconds,
                nanoseconds,
            }),
        ) => (from, from_nanoseconds) <= (seconds, nanoseconds),
        (Ok(_), Ok(Time::Relative(_))) => to == "now" && from != "now",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn range_of_one_kind_in_order_is_parsed() {
        for (text, clauses) in [
            ("22..25", "a:>=22+a:<=25"),
            ("22...25", "a:>=22+a:<=25"),
            ("22..=25", "a:>=22+a:<=25"),
            (">=22..<=25", "a:>=22+a:<=25"),
            ("22 to 25", "a:>=22+a:<=25"),
            ("22 – 25", "a:>=22+a:<=25"),
            ("10.0.0.1-10.0.0.9", "a:>='10.0.0.1'+a:<='10.0.0.9'"),
            ("::1 - ::9", "a:>='::1'+a:<='::9'"),
            (
                "2026-11-01..2026-11-30",
                "a:>='2026-11-01'+a:<='2026-11-30'",
            ),
            ("'now-7d'..'now'", "a:>='now-7d'+a:<='now'"),
        ] {
            let range = RangeText::parse(text).expect(text);
            assert_eq!(range.clauses("a"), clauses, "{text}");
        }
        for text in [
            "2026-11",
            "25..22",
            "a..b",
            "22..",
            "..",
            "-",
            "1..2..3",
            "10.0.0.9-10.0.0.1",
            "10.0.0.1-::9",
            "now..now-7d",
            "10.0.0.0/24-10.0.0.9",
            "99999999999999999999..1",
        ] {
            assert_eq!(RangeText::parse(text), None, "{text}");
        }
    }
}
