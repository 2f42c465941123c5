//! Requests read from JSON: each becomes a [`DynamicAggregate`], or a list of all its problems.

use fql::{Collection, Filter, Limits, Severity};
use serde_json::{Map, Number, Value};
use strum::VariantArray;

use crate::check;
use crate::date_range::DateRange;
use crate::dynamic::{DynamicAggregate, ExtendedBounds};
use crate::interval::Interval;
use crate::matrix::{AggregationType, Parameter};
use crate::missing::Missing;
use crate::nearest::nearest;
use crate::percent::{Percent, PercentError};
use crate::problem::{InvalidAggregates, Place};
use crate::range::Range;

const REVERSED: &str = "the range ends before it begins";

/// How deep nested aggregations are read: deeper ones are too many anyway.
const DEEPEST: usize = check::MOST_NESTED;

/// Reads a list of aggregations, or a single one.
///
/// Keys without content, as `null`, `""` and `[]`, count as not written: some generated clients
/// write all keys.
pub(crate) fn list<C: Collection>(
    body: &Value,
) -> Result<Vec<DynamicAggregate<C>>, InvalidAggregates> {
    let mut problems = InvalidAggregates::default();
    let root = Place::Root;
    let mut read = Vec::new();
    match body {
        Value::Array(list) if list.is_empty() => problems.push(
            &root,
            "the list is empty",
            "write at least one aggregation, `{\"name\": …, \"type\": …, \"field\": …}`",
        ),
        Value::Array(list) => {
            for (index, item) in list.iter().enumerate() {
                read.push(top(item, &root.index(index), &mut problems));
            }
            let place = |index| Place::Index(&Place::Root, index);
            check::names(&read, place, &mut problems);
        }
        Value::Object(_) => {
            read.push(top(body, &root, &mut problems));
            check::names(&read, |_| Place::Root, &mut problems);
        }
        _ => not_an_object(body, &root, &mut problems),
    }
    problems.or(read)
}

/// Reads one aggregation by itself.
pub(crate) fn single<C: Collection>(
    body: &Value,
) -> Result<DynamicAggregate<C>, InvalidAggregates> {
    let mut problems = InvalidAggregates::default();
    let read = top(body, &Place::Root, &mut problems);
    check::names(std::slice::from_ref(&read), |_| Place::Root, &mut problems);
    problems.or(read)
}

/// One of the list: the limit of nested ones is for each.
fn top<C: Collection>(
    value: &Value,
    place: &Place<'_>,
    problems: &mut InvalidAggregates,
) -> DynamicAggregate<C> {
    let read = one(value, place, 0, problems);
    let count = nested_count(value);
    if count > check::MOST_NESTED {
        check::too_many_nested(count, place, problems);
    }
    check::one(&read, place, problems);
    read
}

/// How many objects are nested, at any depth.
fn nested_count(value: &Value) -> usize {
    let mut count = 0;
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        if let Some(Value::Array(list)) = value.get("sub_aggregates") {
            let objects = list.iter().filter(|item| !item.is_null());
            count += objects.clone().count();
            open.extend(objects);
        }
    }
    count
}

fn not_an_object(value: &Value, place: &Place<'_>, problems: &mut InvalidAggregates) {
    problems.push(
        place,
        format!("{} is no aggregation", kind_of(value)),
        "write an object, `{\"name\": …, \"type\": …, \"field\": …}`",
    );
}

/// What is wrong leaves its place empty; what would follow from that is not reported.
fn one<C: Collection>(
    value: &Value,
    place: &Place<'_>,
    depth: usize,
    problems: &mut InvalidAggregates,
) -> DynamicAggregate<C> {
    let Value::Object(object) = value else {
        not_an_object(value, place, problems);
        return DynamicAggregate::new("", AggregationType::Terms, "");
    };
    let mut reader = Reader {
        object,
        place,
        problems,
    };
    let aggregation = reader.aggregation_type();
    let name = reader.required_text("name", "write one, under which its answer is found");
    let field = reader.required_text("field", "write the property that it is computed of");
    let mut read = DynamicAggregate::new(
        name.unwrap_or_default().to_owned(),
        // A type that takes everything, and asks for nothing.
        aggregation.unwrap_or(AggregationType::Terms),
        field.unwrap_or_default().to_owned(),
    );
    reader.parameters(&mut read);
    reader.unknown_keys();
    if depth < DEEPEST {
        read.sub_aggregates = reader.sub_aggregates(depth);
    }
    read
}

struct Reader<'r> {
    object: &'r Map<String, Value>,
    place: &'r Place<'r>,
    problems: &'r mut InvalidAggregates,
}

impl<'r> Reader<'r> {
    /// What is written under the key; nothing if that is empty.
    fn get(&self, key: &str) -> Option<&'r Value> {
        self.object.get(key).filter(|value| match value {
            Value::Null => false,
            Value::String(text) => !text.is_empty(),
            Value::Array(list) => !list.is_empty(),
            _ => true,
        })
    }

    fn wrong(&mut self, key: &str, message: impl Into<String>, help: impl Into<String>) {
        self.problems.push(&self.place.key(key), message, help);
    }

    fn text(&mut self, key: &str) -> Option<&'r str> {
        match self.get(key)? {
            Value::String(text) => Some(text),
            other => {
                self.wrong(
                    key,
                    format!("{} is no text", kind_of(other)),
                    "write text in quotes",
                );
                None
            }
        }
    }

    fn required_text(&mut self, key: &str, help: &str) -> Option<&'r str> {
        if self.get(key).is_none() {
            self.wrong(key, format!("the aggregation has no {key}"), help);
            return None;
        }
        self.text(key)
    }

    fn count(&mut self, parameter: Parameter) -> Option<u64> {
        let key = parameter.as_str();
        let value = self.get(key)?;
        let count = value.as_u64();
        if count.is_none() {
            let message = format!("{} is no whole number from 0 on", shown(value));
            self.wrong(key, message, "write one, or leave the key out");
        }
        count
    }

    fn aggregation_type(&mut self) -> Option<AggregationType> {
        let text = self.required_text("type", "write one of the types, as `terms`")?;
        let read = text.parse().ok();
        if read.is_none() {
            let names = AggregationType::ALL.iter().map(|known| known.as_str());
            let help = did_you_mean(text, names);
            self.wrong(
                "type",
                format!("`{}` is no type of aggregation", short(text)),
                help,
            );
        }
        read
    }

    fn parameters<C: Collection>(&mut self, read: &mut DynamicAggregate<C>) {
        self.filter(read);
        self.interval(read);
        read.ranges = self.ranges();
        read.date_ranges = self.date_ranges();
        read.size = self.count(Parameter::Size);
        read.from = self.count(Parameter::From);
        read.min_doc_count = self.count(Parameter::MinDocCount);
        read.max_doc_count = self.count(Parameter::MaxDocCount);
        if let Some(text) = self.text("sort") {
            match text.parse() {
                Ok(sort) => read.sort = Some(sort),
                Err(error) => {
                    let message = format!("`{}` is no order of buckets", short(text));
                    self.wrong("sort", message, error.to_string());
                }
            }
        }
        if let Some(q) = self.text("q") {
            read.rare_mut().q = Some(q.to_owned().into());
        }
        if let Some(include) = self.text("include") {
            read.rare_mut().include = Some(include.to_owned().into());
        }
        if let Some(exclude) = self.text("exclude") {
            read.rare_mut().exclude = Some(exclude.to_owned().into());
        }
        self.missing(read);
        self.time_zone(read);
        self.extended_bounds(read);
        self.percents(read);
    }

    fn filter<C: Collection>(&mut self, read: &mut DynamicAggregate<C>) {
        let Some(text) = self.text("filter") else {
            return;
        };
        let checked = Filter::<C>::parse_with(text, &Limits::DEFAULT);
        let place = self.place.key("filter");
        for diagnostic in checked.report().diagnostics() {
            if diagnostic.severity() == Severity::Error {
                self.problems
                    .push(&place, diagnostic.message(), diagnostic.help());
            }
        }
        if let Ok(filter) = checked.into_result() {
            read.filter = filter;
        }
    }

    fn interval<C>(&mut self, read: &mut DynamicAggregate<C>) {
        let Some(text) = self.text("interval") else {
            return;
        };
        match text.parse() {
            Ok(interval) => read.interval = Some(interval),
            Err(_) => {
                let names = Interval::ALL.iter().map(|known| known.as_str());
                let message = format!("`{}` is no interval", short(text));
                self.wrong("interval", message, did_you_mean(text, names));
            }
        }
    }

    fn missing<C>(&mut self, read: &mut DynamicAggregate<C>) {
        let missing = match self.get("missing") {
            None => return,
            Some(Value::String(text)) => text.clone(),
            Some(value @ (Value::Number(_) | Value::Bool(_))) => value.to_string(),
            Some(other) => {
                let message = format!("{} is no value of a field", kind_of(other));
                return self.wrong("missing", message, "write a value as text");
            }
        };
        read.rare_mut().missing = Some(Missing::from(missing));
    }

    fn time_zone<C>(&mut self, read: &mut DynamicAggregate<C>) {
        let Some(text) = self.text("time_zone") else {
            return;
        };
        match text.parse() {
            Ok(zone) => read.rare_mut().time_zone = Some(zone),
            Err(error) => {
                let error: crate::TimeZoneError = error;
                let message = format!("`{}` is no time zone", short(text));
                self.wrong("time_zone", message, error.to_string());
            }
        }
    }

    fn extended_bounds<C>(&mut self, read: &mut DynamicAggregate<C>) {
        const HELP: &str = "write `{\"min\": \"2026-01-01\", \"max\": \"2026-12-31\"}`";
        let Some(value) = self.get("extended_bounds") else {
            return;
        };
        let place = self.place.key("extended_bounds");
        let end = |key| value.get(key).filter(|end| !is_empty(end));
        if value.is_object() && end("min").is_none() && end("max").is_none() {
            return;
        }
        let text = |key| end(key).and_then(Value::as_str);
        let (Some(min), Some(max)) = (text("min"), text("max")) else {
            return self
                .problems
                .push(&place, "both bounds are wanted, as text", HELP);
        };
        for (key, end) in [("min", min), ("max", max)] {
            if let Err(error) = DateRange::check_end(end) {
                let message = format!("`{}` is no time", short(end));
                self.problems
                    .push(&place.key(key), message, error.to_string());
            }
        }
        if DateRange::read(Some(min), Some(max)).is_err() {
            self.problems
                .push(&place, REVERSED, "exchange `min` and `max`");
        }
        read.rare_mut().extended_bounds = Some(ExtendedBounds {
            min: min.to_owned().into(),
            max: max.to_owned().into(),
        });
    }

    fn percents<C>(&mut self, read: &mut DynamicAggregate<C>) {
        let place = self.place.key("percents");
        for (index, percent) in self.elements("percents").iter().enumerate() {
            let read_percent = percent.as_f64().map(Percent::new);
            if let Some(Ok(percent)) = read_percent {
                read.rare_mut().percents.push(percent);
            } else {
                let message = format!("{} is no percentage", shown(percent));
                let help = PercentError.to_string();
                self.problems.push(&place.index(index), message, help);
            }
        }
    }

    fn elements(&mut self, key: &str) -> &'r [Value] {
        match self.get(key) {
            None => &[],
            Some(Value::Array(list)) => list,
            Some(other) => {
                let message = format!("{} is no list", kind_of(other));
                self.wrong(key, message, "write a list in brackets");
                &[]
            }
        }
    }

    fn ranges(&mut self) -> Vec<Range> {
        let place = self.place.key("ranges");
        let mut read = Vec::new();
        for (index, value) in self.elements("ranges").iter().enumerate() {
            let place = place.index(index);
            let Some([from, to]) = self.ends(value, &place, ["From", "To"]) else {
                continue;
            };
            let from = self.number_end(from, &place.key("From"));
            let to = self.number_end(to, &place.key("To"));
            let range = match (from, to) {
                (Ok(Some(from)), Ok(Some(to))) => Range::between(from, to),
                (Ok(Some(from)), Ok(None)) => Ok(Range::at_least(from)),
                (Ok(None), Ok(Some(to))) => Ok(Range::below(to)),
                _ => continue,
            };
            match range {
                Ok(range) => read.push(range),
                Err(_) => self.problems.push(&place, REVERSED, "exchange its ends"),
            }
        }
        read
    }

    fn number_end(
        &mut self,
        value: Option<&Value>,
        place: &Place<'_>,
    ) -> Result<Option<Number>, ()> {
        match value {
            None => Ok(None),
            Some(Value::Number(number)) => Ok(Some(number.clone())),
            Some(other) => {
                let message = format!("{} is no number", shown(other));
                self.problems
                    .push(place, message, "write a number, without quotes");
                Err(())
            }
        }
    }

    fn date_ranges(&mut self) -> Vec<DateRange> {
        let place = self.place.key("date_ranges");
        let mut read = Vec::new();
        for (index, value) in self.elements("date_ranges").iter().enumerate() {
            let place = place.index(index);
            let Some([from, to]) = self.ends(value, &place, ["from", "to"]) else {
                continue;
            };
            let from = self.time_end(from, &place.key("from"));
            let to = self.time_end(to, &place.key("to"));
            let (Ok(from), Ok(to)) = (from, to) else {
                continue;
            };
            match DateRange::read(from, to) {
                Ok(range) => read.push(range),
                Err(_) => self.problems.push(&place, REVERSED, "exchange its ends"),
            }
        }
        read
    }

    fn time_end<'v>(
        &mut self,
        value: Option<&'v Value>,
        place: &Place<'_>,
    ) -> Result<Option<&'v str>, ()> {
        let (message, help) = match value {
            None => return Ok(None),
            Some(Value::String(text)) => match DateRange::check_end(text) {
                Ok(()) => return Ok(Some(text)),
                Err(error) => (format!("`{}` is no time", short(text)), error.to_string()),
            },
            Some(other) => (
                format!("{} is no time", shown(other)),
                "write it as text, `\"2026-05-28T09:00:31Z\"`".to_owned(),
            ),
        };
        self.problems.push(place, message, help);
        Err(())
    }

    /// The two ends of a range, at least one of which is there.
    fn ends<'v>(
        &mut self,
        value: &'v Value,
        place: &Place<'_>,
        names: [&str; 2],
    ) -> Option<[Option<&'v Value>; 2]> {
        let [from, to] = names;
        let Value::Object(object) = value else {
            let message = format!("{} is no range", kind_of(value));
            let help = format!("write an object with `{from}`, `{to}` or both");
            self.problems.push(place, message, help);
            return None;
        };
        let mut is_known = true;
        for key in object.keys().filter(|key| !names.contains(&key.as_str())) {
            is_known = false;
            let meant = names.iter().find(|name| name.eq_ignore_ascii_case(key));
            let help = match meant {
                Some(name) => format!("write `{name}`"),
                None => format!("a range has `{from}`, `{to}` or both"),
            };
            let message = format!("`{}` is no end of such a range", short(key));
            self.problems.push(&place.key(key), message, help);
        }
        let end = |name| object.get(name).filter(|value| !is_empty(value));
        let ends = [end(from), end(to)];
        if is_known && ends == [None, None] {
            let help = format!("write `{from}`, `{to}` or both");
            self.problems
                .push(place, "the range has no end at all", help);
        }
        is_known
            .then_some(ends)
            .filter(|ends| *ends != [None, None])
    }

    fn sub_aggregates<C: Collection>(&mut self, depth: usize) -> Vec<DynamicAggregate<C>> {
        let key = Parameter::SubAggregates.as_str();
        let place = self.place.key(key);
        let mut read = Vec::new();
        for (index, value) in self.elements(key).iter().enumerate() {
            // The documents' own example has a list of `null`.
            if !value.is_null() {
                read.push(one(value, &place.index(index), depth + 1, self.problems));
            }
        }
        read
    }

    fn unknown_keys(&mut self) {
        let known = || {
            let parameters = Parameter::VARIANTS.iter().map(|known| known.as_str());
            ["name", "type", "field"].into_iter().chain(parameters)
        };
        for key in self.object.keys() {
            if !known().any(|name| name == key) && self.get(key).is_some() {
                let message = format!("an aggregation has no key `{}`", short(key));
                self.wrong(key, message, did_you_mean(key, known()));
            }
        }
    }
}

fn is_empty(value: &Value) -> bool {
    matches!(value, Value::Null) || value.as_str().is_some_and(str::is_empty)
}

fn did_you_mean<'k>(name: &str, known: impl Iterator<Item = &'k str> + Clone) -> String {
    match nearest(name, known.clone()) {
        Some(name) => format!("did you mean `{name}`?"),
        None => {
            let names: Vec<String> = known.map(|name| format!("`{name}`")).collect();
            format!("known are {}", names.join(", "))
        }
    }
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "`null`",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// A value as a message shows it: lists and objects only by what they are.
fn shown(value: &Value) -> String {
    match value {
        Value::Array(_) | Value::Object(_) => kind_of(value).to_owned(),
        Value::String(text) => format!("`\"{}\"`", short(text)),
        other => format!("`{other}`"),
    }
}

/// The beginning of a text, on one line.
fn short(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut shown: String = text
        .chars()
        .take(LONGEST)
        .flat_map(char::escape_debug)
        .collect();
    if text.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
}
