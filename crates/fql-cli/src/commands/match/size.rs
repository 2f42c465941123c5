//! Numbers of bytes on the command line.

/// Reads `1000`, `64K`, `64M` or `1G`.
pub(super) fn parse(text: &str) -> Result<usize, String> {
    const HELP: &str = "write a number of bytes, as in `1000`, `64K` or `64M`";
    let (digits, unit) = match text.strip_suffix(['k', 'K']) {
        Some(digits) => (digits, 1 << 10),
        None => match text.strip_suffix(['m', 'M']) {
            Some(digits) => (digits, 1 << 20),
            None => match text.strip_suffix(['g', 'G']) {
                Some(digits) => (digits, 1 << 30),
                None => (text, 1),
            },
        },
    };
    if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return Err(HELP.into());
    }
    let size = digits
        .parse()
        .ok()
        .and_then(|number: usize| number.checked_mul(unit));
    size.filter(|size| *size > 0).ok_or_else(|| HELP.into())
}

/// A number of bytes for people.
pub(super) fn shown(bytes: usize) -> String {
    for (unit, name) in [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")] {
        if bytes.is_multiple_of(unit) {
            return format!("{} {name}", bytes / unit);
        }
    }
    format!("{bytes} byte{}", if bytes == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_and_shown() {
        for (text, size, said) in [
            ("1", 1, "1 byte"),
            ("1000", 1_000, "1000 bytes"),
            ("2048", 2_048, "2 KiB"),
            ("3k", 3_072, "3 KiB"),
            ("64M", 64 << 20, "64 MiB"),
            ("1G", 1 << 30, "1 GiB"),
        ] {
            assert_eq!(parse(text), Ok(size), "{text}");
            assert_eq!(shown(size), said, "{text}");
        }
        for text in ["", "M", "0", "-1", "+1", "1.5M", "1 M", "99999999999G", "x"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
