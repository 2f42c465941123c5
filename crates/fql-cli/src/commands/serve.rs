//! `fql serve`

mod save_file;
mod tls;

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use clap::builder::NonEmptyStringValueParser;
use falcon_sandbox::data::{CollectionData, Data, Generator, ReadError};
use falcon_sandbox::{LoggedRequest, Sandbox, SandboxBuilder, TlsCertificate};
use fql::collections::hosts;
use fql::table::Table;
use fql_syntax::display_safe;

use crate::client::{self, DEFAULT_SEED, SANDBOX_CREDENTIAL};
use crate::collection;
use crate::error::{Error, ExitStatus};
use crate::output::{print_stderr, with_output};
use crate::{help, input};
use save_file::SaveFile;
use tls::TlsArgs;

/// Run a local sandbox of the API with sample data
///
/// Serves all twenty operations from documents in memory. Later requests see the changes of earlier
/// ones. The listings, lookups and aggregations of other collections are read-only: sample hosts, alerts and Spotlight
/// vulnerabilities, and the documents of `--documents`.
#[derive(Debug, clap::Args)]
#[command(
    before_help = EXAMPLES,
    after_long_help = help::sections(&[LIFETIME, EXIT_STATUS]),
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
  knows the client id and secret.";

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
        let mut stop_signal = StopSignal::new()
            .map_err(|error| Error::Network(format!("cannot handle signals: {error}")))?;
        let (tls, certificate_file) = match certificate {
            Some(certificate) => (Some(certificate.tls), certificate.file),
            None => (None, None),
        };
        let builder = Sandbox::builder()
            .generator(generator)
            .data(data)
            .explorer(&hosts::TABLE);
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
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, args.port));
    builder
        .serve(address)
        .await
        .map_err(|error| match error.kind() {
            io::ErrorKind::InvalidInput => Error::Usage {
                subcommand: "serve",
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

/// The signals that stop the sandbox: SIGINT and SIGTERM, or Ctrl-C without Unix signals.
struct StopSignal {
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl StopSignal {
    fn new() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    async fn wait(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

#[cfg(not(unix))]
impl StopSignal {
    fn new() -> io::Result<Self> {
        Ok(Self {})
    }

    async fn wait(&mut self) {
        // Without a handler for Ctrl-C, the process runs until it is killed.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending().await
        }
    }
}

fn read_data(path: &Path) -> Result<Data, Error> {
    read(path, |reader| Data::read_ndjson(reader))
}

fn read<T>(
    path: &Path,
    read: impl FnOnce(&mut dyn BufRead) -> Result<T, ReadError>,
) -> Result<T, Error> {
    let (file, reader) = input::open(path)?;
    let (start, reader) = peek(reader).map_err(|error| Error::Read {
        file: file.clone(),
        error,
    })?;
    let help = match is_ndjson(&start) {
        true => "",
        false => "; `fql match -c any \"\" FILE` writes its documents as one JSON object per line",
    };
    read(&mut BufReader::with_capacity(1 << 16, reader)).map_err(|error| {
        let source = std::error::Error::source(&error);
        let source = source.map_or_else(String::new, |source| format!(": {source}"));
        Error::InvalidInput {
            file,
            reason: format!("{error}{source}{help}"),
        }
    })
}

/// Returns the start of an input, and a reader of all of it.
fn peek(mut reader: Box<dyn Read>) -> io::Result<(Vec<u8>, impl Read)> {
    const START: u64 = 4 << 10;
    let mut start = Vec::new();
    reader.by_ref().take(START).read_to_end(&mut start)?;
    let all = io::Cursor::new(start.clone()).chain(reader);
    Ok((start, all))
}

/// Returns `false` for the start of a JSON array, a response of the API, or an object over several
/// lines.
fn is_ndjson(start: &[u8]) -> bool {
    let line = start.trim_ascii_start().split(|byte| *byte == b'\n').next();
    let line = line.unwrap_or_default().trim_ascii();
    let is_response = memchr::memmem::find(line, b"\"resources\"").is_some();
    !line.starts_with(b"[") && line != b"{" && !is_response
}

/// A file with the documents of a collection.
#[derive(Debug, Clone)]
struct Documents {
    table: &'static Table,
    path: PathBuf,
}

impl Documents {
    fn read(&self) -> Result<CollectionData, Error> {
        read(&self.path, |reader| {
            CollectionData::read_ndjson(self.table, reader)
        })
    }
}

/// Parses `COLLECTION=FILE`.
fn parse_documents(argument: &str) -> Result<Documents, String> {
    let (name, path) = argument
        .split_once('=')
        .filter(|(_, path)| !path.is_empty())
        .ok_or("expected `COLLECTION=FILE`, such as `hosts=hosts.ndjson`")?;
    Ok(Documents {
        table: collection::find(name)?,
        path: path.into(),
    })
}
