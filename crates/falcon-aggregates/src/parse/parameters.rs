//! Parsing of the parameters of an aggregation.

use std::borrow::Cow;

use serde_json::Value;

use super::Schema;
use super::filters_spec::filters_spec;
use super::object::{ObjectReader, describe, json_type};
use super::ranges;
use crate::request::bucket_sort::BucketSortError;
use crate::request::dynamic::DynamicAggregate;
use crate::request::missing::Missing;
use crate::request::parameter::Parameter;
use crate::request::percent::Percent;
use crate::request::rare_parameters::RareParameters;
use crate::request::time_zone::TimeZoneError;
use crate::request::unknown_variant::UnknownVariant;

pub(super) fn parse<C>(
    reader: &mut ObjectReader<'_>,
    schema: Schema<'_, C>,
    aggregate: &mut DynamicAggregate<C>,
) {
    aggregate.filters_spec = filters_spec(reader, schema);
    if let Some(filter) = reader.filter(Parameter::Filter.as_str(), schema) {
        aggregate.filter = filter;
    }
    aggregate.interval = reader.parsed("interval", UnknownVariant::help);
    aggregate.size = reader.count(Parameter::Size);
    aggregate.sort = reader.parsed("sort", BucketSortError::help);
    let rare = rare(reader);
    if rare != RareParameters::default() {
        *aggregate.rare_mut() = rare;
    }
}

fn rare(reader: &mut ObjectReader<'_>) -> RareParameters {
    RareParameters {
        ranges: ranges::ranges(reader),
        date_ranges: ranges::date_ranges(reader),
        from: reader.count(Parameter::From),
        min_doc_count: reader.count(Parameter::MinDocCount),
        max_doc_count: reader.count(Parameter::MaxDocCount),
        q: owned(reader, Parameter::Q),
        include: owned(reader, Parameter::Include),
        exclude: owned(reader, Parameter::Exclude),
        missing: missing(reader),
        time_zone: reader.parsed("time_zone", TimeZoneError::help),
        extended_bounds: ranges::extended_bounds(reader),
        percents: percents(reader),
    }
}

fn owned(reader: &mut ObjectReader<'_>, parameter: Parameter) -> Option<Cow<'static, str>> {
    let source = reader.string(parameter.as_str())?;
    Some(source.to_owned().into())
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
