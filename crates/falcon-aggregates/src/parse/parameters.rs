//! Parsing of the parameters of an aggregation.

use fql::{Collection, Filter, Limits, Severity};
use serde_json::Value;

use super::object::{ObjectReader, describe, json_type};
use super::ranges;
use crate::request::bucket_sort::BucketSortError;
use crate::request::missing::Missing;
use crate::request::parameter::Parameter;
use crate::request::parameters::{Options, Parameters};
use crate::request::percent::Percent;
use crate::request::time_zone::TimeZoneError;
use crate::request::unknown_variant::UnknownVariant;

pub(super) fn parse<C: Collection>(reader: &mut ObjectReader<'_>, params: &mut Parameters<C>) {
    if let Some(filter) = filter(reader) {
        params.filter = filter;
    }
    let options = &mut params.options;
    options.interval = reader.parsed("interval", UnknownVariant::help);
    options.ranges = ranges::ranges(reader);
    options.date_ranges = ranges::date_ranges(reader);
    options.size = reader.count(Parameter::Size);
    options.from = reader.count(Parameter::From);
    options.min_doc_count = reader.count(Parameter::MinDocCount);
    options.max_doc_count = reader.count(Parameter::MaxDocCount);
    options.sort = reader.parsed("sort", BucketSortError::help);
    rare(reader, options);
}

fn rare(reader: &mut ObjectReader<'_>, options: &mut Options) {
    if let Some(q) = reader.string("q") {
        options.rare_mut().q = Some(q.to_owned().into());
    }
    if let Some(include) = reader.string("include") {
        options.rare_mut().include = Some(include.to_owned().into());
    }
    if let Some(exclude) = reader.string("exclude") {
        options.rare_mut().exclude = Some(exclude.to_owned().into());
    }
    if let Some(missing) = missing(reader) {
        options.rare_mut().missing = Some(missing);
    }
    if let Some(zone) = reader.parsed("time_zone", TimeZoneError::help) {
        options.rare_mut().time_zone = Some(zone);
    }
    if let Some(bounds) = ranges::extended_bounds(reader) {
        options.rare_mut().extended_bounds = Some(bounds);
    }
    options.set_percents(percents(reader));
}

fn filter<C: Collection>(reader: &mut ObjectReader<'_>) -> Option<Filter<C>> {
    let source = reader.string("filter")?;
    let parsed = Filter::<C>::parse_with(source, &Limits::DEFAULT);
    for diagnostic in parsed.report().diagnostics() {
        if diagnostic.severity() == Severity::Error {
            reader.error("filter", diagnostic.message(), diagnostic.help());
        }
    }
    parsed.into_result().ok()
}

fn missing(reader: &mut ObjectReader<'_>) -> Option<Missing> {
    match reader.get("missing")? {
        Value::String(value) => Some(value.clone().into()),
        value @ (Value::Number(_) | Value::Bool(_)) => Some(value.to_string().into()),
        other => {
            let message = format!("expected a value of the field, found {}", json_type(other));
            reader.error("missing", message, "write the value as a string");
            None
        }
    }
}

fn percents(reader: &mut ObjectReader<'_>) -> Vec<Percent> {
    let path = reader.path.key(Parameter::Percents.as_str());
    let mut percents = Vec::new();
    for (index, value) in reader.array(Parameter::Percents).iter().enumerate() {
        if let Some(Ok(percent)) = value.as_f64().map(Percent::new) {
            percents.push(percent);
        } else {
            let message = format!("expected a percentage, found {}", describe(value));
            let help = "use a number from 0 to 100";
            reader.errors.push(&path.index(index), message, help);
        }
    }
    percents
}
