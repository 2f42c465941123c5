//! `fql assets`

mod columns;
mod document;
mod format;
mod limit;
mod table;
mod writer;

use clap::ValueHint;
use falcon_transport::DetailResult;
use falcon_transport::paging::Details;
use fql::collections::external_assets::ExternalAssets;
use indicatif::HumanCount;

use crate::client::{self, ClientArgs};
use crate::error::{Error, ExitStatus};
use crate::output::print_message;
use crate::progress::Progress;
use crate::request_check::{parse_filter, parse_sort};
use crate::{help, service_errors};
use columns::Column;
use document::Document;
use format::Format;
use limit::Limit;
use writer::AssetWriter;

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

    /// Columns of a table or of CSV: fields, or names of the default columns
    ///
    /// The default columns are asset, criticality, ports, exposure, last_seen, country, subsidiaries
    /// and id.
    #[arg(long, value_name = "NAME,...", value_delimiter = ',')]
    columns: Vec<String>,

    #[command(flatten)]
    client: ClientArgs,
}

const EXAMPLES: &str = r#"Examples:
  fql assets "criticality:'Critical'+ip.services.port:[22,3389]"
  fql assets "last_seen:<'now-30d'" --sort 'last_seen|asc' --limit 10
  fql assets "perimeter:*'Un*'" --format ndjson > assets.ndjson
  fql assets --columns asset,ip.isp,ip.location.city --format csv
  fql assets "manual:true" --format csv --base-url http://127.0.0.1:8080"#;

const FORMATS: &str = "\
Formats:
  Tables and CSV have selected columns. A narrow terminal hides some of the
  default columns, wraps between values, or shows a block per asset.
  Several values are separated by `; `, ports by spaces. JSON and NDJSON
  have each asset as the service returned it.";

const EXIT_STATUS: &str = "\
Exit status:
  0    at least one asset matched
  1    no asset matched, some details are missing, or the service rejected
       the request
  2    invalid filter or sort order, usage error, I/O error or connection
       error";

const PAGE_SIZE: u32 = 100;

pub(crate) fn run(args: &Args) -> Result<ExitStatus, Error> {
    let columns = parse_columns(args)?;
    let filter = parse_filter::<ExternalAssets>(&args.filter)?;
    let sort = args.sort.as_deref().map(parse_sort).transpose()?;
    client::block_on(async {
        let connection = args.client.connect().await?;
        let falcon = &connection.falcon;
        let mut query = falcon.exposure_management().query_assets().filter(filter);
        if let Some(sort) = sort {
            query = query.sort(sort);
        }
        let limit = args.limit.unwrap_or(Limit::default_for(args.format));
        let assets = query.page_size(limit.max().min(PAGE_SIZE)).assets_as();
        let writer = AssetWriter::new(args.format, columns)?;
        let progress = match writer.has_quiet_terminal() {
            true => Progress::of_items(),
            false => Progress::hidden(),
        };
        let written = write_assets(assets, writer, limit, &progress);
        client::with_wait_reports(falcon, &progress, written).await
    })
}

/// Returns the columns of `--columns`, or `None` for the default ones.
fn parse_columns(args: &Args) -> Result<Option<Vec<Column>>, Error> {
    let usage_error = |message: &str| Error::Usage {
        subcommand: "assets",
        message: message.to_owned(),
    };
    if args.columns.is_empty() {
        return Ok(None);
    }
    if matches!(args.format, Format::Json | Format::Ndjson) {
        return Err(usage_error("--columns applies to tables and CSV only"));
    }
    let names: Vec<&str> = args.columns.iter().map(|name| name.trim()).collect();
    if names.contains(&"") {
        return Err(usage_error("empty column name in --columns"));
    }
    Ok(Some(names.into_iter().map(Column::new).collect()))
}

/// Writes assets until the limit is reached.
async fn write_assets(
    mut assets: Details<Document>,
    mut writer: AssetWriter,
    limit: Limit,
    progress: &Progress,
) -> Result<ExitStatus, Error> {
    let mut all_complete = true;
    let mut request_error = None;
    let report = |message: String| progress.suspend(|| print_message(&message));
    while !limit.is_reached(writer.count()) {
        match assets.try_next().await {
            Ok(Some(DetailResult::Found(asset))) => {
                writer.write(&asset)?;
                progress.set_items(writer.count(), assets.total());
            }
            Ok(Some(DetailResult::Missing(missing))) => {
                all_complete = false;
                report(format!("no details returned for asset `{}`", missing.id));
            }
            Ok(Some(DetailResult::Malformed(item))) => {
                all_complete = false;
                report(item.to_string());
            }
            Ok(None) => break,
            // The listing continues after it.
            Err(error) if error.is_partial() => {
                all_complete = false;
                report(service_errors::with_sources(&error));
            }
            Err(error) => {
                request_error = Some(error);
                break;
            }
        }
    }
    progress.clear();
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
async fn print_limit_hint(assets: &mut Details<Document>, count: usize) {
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
