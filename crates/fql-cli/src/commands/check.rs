//! `fql check`

use std::io::{self, Write};

use fql::diagnostics::{Diagnostic, Severity};
use fql::{Limits, Report};
use serde::Serialize;

use crate::checked_filter::{CheckedFilter, display_filter};
use crate::error::{Error, ExitStatus};
use crate::filters::FilterArgs;
use crate::help;
use crate::input::FilterLocation;
use crate::output::{Format, Output};

/// Validate filters and report every problem
///
/// Checks the syntax and, against the documented fields of the collection, that each field exists,
/// supports the comparison and is compared with values of its type. Diagnostics go to standard output.
#[derive(Debug, clap::Args)]
#[command(
    before_help = EXAMPLES,
    after_long_help = help::sections(&[TEXT_OUTPUT, JSON_OUTPUT, EXIT_STATUS]),
)]
pub(crate) struct Args {
    /// Output format
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,

    /// Exit with status 1 also if a filter has warnings
    #[arg(long)]
    strict: bool,

    #[command(flatten)]
    filters: FilterArgs,
}

const EXAMPLES: &str = r#"Examples:
  fql check "criticality:'Critical'+ip.services.port:[22,3389]"
  fql check --collection any "hostname:*'web*'" "status:'open'"
  fql check --file filters.txt
  fql check --strict "last_seen_timestamp:>'now-7d'"
  printf '%s\n' "confidence:>50" | fql check --format json --file -
  fql check -- "-x:1""#;

const TEXT_OUTPUT: &str = "\
Text output:
  `valid:` and the canonical text, or `invalid:` and the diagnostics.
  `fql explain CODE` explains the code of a diagnostic.";

const JSON_OUTPUT: &str = r#"JSON output:
  One object per filter, in input order:
    {"filter","valid","canonical",
     "diagnostics":[{"code","severity","message","help",
       "start","end","line","column",
       "fix":[{"start","end","replacement"}]}],
     "omitted"}
  `canonical` is null if the filter is invalid. `fix` is null without a
  machine-applicable fix. `start` and `end` are byte offsets from 0; `line`
  and `column` (in characters) count from 1. `omitted` is the number of
  diagnostics beyond the first 100."#;

const EXIT_STATUS: &str = "\
Exit status:
  0    every filter is valid; there may be warnings, except with --strict
  1    at least one filter is invalid, or has warnings with --strict
  2    usage error or I/O error";

pub(crate) fn run(args: &Args) -> Result<ExitStatus, Error> {
    let collection = args.filters.collection();
    let limits = Limits::DEFAULT.with_deny_warnings(args.strict);
    args.filters
        .process("check", args.format, |out, location, filter| {
            let filter = CheckedFilter::with_limits(filter, collection, &limits);
            let report = match args.format {
                Format::Json => write_json(filter, out)?,
                Format::Text => write_text(filter, location, out)?,
            };
            Ok(report)
        })
}

fn write_text(
    filter: CheckedFilter<'_>,
    location: Option<FilterLocation<'_>>,
    out: &mut Output,
) -> io::Result<Report> {
    let painter = out.painter();
    let canonical = filter.canonical();
    let report = filter.into_report();
    match canonical {
        Some(canonical) => {
            let filter = display_filter(&canonical);
            writeln!(out, "{} {filter}", painter.success("valid:"))?;
        }
        None => {
            let location = location.map_or(String::new(), |location| format!("{location}: "));
            let counts = counts(&report);
            writeln!(out, "{} {location}{counts}", painter.error("invalid:"))?;
        }
    }
    let diagnostics = out.renderer().report(&report);
    out.write_all(diagnostics.as_bytes())?;
    Ok(report)
}

/// Returns `2 errors, 1 warning`, for example.
fn counts(report: &Report) -> String {
    let diagnostics = report.diagnostics();
    let is_error = |diagnostic: &&Diagnostic| diagnostic.severity() == Severity::Error;
    let errors = diagnostics.iter().filter(is_error).count();
    let counts = [
        (errors, "error"),
        (diagnostics.len() - errors, "warning"),
        (report.omitted(), "more diagnostic"),
    ];
    let counts = counts.iter().filter(|(count, _)| *count > 0);
    let counts: Vec<String> = counts
        .map(|(count, name)| format!("{count} {name}{}", if *count == 1 { "" } else { "s" }))
        .collect();
    counts.join(", ")
}

#[derive(Debug, Serialize)]
struct FilterJson<'a> {
    filter: &'a str,
    valid: bool,
    canonical: Option<String>,
    #[serde(flatten)]
    report: &'a Report,
}

fn write_json(filter: CheckedFilter<'_>, out: &mut Output) -> io::Result<Report> {
    let canonical = filter.canonical();
    let report = filter.into_report();
    out.write_json(&FilterJson {
        filter: report.text(),
        valid: canonical.is_some(),
        canonical,
        report: &report,
    })?;
    out.write_all(b"\n")?;
    Ok(report)
}
