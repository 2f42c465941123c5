//! `fql explore`

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;

use clap::ValueHint;
use falcon_sandbox::data::{Data, Generator};
use falcon_sandbox::{Sandbox, SandboxBuilder};
use fql::collections::{any, external_assets, sensors, subsidiaries};
use fql::table::Table;

use super::serve::documents::{Documents, read_data};
use super::serve::listen;
use super::serve::stop_signal::StopSignal;
use crate::client::{self, DEFAULT_SEED};
use crate::collection::CollectionArgs;
use crate::error::{Error, ExitStatus};
use crate::help;
use crate::output::{print_message, with_output};

/// Write and try filters in the browser
///
/// Serves a page on this machine that checks, completes and explains a filter while it is typed, and
/// shows the matching documents: sample data, or those of a file. Nothing is sent to another machine.
#[derive(Debug, clap::Args)]
#[command(
    before_help = EXAMPLES,
    after_long_help = help::sections(&[DOCUMENTS, LIFETIME, EXIT_STATUS]),
)]
pub(crate) struct Args {
    #[command(flatten)]
    collection: CollectionArgs,

    /// Open the page in the browser
    #[arg(long)]
    open: bool,

    /// Port to listen on at 127.0.0.1; 0 selects a free port
    #[arg(long, value_name = "N", default_value = "0")]
    port: u16,

    /// Number of assets of the sample data; the other collections are in proportion
    #[arg(long, value_name = "N", default_value = "1000")]
    assets: u64,

    /// Files of NDJSON with documents of the collection, in place of its sample data
    ///
    /// The files may be compressed with gzip or zstd, and `-` is standard input.
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    files: Vec<PathBuf>,
}

const EXAMPLES: &str = r"Examples:
  fql explore --open
  fql explore -c alerts
  fql explore assets.ndjson
  fql explore -c hosts hosts-1.ndjson hosts-2.ndjson.gz";

const DOCUMENTS: &str = "\
Documents:
  Without FILE, there are sample external assets, hosts, alerts, Spotlight
  vulnerabilities, sensors and subsidiaries. The page shows the collection
  of `--collection` first. Fields that only the documents have are
  listed with types that their values show. Each document needs the id of
  the collection, such as `device_id` for hosts.";

const LIFETIME: &str = "\
Lifetime:
  The first line on standard output is `listening on` and the URL. The page
  is served until SIGINT (Ctrl-C) or SIGTERM. Any local user can read the
  documents. The API of `fql serve` is at the same URL.";

const EXIT_STATUS: &str = "\
Exit status:
  0    stopped by a signal
  2    usage error, port in use, or I/O error";

pub(crate) fn run(args: &Args) -> Result<ExitStatus, Error> {
    let table = args.table()?;
    let generator = Generator::new(DEFAULT_SEED).assets(args.assets);
    let builder = Sandbox::builder().generator(generator).explorer(table);
    let builder = match args.files.as_slice() {
        [] => builder,
        files => with_files(builder, table, files)?,
    };
    client::block_on(async {
        let mut stop_signal = StopSignal::new()?;
        let sandbox = listen(builder, "explore", args.port).await?;
        let url = sandbox.url();
        with_output(|out| Ok(writeln!(out, "listening on {url}")?))?;
        if args.open {
            open_browser(url);
        }
        stop_signal.wait().await;
        sandbox.stop().await;
        Ok(ExitStatus::Success)
    })
}

impl Args {
    /// Returns the collection of the files, which the page shows first.
    fn table(&self) -> Result<&'static Table, Error> {
        let table = self.collection.get().table();
        if table.name == any::TABLE.name {
            let message =
                "`any` is not a collection of documents; `fql collections` lists those that are";
            return Err(Error::Usage {
                subcommand: "explore",
                message: message.into(),
            });
        }
        Ok(table)
    }
}

/// Replaces the documents of a collection by those of files.
fn with_files(
    builder: SandboxBuilder,
    table: &'static Table,
    files: &[PathBuf],
) -> Result<SandboxBuilder, Error> {
    let of_exposure = [
        external_assets::TABLE.name,
        sensors::TABLE.name,
        subsidiaries::TABLE.name,
    ];
    if of_exposure.contains(&table.name) {
        let mut data = Data::default();
        for file in files {
            data.append(read_data(file)?);
        }
        return Ok(builder.data(data));
    }
    let read = |path: &PathBuf| {
        let path = path.clone();
        Documents { table, path }.read()
    };
    let mut parts = files.iter().map(read);
    let Some(first) = parts.next() else {
        return Ok(builder);
    };
    let mut all = first?;
    for part in parts {
        all.append(part?);
    }
    Ok(builder.collection(all))
}

/// Opens a URL in the browser. The program that opens it may run as long as the browser.
fn open_browser(url: String) {
    thread::spawn(move || {
        let mut command = browser(&url);
        let command = command.stdin(Stdio::null()).stdout(Stdio::null());
        let is_open = command.stderr(Stdio::null()).status();
        if !is_open.is_ok_and(|status| status.success()) {
            print_message(&format!("cannot open a browser; open {url}"));
        }
    });
}

/// Returns the command that opens a URL, which is its only argument.
fn browser(url: &str) -> Command {
    let mut command = if cfg!(windows) {
        let mut command = Command::new("cmd");
        // The first argument of `start` in quotes is a title.
        command.args(["/C", "start", ""]);
        command
    } else if cfg!(target_os = "macos") {
        Command::new("open")
    } else {
        Command::new("xdg-open")
    };
    command.arg(url);
    command
}
