//! `fql serve`

pub(crate) mod documents;
mod save_file;
pub(crate) mod stop_signal;
mod tls;

use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use clap::builder::NonEmptyStringValueParser;
use falcon_sandbox::data::{CollectionData, Generator};
use falcon_sandbox::{LoggedRequest, Sandbox, SandboxBuilder, TlsCertificate};
use fql::collections::external_assets;
use fql_syntax::display_safe;

use crate::client::{self, DEFAULT_SEED, SANDBOX_CREDENTIAL};
use crate::error::{Error, ExitStatus};
use crate::help;
use crate::output::{print_stderr, with_output};
use documents::{Documents, parse_documents, read_data};
use save_file::SaveFile;
use stop_signal::StopSignal;
use tls::TlsArgs;

/// Run a local sandbox of the API with sample data
///
/// Serves all twenty operations from documents in memory. Later requests see the changes of earlier
/// ones. The listings, lookups and aggregations of other collections are read-only: sample hosts, alerts and Spotlight
/// vulnerabilities, and the documents of `--documents`.
#[derive(Debug, clap::Args)]
#[command(
    before_help = EXAMPLES,
    after_long_help = help::sections(&[EXPLORER, LIFETIME, EXIT_STATUS]),
)]
pub(crate) struct Args {
    /// Port to listen on at 127.0.0.1; 0 selects a free port
    #[arg(long, value_name = "N", default_value = "8080")]
    port: u16,

    /// Serve the documents of an NDJSON file instead of generated ones
    ///
    /// The collection of each document is detected from its fields. The file may be compressed with gzip
    /// or zstd, and `-` is standard input.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["assets", "seed"], help_heading = "Documents")]
    data: Option<PathBuf>,

    /// Serve the documents of an NDJSON file as those of a collection; repeatable
    ///
    /// All listings, lookups by id and aggregations of the collection use them. `fql collections --format json` lists
    /// its operations. The file may be compressed with gzip or zstd, and `-` is standard input.
    #[arg(long, value_name = "COLLECTION=FILE", value_parser = parse_documents, help_heading = "Documents")]
    documents: Vec<Documents>,

    /// Number of assets to generate; the other collections are generated in proportion
    #[arg(
        long,
        value_name = "N",
        default_value = "1000",
        help_heading = "Documents"
    )]
    assets: u64,

    /// Seed of the generator; the same seed gives the same documents, except for their times
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SEED, help_heading = "Documents")]
    seed: u64,

    /// Save all documents, including changes, to an NDJSON file on exit
    #[arg(long, value_name = "FILE", help_heading = "Documents")]
    save: Option<PathBuf>,

    /// Reject requests beyond this number per minute, as the service does
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    rate_limit: Option<u32>,

    /// Accept requests to this host, besides the loopback names; repeatable
    ///
    /// Requests to other hosts get a 421, because a web page can point its own domain at this machine.
    #[arg(long, value_name = "HOST", value_parser = NonEmptyStringValueParser::new())]
    allow_host: Vec<String>,

    /// Do not serve the explorer, whose page shows the documents without a token
    #[arg(long)]
    no_explorer: bool,

    /// Print a line for each request on standard error
    #[arg(short, long)]
    verbose: bool,

    #[command(flatten)]
    tls: TlsArgs,

    /// Client id to accept
    #[arg(long, value_name = "ID", default_value = SANDBOX_CREDENTIAL, value_parser = NonEmptyStringValueParser::new(), help_heading = "Client")]
    client_id: String,

    /// Client secret to accept
    #[arg(long, value_name = "SECRET", default_value = SANDBOX_CREDENTIAL, value_parser = NonEmptyStringValueParser::new(), help_heading = "Client")]
    client_secret: String,
}

const EXAMPLES: &str = r"Examples:
  fql serve
  fql serve --port 0 --assets 100000 --seed 7
  fql serve --data assets.ndjson --save assets.ndjson
  fql serve --documents hosts=hosts.ndjson --documents iocs=iocs.ndjson
  fql serve --rate-limit 600 --verbose
  fql serve --tls";

const LIFETIME: &str = "\
Lifetime:
  The first line on standard output is `listening on` and the URL. With
  `--tls`, the second one is `certificate:` and the file of the generated
  certificate, which is deleted on exit. The sandbox runs until it receives
  SIGINT (Ctrl-C) or SIGTERM. It accepts requests of any local user who
  knows the client id and secret, and those of the explorer without them.";

const EXPLORER: &str = "\
Explorer:
  The URL itself is a page for the browser: it checks and completes a
  filter, and shows the matching documents. `fql explore --open` opens it.";

const EXIT_STATUS: &str = "\
Exit status:
  0    stopped by a signal
  2    usage error, port in use, or I/O error";

pub(crate) fn run(args: &Args) -> Result<ExitStatus, Error> {
    let certificate = args.tls.certificate(&args.allow_host)?;
    let save_file = args.save.as_deref().map(SaveFile::new).transpose()?;
    let generator = Generator::new(args.seed).assets(args.assets);
    let data = match &args.data {
        Some(path) => read_data(path)?,
        None => generator.generate(),
    };
    let collections = args.documents.iter().map(Documents::read);
    let collections: Vec<CollectionData> = collections.collect::<Result<_, _>>()?;
    client::block_on(async {
        // Installed before the URL is printed, so that no signal is missed.
        let mut stop_signal = StopSignal::new()?;
        let (tls, certificate_file) = match certificate {
            Some(certificate) => (Some(certificate.tls), certificate.file),
            None => (None, None),
        };
        let builder = Sandbox::builder().generator(generator).data(data);
        let builder = match args.no_explorer {
            true => builder,
            false => builder.explorer(&external_assets::TABLE),
        };
        let builder = collections
            .into_iter()
            .fold(builder, SandboxBuilder::collection);
        let sandbox = start(args, builder, tls).await?;
        with_output(|out| {
            writeln!(out, "listening on {}", sandbox.url())?;
            if let Some(file) = &certificate_file {
                writeln!(out, "certificate: {}", file.path().display())?;
            }
            Ok(())
        })?;
        stop_signal.wait().await;
        match save_file {
            Some(file) => file.save(&sandbox.stop_with_data().await)?,
            None => sandbox.stop().await,
        }
        Ok(ExitStatus::Success)
    })
}

async fn start(
    args: &Args,
    builder: SandboxBuilder,
    certificate: Option<TlsCertificate>,
) -> Result<Sandbox, Error> {
    let mut builder = builder.client(
        &args.client_id,
        &args.client_secret,
        SandboxBuilder::all_scopes().iter().copied(),
    );
    if let Some(limit) = args.rate_limit {
        builder = builder.rate_limit(limit);
    }
    if let Some(certificate) = certificate {
        builder = builder.tls(certificate);
    }
    for host in &args.allow_host {
        builder = builder.allow_host(host);
    }
    if args.verbose {
        builder = builder.on_request(print_request);
    }
    listen(builder, "serve", args.port).await
}

/// Starts a sandbox on a port of this machine, for a subcommand.
pub(crate) async fn listen(
    builder: SandboxBuilder,
    subcommand: &'static str,
    port: u16,
) -> Result<Sandbox, Error> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    builder
        .serve(address)
        .await
        .map_err(|error| match error.kind() {
            io::ErrorKind::InvalidInput => Error::Usage {
                subcommand,
                message: error.to_string(),
            },
            _ => Error::Network(format!("cannot listen on {address}: {error}")),
        })
}

/// Prints a request and its response in one line.
fn print_request(request: &LoggedRequest) {
    let mut url = request.path.clone();
    if !request.query.is_empty() {
        url.push('?');
        url.push_str(&request.query);
    }
    let milliseconds = request.elapsed.as_secs_f64() * 1000.0;
    let mut line = format!(
        "{} {url} {} {milliseconds:.1} ms",
        request.method, request.status
    );
    if let Some(error) = &request.error {
        line.push_str(": ");
        line.push_str(error);
    }
    print_stderr(&format!("{}\n", display_safe(&line)));
}
