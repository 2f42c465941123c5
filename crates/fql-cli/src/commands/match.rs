//! `fql match`

mod matching;
mod size;

use std::path::PathBuf;
use std::time::SystemTime;

use clap::ValueHint;
use fql::eval::Matcher;
use fql::{Time, TimeError, Timestamp};

use crate::collection::{Collection, CollectionArgs};
use crate::failure::{Failure, Status};
use crate::help::{Block, Help, Section};
use crate::hint::OtherCollection;
use crate::output::{tell_findings, with_output};
use crate::verdict::Verdict;
use matching::Matching;

/// Prints the lines of NDJSON files whose documents match a filter
///
/// Each line is a JSON document. Those that match are written as they are, byte for byte. The service
/// is not asked: what matches is this program's reading of the operators.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    collection: CollectionArgs,

    /// When `now` is, in UTC, as in `2026-11-22T10:00:00Z` [default: the present]
    #[arg(long, value_name = "TIME", value_parser = point_in_time)]
    now: Option<Timestamp>,

    /// Prints how many lines match, and not the lines
    #[arg(long)]
    count: bool,

    /// Stops at the first malformed line, with status 2
    #[arg(long, help_heading = "Documents")]
    strict: bool,

    /// How long a line may be: bytes, or with K, M or G as many KiB, MiB or GiB
    #[arg(
        long,
        value_name = "SIZE",
        value_parser = size::parse,
        default_value = "64M",
        help_heading = "Documents"
    )]
    max_line: usize,

    /// The filter; write `--` before one that begins with `-`
    #[arg(value_name = "FILTER", value_hint = ValueHint::Other)]
    filter: String,

    /// Files of documents, one a line, or `-` for standard input, which is read when none is given
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
}

pub(super) fn help() -> Help {
    Help {
        examples: &[
            r#"fql match "criticality:'Critical'+ip.services.port:[22,3389]" assets.ndjson"#,
            r#"fql match --count "last_seen:>'now-7d'" --now 2026-11-22T10:00:00Z assets.ndjson"#,
            r#"fql match -c any "hostname:*'web*'" < hosts.ndjson"#,
            r#"fql match "ip.ip_address:'192.0.2.0/24'" - < assets.ndjson | fql match "manual:!true" --strict"#,
        ],
        sections: vec![Section {
            heading: "Lines",
            blocks: vec![
                Block::Text(
                    "A line is malformed when it is not one JSON document, or longer than \
                     `--max-line` allows. Such lines are named on standard error, up to a hundred of \
                     them, skipped, and counted at the end. Empty lines are skipped. Of a member that \
                     is there twice in an object the last counts.",
                ),
                Block::Text(
                    "A line without an ending, at the end of a file, gets one when another line is \
                     written behind it. Memory does not grow with the files: it holds one line. On a \
                     terminal a bar shows the progress.",
                ),
            ],
        }],
        statuses: &[
            ("0", "some line matched"),
            ("1", "none did"),
            (
                "2",
                "the filter is not valid, the command line is wrong, something could not be read or \
                 written, or a line is malformed and `--strict` is given",
            ),
        ],
    }
}

fn point_in_time(text: &str) -> Result<Timestamp, String> {
    match (Time::parse(text), text.parse()) {
        (Ok(Time::Absolute { .. }), Ok(time)) => Ok(time),
        (Err(error @ (TimeError::Offset | TimeError::OutOfRange)), _) => Err(error.to_string()),
        _ => Err("write a time as `2026-11-22T10:00:00Z`, or cut short as `2026-11-22`".into()),
    }
}

pub(crate) fn run(args: &Args) -> Result<Status, Failure> {
    let now = args.now.unwrap_or_else(|| SystemTime::now().into());
    let matcher = matcher(&args.filter, &args.collection, now)?;
    let matched = with_output(|out| {
        let mut matching = Matching::new(&matcher, args, out);
        if args.files.is_empty() {
            matching.standard_input()?;
        }
        for path in &args.files {
            matching.file(path)?;
        }
        matching.end()
    })?;
    Ok(Status::good_if(matched > 0))
}

/// Makes the filter ready. What is found about it is told.
fn matcher(filter: &str, args: &CollectionArgs, now: Timestamp) -> Result<Matcher, Failure> {
    let collection: Collection = args.get();
    let verdict = Verdict::of(filter, collection);
    let matcher = verdict
        .tree()
        .map(|tree| Matcher::from_tree(collection.table(), tree, now));
    let report = verdict.into_report();
    let mut hint = OtherCollection::new(args);
    hint.note(&report);
    tell_findings(None, &report);
    hint.tell();
    match matcher {
        Some(matcher) if !report.has_errors() => Ok(matcher),
        _ => Err(Failure::NotValid("filter")),
    }
}
