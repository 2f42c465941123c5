//! Comparisons of strings that are times, to the nanosecond, and the text of times in columns.

use fql::Instant;
use fql_syntax::civil_text;

use super::template::SLOTS;
use super::{Syntax, Writer};
use crate::test::{Order, TimeColumn};

const MONTH: &str = "(0[1-9]|1[0-2])";
const DATE: &str = "([0-9]{4}-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|\
    (0[13578]|1[02])-31)|([0-9]{2}(0[48]|[2468][048]|[13579][26])|\
    ([02468][048]|[13579][26])00)-02-29)";
const HOUR: &str = "([01][0-9]|2[0-3])";
const SIXTY: &str = "[0-5][0-9]";

/// Seconds from two days before 0000-01-01 to 1970-01-01: every time of a document is later, whatever
/// its offset.
const OFFSET: i64 = 719_530 * 86_400;
/// The end of all times of documents.
const END: i64 = 2_932_899 * 86_400;

impl TimeColumn {
    /// Returns the time with this number of units since 1970, in RFC 3339. It has no zone if the type has none.
    pub(super) fn text(self, count: i64) -> String {
        let digits = self.unit.digits();
        let units = 10_i64.pow(digits);
        let mut text = civil_text(count.div_euclid(units)).unwrap_or_default();
        if digits > 0 {
            let fraction = count.rem_euclid(units);
            text.push_str(&format!(".{fraction:0width$}", width = digits as usize));
        }
        if self.has_zone {
            text.push('Z');
        }
        text
    }
}

impl Writer<'_> {
    pub(super) fn time_test(&mut self, order: Order, instant: Instant, x: &str) -> String {
        let common_bound = self.text(&common_bound(instant));
        let bound = self.text(&bound(instant));
        let variable = self.variable();
        let syntax = self.syntax;
        let template = syntax.templates().time.get(|| time_template(syntax));
        template.fill(&[x, &variable, order.symbol(), &common_bound, &bound])
    }
}

/// Returns the bound for times of the common form, which are compared by their text.
fn common_bound(instant: Instant) -> String {
    match civil_text(instant.unix_seconds()) {
        Some(civil) => format!("{civil}.{:09}", instant.nanoseconds()),
        // Before or after all texts.
        None if instant.unix_seconds() < 0 => String::from(" "),
        None => String::from("~"),
    }
}

/// Returns the bound for times of any form: twelve digits of seconds, and the nanoseconds.
fn bound(instant: Instant) -> String {
    match instant.unix_seconds() {
        seconds if seconds < -OFFSET => String::from(" "),
        seconds if seconds > END => String::from("~"),
        seconds => format!("{:012}{:09}", seconds + OFFSET, instant.nanoseconds()),
    }
}

fn time_template(syntax: &dyn Syntax) -> String {
    let [x, variable, order, common_bound, bound] = SLOTS;
    let end = syntax.regex_end();
    let common = format!("^{DATE}T{HOUR}:{SIXTY}:{SIXTY}([.][0-9]{{1,9}})?Z?{end}");
    let is_common = syntax.matches(x, &common);
    let common = syntax.collated(&common_time(syntax, x));
    let is_time = syntax.matches(x, &format!("{}{end}", any_time()));
    let seconds = syntax.collated(&seconds(syntax, variable));
    let test = format!("{seconds} {order} {bound}");
    let test = syntax.bind(&completed(syntax, x), variable, &test);
    format!(
        "CASE WHEN {is_common} THEN {common} {order} {common_bound} WHEN {is_time} THEN {test} \
         ELSE FALSE END"
    )
}

/// Writes a time of the common form with nine digits of its fraction and no zone.
fn common_time(syntax: &dyn Syntax, x: &str) -> String {
    let fraction = syntax.substring(&syntax.replace(x, "'Z'", "''"), 21, None);
    let fraction = syntax.pad_right(&fraction, 9);
    let seconds = syntax.substring(x, 1, Some(19));
    format!("({seconds} || '.' || {fraction})")
}

/// Writes a valid time of any form as `YYYY-MM-DDThh:mm:ss`, an optional fraction, and an offset `+hh:mm`.
fn completed(syntax: &dyn Syntax, x: &str) -> String {
    let mut time = syntax.replace(&syntax.replace(x, "'t'", "'T'"), "'z'", "'Z'");
    for (regex, replacement) in [
        ("^([0-9]{4})(T|$)", r"\1-01-01\2"),
        ("^([0-9]{4}-[0-9]{2})(T|$)", r"\1-01\2"),
        ("^([0-9]{4}-[0-9]{2}-[0-9]{2})$", r"\1T00"),
        ("T([0-9]{2})([Z+-]|$)", r"T\1:00:00\2"),
        ("T([0-9]{2}:[0-9]{2})([Z+-]|$)", r"T\1:00\2"),
        ("Z$", "+00:00"),
        ("^([^.]{19}([.][0-9]+)?)$", r"\1+00:00"),
        ("([+-][0-9]{2})$", r"\1:00"),
        ("([+-][0-9]{2})([0-9]{2})$", r"\1:\2"),
    ] {
        time = syntax.regex_replace(&time, regex, replacement);
    }
    time
}

/// Writes the seconds of a completed time as twelve digits, and its nanoseconds.
fn seconds(syntax: &dyn Syntax, x: &str) -> String {
    let integer = |text: &str| syntax.to_integer(text);
    let part = |start, length| integer(&syntax.substring(x, start, Some(length)));
    // Months since March of the year -400, so that the leap day is the last one of a year, and all
    // quotients are positive.
    let months = format!("({} * 12 + {} + 4797)", part(1, 4), part(6, 2));
    let years = |divisor| syntax.divide(&months, divisor);
    let days = format!(
        "(365 * {} + {} - {} + {} + {} + {})",
        years(12),
        years(48),
        years(1_200),
        years(4_800),
        syntax.divide(&format!("(153 * ({months} % 12) + 2)"), 5),
        part(9, 2),
    );
    let zone = syntax.last_six(x);
    let hours = syntax.replace(&syntax.substring(&zone, 1, Some(3)), "'+'", "''");
    let sign = syntax.replace(&syntax.substring(&zone, 1, Some(1)), "'+'", "''");
    let minutes = format!("({sign} || {})", syntax.substring(&zone, 5, Some(2)));
    let seconds = format!(
        "({days} - {}) * 86400 + {} * 3600 + {} * 60 + {} - {} * 3600 - {} * 60",
        865_566 - OFFSET / 86_400,
        part(12, 2),
        part(15, 2),
        part(18, 2),
        integer(&hours),
        integer(&minutes),
    );
    let seconds = syntax.pad_left(&syntax.to_text(&format!("({seconds})")), 12);
    let fraction = syntax.regex_replace(&syntax.substring(x, 20, None), "^[.]|[+-].*$", "");
    let fraction = syntax.pad_right(&syntax.substring(&fraction, 1, Some(9)), 9);
    format!("({seconds} || {fraction})")
}

/// Returns a regular expression for times of all forms.
fn any_time() -> String {
    let zone = format!("([Zz]|[+-]{HOUR}(:?{SIXTY})?)?");
    let time = format!("{HOUR}(:{SIXTY}(:({SIXTY}|60)([.][0-9]+)?)?)?");
    format!("^([0-9]{{4}}|[0-9]{{4}}-{MONTH}|{DATE})([Tt]{time}{zone})?")
}
