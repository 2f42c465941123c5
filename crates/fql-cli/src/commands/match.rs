//! `fql match`

mod byte_size;
mod document_buffer;
mod document_reader;
mod layout;
mod line_batches;
mod line_outcome;
mod line_reader;
mod open_value;
mod response;
mod response_members;
mod rewind;
mod sample;
mod search;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::SystemTime;

use clap::ValueHint;
use fql::Instant;
use fql::eval::Matcher;
use fql::syntax::Tree;
use fql::table::Table;
use fql::values::TimeError;

use crate::checked_filter::CheckedFilter;
use crate::collection::{CollectionArgs, print_collection_hint};
use crate::error::{Error, ExitStatus};
use crate::help;
use crate::output::{print_diagnostics, print_message, print_stderr, with_output};
use byte_size::ByteSize;
pub(crate) use sample::read_sample;
use search::Search;

/// Print the documents of NDJSON and JSON files that match a filter
///
/// Each line of NDJSON is a document; matching lines are printed byte for byte. Arrays of documents
/// and responses of the API are read too, also compressed. Filters are evaluated locally, without
/// the service, so results can differ where the service is not documented.
#[derive(Debug, clap::Args)]
#[command(
    before_help = EXAMPLES,
    after_long_help = help::sections(&[INPUT, LINES, EXIT_STATUS]),
)]
pub(crate) struct Args {
    #[command(flatten)]
    collection: CollectionArgs,

    /// Time that `now` refers to, such as `2026-11-22T10:00:00Z` [default: current time]
    #[arg(long, value_name = "TIME", value_parser = parse_now)]
    now: Option<Instant>,

    /// Print the number of matching documents instead of the documents
    #[arg(long)]
    count: bool,

    /// Stop at the first malformed line or document, with exit status 2
    #[arg(long, help_heading = "Documents")]
    strict: bool,

    /// Do not validate lines of NDJSON that cannot match, because they lack a string that the filter
    /// requires
    #[arg(long, conflicts_with = "strict", help_heading = "Documents")]
    skip_validation: bool,

    /// Maximum length of a line or document in bytes, with an optional suffix K, M or G (powers of
    /// 1024)
    #[arg(
        long,
        value_name = "SIZE",
        default_value = "64M",
        help_heading = "Documents"
    )]
    max_line: ByteSize,

    /// Number of threads that evaluate the lines of NDJSON, up to 1024 [default: all cores]
    #[arg(long, value_name = "N", value_parser = parse_threads, help_heading = "Documents")]
    threads: Option<usize>,

    /// Size of a buffer of lines, for tests
    #[arg(long, value_name = "SIZE", default_value = "256K", hide = true)]
    chunk_size: ByteSize,

    /// Filter; put `--` before a filter that starts with `-`
    #[arg(value_name = "FILTER", value_hint = ValueHint::Other)]
    filter: String,

    /// Files, or `-` for standard input; without FILE, standard input is read
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
}

const EXAMPLES: &str = r#"Examples:
  fql match "criticality:'Critical'+ip.services.port:22" assets.ndjson
  fql match --count "last_seen:>'now-7d'" --now 2026-11-22 assets.ndjson
  fql match -c any "hostname:*'web*'" < hosts.ndjson
  fql match --strict "ip.ip_address:'192.0.2.0/24'" assets.ndjson
  fql match "manual:true" response.json assets.ndjson.gz"#;

const INPUT: &str = "\
Input:
  The format is recognized by the content, not by the name:
    NDJSON               one document per line
    JSON array           each element is a document, or a page: an array or
                         a response, as `jq -s` collects them
    response of the API  each element of `resources` is a document; a
                         response with only `errors` is an error, and
                         other errors are printed
    JSON                 objects over several lines, as `jq` prints them,
                         or several on a line
  Lines of NDJSON can be arrays of documents or responses, such as one page
  of results per line. An object with members that a response does not have
  is a document. JSON over several lines can follow, if its lines end after
  a bracket or comma and it is not longer than `--max-line`. Each input may
  be compressed with gzip or zstd. It must be UTF-8; a byte order mark is
  skipped. CSV, UTF-16 and other formats are an error.
  Each matching document is printed on a line. The white space of documents
  over several lines is left out; anything else is printed byte for byte.";

const LINES: &str = "\
Malformed input:
  A line is malformed if it is not exactly one JSON document or if it is
  longer than `--max-line`. Malformed lines are skipped and counted; the
  first 100 are reported on standard error. Empty lines are skipped. If an
  object repeats a key, the last value counts. In an array or response,
  this applies to each document, with the number of its first line and
  bytes counted from its start; a fault between documents is an error.
  A last line without a line ending gets one if another line follows in the
  output. With `--skip-validation`, lines without a string that the filter
  requires are not parsed, and malformed lines among them are not reported.
  The matches are the same. The output does not depend on `--threads`.
  Memory use does not grow with the size of the files: each thread has two
  buffers of 256 KiB, or of the longest lines. A progress bar is shown on a
  terminal.";

const EXIT_STATUS: &str = "\
Exit status:
  0    at least one document matched
  1    no document matched
  2    invalid filter, usage error, I/O error, unsupported format, or with
       --strict a malformed line or document";

pub(super) fn parse_now(argument: &str) -> Result<Instant, String> {
    argument.parse().map_err(|error| match error {
        TimeError::OutOfRange => error.to_string(),
        _ => "expected a time such as `2026-11-22T10:00:00Z` or `2026-11-22`".into(),
    })
}

fn parse_threads(argument: &str) -> Result<usize, &'static str> {
    match argument.parse() {
        Ok(threads @ 1..=1024) => Ok(threads),
        _ => Err("expected a number from 1 to 1024; all cores are used without `--threads`"),
    }
}

impl Args {
    /// Returns the number of threads, by default that of the cores.
    fn threads(&self) -> usize {
        let cores = || thread::available_parallelism().map_or(1, usize::from);
        self.threads.unwrap_or_else(cores)
    }
}

pub(crate) fn run(args: &Args) -> Result<ExitStatus, Error> {
    let now = args.now.unwrap_or_else(|| SystemTime::now().into());
    let matcher = compile(&args.filter, &args.collection, now)?;
    let matches = with_output(|out| {
        let mut search = Search::new(matcher, args, out);
        if args.files.is_empty() {
            search.search_stdin()?;
        }
        for path in &args.files {
            search.search_file(path)?;
        }
        search.finish()
    })?;
    Ok(ExitStatus::success_if(matches > 0))
}

/// Ends of the names of fields that are parameters of the search, in place of members of documents.
const PARAMETERS: [&str; 2] = ["_within", "_to_include"];

/// Returns a message for each documented field of the filter that documents do not have.
fn fields_without_values(table: &Table, tree: &Tree<'_>) -> Vec<String> {
    let names = tree
        .clauses()
        .filter_map(|clause| table.find(clause.property()));
    let names: BTreeSet<&str> = names
        .map(|row| row.name)
        .filter(|name| PARAMETERS.iter().any(|end| name.ends_with(end)))
        .collect();
    let message = |name| {
        format!(
            "documents do not have the field `{name}`, which only the service evaluates; its clauses \
             match as for a missing value"
        )
    };
    names.into_iter().map(message).collect()
}

/// Compiles a filter and prints its diagnostics.
fn compile(filter: &str, args: &CollectionArgs, now: Instant) -> Result<Matcher, Error> {
    let collection = args.get();
    let filter = CheckedFilter::new(filter, collection);
    let matcher = filter
        .tree()
        .map(|tree| Matcher::from_tree(collection.table(), tree, now));
    let absent = filter.tree().map_or_else(Vec::new, |tree| {
        fields_without_values(collection.table(), tree)
    });
    let report = filter.into_report();
    print_diagnostics(None, &report);
    for message in absent {
        print_message(&message);
    }
    if args.needs_hint(&report) {
        print_collection_hint();
    }
    if report.has_errors() && Path::new(report.text()).is_file() {
        print_stderr("note: the filter comes before the files\n");
    }
    matcher
        .filter(|_| !report.has_errors())
        .ok_or(Error::Invalid("filter"))
}
