//! `fql assets`

mod columns;
mod limit;
mod table;
mod writer;

use clap::ValueHint;
use falcon_transport::DetailResult;
use falcon_transport::models::ExternalAsset;
use falcon_transport::paging::Details;
use fql::collections::external_assets::ExternalAssets;
use fql::{Filter, InvalidFilter, Limits, Sort};
use indicatif::HumanCount;

use crate::client::{self, ClientArgs};
use crate::error::{Error, ExitStatus};
use crate::output::{print_diagnostics, print_message};
use crate::{help, service_errors};
use limit::Limit;
use writer::{AssetWriter, Format};

/// Query external assets and show their details
///
/// The filter and the sort order are checked first; if either is invalid, no request is sent.
#[derive(Debug, clap::Args)]
#[command(
    before_help = EXAMPLES,
    after_long_help = help::sections(&[FORMATS, client::ENVIRONMENT, EXIT_STATUS]),
)]
pub(crate) struct Args {
    /// Filter; the empty filter matches every asset
    #[arg(value_name = "FILTER", default_value = "", hide_default_value = true, value_hint = ValueHint::Other)]
    filter: String,

    /// Maximum number of assets, or `all` [default: 100 for tables, all for other formats]
    #[arg(long, value_name = "N")]
    limit: Option<Limit>,

    /// Sort order, such as `last_seen|desc`
    #[arg(long, value_name = "SORT")]
    sort: Option<String>,

    /// Output format
    #[arg(long, value_enum, default_value_t)]
    format: Format,

    #[command(flatten)]
    client: ClientArgs,
}

const EXAMPLES: &str = r#"Examples:
  fql assets "criticality:'Critical'+ip.services.port:[22,3389]"
  fql assets "last_seen:<'now-30d'" --sort 'last_seen|asc' --limit 10
  fql assets "perimeter:*'un*'" --format ndjson > assets.ndjson
  fql assets "manual:true" --format csv --base-url http://127.0.0.1:8080"#;

const FORMATS: &str = "\
Formats:
  Tables and CSV have selected columns; a narrow terminal hides some of
  them. JSON and NDJSON have every field of an asset.";

const EXIT_STATUS: &str = "\
Exit status:
  0    at least one asset matched
  1    no asset matched, some details are missing, or the service rejected
       the request
  2    invalid filter or sort order, usage error, I/O error or connection
       error";

const PAGE_SIZE: u32 = 100;

pub(crate) fn run(args: &Args) -> Result<ExitStatus, Error> {
    let filter = parse_filter(&args.filter)?;
    let sort = args.sort.as_deref().map(parse_sort).transpose()?;
    client::block_on(async {
        let connection = args.client.connect().await?;
        let falcon = &connection.falcon;
        let mut query = falcon.exposure_management().query_assets().filter(filter);
        if let Some(sort) = sort {
            query = query.sort(sort);
        }
        let limit = args.limit.unwrap_or(Limit::default_for(args.format));
        let assets = query.page_size(limit.max().min(PAGE_SIZE)).assets();
        write_assets(assets, args.format, limit).await
    })
}

/// Parses and validates the filter, and prints its diagnostics.
fn parse_filter(argument: &str) -> Result<Filter<ExternalAssets>, Error> {
    let parsed = Filter::parse_with(argument, &Limits::DEFAULT);
    print_diagnostics(None, parsed.report());
    parsed.into_result().map_err(|_| Error::Invalid("filter"))
}

fn parse_sort(argument: &str) -> Result<Sort<ExternalAssets>, Error> {
    argument.parse().map_err(|invalid: InvalidFilter| {
        print_diagnostics(None, invalid.report());
        Error::Invalid("sort order")
    })
}

/// Writes assets until the limit is reached.
async fn write_assets(
    mut assets: Details<ExternalAsset>,
    format: Format,
    limit: Limit,
) -> Result<ExitStatus, Error> {
    let mut all_complete = true;
    let mut writer = AssetWriter::new(format)?;
    let mut request_error = None;
    while !limit.is_reached(writer.count()) {
        match assets.try_next().await {
            Ok(Some(DetailResult::Found(asset))) => writer.write(&asset)?,
            Ok(Some(DetailResult::Missing(missing))) => {
                all_complete = false;
                print_message(&format!("no details returned for asset `{}`", missing.id));
            }
            Ok(Some(DetailResult::Malformed(item))) => {
                all_complete = false;
                let id = item.id.as_deref().unwrap_or("(no id)");
                print_message(&format!("cannot decode asset `{id}`: {}", item.reason));
                writer.write_malformed(&item.json)?;
            }
            Ok(None) => break,
            Err(error) => {
                request_error = Some(error);
                break;
            }
        }
    }
    let count = writer.count();
    writer.finish()?;
    if let Some(error) = request_error {
        return service_errors::handle(&error);
    }
    if limit.is_reached(count) {
        print_limit_hint(&mut assets, count).await;
    }
    if count == 0 && all_complete {
        print_message("no assets matched");
    }
    Ok(ExitStatus::success_if(count > 0 && all_complete))
}

/// Prints a hint if there are more assets than `count`.
///
/// Reads on in the listing, because the reported total can be too low or too high.
async fn print_limit_hint(assets: &mut Details<ExternalAsset>, count: usize) {
    let total = assets.total().filter(|total| *total > count as u64);
    let shown = match (assets.try_next().await, total) {
        (Ok(None), _) | (Err(_), None) => return,
        (_, Some(total)) => format!("{} of {}", HumanCount(count as u64), HumanCount(total)),
        (_, None) => format!("the first {}", HumanCount(count as u64)),
    };
    print_message(&format!(
        "showing {shown} assets; use `--limit N` or `--limit all` to show more"
    ));
}
