//! `fql sql`

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use clap::ValueHint;
use clap::builder::{PossibleValuesParser, RangedU64ValueParser, TypedValueParser};
use fql::Instant;
use fql_sql::{Dialect, LIST_DEPTH, Lowering, Shape};

use super::r#match::{parse_now, read_sample};
use crate::checked_filter::CheckedFilter;
use crate::collection::{CollectionArgs, print_collection_hint};
use crate::error::{Error, ExitStatus};
use crate::help;
use crate::output::{print_diagnostics, with_output};

/// Print a filter as SQL, for data in a lake or a database
///
/// The expression is true for the rows whose document `fql match` prints, and false for all others.
/// A clause that the engine cannot evaluate exactly is an error.
#[derive(Debug, clap::Args)]
#[command(
    before_help = EXAMPLES,
    after_long_help = help::sections(&[COLUMNS, EXIT_STATUS]),
)]
pub(crate) struct Args {
    #[command(flatten)]
    collection: CollectionArgs,

    /// Dialect of SQL
    #[arg(
        short,
        long,
        value_name = "DIALECT",
        value_parser = PossibleValuesParser::new(Dialect::ALL.map(Dialect::name))
            .try_map(|name| name.parse::<Dialect>()),
    )]
    dialect: Dialect,

    /// Sample of the documents, for a table with a column for each member
    ///
    /// It must have every field of the filter. `fql match` reads the same formats, but here a malformed line is an
    /// error, and so is a document that is not an object. `-` is standard input.
    #[arg(long, value_name = "FILE", conflicts_with = "column")]
    shape: Option<PathBuf>,

    /// Column that has each document as JSON, for a table of documents
    #[arg(long, value_name = "NAME", default_value = "doc")]
    column: String,

    /// Depth up to which arrays in the column may directly contain arrays
    ///
    /// A document with a deeper array in the path of a field is an error of the engine.
    #[arg(
        long,
        value_name = "N",
        default_value_t = LIST_DEPTH,
        value_parser = RangedU64ValueParser::<usize>::new().range(0..=32),
        conflicts_with = "shape",
    )]
    list_depth: usize,

    /// Print a whole statement that selects from TABLE, which is printed as it is
    #[arg(long, value_name = "TABLE")]
    table: Option<String>,

    /// Time that `now` refers to, such as `2026-11-22T10:00:00Z` [default: current time]
    #[arg(long, value_name = "TIME", value_parser = parse_now)]
    now: Option<Instant>,

    /// Filter; put `--` before a filter that starts with `-`
    #[arg(value_name = "FILTER", value_hint = ValueHint::Other)]
    filter: String,
}

const EXAMPLES: &str = r#"Examples:
  fql sql -d postgres "criticality:'Critical'+ip.services.port:[22,3389]"
  fql sql -d duckdb "last_seen:>'now-7d'" --column body --table documents
  fql sql -d spark -c hosts "hostname:*'web*'" --shape sample.ndjson"#;

const COLUMNS: &str = "\
Columns:
  Without --shape, the filter reads one column of JSON: JSON for DuckDB, jsonb
  for PostgreSQL. With it, every member of a document is a column: objects are
  structs, arrays are lists. DataFusion, Spark and ClickHouse need it.";

const EXIT_STATUS: &str = "\
Exit status:
  0    the expression was printed
  2    invalid filter, usage error, I/O error, or a filter that the dialect
       cannot evaluate exactly";

pub(crate) fn run(args: &Args) -> Result<ExitStatus, Error> {
    let collection = args.collection.get();
    let filter = CheckedFilter::new(&args.filter, collection);
    let shape = match &args.shape {
        Some(path) => read_shape(path)?,
        None => Shape::json_column(&args.column).with_list_depth(args.list_depth),
    };
    let now = args.now.unwrap_or_else(|| SystemTime::now().into());
    let lowering = Lowering::new(args.dialect, &shape, now);
    let sql = filter
        .tree()
        .map(|tree| lowering.tree_to_sql(collection.table(), tree));
    let report = filter.into_report();
    print_diagnostics(None, &report);
    if args.collection.needs_hint(&report) {
        print_collection_hint();
    }
    let sql = sql.filter(|_| !report.has_errors());
    let sql = sql.ok_or(Error::Invalid("filter"))?;
    let sql = sql?;
    with_output(|out| {
        match &args.table {
            Some(table) => writeln!(out, "SELECT * FROM {table} WHERE {sql}")?,
            None => writeln!(out, "{sql}")?,
        }
        Ok(out.end_result()?)
    })?;
    Ok(ExitStatus::Success)
}

fn read_shape(path: &Path) -> Result<Shape, Error> {
    let (file, sample) = read_sample(path)?;
    Shape::from_sample(&sample).map_err(|error| Error::InvalidInput {
        file,
        reason: error.to_string(),
    })
}
