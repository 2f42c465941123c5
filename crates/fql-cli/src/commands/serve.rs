//! `fql serve`

mod target;

use std::fs::File;
use std::io::{BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use clap::builder::NonEmptyStringValueParser;
use falcon_sandbox::data::{Data, Generator};
use falcon_sandbox::{Sandbox, SandboxBuilder};
use target::Target;
use tokio::signal::unix::{SignalKind, signal};

use crate::client::{self, SANDBOX, SEED};
use crate::failure::{Failure, Status};
use crate::help::{Block, Help, Section};
use crate::output::with_output;

/// Answers like the API, on this machine and with made-up data
///
/// All twenty operations, from documents in memory: what one request changes the next one sees.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The port of 127.0.0.1 to listen on; 0 is any free one
    #[arg(long, value_name = "N", default_value = "8080")]
    port: u16,

    /// Documents instead of made-up ones: JSON, one a line, told apart by what they hold
    #[arg(long, value_name = "FILE", conflicts_with_all = ["assets", "seed"], help_heading = "Documents")]
    data: Option<PathBuf>,

    /// How many assets to make up, and in proportion to them the rest
    #[arg(
        long,
        value_name = "N",
        default_value = "1000",
        help_heading = "Documents"
    )]
    assets: u64,

    /// What to make them up from: the same seed gives the same data, but for the time
    #[arg(long, value_name = "N", default_value_t = SEED, help_heading = "Documents")]
    seed: u64,

    /// Where to write all documents, with what was changed, when it is told to end
    #[arg(long, value_name = "FILE", help_heading = "Documents")]
    save: Option<PathBuf>,

    /// Refuses more requests a minute than these, as the service would
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    rate_limit: Option<u32>,

    /// The client that may ask for a token
    #[arg(long, value_name = "ID", default_value = SANDBOX, value_parser = NonEmptyStringValueParser::new(), help_heading = "Client")]
    client_id: String,

    /// The client's secret
    #[arg(long, value_name = "SECRET", default_value = SANDBOX, value_parser = NonEmptyStringValueParser::new(), help_heading = "Client")]
    client_secret: String,
}

pub(super) fn help() -> Help {
    Help {
        examples: &[
            r"fql serve",
            r"fql serve --port 0 --assets 100000 --seed 7",
            r"fql serve --data assets.ndjson --save assets.ndjson",
            r"fql serve --rate-limit 600",
        ],
        sections: vec![Section {
            heading: "Running",
            blocks: vec![Block::Text(
                "The first line on standard output says where it listens. It runs until it gets \
                 SIGINT or SIGTERM, as from Control-C or `kill`. Whoever can reach 127.0.0.1 can ask \
                 it, with the client id and secret.",
            )],
        }],
        statuses: &[
            ("0", "it was told to end"),
            (
                "2",
                "the command line is wrong, the port is taken, or a file could not be read or written",
            ),
        ],
    }
}

pub(crate) fn run(args: &Args) -> Result<Status, Failure> {
    let target = args.save.as_deref().map(Target::new).transpose()?;
    let data = match &args.data {
        Some(path) => read(path)?,
        None => Generator::new(args.seed).assets(args.assets).generate(),
    };
    client::block_on(async {
        // Before anybody knows that it runs, so that no signal comes too early.
        let mut stop = Stop::new().map_err(|error| no_signals(&error))?;
        let sandbox = start(args, data).await?;
        with_output(|out| Ok(writeln!(out, "listening on {}", sandbox.url())?))?;
        stop.wait().await;
        match target {
            Some(target) => target.save(&sandbox.stop_with_data().await)?,
            None => sandbox.stop().await,
        }
        Ok(Status::Good)
    })
}

async fn start(args: &Args, data: Data) -> Result<Sandbox, Failure> {
    let mut builder = Sandbox::builder().data(data).client(
        &args.client_id,
        &args.client_secret,
        SandboxBuilder::all_scopes().iter().copied(),
    );
    if let Some(limit) = args.rate_limit {
        builder = builder.rate_limit(limit);
    }
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, args.port));
    builder
        .serve(address)
        .await
        .map_err(|error| Failure::Call(format!("cannot listen on {address}: {error}")))
}

/// Waits for a signal that ends programs.
struct Stop {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

impl Stop {
    fn new() -> std::io::Result<Self> {
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

fn no_signals(error: &std::io::Error) -> Failure {
    Failure::Call(format!("cannot wait for signals: {error}"))
}

fn read(path: &Path) -> Result<Data, Failure> {
    let file = path.display().to_string();
    let opened = File::open(path).map_err(|error| Failure::Read {
        file: file.clone(),
        error,
    })?;
    Data::read_ndjson(BufReader::new(opened)).map_err(|error| {
        let cause = std::error::Error::source(&error);
        let cause = cause.map_or_else(String::new, |cause| format!(": {cause}"));
        Failure::NotText {
            file,
            problem: format!("{error}{cause}"),
        }
    })
}
