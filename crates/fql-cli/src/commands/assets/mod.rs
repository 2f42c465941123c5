//! `fql assets`

mod columns;
mod show;

use clap::ValueHint;
use falcon_transport::models::ExternalAsset;
use falcon_transport::{DetailResult, Details};
use fql::collections::external_assets::ExternalAssets;
use fql::{Filter, InvalidFilter, Limits, Sort};
use futures_util::TryStreamExt;

use crate::client::{self, ClientArgs};
use crate::failure::{Failure, Status};
use crate::help::{Block, Help, Section};
use crate::output::{tell, tell_findings};
use crate::printable::printable;
use show::{Format, Show};

/// Queries external assets, fetches their details and shows them
///
/// The filter is checked first; a wrong one is not sent.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The filter; the empty one matches every asset
    #[arg(value_name = "FILTER", default_value = "", hide_default_value = true, value_hint = ValueHint::Other)]
    filter: String,

    /// How many assets to show at most
    #[arg(long, value_name = "N", default_value = "100", value_parser = clap::value_parser!(u32).range(1..))]
    limit: u32,

    /// The order, as in `last_seen|desc`
    #[arg(long, value_name = "SORT")]
    sort: Option<String>,

    /// How to show them
    #[arg(long, value_enum, default_value_t)]
    format: Format,

    #[command(flatten)]
    client: ClientArgs,
}

pub(super) fn help() -> Help {
    Help {
        examples: &[
            r#"fql assets "criticality:'Critical'+ip.services.port:[22,3389]""#,
            r#"fql assets "last_seen:<'now-30d'" --sort 'last_seen|asc' --limit 10"#,
            r#"fql assets "perimeter:*'un*'" --format ndjson > assets.ndjson"#,
            r#"fql assets "manual:true" --format csv --base-url http://127.0.0.1:8080"#,
        ],
        sections: vec![
            Section {
                heading: "Formats",
                blocks: vec![Block::Text(
                    "A table shows a part of what is known of an asset, in the width of the terminal; \
                     csv has the same columns in full, and json and ndjson have every value.",
                )],
            },
            client::environment(),
        ],
        statuses: &[
            ("0", "some asset matched"),
            (
                "1",
                "none did, some could not be shown, or the service refused",
            ),
            (
                "2",
                "the filter or the command line is wrong, there was no connection, or the answer \
                 could not be read or written",
            ),
        ],
    }
}

/// How many ids a page is asked for.
const PAGE: u32 = 100;

pub(crate) fn run(args: &Args) -> Result<Status, Failure> {
    let filter = checked(&args.filter)?;
    let sort = args.sort.as_deref().map(sorted).transpose()?;
    client::block_on(async {
        let connection = args.client.connect().await?;
        let falcon = &connection.falcon;
        let mut query = falcon.exposure_management().query_assets().filter(filter);
        if let Some(sort) = sort {
            query = query.sort(sort);
        }
        let assets = query.limit(args.limit.min(PAGE)).assets();
        list(assets, args).await
    })
}

/// The filter, if it is one. What is found about it is told.
fn checked(text: &str) -> Result<Filter<ExternalAssets>, Failure> {
    let checked = Filter::parse_with(text, &Limits::DEFAULT);
    tell_findings(None, checked.report());
    let filter = checked.into_result();
    filter.map_err(|_| Failure::NotValid("filter"))
}

fn sorted(text: &str) -> Result<Sort<ExternalAssets>, Failure> {
    text.parse().map_err(|invalid: InvalidFilter| {
        tell_findings(None, invalid.report());
        Failure::NotValid("sort")
    })
}

/// Shows what comes, until there are enough.
async fn list(mut assets: Details<ExternalAsset>, args: &Args) -> Result<Status, Failure> {
    let mut refused = None;
    let mut left_out = 0_usize;
    let mut show = Show::new(args.format);
    while show.count() < args.limit as usize {
        match assets.try_next().await {
            Ok(Some(DetailResult::Found(asset))) => show.asset(&asset)?,
            Ok(Some(DetailResult::Missing(missing))) => {
                left_out += 1;
                tell(&format!(
                    "fql: `{}` was listed, but has no details\n",
                    printable(&missing.id)
                ));
            }
            Ok(Some(DetailResult::MalformedItem(item))) => {
                left_out += 1;
                let id = item.id.as_deref().unwrap_or("without an id");
                let told = format!("the asset `{id}` has an unexpected form: {}", item.reason);
                tell(&format!("fql: {}\n", printable(&told)));
                show.raw(&item.json)?;
            }
            Ok(None) => break,
            Err(error) => {
                refused = Some(error);
                break;
            }
        }
    }
    let count = show.count();
    show.end()?;
    if let Some(error) = refused {
        return client::outcome(&error);
    }
    if count == args.limit as usize && assets.position().is_some() {
        tell(&format!(
            "fql: these are the first {count}; `--limit N` shows more\n"
        ));
    }
    if count == 0 && left_out == 0 {
        tell("fql: no asset matches\n");
    }
    Ok(Status::good_if(count > 0 && left_out == 0))
}
