//! `fql query`

mod asset_columns;
mod columns;
mod document_columns;
mod format;
mod item;
mod items;
mod limit;
mod listing;
mod output_args;
mod table;
mod write_items;
mod writer;

use fql::collections::any::Any;
use fql::{Filter, Limits, collections};
use fql_syntax::display_safe;

use crate::checked_filter::CheckedFilter;
use crate::collection::{CollectionArgs, print_collection_hint};
use crate::completion::OfferedValues;
use crate::error::{Error, ExitStatus};
use crate::output::{print_diagnostics, print_stderr};
use crate::{client, help};
pub(crate) use listing::Query;
pub(crate) use output_args::OutputArgs;

/// Query the documents of any collection
///
/// The filter and the sort order are checked against the fields of the collection first; if either is
/// invalid, no request is sent.
#[derive(Debug, clap::Args)]
#[command(
    before_help = EXAMPLES,
    after_long_help = help::sections(&[DOCUMENTS, FORMATS, client::ENVIRONMENT, EXIT_STATUS]),
)]
pub(crate) struct Args {
    #[command(flatten)]
    collection: CollectionArgs,

    /// Id of the operation that lists the documents, in place of the default one
    ///
    /// `fql collections --format json` has the operations. The default operation reaches all documents
    /// if one of the collection does.
    #[arg(long, value_name = "ID", value_parser = OfferedValues::listings(), hide_possible_values = true)]
    operation: Option<String>,

    /// Look up the documents of listed ids also for JSON and NDJSON
    #[arg(long)]
    details: bool,

    /// Reject a filter or sort order that has warnings
    #[arg(long)]
    strict: bool,

    /// Number of items per request
    #[arg(long, value_name = "N")]
    page_size: Option<u32>,

    /// Further parameter of the operation, split at the first `=`
    #[arg(long = "param", value_name = "KEY=VALUE")]
    parameters: Vec<String>,

    #[command(flatten)]
    output: OutputArgs,

    /// An argument after the filter, which is an error with help
    #[arg(hide = true)]
    surplus: Option<String>,
}

const EXAMPLES: &str = r#"Examples:
  fql query -c hosts "platform_name:'Windows'"
  fql query -c hosts "hostname:'web-*'" --format ndjson --details
  fql query -c alerts "severity:>=70" --columns composite_id,status
  fql query -c spotlight-vulnerabilities "status:'open'" --limit 10
  fql query -c hosts --operation QueryDevicesByFilter --page-size 500"#;

const DOCUMENTS: &str = "\
Ids and documents:
  Some operations list ids, others list documents. Tables and CSV have
  documents: those of listed ids are looked up if the API has an operation
  for it. JSON and NDJSON have what the operation lists, and documents with
  `--details`. If the only column is the field of the id, such as
  `device_id` for hosts, no documents are looked up.";

const FORMATS: &str = "\
Formats:
  Without `--columns`, the columns are chosen from the first 100 documents:
  up to 8 fields that most of them have, with short values; the id, names,
  states, severities and times first. They do not change after that. The
  columns of external assets are those of `fql assets`. A narrow terminal
  hides some of these columns, wraps between values, or shows a block per
  document. Several values are separated by `; `. JSON and NDJSON have each
  item as the service returned it.";

const EXIT_STATUS: &str = "\
Exit status:
  0    at least one item matched
  1    no item matched, some documents are missing, or the service rejected
       the request
  2    invalid filter or sort order, usage error, I/O error or connection
       error";

pub(crate) fn run(args: &Args) -> Result<ExitStatus, Error> {
    if let Some(surplus) = &args.surplus {
        return Err(surplus_argument(&args.output.filter, surplus));
    }
    let query = Query {
        subcommand: "query",
        table: args.collection.get().table(),
        operation: args.operation.as_deref(),
        details: args.details,
        parameters: &args.parameters,
        page_size: args.page_size,
        is_strict: args.strict,
        noun: "document",
    };
    query.run(&args.output, |filter| args.parse_filter(filter))
}

/// Returns the error of an argument after the filter: the filter is not quoted, or the first argument is
/// the collection.
fn surplus_argument(filter: &str, surplus: &str) -> Error {
    let help = match collections::find(filter) {
        Some(table) => format!("use `-c {}` to select the collection", table.name),
        None => "quote the filter, so that it is one argument".to_owned(),
    };
    let surplus = display_safe(surplus);
    Error::Usage {
        subcommand: "query",
        message: format!("unexpected argument `{surplus}` after the filter; {help}"),
    }
}

impl Args {
    /// Parses and validates the filter. Prints its diagnostics, and a hint if another collection may have
    /// been meant.
    fn parse_filter(&self, source: &str) -> Result<Filter<Any>, Error> {
        let limits = Limits::DEFAULT.with_deny_warnings(self.strict);
        let checked = CheckedFilter::with_limits(source, self.collection.get(), &limits);
        let filter = checked.to_filter();
        let report = checked.into_report();
        print_diagnostics(None, &report);
        if filter.is_none() && self.collection.is_named_by(source) {
            print_stderr(&format!(
                "note: `{source}` is a collection: use `-c {source}`\n"
            ));
        } else if self.collection.needs_hint(&report) {
            print_collection_hint();
        }
        filter.ok_or(Error::Invalid("filter"))
    }
}
