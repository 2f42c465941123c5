//! The sandbox, in a process of its own; and that process, as the client's has it.
//!
//! They talk in lines. The server begins with every id, an empty line and its URL. Then it is told
//! `quiet`, from when on nothing goes wrong, and `journal`, which it answers with one. It ends when
//! nobody is left to tell it anything.

use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::iter::repeat_n;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitCode, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use falcon_sandbox::data::Generator;
use falcon_sandbox::{Fault, FaultRates, Sandbox};

use crate::journal::Journal;
use crate::memory;
use crate::once::Expected;
use crate::settings::Settings;

/// So many requests without a fault are enough to look at what there is, and so many for tokens.
const QUIET: usize = 100_000;
const QUIET_TOKENS: usize = 1_000;
/// The operation that gives tokens out.
const TOKEN: &str = "oauth2AccessToken";

/// What goes wrong, each in its part of the whole share.
fn rates(settings: &Settings) -> FaultRates {
    // Such a one takes longer than a quick soak may.
    let timeouts = if settings.quick { 0.0 } else { 0.5 };
    let parts = [
        (Fault::status(503), 4.0),
        (Fault::status(500), 2.0),
        (Fault::reset(), 4.0),
        (Fault::truncate(), 4.0),
        (Fault::stall(settings.stall()), 2.0),
        // The client gives up waiting.
        (Fault::stall(settings.request_timeout() * 3 / 2), timeouts),
        (Fault::status(429).retry_after(Duration::ZERO), 0.5),
        (Fault::expire_token(), 1.0),
    ];
    let whole: f64 = parts.iter().map(|(_, part)| part).sum();
    let rates = parts
        .into_iter()
        .fold(FaultRates::new(settings.seed), |rates, (fault, part)| {
            rates.fault(fault, settings.faults * part / whole)
        });
    // Of tokens few are asked for, so more goes wrong with them.
    rates.fault(Fault::status(503).on(TOKEN), 0.1)
}

/// Is the sandbox, until the client's process is gone.
pub(crate) fn serve(settings: &Settings) -> ExitCode {
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
        .faults(rates(settings));
    let sandbox = Arc::new(runtime.block_on(sandbox.start()).unwrap());
    writeln!(out, "\n{}", sandbox.url()).unwrap();
    out.flush().unwrap();
    let journal = Arc::new(Mutex::new(Journal::default()));
    let taken = (Arc::clone(&sandbox), Arc::clone(&journal));
    runtime.spawn(async move {
        loop {
            tokio::time::sleep(Duration::from_millis(100)).await;
            let (sandbox, journal) = &taken;
            let mut journal = journal.lock().unwrap();
            journal.take(&sandbox.requests());
        }
    });
    for line in io::stdin().lines() {
        match line.unwrap().as_str() {
            "quiet" => {
                // The script's faults of other requests are not for tokens.
                sandbox.script(repeat_n(Fault::none().on(TOKEN), QUIET_TOKENS));
                sandbox.script(repeat_n(Fault::none(), QUIET));
                writeln!(out, "quiet").unwrap();
            }
            _ => {
                let mut journal = journal.lock().unwrap();
                journal.take(&sandbox.requests());
                journal.memory = memory::resident().unwrap_or_default();
                journal.write(&mut out).unwrap();
            }
        }
        out.flush().unwrap();
    }
    runtime.shutdown_background();
    ExitCode::SUCCESS
}

/// The process that is the sandbox.
pub(crate) struct Server {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    pub(crate) url: String,
}

impl Server {
    /// Starts it, and waits until it listens. Beside it, the ids that it has.
    pub(crate) fn start(settings: &Settings) -> (Self, Expected) {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(settings.server_arguments())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let input = child.stdin.take().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        let expected = Expected::new(
            settings.assets,
            std::iter::from_fn(|| {
                line.clear();
                output.read_line(&mut line).unwrap();
                let id = line.trim_end();
                (!id.is_empty()).then(|| id.to_owned())
            }),
        );
        let mut url = String::new();
        output.read_line(&mut url).unwrap();
        let url = url.trim_end().to_owned();
        let server = Self {
            child,
            input,
            output,
            url,
        };
        (server, expected)
    }

    /// From now on nothing goes wrong.
    pub(crate) fn quiet(&mut self) {
        writeln!(self.input, "quiet").unwrap();
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
    }

    pub(crate) fn journal(&mut self) -> Journal {
        writeln!(self.input, "journal").unwrap();
        Journal::read(&mut self.output)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // One that is gone already is what is wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
