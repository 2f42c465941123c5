//! `fql assets`

use fql::collections::external_assets::TABLE;

use super::query::{OutputArgs, Query};
use crate::error::{Error, ExitStatus};
use crate::request_check::parse_filter;
use crate::{client, help};

/// Query external assets and show their details
///
/// The same as `fql query -c external-assets --details`. The filter and the sort order are checked first;
/// if either is invalid, no request is sent.
#[derive(Debug, clap::Args)]
#[command(
    before_help = EXAMPLES,
    after_long_help = help::sections(&[FORMATS, client::ENVIRONMENT, EXIT_STATUS]),
)]
pub(crate) struct Args {
    #[command(flatten)]
    output: OutputArgs,
}

const EXAMPLES: &str = r#"Examples:
  fql assets "criticality:'Critical'+ip.services.port:[22,3389]"
  fql assets "last_seen:<'now-30d'" --sort 'last_seen|asc' --limit 10
  fql assets "perimeter:*'Un*'" --format ndjson > assets.ndjson
  fql assets --columns asset,ip.isp,ip.location.city --format csv
  fql assets "manual:true" --format csv --base-url http://127.0.0.1:8080"#;

const FORMATS: &str = "\
Formats:
  Tables and CSV have selected columns, by default asset, criticality,
  ports, exposure, last_seen, country (CSV only), subsidiaries and id.
  `--columns` accepts these names and fields. A narrow terminal hides some
  of the default columns, wraps between values, or shows a block per asset.
  Several values are separated by `; `, ports by spaces. JSON and NDJSON
  have each asset as the service returned it.";

const EXIT_STATUS: &str = "\
Exit status:
  0    at least one asset matched
  1    no asset matched, some details are missing, or the service rejected
       the request
  2    invalid filter or sort order, usage error, I/O error or connection
       error";

pub(crate) fn run(args: &Args) -> Result<ExitStatus, Error> {
    let query = Query {
        subcommand: "assets",
        table: &TABLE,
        operation: None,
        details: true,
        parameters: &[],
        page_size: None,
        is_strict: false,
        noun: "asset",
    };
    query.run(&args.output, |filter| parse_filter(&TABLE, filter))
}
