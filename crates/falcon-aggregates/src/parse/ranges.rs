//! Parsing of ranges of numbers and of time.

use serde_json::{Number, Value};

use super::object::{ObjectReader, describe, is_empty, json_type};
use crate::error::InvalidAggregates;
use crate::json_path::JsonPath;
use crate::request::date_range::{DateRange, ExtendedBounds, check_time};
use crate::request::messages::excerpt;
use crate::request::parameter::Parameter;
use crate::request::range::Range;

const REVERSED: &str = "the range ends before it starts";
const TIME_EXAMPLE: &str = "use a string such as `\"2026-05-28T09:00:31Z\"`";

/// The error has been reported.
struct Reported;

type Parsed<T> = Result<T, Reported>;

pub(super) fn ranges(reader: &mut ObjectReader<'_>) -> Vec<Range> {
    let keys = ["From", "To"];
    elements(reader, Parameter::Ranges, keys, number, |from, to| {
        match (from, to) {
            (Some(from), Some(to)) => Range::between(from, to).ok(),
            (Some(from), None) => Some(Range::at_least(from)),
            (None, to) => to.map(Range::below),
        }
    })
}

pub(super) fn date_ranges(reader: &mut ObjectReader<'_>) -> Vec<DateRange> {
    let keys = ["from", "to"];
    elements(reader, Parameter::DateRanges, keys, time, |from, to| {
        DateRange::from_strings(from, to).ok()
    })
}

/// Parses the ranges of a list. `range` returns `None` for a range that ends before it starts.
fn elements<E, R>(
    reader: &mut ObjectReader<'_>,
    parameter: Parameter,
    keys: [&str; 2],
    end: fn(&Value, &JsonPath<'_>, &mut InvalidAggregates) -> Parsed<E>,
    range: fn(Option<E>, Option<E>) -> Option<R>,
) -> Vec<R> {
    let path = reader.path.key(parameter.as_str());
    let mut ranges = Vec::new();
    for (index, value) in reader.array(parameter).iter().enumerate() {
        let path = path.index(index);
        let errors = &mut *reader.errors;
        let Ok(ends) = ends(value, &path, keys, errors) else {
            continue;
        };
        let [key_from, key_to] = keys;
        let [from, to] = ends;
        let from = from.map(|from| end(from, &path.key(key_from), errors));
        let to = to.map(|to| end(to, &path.key(key_to), errors));
        let (Ok(from), Ok(to)) = (from.transpose(), to.transpose()) else {
            continue;
        };
        match range(from, to) {
            Some(range) => ranges.push(range),
            None => errors.push(&path, REVERSED, format!("swap `{key_from}` and `{key_to}`")),
        }
    }
    ranges
}

/// Returns the ends of a range, at least one of which is bounded.
fn ends<'v>(
    value: &'v Value,
    path: &JsonPath<'_>,
    keys: [&str; 2],
    errors: &mut InvalidAggregates,
) -> Parsed<[Option<&'v Value>; 2]> {
    let [from, to] = keys;
    let help = format!("use an object with `{from}`, `{to}` or both");
    let Value::Object(object) = value else {
        let message = format!("expected a range, found {}", json_type(value));
        errors.push(path, message, help);
        return Err(Reported);
    };
    let mut unknown = object
        .keys()
        .filter(|key| !keys.contains(&key.as_str()))
        .peekable();
    let is_known = unknown.peek().is_none();
    for key in unknown {
        let similar = keys
            .into_iter()
            .find(|known| known.eq_ignore_ascii_case(key));
        let help = similar.map_or_else(|| help.clone(), |known| format!("use `{known}`"));
        let message = format!("unknown key `{}` of a range", excerpt(key));
        errors.push(&path.key(key), message, help);
    }
    let end = |key| object.get(key).filter(|value| !is_empty(value));
    match [end(from), end(to)] {
        _ if !is_known => Err(Reported),
        [None, None] => {
            errors.push(path, "the range has no ends", help);
            Err(Reported)
        }
        ends => Ok(ends),
    }
}

fn number(value: &Value, path: &JsonPath<'_>, errors: &mut InvalidAggregates) -> Parsed<Number> {
    if let Value::Number(number) = value {
        return Ok(number.clone());
    }
    let message = format!("expected a number, found {}", describe(value));
    errors.push(path, message, "write the number without quotes");
    Err(Reported)
}

fn time(value: &Value, path: &JsonPath<'_>, errors: &mut InvalidAggregates) -> Parsed<String> {
    let Value::String(source) = value else {
        let message = format!("expected a time, found {}", describe(value));
        errors.push(path, message, TIME_EXAMPLE);
        return Err(Reported);
    };
    valid_time(source, path, errors)?;
    Ok(source.clone())
}

fn valid_time(source: &str, path: &JsonPath<'_>, errors: &mut InvalidAggregates) -> Parsed<()> {
    check_time(source).map_err(|error| {
        let message = format!("invalid time `{}`", excerpt(source));
        errors.push(path, message, error.help());
        Reported
    })
}

pub(super) fn extended_bounds(reader: &mut ObjectReader<'_>) -> Option<ExtendedBounds> {
    let value = reader.get(Parameter::ExtendedBounds.as_str())?;
    let path = reader.path.key(Parameter::ExtendedBounds.as_str());
    let bound = |key| value.get(key).filter(|bound| !is_empty(bound));
    let (min, max) = match [bound("min"), bound("max")] {
        [None, None] if value.is_object() => return None,
        [Some(Value::String(min)), Some(Value::String(max))] => (min, max),
        _ => {
            let message = "expected an object with the strings `min` and `max`";
            let help = "use bounds such as `{\"min\": \"2026-01-01\", \"max\": \"2026-12-31\"}`";
            reader.errors.push(&path, message, help);
            return None;
        }
    };
    for (key, bound) in [("min", min), ("max", max)] {
        // The error is reported, and an invalid time is not comparable.
        let _ = valid_time(bound, &path.key(key), reader.errors);
    }
    let bounds = ExtendedBounds::from_strings(min.clone(), max.clone());
    if bounds.is_err() {
        reader.errors.push(&path, REVERSED, "swap `min` and `max`");
    }
    bounds.ok()
}
