//! The request that a command line asks for.

use falcon_aggregates::{Aggregates, AggregationType, InvalidAggregates};
use fql::collections::external_assets::ExternalAssets;
use fql::collections::sensors::Sensors;
use serde_json::{Map, Value, json};

use super::Collection;
use crate::failure::Failure;
use crate::output::tell;
use crate::printable::printable;

/// What an aggregation may be told. Which type takes which, and whether a value is one, is checked
/// with the request as a whole.
#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// Only documents that match
    #[arg(long, value_name = "FILTER", value_hint = clap::ValueHint::Other)]
    filter: Option<String>,

    /// How many buckets at most
    #[arg(long, value_name = "N", help_heading = "Aggregation")]
    size: Option<u64>,

    /// The order of the buckets: `_count|desc`, `_term|asc`
    #[arg(long, value_name = "SORT", help_heading = "Aggregation")]
    sort: Option<String>,

    /// How long a bucket of date_histogram is: year, month, week, day, hour or minute
    #[arg(long, value_name = "INTERVAL", help_heading = "Aggregation")]
    interval: Option<String>,

    /// Where days begin: `Europe/Berlin`, `+02:00`
    #[arg(long, value_name = "ZONE", help_heading = "Aggregation")]
    time_zone: Option<String>,

    /// Ranges of numbers, or for date_range of times: `..70,70..100`, `now-7d..`
    ///
    /// A range holds its beginning and not its end.
    #[arg(
        long,
        value_name = "FROM..TO,...",
        value_delimiter = ',',
        help_heading = "Aggregation",
        allow_hyphen_values = true
    )]
    ranges: Vec<String>,

    /// What a document counts as that has no value
    #[arg(long, value_name = "VALUE", help_heading = "Aggregation")]
    missing: Option<String>,

    /// An aggregation in each bucket, as TYPE:FIELD; up to three times
    #[arg(long, value_name = "TYPE:FIELD", help_heading = "Aggregation")]
    nest: Vec<String>,
}

impl Options {
    /// The body of a request.
    pub(super) fn request(
        &self,
        aggregation: AggregationType,
        field: &str,
    ) -> Result<String, Failure> {
        let mut request = described(aggregation.as_str(), field);
        for (key, value) in [
            ("filter", &self.filter),
            ("sort", &self.sort),
            ("interval", &self.interval),
            ("time_zone", &self.time_zone),
            ("missing", &self.missing),
        ] {
            if let Some(value) = value {
                request.insert(key.into(), json!(value));
            }
        }
        if let Some(size) = self.size {
            request.insert("size".into(), json!(size));
        }
        self.put_ranges(aggregation, &mut request)?;
        if !self.nest.is_empty() {
            let nested: Result<Vec<Value>, Failure> =
                self.nest.iter().map(|nest| nested(nest)).collect();
            request.insert("sub_aggregates".into(), Value::Array(nested?));
        }
        Ok(json!([request]).to_string())
    }

    fn put_ranges(
        &self,
        aggregation: AggregationType,
        request: &mut Map<String, Value>,
    ) -> Result<(), Failure> {
        if self.ranges.is_empty() {
            return Ok(());
        }
        let of_time = aggregation == AggregationType::DateRange;
        let ranges: Result<Vec<Value>, Failure> = self
            .ranges
            .iter()
            .map(|range| {
                if of_time {
                    date_range(range)
                } else {
                    number_range(range)
                }
            })
            .collect();
        let key = if of_time { "date_ranges" } else { "ranges" };
        request.insert(key.into(), Value::Array(ranges?));
        Ok(())
    }
}

/// What every aggregation says of itself; its name is made of the rest.
fn described(aggregation: &str, field: &str) -> Map<String, Value> {
    let mut request = Map::new();
    request.insert("name".into(), json!(format!("{aggregation} {field}")));
    request.insert("type".into(), json!(aggregation));
    request.insert("field".into(), json!(field));
    request
}

fn nested(nest: &str) -> Result<Value, Failure> {
    let (aggregation, field) = nest.split_once(':').ok_or_else(|| {
        wrong(&format!(
            "`{nest}` says no type: write it as `max:confidence`"
        ))
    })?;
    Ok(Value::Object(described(aggregation, field)))
}

fn number_range(range: &str) -> Result<Value, Failure> {
    let number = |end: &str| match serde_json::from_str(end) {
        Ok(Value::Number(number)) => Ok(Value::Number(number)),
        _ => Err(wrong(&format!(
            "`{end}` is no number: write a range as `..70` or `70..100`"
        ))),
    };
    let mut written = Map::new();
    for (key, end) in [("From", 0), ("To", 1)] {
        if let Some(end) = ends(range)?[end] {
            written.insert(key.into(), number(end)?);
        }
    }
    Ok(Value::Object(written))
}

fn date_range(range: &str) -> Result<Value, Failure> {
    let mut written = Map::new();
    for (key, end) in [("from", 0), ("to", 1)] {
        if let Some(end) = ends(range)?[end] {
            written.insert(key.into(), json!(end));
        }
    }
    Ok(Value::Object(written))
}

/// The ends of a range that are there.
fn ends(range: &str) -> Result<[Option<&str>; 2], Failure> {
    let (from, to) = range.split_once("..").ok_or_else(|| {
        wrong(&format!(
            "`{range}` is no range: write one as `..70`, `70..100` or `100..`"
        ))
    })?;
    Ok([from, to].map(|end| (!end.is_empty()).then_some(end)))
}

fn wrong(message: &str) -> Failure {
    Failure::usage("aggregate", &printable(message))
}

/// The request as it is sent, if it is one. What is wrong with it is told.
pub(super) fn checked(body: &str, collection: Collection) -> Result<String, Failure> {
    let checked = match collection {
        Collection::ExternalAssets => body
            .parse::<Aggregates<ExternalAssets>>()
            .map(|request| request.to_json()),
        Collection::Sensors => body
            .parse::<Aggregates<Sensors>>()
            .map(|request| request.to_json()),
    };
    checked.map_err(|invalid: InvalidAggregates| {
        for error in invalid.errors() {
            tell(&format!("error: {}\n", printable(&error.to_string())));
        }
        if invalid.omitted() > 0 {
            tell(&format!("note: {} more problems\n", invalid.omitted()));
        }
        Failure::NotValid("request")
    })
}
