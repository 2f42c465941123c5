//! The times that few filters write: with an offset from UTC, in the variants of RFC 3339, or with a
//! time of day after a truncated date.

use super::TimeError;
use super::civil::{CivilTime, FIRST_INSTANT, nanoseconds};

/// The number of decimals that are kept.
const MAX_DECIMALS: usize = 9;

/// Parses a time as seconds and nanoseconds since 1970-01-01T00:00:00Z.
#[cold]
#[inline(never)]
pub(super) fn parse(text: &str) -> Result<(i64, u32), TimeError> {
    let bytes = text.as_bytes();
    let date_length = [4, 7, 10]
        .into_iter()
        .find(|length| matches!(bytes.get(*length), Some(b'T' | b't')))
        .ok_or(TimeError::Form)?;
    let (date, local) = (&bytes[..date_length], &text[date_length + 1..]);
    let (local, zone) = local.split_at(local.find(['Z', 'z', '+', '-']).unwrap_or(local.len()));
    let (time, fraction) = match local.split_once('.') {
        Some((time, fraction)) => (time, Some(fraction)),
        None => (local, None),
    };
    let nanoseconds = match (fraction, time.len()) {
        (None, 2 | 5 | 8) => 0,
        (Some(fraction), 8) => decimals(fraction)?,
        _ => return Err(TimeError::Form),
    };
    // A leap second is the first second of the next minute.
    let hour_and_minute = time.strip_suffix(":60").filter(|rest| rest.len() == 5);
    let mut whole = FIRST_INSTANT;
    whole[..date.len()].copy_from_slice(date);
    whole[11..11 + time.len()].copy_from_slice(time.as_bytes());
    if hour_and_minute.is_some() {
        whole[17..].copy_from_slice(b"59");
    }
    let civil = CivilTime::from_digits(&whole).ok_or(TimeError::Form)?;
    if !civil.exists() {
        return Err(TimeError::OutOfRange);
    }
    let local = civil.unix_seconds() + i64::from(hour_and_minute.is_some());
    Ok((local - offset_seconds(zone)?, nanoseconds))
}

/// Returns the nanoseconds of the digits after the decimal point. Further digits are dropped.
fn decimals(fraction: &str) -> Result<u32, TimeError> {
    let digits = fraction.as_bytes();
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return Err(TimeError::Form);
    }
    Ok(nanoseconds(&digits[..digits.len().min(MAX_DECIMALS)]))
}

/// Returns the seconds by which the local time of a zone is ahead of UTC: `+02:00`, `+0200`, `+02`,
/// `Z`, or nothing for UTC.
fn offset_seconds(zone: &str) -> Result<i64, TimeError> {
    let (sign, digits) = match zone.as_bytes() {
        [] | [b'Z' | b'z'] => return Ok(0),
        [b'+', digits @ ..] => (1, digits),
        [b'-', digits @ ..] => (-1, digits),
        _ => return Err(TimeError::Form),
    };
    let (hours, minutes) = match *digits {
        [h1, h2] => ([h1, h2], [b'0'; 2]),
        [h1, h2, m1, m2] | [h1, h2, b':', m1, m2] => ([h1, h2], [m1, m2]),
        _ => return Err(TimeError::Offset),
    };
    let (hours, minutes) = (two_digits(hours)?, two_digits(minutes)?);
    if hours > 23 || minutes > 59 {
        return Err(TimeError::Offset);
    }
    Ok(sign * (hours * 3_600 + minutes * 60))
}

fn two_digits([tens, ones]: [u8; 2]) -> Result<i64, TimeError> {
    if tens.is_ascii_digit() && ones.is_ascii_digit() {
        Ok(i64::from(tens - b'0') * 10 + i64::from(ones - b'0'))
    } else {
        Err(TimeError::Offset)
    }
}
