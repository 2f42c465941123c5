//! Requests as JSON: only what was said, in an order that does not change.

use std::fmt::Write;

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::Number;

use crate::date_range::DateRange;
use crate::dynamic::DynamicAggregate;
use crate::percent::Percent;
use crate::range::Range;

/// A key, by itself and as it stands between two entries.
#[derive(Clone, Copy)]
struct Key {
    name: &'static str,
    head: &'static str,
}

macro_rules! key {
    ($name:literal) => {
        Key {
            name: $name,
            head: concat!(",\"", $name, "\":"),
        }
    };
}

/// What the entries of an aggregation are written to.
trait Sink<C> {
    type Error;

    fn text(&mut self, key: Key, text: &str) -> Result<(), Self::Error>;
    /// A text of this crate's own, in which nothing is to be escaped.
    fn word(&mut self, key: Key, word: &'static str) -> Result<(), Self::Error>;
    fn count(&mut self, key: Key, count: u64) -> Result<(), Self::Error>;
    fn ranges(&mut self, key: Key, ranges: &[Range]) -> Result<(), Self::Error>;
    fn date_ranges(&mut self, key: Key, ranges: &[DateRange]) -> Result<(), Self::Error>;
    fn bounds(&mut self, key: Key, min: &str, max: &str) -> Result<(), Self::Error>;
    fn percents(&mut self, key: Key, percents: &[Percent]) -> Result<(), Self::Error>;
    fn nested(&mut self, key: Key, list: &[DynamicAggregate<C>]) -> Result<(), Self::Error>;
}

/// Writes the entries behind the name, in their order.
#[inline(always)]
fn entries<C, S: Sink<C>>(aggregate: &DynamicAggregate<C>, sink: &mut S) -> Result<(), S::Error> {
    sink.word(key!("type"), aggregate.aggregation.as_str())?;
    sink.text(key!("field"), &aggregate.field)?;
    if !aggregate.filter.is_match_all() {
        sink.text(key!("filter"), aggregate.filter.as_str())?;
    }
    if let Some(interval) = aggregate.interval {
        sink.word(key!("interval"), interval.as_str())?;
    }
    if !aggregate.ranges.is_empty() {
        sink.ranges(key!("ranges"), &aggregate.ranges)?;
    }
    if !aggregate.date_ranges.is_empty() {
        sink.date_ranges(key!("date_ranges"), &aggregate.date_ranges)?;
    }
    if let Some(size) = aggregate.size {
        sink.count(key!("size"), size)?;
    }
    if let Some(from) = aggregate.from {
        sink.count(key!("from"), from)?;
    }
    if let Some(sort) = aggregate.sort {
        sink.word(key!("sort"), sort.as_str())?;
    }
    if let Some(count) = aggregate.min_doc_count {
        sink.count(key!("min_doc_count"), count)?;
    }
    if let Some(count) = aggregate.max_doc_count {
        sink.count(key!("max_doc_count"), count)?;
    }
    if aggregate.rare.is_some() {
        rare_entries(aggregate, sink)?;
    }
    if !aggregate.sub_aggregates.is_empty() {
        sink.nested(key!("sub_aggregates"), &aggregate.sub_aggregates)?;
    }
    Ok(())
}

#[inline(never)]
fn rare_entries<C, S: Sink<C>>(
    aggregate: &DynamicAggregate<C>,
    sink: &mut S,
) -> Result<(), S::Error> {
    let texts = [
        (key!("q"), aggregate.get_q()),
        (key!("include"), aggregate.get_include()),
        (key!("exclude"), aggregate.get_exclude()),
        (key!("missing"), aggregate.get_missing()),
        (
            key!("time_zone"),
            aggregate.get_time_zone().map(|zone| zone.as_str()),
        ),
    ];
    for (key, text) in texts {
        if let Some(text) = text {
            sink.text(key, text)?;
        }
    }
    if let Some(bounds) = aggregate.get_extended_bounds() {
        sink.bounds(key!("extended_bounds"), &bounds.min, &bounds.max)?;
    }
    if !aggregate.get_percents().is_empty() {
        sink.percents(key!("percents"), aggregate.get_percents())?;
    }
    Ok(())
}

/// The JSON of one aggregation.
pub(crate) fn to_json<C>(aggregate: &DynamicAggregate<C>) -> String {
    let mut out = String::with_capacity(FIRST);
    put(aggregate, &mut out);
    out
}

/// The JSON of a list of them.
pub(crate) fn list_to_json<C>(list: &[DynamicAggregate<C>]) -> String {
    let mut out = String::with_capacity(FIRST);
    put_list(list, &mut out);
    out
}

/// The first buffer: one allocation for most requests.
const FIRST: usize = 512;

fn put_list<C>(list: &[DynamicAggregate<C>], out: &mut String) {
    out.push('[');
    for (index, aggregate) in list.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        put(aggregate, out);
    }
    out.push(']');
}

fn put<C>(aggregate: &DynamicAggregate<C>, out: &mut String) {
    out.push_str("{\"name\":");
    quoted(&aggregate.name, out);
    match entries(aggregate, &mut Json(out)) {
        Ok(()) => {}
        Err(never) => match never {},
    }
    out.push('}');
}

struct Json<'o>(&'o mut String);

impl Json<'_> {
    /// A list whose elements `element` writes.
    fn list<T>(&mut self, key: Key, list: &[T], element: impl Fn(&T, &mut String)) {
        self.0.push_str(key.head);
        self.0.push('[');
        for (index, item) in list.iter().enumerate() {
            if index > 0 {
                self.0.push(',');
            }
            element(item, self.0);
        }
        self.0.push(']');
    }
}

impl<C> Sink<C> for Json<'_> {
    type Error = std::convert::Infallible;

    #[inline]
    fn text(&mut self, key: Key, text: &str) -> Result<(), Self::Error> {
        self.0.push_str(key.head);
        quoted(text, self.0);
        Ok(())
    }

    #[inline]
    fn word(&mut self, key: Key, word: &'static str) -> Result<(), Self::Error> {
        self.0.push_str(key.head);
        self.0.push('"');
        self.0.push_str(word);
        self.0.push('"');
        Ok(())
    }

    #[inline]
    fn count(&mut self, key: Key, count: u64) -> Result<(), Self::Error> {
        self.0.push_str(key.head);
        self.0.push_str(itoa::Buffer::new().format(count));
        Ok(())
    }

    fn ranges(&mut self, key: Key, ranges: &[Range]) -> Result<(), Self::Error> {
        self.list(key, ranges, |range, out| {
            let ends = [("\"From\":", range.start()), ("\"To\":", range.end())];
            put_ends(ends, out, put_number);
        });
        Ok(())
    }

    fn date_ranges(&mut self, key: Key, ranges: &[DateRange]) -> Result<(), Self::Error> {
        self.list(key, ranges, |range, out| {
            let ends = [("\"from\":", range.start()), ("\"to\":", range.end())];
            put_ends(ends, out, quoted);
        });
        Ok(())
    }

    fn bounds(&mut self, key: Key, min: &str, max: &str) -> Result<(), Self::Error> {
        self.0.push_str(key.head);
        let ends = [("\"min\":", Some(min)), ("\"max\":", Some(max))];
        put_ends(ends, self.0, quoted);
        Ok(())
    }

    fn percents(&mut self, key: Key, percents: &[Percent]) -> Result<(), Self::Error> {
        self.list(key, percents, |percent, out| {
            put_number(&percent.number(), out);
        });
        Ok(())
    }

    #[inline]
    fn nested(&mut self, key: Key, list: &[DynamicAggregate<C>]) -> Result<(), Self::Error> {
        self.0.push_str(key.head);
        put_list(list, self.0);
        Ok(())
    }
}

/// An object of those ends that are not open.
fn put_ends<'e, T: ?Sized>(
    ends: [(&str, Option<&'e T>); 2],
    out: &mut String,
    put: impl Fn(&'e T, &mut String),
) {
    out.push('{');
    let mut is_first = true;
    for (head, end) in ends {
        if let Some(end) = end {
            if !is_first {
                out.push(',');
            }
            is_first = false;
            out.push_str(head);
            put(end, out);
        }
    }
    out.push('}');
}

fn put_number(number: &Number, out: &mut String) {
    match number.as_i64() {
        Some(number) => out.push_str(itoa::Buffer::new().format(number)),
        // Writing to a string does not fail.
        None => drop(write!(out, "{number}")),
    }
}

/// A text in quotes, with what JSON wants escaped.
#[inline]
fn quoted(text: &str, out: &mut String) {
    out.push('"');
    // Without an early end, so that the compiler looks at many bytes at once.
    if text
        .bytes()
        .fold(false, |found, byte| found | needs_escape(byte))
    {
        escaped(text, out);
    } else {
        out.push_str(text);
    }
    out.push('"');
}

#[inline(always)]
fn needs_escape(byte: u8) -> bool {
    byte < b' ' || byte == b'"' || byte == b'\\'
}

#[cold]
fn escaped(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\0'..' ' => drop(write!(out, "\\u{:04x}", u32::from(character))),
            _ => out.push(character),
        }
    }
}

impl<C> Serialize for DynamicAggregate<C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("name", &*self.name)?;
        entries(self, &mut Map(&mut map))?;
        map.end()
    }
}

struct Map<'m, M>(&'m mut M);

impl<C, M: SerializeMap> Sink<C> for Map<'_, M> {
    type Error = M::Error;

    fn text(&mut self, key: Key, text: &str) -> Result<(), M::Error> {
        self.0.serialize_entry(key.name, text)
    }

    fn word(&mut self, key: Key, word: &'static str) -> Result<(), M::Error> {
        self.0.serialize_entry(key.name, word)
    }

    fn count(&mut self, key: Key, count: u64) -> Result<(), M::Error> {
        self.0.serialize_entry(key.name, &count)
    }

    fn ranges(&mut self, key: Key, ranges: &[Range]) -> Result<(), M::Error> {
        let ends = |range: &Range| Ends {
            names: ["From", "To"],
            ends: [range.start().cloned(), range.end().cloned()],
        };
        self.0.serialize_entry(key.name, &Each(ranges, ends))
    }

    fn date_ranges(&mut self, key: Key, ranges: &[DateRange]) -> Result<(), M::Error> {
        let ends = |range: &DateRange| Ends {
            names: ["from", "to"],
            ends: [range.start(), range.end()].map(|end| end.map(str::to_owned)),
        };
        self.0.serialize_entry(key.name, &Each(ranges, ends))
    }

    fn bounds(&mut self, key: Key, min: &str, max: &str) -> Result<(), M::Error> {
        let bounds = Ends {
            names: ["min", "max"],
            ends: [Some(min), Some(max)],
        };
        self.0.serialize_entry(key.name, &bounds)
    }

    fn percents(&mut self, key: Key, percents: &[Percent]) -> Result<(), M::Error> {
        let number = |percent: &Percent| percent.number();
        self.0.serialize_entry(key.name, &Each(percents, number))
    }

    fn nested(&mut self, key: Key, list: &[DynamicAggregate<C>]) -> Result<(), M::Error> {
        self.0.serialize_entry(key.name, list)
    }
}

/// A list, each element of which is written as what it is made to.
struct Each<'l, T, F>(&'l [T], F);

impl<T, U: Serialize, F: Fn(&T) -> U> Serialize for Each<'_, T, F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.len()))?;
        for item in self.0 {
            list.serialize_element(&(self.1)(item))?;
        }
        list.end()
    }
}

/// The two ends of a range, of which either may be open.
struct Ends<T> {
    names: [&'static str; 2],
    ends: [Option<T>; 2],
}

impl<T: Serialize> Serialize for Ends<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, end) in self.names.iter().zip(&self.ends) {
            if let Some(end) = end {
                map.serialize_entry(name, end)?;
            }
        }
        map.end()
    }
}
