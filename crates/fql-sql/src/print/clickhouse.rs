//! ClickHouse.

use super::syntax::Syntax;
use super::template::Templates;
use crate::test::TimeColumn;
use crate::{Param, TimeUnit};

pub(super) struct ClickHouse;

impl Syntax for ClickHouse {
    fn templates(&self) -> &'static Templates {
        static TEMPLATES: Templates = Templates::new();
        &TEMPLATES
    }

    fn identifier(&self, name: &str) -> String {
        sql!("`", escaped(name).replace('`', "\\`"), "`")
    }

    fn string(&self, value: &str) -> String {
        sql!("'", escaped(value).replace('\'', "\\'"), "'")
    }

    fn placeholder(&self, number: usize, param: &Param) -> String {
        let parameter_type = match param {
            // Only JSON is parsed to the nearest number.
            Param::Real(_) => return format!("JSONExtract({{p{number}:String}}, 'Float64')"),
            Param::Text(_) => "String",
            Param::Integer(integer) if i64::try_from(*integer).is_ok() => "Int64",
            Param::Integer(_) => "UInt64",
        };
        format!("{{p{number}:{parameter_type}}}")
    }

    fn real(&self, value: f64) -> String {
        let literal = format!("{value:e}");
        let (mantissa, exponent) = literal.split_once('e').unwrap_or((&literal, "0"));
        let digits = mantissa.bytes().filter(u8::is_ascii_digit).count();
        let exponent = exponent.parse::<i32>().unwrap_or(i32::MAX);
        // Literals are not always parsed to the nearest number, but these are: their digits and their power
        // of ten are exact.
        match digits <= 15 && (-8..=22).contains(&exponent) {
            true => literal,
            false => format!("reinterpretAsFloat64(toUInt64({}))", value.to_bits()),
        }
    }

    fn time_param(&self, _column: TimeColumn, count: i64) -> Param {
        Param::Integer(count.into())
    }

    fn time(&self, value: &str, column: TimeColumn) -> Option<String> {
        let unit = match column.unit {
            TimeUnit::Second => "Second",
            TimeUnit::Millisecond => "Milli",
            TimeUnit::Microsecond => "Micro",
            TimeUnit::Nanosecond => "Nano",
        };
        Some(format!("fromUnixTimestamp64{unit}(toInt64({value}))"))
    }

    fn member(&self, of: &str, key: &str) -> Option<String> {
        Some(sql!("tupleElement(", of, ", '", key, "')"))
    }

    fn is_object(&self, _of: &str) -> Option<String> {
        None
    }

    fn any(&self, list: &str, variable: &str, body: &str) -> Option<String> {
        Some(sql!(
            "arrayExists(",
            variable,
            " -> ifNull(",
            body,
            ", FALSE), ",
            list,
            ")"
        ))
    }

    fn bind(&self, value: &str, variable: &str, body: &str) -> String {
        format!("arrayExists({variable} -> ifNull({body}, FALSE), [{value}])")
    }

    fn like(&self, text: &str, pattern: &str) -> String {
        sql!(text, " LIKE ", pattern)
    }

    fn like_escape(&self) -> char {
        '\\'
    }

    fn matches(&self, text: &str, regex: &str) -> String {
        format!("match({text}, {})", self.string(regex))
    }

    fn regex_replace(&self, text: &str, regex: &str, replacement: &str) -> String {
        let [regex, replacement] = [regex, replacement].map(|string| self.string(string));
        format!("replaceRegexpAll({text}, {regex}, {replacement})")
    }

    fn to_text(&self, number: &str) -> String {
        sql!("toString(", number, ")")
    }

    fn real_text(&self, number: &str) -> Option<String> {
        let text = self.to_text(number);
        let replaced =
            |text: &str, regex, replacement| self.regex_replace(text, regex, replacement);
        // JSON has `.0` after an integer, and exponents from 1e16 and below 1e-5 on.
        let small = replaced(&text, "^(-?)0[.]00000([1-9])([0-9]*)$", r"\1\2.\3_");
        let small = self.replace(&small, "'._'", "'_'");
        let small = self.replace(&small, "'_'", "'e-6'");
        let small = replaced(&small, "e([0-9])", r"e+\1");
        let exponent = format!("toString(length(replaceOne({text}, '-', '')) - 1)");
        let large = replaced(&text, "^(-?[0-9])([0-9]*?)0*$", r"\1.\2");
        let large = replaced(&large, "[.]$", "");
        Some(format!(
            "multiIf(match({text}, '^-?[0-9]{{17,}}$'), concat({large}, 'e+', {exponent}), \
             match({text}, '^-?[0-9]+$'), concat({text}, '.0'), {small})"
        ))
    }

    fn to_integer(&self, text: &str) -> String {
        format!("toInt64OrZero({text})")
    }

    fn to_real(&self, text: &str) -> String {
        // Only JSON is parsed to the nearest number. It has no zeros before the number, and digits after the
        // point.
        let number = self.regex_replace(text, "^(-?)0*([0-9])", r"\1\2");
        let number = self.regex_replace(&number, "[.]([eE]|$)", r".0\1");
        format!("JSONExtract({number}, 'Nullable(Float64)')")
    }

    fn hex(&self, integer: &str) -> String {
        format!("lower(hex(toUInt8({integer})))")
    }

    fn divide(&self, dividend: &str, divisor: u32) -> String {
        format!("intDiv({dividend}, {divisor})")
    }

    fn split_at_dots(&self, text: &str, part: usize) -> String {
        format!("splitByChar('.', assumeNotNull({text}))[{part}]")
    }

    fn pad_left(&self, text: &str, length: usize) -> String {
        format!("leftPad({text}, {length}, '0')")
    }

    fn pad_right(&self, text: &str, length: usize) -> String {
        format!("rightPad({text}, {length}, '0')")
    }

    fn translate(&self, text: &str, from: &str, to: &str) -> String {
        format!("translateUTF8({text}, {from}, {to})")
    }

    fn replace(&self, text: &str, from: &str, to: &str) -> String {
        format!("replaceAll({text}, {from}, {to})")
    }
}

/// Escapes what literals and names have in common, and control characters by their bytes.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' => escaped.push_str("\\\\"),
            control if control.is_control() => {
                for byte in control.encode_utf8(&mut [0; 4]).bytes() {
                    escaped.push_str(&format!("\\x{byte:02X}"));
                }
            }
            character => escaped.push(character),
        }
    }
    escaped
}
