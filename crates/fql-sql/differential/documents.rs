//! Random documents and their shapes.

use fql::Instant;
use fql_sql::{ColumnType, TimeUnit};
use serde_json::{Map, Number, Value};

use crate::rng::Rng;

/// Strings that are data, and strings that would change a statement if they were not escaped.
pub(crate) const TEXTS: &[&str] = &[
    "",
    "a",
    "A",
    "web-1",
    "WEB-1",
    "web",
    "Web-2.example.com",
    "un\nknown",
    "known\n",
    "a\u{0}b",
    "100%",
    "100_",
    "a_b",
    "a%b",
    "a*b",
    "a\\b",
    "a\\%b",
    "C:\\x\\*",
    "O'Neil",
    "it''s",
    "\"quoted\"",
    "`tick`",
    "'; DROP TABLE t; --",
    "' OR 1=1 --",
    "\\' OR 1=1 --",
    "\\",
    "\\\\",
    "'",
    "''",
    "$$x$$",
    "$1",
    "?",
    ":name",
    "{x}",
    "{p1:String}",
    "${env:HOME}",
    "${x}",
    "%s",
    "%(x)s",
    "/* x */",
    "-- x",
    "!",
    "a!b",
    "é",
    "e\u{301}",
    "É",
    "ß",
    "ẞ",
    "ss",
    "SS",
    "straße",
    "ΑΣ",
    "ας",
    "ı",
    "I",
    "i",
    "İ",
    "i\u{307}",
    "ſ",
    "K",
    "k",
    "ﬁ",
    "fi",
    "𐐀",
    "𐐨",
    "E\u{345}",
    "日本",
    "😀",
    "\u{2019}",
    "\u{202e}x",
    "\t",
    " ",
    " a",
    "a ",
    "null",
    "true",
    "false",
    "True",
    "now",
    "now-7d",
    "[1]",
    "{}",
];

pub(crate) const NUMBERS: &[&str] = &[
    "0",
    "-0",
    "00",
    "1",
    "-1",
    "22",
    "022",
    "443",
    "-443",
    "443.0",
    "443.5",
    "1.",
    "1.e2",
    "4.43e2",
    "4430e-1",
    "1e2",
    "1E+2",
    "100",
    "9007199254740992",
    "9007199254740993",
    "9007199254740994",
    "9007199254740993.0",
    "9223372036854775807",
    "-9223372036854775808",
    "9223372036854775808",
    "18446744073709551615",
    "18446744073709551616",
    "170141183460469231731687303715884105728",
    "1000000000000000000000000000000000000001",
    "-1000000000000000000000000000000000000001",
    "1e400",
    "-1e400",
    "1e-400",
    "0e99999",
    "1e99999",
    "1e-99999",
    "1e308",
    "1.8e308",
    "5e-324",
    "2e-324",
    "0.1",
    "0.30000000000000004",
    "0.3",
    "1e16",
    "1e-5",
    "1.5e-7",
    "123456789012345680.0",
    "+1",
    "1_0",
    " 1",
    "1 ",
    "1\n",
    "0x10",
    ".5",
    "inf",
    "NaN",
    "1e",
    "e5",
    "--1",
    "-",
    "1.2.3",
    "７",
];

pub(crate) const TIMES: &[&str] = &[
    "2026-11-22T10:00:00Z",
    "2026-11-22T10:00:00z",
    "2026-11-22t10:00:00Z",
    "2026-11-22T12:00:00+02:00",
    "2026-11-22T12:00:00+0200",
    "2026-11-22T12+02",
    "2026-11-22T04:30:00-05:30",
    "2026-11-22T10:00:00.000Z",
    "2026-11-22T10:00:00.0000000009Z",
    "2026-11-22T10:00:00.000000001Z",
    "2026-11-22T10:00:00.1234567899Z",
    "2026-11-22T10:00:00.123456789Z",
    "2026-11-22T10:00:00.5",
    "2026-11-22T10:00:00.50Z",
    "2026-11-22T09:59:60Z",
    "2026-11-22T09:59:60.25Z",
    "2026-11-22T10:00:00.25Z",
    "2016-12-31T23:59:60Z",
    "2017-01-01",
    "2026-11-22T10",
    "2026-11-22T10Z",
    "2026-11-22T10:00",
    "2026-11-22",
    "2026-11",
    "2026",
    "2026T10:20",
    "2026-05T10:20:30.1Z",
    "2026-05T10+01",
    "2026-11-15T10:00:00Z",
    "2026-11-15T09:59:59Z",
    "2024-02-29",
    "2024-02-29T23:59:59-23:59",
    "2023-02-29",
    "2000-02-29",
    "1900-02-29",
    "2026-04-31",
    "2026-13-01",
    "2026-00-01",
    "2026-11-22T24:00:00Z",
    "2026-11-22T10:60:00Z",
    "2026-11-22T10:00:61Z",
    "2026-11-22T10:00:60Z",
    "2026-11-22 10:00:00Z",
    "2026-11-22T10:00:00+24:00",
    "2026-11-22T10:00:00+02:60",
    "2026-11-22T10:00:00+2",
    "2026-11-22Z",
    "2026-11-22T10:00:00Z\n",
    "2026-11-22T10:00:00.Z",
    "2026-11-22T10:00.5Z",
    "0000-01-01",
    "0000-01-01T00:00:00+23:59",
    "0000-02-29",
    "0000-03-01T00:00:00Z",
    "9999-12-31T23:59:59.999999999Z",
    "9999-12-31T23:59:59-23:59",
    "1969-12-31T23:59:59.5Z",
    "1970-01-01",
    "1799-12-31T23:00:00-01:00",
    "１970-01-01",
];

pub(crate) const ADDRESSES: &[&str] = &[
    "192.0.2.1",
    "192.0.2.7",
    "192.0.2.10",
    "192.0.3.7",
    "0.0.0.0",
    "255.255.255.255",
    "10.0.0.1",
    "192.0.2.01",
    "192.0.2",
    "192.0.2.256",
    "192.0.2.1 ",
    "192.0.2.1\n",
    "::ffff:192.0.2.7",
    "::FFFF:192.0.2.7",
    "::ffff:c000:207",
    "0:0:0:0:0:ffff:192.0.2.7",
    "0:0:0:0:0:0:192.0.2.7",
    "::192.0.2.7",
    "64:ff9b::192.0.2.7",
    "::ffff:0:192.0.2.7",
    "1:2:3:4:5:6:192.0.2.7",
    "1:2:3:4:5::192.0.2.7",
    "1:2:3:4:5:6:7:192.0.2.7",
    "::ffff:192.0.2.07",
    "2001:db8::1",
    "2001:DB8:0::1",
    "2001:0db8:0000:0000:0000:0000:0000:0001",
    "2001:db8::10",
    "2001:db8:0:0:1::",
    "2001:db9::",
    "::",
    "::1",
    "1::",
    "1:2:3:4:5:6:7::",
    "::2:3:4:5:6:7:8",
    "1:2:3:4:5:6:7:8",
    "1:2:3:4:5:6:7:8::",
    "1:2:3:4::5:6:7:8",
    "1:2:3:4:5:6:7",
    "1::2::3",
    ":1",
    "1:",
    ":::",
    "fe80::1%eth0",
    "fffff::",
    "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "192.0.2.0/24",
];

/// A random string: one of the list, or a variant of one.
pub(crate) fn text(rng: &mut Rng) -> String {
    let list = match rng.below(8) {
        0..3 => TEXTS,
        3 => NUMBERS,
        4 | 5 => TIMES,
        _ => ADDRESSES,
    };
    let text = (rng.pick(list)).to_owned();
    match rng.below(16) {
        0 => text.to_uppercase(),
        1 => text.to_lowercase(),
        2 => format!("{text}{}", rng.pick(TEXTS)),
        3 => random_time(rng),
        4 => random_address(rng),
        _ => text,
    }
}

/// Returns a time of the years 0 to 9999, or one that does not exist.
pub(crate) fn random_time(rng: &mut Rng) -> String {
    let (year, month, day) = (rng.below(10_000), rng.below(14), rng.below(33));
    let mut time = format!("{year:04}-{month:02}-{day:02}");
    if rng.one_in(5) {
        return time;
    }
    let (hour, minute, second) = (rng.below(25), rng.below(61), rng.below(62));
    time.push_str(&format!("T{hour:02}:{minute:02}:{second:02}"));
    if rng.one_in(2) {
        let digits = rng.bits().to_string();
        time.push_str(&format!(
            ".{}",
            &digits[..digits.len().min(1 + rng.below(12))]
        ));
    }
    match rng.below(4) {
        0 => time.push('Z'),
        1 => {
            let sign = rng.pick(&['+', '-']);
            time.push_str(&format!("{sign}{:02}:{:02}", rng.below(25), rng.below(61)));
        }
        2 => time.push_str(&format!("+{:02}{:02}", rng.below(24), rng.below(60))),
        _ => {}
    }
    time
}

fn random_address(rng: &mut Rng) -> String {
    let bits = rng.bits();
    match rng.below(3) {
        0 => std::net::Ipv4Addr::from_bits(bits as u32).to_string(),
        1 => format!("192.0.{}.{}", rng.below(5), rng.below(300)),
        _ => {
            let mask = rng.bits() & rng.bits();
            let bits = (u128::from(bits & mask) << 64) | u128::from(rng.bits() & mask);
            std::net::Ipv6Addr::from_bits(bits).to_string()
        }
    }
}

fn real(rng: &mut Rng) -> f64 {
    match rng.below(4) {
        0 => f64::from_bits(rng.bits()),
        1 => rng.below(1_000) as f64 / 10.0,
        2 => -(rng.below(1_000) as f64),
        _ => rng.pick(NUMBERS).parse().unwrap_or(7.5),
    }
}

fn integer(rng: &mut Rng) -> i64 {
    match rng.below(4) {
        0 => rng.bits() as i64 >> rng.below(64),
        1 => rng.below(1_000) as i64,
        _ => rng.pick(NUMBERS).parse().unwrap_or(443),
    }
}

/// Returns a time between 1900 and 2262, which all engines have in all units.
fn time(rng: &mut Rng, unit: TimeUnit) -> String {
    const SECONDS: std::ops::Range<i64> = -2_208_988_800..9_214_646_400;
    let parsed = rng.pick(TIMES).parse::<Instant>().ok();
    let (seconds, nanoseconds) = match parsed {
        Some(time) if SECONDS.contains(&time.unix_seconds()) => {
            (time.unix_seconds(), u64::from(time.nanoseconds()))
        }
        _ => {
            let length = (SECONDS.end - SECONDS.start) as usize;
            (
                SECONDS.start + rng.below(length) as i64,
                rng.bits() % 1_000_000_000,
            )
        }
    };
    let civil = fql_syntax::civil_text(seconds).unwrap_or_default();
    let digits = match unit {
        TimeUnit::Second => return format!("{civil}Z"),
        TimeUnit::Millisecond => 3,
        TimeUnit::Microsecond => 6,
        TimeUnit::Nanosecond => 9,
    };
    format!("{civil}.{}Z", &format!("{nanoseconds:09}")[..digits])
}

/// Returns the columns of a random table. Some fields are missing.
pub(crate) fn random_columns(rng: &mut Rng) -> Vec<(String, ColumnType)> {
    let mut columns = Vec::new();
    for name in ["name", "port", "flag", "seen", "addr", "score", "extra"] {
        if !rng.one_in(10) {
            let column = scalar(rng, name);
            columns.push((name.to_owned(), listed(rng, column, 6)));
        }
    }
    let tags = scalar(rng, "name");
    columns.push(("tags".to_owned(), listed(rng, tags, 1)));
    let device = members(rng, false);
    columns.push(("device".to_owned(), listed(rng, device, 8)));
    let items = members(rng, true);
    columns.push(("items".to_owned(), listed(rng, items, 1)));
    columns
}

/// Returns the type that a field mostly has, or another one.
fn scalar(rng: &mut Rng, name: &str) -> ColumnType {
    if name == "seen" && rng.one_in(2) {
        return ColumnType::Timestamp {
            unit: rng.pick(&[
                TimeUnit::Second,
                TimeUnit::Millisecond,
                TimeUnit::Microsecond,
                TimeUnit::Nanosecond,
            ]),
            has_zone: rng.one_in(2),
        };
    }
    if name == "extra" && rng.one_in(2) {
        return ColumnType::Json;
    }
    if rng.one_in(3) {
        let types = [
            ColumnType::Text,
            ColumnType::Integer,
            ColumnType::Unsigned,
            ColumnType::Real,
            ColumnType::Boolean,
        ];
        return rng.pick(&types);
    }
    match name {
        "port" => ColumnType::Integer,
        "flag" => ColumnType::Boolean,
        "score" => ColumnType::Real,
        _ => ColumnType::Text,
    }
}

fn listed(rng: &mut Rng, element: ColumnType, chances: usize) -> ColumnType {
    match rng.one_in(chances) {
        true => ColumnType::List(Box::new(listed(rng, element, 5))),
        false => element,
    }
}

fn members(rng: &mut Rng, has_inner: bool) -> ColumnType {
    let mut members = Vec::new();
    for name in ["name", "port", "seen", "addr"] {
        if !rng.one_in(10) {
            let member = scalar(rng, name);
            members.push((name.to_owned(), listed(rng, member, 8)));
        }
    }
    if has_inner {
        let inner = self::members(rng, false);
        members.push(("inner".to_owned(), listed(rng, inner, 2)));
    }
    ColumnType::Struct(members)
}

/// Returns a document of a table.
pub(crate) fn document(rng: &mut Rng, columns: &[(String, ColumnType)]) -> Value {
    let mut members = Map::new();
    for (name, column_type) in columns {
        let value = value(rng, column_type);
        if !(value.is_null() && rng.one_in(2)) {
            members.insert(name.clone(), value);
        }
    }
    Value::Object(members)
}

fn value(rng: &mut Rng, column_type: &ColumnType) -> Value {
    if rng.one_in(7) {
        return Value::Null;
    }
    match column_type {
        ColumnType::Text => text(rng).into(),
        ColumnType::Integer => integer(rng).into(),
        ColumnType::Unsigned => match rng.one_in(2) {
            true => integer(rng).unsigned_abs().into(),
            false => (rng.bits() >> rng.below(64)).into(),
        },
        ColumnType::Real => Number::from_f64(real(rng)).map_or(Value::Null, Value::Number),
        ColumnType::Boolean => rng.one_in(2).into(),
        ColumnType::Timestamp { unit, .. } => time(rng, *unit).into(),
        ColumnType::Json => json_value(rng, 2),
        ColumnType::List(element) => (0..rng.below(4)).map(|_| value(rng, element)).collect(),
        ColumnType::Struct(members) => document(rng, members),
        _ => Value::Null,
    }
}

/// Returns a document without a common shape.
pub(crate) fn json_document(rng: &mut Rng) -> Value {
    let mut members = Map::new();
    for name in [
        "name", "port", "flag", "seen", "addr", "score", "extra", "tags",
    ] {
        if !rng.one_in(6) {
            members.insert(name.to_owned(), json_value(rng, 2));
        }
    }
    for name in ["device", "items"] {
        if !rng.one_in(6) {
            members.insert(name.to_owned(), json_object(rng, 2));
        }
    }
    Value::Object(members)
}

/// Returns a string without NUL, which `jsonb` does not have.
fn json_text(rng: &mut Rng) -> Value {
    text(rng).replace('\0', "?").into()
}

fn json_value(rng: &mut Rng, depth: usize) -> Value {
    match rng.below(16) {
        0 => Value::Null,
        1 => rng.one_in(2).into(),
        2 | 3 => json_number(rng),
        4 => rng.below(1_000).into(),
        5 | 6 if depth > 0 => (0..rng.below(4))
            .map(|_| json_value(rng, depth - 1))
            .collect(),
        7 => Value::Object([("raw".to_owned(), json_text(rng))].into_iter().collect()),
        _ => json_text(rng),
    }
}

/// Returns a number that all types of JSON columns keep: `jsonb` writes exponents out, and neither it nor
/// DuckDB has `-0`.
fn json_number(rng: &mut Rng) -> Value {
    let number = match rng.below(3) {
        0 => Value::from(integer(rng)),
        1 => Value::from(rng.bits()),
        _ => Number::from_f64(real(rng)).map_or(Value::Null, Value::Number),
    };
    let spelling = number.to_string();
    if (spelling.contains('e') && !spelling.contains("e-")) || spelling.starts_with("-0") {
        return Value::from(443.5);
    }
    number
}

fn json_object(rng: &mut Rng, depth: usize) -> Value {
    if depth > 0 && rng.one_in(3) {
        return (0..rng.below(4))
            .map(|_| json_object(rng, depth - 1))
            .collect();
    }
    let mut members = Map::new();
    for name in ["name", "port", "seen", "addr"] {
        if !rng.one_in(4) {
            members.insert(name.to_owned(), json_value(rng, 2));
        }
    }
    if rng.one_in(2) {
        members.insert("inner".to_owned(), json_value(rng, 2));
        if rng.one_in(2) {
            members.insert("inner".to_owned(), json_object(rng, 0));
        }
    }
    match rng.one_in(10) {
        true => json_value(rng, depth),
        false => Value::Object(members),
    }
}
