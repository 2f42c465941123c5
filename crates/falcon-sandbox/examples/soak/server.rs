//! The sandbox in a separate process, so that the client's memory is measured alone.
//!
//! The server writes every asset id on a line, an empty line and its URL. When it reads a line it
//! stops injecting faults and writes its journal. It exits when its input ends.

use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::iter::repeat_n;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use falcon_sandbox::data::Generator;
use falcon_sandbox::{Fault, FaultRates, Sandbox};

use crate::asset_ids::AssetIds;
use crate::journal::Journal;
use crate::memory;
use crate::settings::{REQUEST_TIMEOUT, Settings};

/// The first argument of the server process. The second one is the settings as JSON.
pub(crate) const ROLE: &str = "server";

/// The operation that issues tokens.
pub(crate) const TOKEN: &str = "oauth2AccessToken";

/// Short enough that fewer requests arrive than a sandbox remembers.
const RECORD_INTERVAL: Duration = Duration::from_millis(100);

fn fault_rates(settings: &Settings) -> FaultRates {
    // A timeout takes longer than a quick run.
    let timeouts = if settings.quick { 0.0 } else { 0.5 };
    let weights = [
        (Fault::status(503), 4.0),
        (Fault::status(500), 2.0),
        (Fault::reset(), 4.0),
        (Fault::truncate(), 4.0),
        (Fault::stall(settings.pace().stall), 2.0),
        (Fault::stall(REQUEST_TIMEOUT * 3 / 2), timeouts),
        (Fault::status(429).retry_after(Duration::ZERO), 0.5),
        (Fault::expire_token(), 1.0),
    ];
    let total: f64 = weights.iter().map(|(_, weight)| weight).sum();
    let rates = FaultRates::new(settings.seed);
    let rates = weights.into_iter().fold(rates, |rates, (fault, weight)| {
        rates.fault(fault, settings.faults * weight / total)
    });
    // Token requests are rare, so a larger share of them fails.
    rates.fault(Fault::status(503).on(TOKEN), 0.1)
}

/// Runs the sandbox until its input ends.
pub(crate) fn serve(settings: &Settings) {
    let data = Generator::new(settings.seed)
        .assets(settings.assets)
        .generate();
    let mut out = BufWriter::new(io::stdout().lock());
    for asset in &data.assets {
        writeln!(out, "{}", asset.id()).unwrap();
    }
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let sandbox = Sandbox::builder()
        .data(data)
        .rate_limit(settings.rate_limit)
        .token_lifetime(Duration::from_secs(settings.token_seconds))
        .faults(fault_rates(settings));
    let sandbox = runtime.block_on(sandbox.start()).unwrap();
    writeln!(out, "\n{}", sandbox.url()).unwrap();
    out.flush().unwrap();

    let mut input = io::stdin().lines();
    let mut journal = thread::scope(|scope| {
        let (stop, stopped) = mpsc::channel::<()>();
        let sandbox = &sandbox;
        let recorder = scope.spawn(move || {
            let mut journal = Journal::default();
            while stopped.recv_timeout(RECORD_INTERVAL) == Err(RecvTimeoutError::Timeout) {
                journal.record(&sandbox.requests());
            }
            journal
        });
        input.next();
        drop(stop);
        recorder.join().unwrap()
    });
    // Faults for other requests do not apply to token requests.
    sandbox.script(repeat_n(Fault::none().on(TOKEN), 1_000));
    sandbox.script(repeat_n(Fault::none(), 100_000));
    journal.record(&sandbox.requests());
    journal.memory_kib = memory::resident_kib().unwrap_or_default();
    writeln!(out, "{}", serde_json::to_string(&journal).unwrap()).unwrap();
    out.flush().unwrap();
    input.next();
}

/// The server process, as the client controls it.
pub(crate) struct Server {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    pub(crate) url: String,
}

impl Server {
    /// Starts the process, reads the ids of its assets and waits until it listens.
    pub(crate) fn start(settings: &Settings) -> (Self, AssetIds) {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([ROLE, &serde_json::to_string(settings).unwrap()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let input = child.stdin.take().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let ids = (&mut output).lines().map(Result::unwrap);
        let ids = AssetIds::new(ids.take_while(|id| !id.is_empty()));
        let mut url = String::new();
        output.read_line(&mut url).unwrap();
        url.truncate(url.trim_end().len());
        let server = Self {
            child,
            input,
            output,
            url,
        };
        (server, ids)
    }

    /// Stops the faults and returns the journal.
    pub(crate) fn finish(&mut self) -> Journal {
        writeln!(self.input).unwrap();
        let mut json = String::new();
        self.output.read_line(&mut json).unwrap();
        serde_json::from_str(&json).unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It fails if the process has already exited.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
