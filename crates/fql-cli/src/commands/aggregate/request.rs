//! The aggregation request of a command line.

use falcon_aggregates::{AggregationType, Parameter, RequestError};
use fql::table::Table;
use fql::{Filter, Limits};
use fql_syntax::display_safe;
use serde_json::{Map, Value, json};

use crate::error::Error;
use crate::output::print_diagnostics;

/// Options of an aggregation. They are validated with the request as a whole, because they depend on
/// its type.
#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// Aggregate only documents that match this filter
    #[arg(long, value_name = "FILTER", value_hint = clap::ValueHint::Other)]
    filter: Option<String>,

    /// Maximum number of buckets
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..), help_heading = "Aggregation")]
    size: Option<u64>,

    /// Order of the buckets: `_count|desc`, `_term|asc`
    #[arg(long, value_name = "SORT", help_heading = "Aggregation")]
    sort: Option<String>,

    /// Interval of date_histogram: year, month, week, day, hour or minute
    #[arg(long, value_name = "INTERVAL", help_heading = "Aggregation")]
    interval: Option<String>,

    /// Time zone of the buckets: `Europe/Berlin`, `+02:00`
    #[arg(long, value_name = "ZONE", help_heading = "Aggregation")]
    time_zone: Option<String>,

    /// Ranges of numbers, or of times for date_range: `..70,70..100`, `now-7d..`
    ///
    /// A range includes its start and excludes its end.
    #[arg(
        long,
        value_name = "FROM..TO,...",
        value_delimiter = ',',
        value_parser = split_range,
        help_heading = "Aggregation",
        allow_hyphen_values = true
    )]
    ranges: Vec<Range>,

    /// Value of documents without the field
    #[arg(long, value_name = "VALUE", help_heading = "Aggregation")]
    missing: Option<String>,

    /// Aggregation nested in each bucket, as TYPE:FIELD; up to three
    #[arg(long, value_name = "TYPE:FIELD", value_parser = split_nested, help_heading = "Aggregation")]
    nest: Vec<Nested>,
}

/// The ends of a range as written; `None` if the range is open.
#[derive(Debug, Clone)]
struct Range {
    from: Option<String>,
    to: Option<String>,
}

fn split_range(argument: &str) -> Result<Range, &'static str> {
    let (from, to) = argument
        .split_once("..")
        .ok_or("expected a range such as `..70`, `70..100` or `100..`")?;
    let end = |end: &str| (!end.is_empty()).then(|| end.to_owned());
    Ok(Range {
        from: end(from),
        to: end(to),
    })
}

/// The type and the field of a nested aggregation.
#[derive(Debug, Clone)]
struct Nested {
    aggregation: String,
    field: String,
}

fn split_nested(argument: &str) -> Result<Nested, &'static str> {
    let (aggregation, field) = argument
        .split_once(':')
        .ok_or("expected a type and a field such as `max:confidence`")?;
    Ok(Nested {
        aggregation: aggregation.to_owned(),
        field: field.to_owned(),
    })
}

impl Options {
    /// Prints the warnings about a valid filter.
    pub(super) fn print_filter_warnings(&self, table: &Table) {
        if let Some(filter) = &self.filter {
            let parsed = Filter::parse_for_table(table, filter, &Limits::DEFAULT);
            print_diagnostics(None, parsed.report());
        }
    }

    /// Returns the body of the request.
    pub(super) fn request(
        &self,
        aggregation: AggregationType,
        field: &str,
    ) -> Result<String, Error> {
        self.check_support(aggregation)?;
        let mut request = new_aggregation(aggregation.as_str(), field);
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
        if !self.ranges.is_empty() {
            let ranges = self.ranges.iter();
            if aggregation == AggregationType::DateRange {
                let ranges: Vec<Value> = ranges.map(date_range).collect();
                request.insert("date_ranges".into(), json!(ranges));
            } else {
                let ranges: Vec<Value> = ranges.map(number_range).collect::<Result<_, _>>()?;
                request.insert("ranges".into(), json!(ranges));
            }
        }
        if !self.nest.is_empty() {
            let nested = self.nest.iter();
            let nested: Vec<Map<String, Value>> = nested
                .map(|nested| new_aggregation(&nested.aggregation, &nested.field))
                .collect();
            request.insert("sub_aggregates".into(), json!(nested));
        }
        Ok(json!([request]).to_string())
    }

    /// Checks that the type supports the options. A request may have any parameter, because clients
    /// send all of them, but an option without effect is a mistake.
    fn check_support(&self, aggregation: AggregationType) -> Result<(), Error> {
        let ranges = match aggregation {
            AggregationType::DateRange => Parameter::DateRanges,
            _ => Parameter::Ranges,
        };
        for (is_set, parameter, option) in [
            (self.size.is_some(), Parameter::Size, "--size"),
            (self.sort.is_some(), Parameter::Sort, "--sort"),
            (self.interval.is_some(), Parameter::Interval, "--interval"),
            (self.time_zone.is_some(), Parameter::TimeZone, "--time-zone"),
            (!self.ranges.is_empty(), ranges, "--ranges"),
            (self.missing.is_some(), Parameter::Missing, "--missing"),
        ] {
            if is_set && !aggregation.supports(parameter) {
                return Err(Error::Usage {
                    subcommand: "aggregate",
                    message: format!("`{aggregation}` does not support `{option}`"),
                });
            }
        }
        Ok(())
    }
}

/// Returns the required members. The name is derived from the type and the field.
fn new_aggregation(aggregation: &str, field: &str) -> Map<String, Value> {
    let mut request = Map::new();
    request.insert("name".into(), json!(format!("{aggregation} {field}")));
    request.insert("type".into(), json!(aggregation));
    request.insert("field".into(), json!(field));
    request
}

// The API spells the keys of number ranges with capitals.
fn number_range(range: &Range) -> Result<Value, Error> {
    let mut json = Map::new();
    for (key, end) in [("From", &range.from), ("To", &range.to)] {
        let Some(end) = end else { continue };
        let Ok(number @ Value::Number(_)) = serde_json::from_str(end) else {
            return Err(Error::Usage {
                subcommand: "aggregate",
                message: format!(
                    "expected a number in --ranges, found `{}`",
                    display_safe(end)
                ),
            });
        };
        json.insert(key.into(), number);
    }
    Ok(Value::Object(json))
}

fn date_range(range: &Range) -> Value {
    let mut json = Map::new();
    for (key, end) in [("from", &range.from), ("to", &range.to)] {
        if let Some(end) = end {
            json.insert(key.into(), json!(end));
        }
    }
    Value::Object(json)
}

/// Describes an error in a request that consists of options: by the option, not by the path in the
/// request.
pub(super) fn describe_by_option(error: &RequestError) -> String {
    let path = error.path().strip_prefix("$[0]").unwrap_or_default();
    let member = path.trim_start_matches('.');
    let end = member.find(['.', '[']).unwrap_or(member.len());
    let argument = match &member[..end] {
        "" | "name" => return error.to_string(),
        "type" => "TYPE".to_owned(),
        "field" => "FIELD".to_owned(),
        "date_ranges" => "--ranges".to_owned(),
        "sub_aggregates" => "--nest".to_owned(),
        option => format!("--{}", option.replace('_', "-")),
    };
    let ranges = ["ranges", "date_ranges"].contains(&member);
    let help = match member {
        "interval" => match error.help() {
            help if help.starts_with("did you mean") => help,
            _ => "supported: year, month, week, day, hour, minute",
        },
        "ranges" => "use `--ranges ..70,70..`",
        "date_ranges" => "use `--ranges ..now-7d,now-7d..`",
        _ => error.help(),
    };
    match ranges && error.message().contains("requires") {
        true => format!("`{argument}`: missing ranges ({help})"),
        false => format!("`{argument}`: {} ({help})", error.message()),
    }
}
