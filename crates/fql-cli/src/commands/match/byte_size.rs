//! Sizes in bytes as arguments and in messages.

use std::fmt;
use std::str::FromStr;

const UNITS: [(char, usize); 3] = [('G', 1 << 30), ('M', 1 << 20), ('K', 1 << 10)];

/// A positive number of bytes, such as `1000`, `64K`, `64M` or `1G`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ByteSize(pub(super) usize);

impl FromStr for ByteSize {
    type Err = &'static str;

    fn from_str(argument: &str) -> Result<Self, Self::Err> {
        const EXPECTED: &str = "expected a positive number of bytes such as `1000`, `64K` or `64M`";
        let suffix = argument.chars().next_back();
        let unit = UNITS
            .iter()
            .find(|(unit, _)| suffix.is_some_and(|suffix| suffix.eq_ignore_ascii_case(unit)));
        let (digits, factor) = match unit {
            Some((_, factor)) => (&argument[..argument.len() - 1], *factor),
            None => (argument, 1),
        };
        // `usize::from_str` accepts a plus sign.
        if digits.starts_with('+') {
            return Err(EXPECTED);
        }
        let number: Option<usize> = digits.parse().ok();
        let bytes = number.and_then(|number| number.checked_mul(factor));
        bytes.filter(|bytes| *bytes > 0).map(Self).ok_or(EXPECTED)
    }
}

impl fmt::Display for ByteSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = self.0;
        match UNITS
            .iter()
            .find(|(_, factor)| bytes.is_multiple_of(*factor))
        {
            Some((unit, factor)) => write!(f, "{} {unit}iB", bytes / factor),
            None => write!(f, "{bytes} byte{}", if bytes == 1 { "" } else { "s" }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ByteSize;

    #[test]
    fn sizes_are_parsed_and_displayed() {
        for (argument, bytes, displayed) in [
            ("1", 1, "1 byte"),
            ("1000", 1_000, "1000 bytes"),
            ("2048", 2_048, "2 KiB"),
            ("3k", 3_072, "3 KiB"),
            ("64M", 64 << 20, "64 MiB"),
            ("1G", 1 << 30, "1 GiB"),
        ] {
            let size: ByteSize = argument.parse().expect(argument);
            assert_eq!(size, ByteSize(bytes));
            assert_eq!(size.to_string(), displayed);
        }
        for argument in ["", "M", "0", "-1", "+1", "1.5M", "1 M", "99999999999G", "x"] {
            assert!(argument.parse::<ByteSize>().is_err(), "{argument}");
        }
    }
}
