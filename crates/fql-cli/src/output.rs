//! Standard output and standard error.

use std::borrow::Cow;
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use anstream::{AutoStream, ColorChoice};
use clap::ValueEnum;
use fql::Report;
use fql::diagnostics::Renderer;
use fql_syntax::display_safe;
use serde::Serialize;
use terminal_size::terminal_size_of;

use crate::error::Error;
use crate::input::FilterLocation;
use crate::json_text::escape_invisible;
use crate::terminal::{self, Painter};

/// `--format`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum Format {
    /// Human-readable text
    #[default]
    Text,
    /// One compact JSON object per line
    Json,
}

/// Buffered standard output.
#[derive(Debug)]
pub(crate) struct Output {
    writer: BufWriter<StdoutLock<'static>>,
    is_terminal: bool,
    painter: Painter,
}

impl Output {
    pub(crate) fn new() -> Self {
        let stdout = io::stdout();
        Self {
            is_terminal: stdout.is_terminal(),
            painter: Painter::new(AutoStream::choice(&stdout) != ColorChoice::Never),
            writer: BufWriter::with_capacity(1 << 16, stdout.lock()),
        }
    }

    pub(crate) fn is_terminal(&self) -> bool {
        self.is_terminal
    }

    /// Returns the width of the terminal; `None` if the output is not a terminal.
    pub(crate) fn width(&self) -> Option<usize> {
        self.is_terminal
            .then(|| terminal::width_of(terminal_size_of(io::stdout())))
            .flatten()
    }

    pub(crate) fn painter(&self) -> Painter {
        self.painter
    }

    /// Returns a renderer of diagnostics that fits the terminal.
    pub(crate) fn renderer(&self) -> Renderer {
        self.painter.renderer(self.width())
    }

    /// Flushes on a terminal, so that each result appears as soon as it is complete.
    pub(crate) fn end_result(&mut self) -> io::Result<()> {
        if self.is_terminal {
            self.writer.flush()?;
        }
        Ok(())
    }

    /// Writes compact JSON; see [`write_json_source`](Self::write_json_source).
    pub(crate) fn write_json(&mut self, value: &impl Serialize) -> io::Result<()> {
        let json = serde_json::to_vec(value)?;
        self.write_json_source(&json)
    }

    /// Writes JSON unchanged, or, on a terminal, with escapes for characters that could control it.
    pub(crate) fn write_json_source(&mut self, json: &[u8]) -> io::Result<()> {
        if self.is_terminal {
            self.write_all(&escape_invisible(json))
        } else {
            self.write_all(json)
        }
    }

    /// Returns text for output in a format without escapes: unchanged, or, on a terminal, display-safe.
    pub(crate) fn displayed<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.is_terminal {
            display_safe(text)
        } else {
            Cow::Borrowed(text)
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes)
    }

    // The buffer's method is much faster for short strings than the default of the trait.
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.writer.write_all(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// Calls `write` with standard output and flushes it. Results written before an error are kept.
pub(crate) fn with_output<T>(
    write: impl FnOnce(&mut Output) -> Result<T, Error>,
) -> Result<T, Error> {
    let mut output = Output::new();
    let result = write(&mut output);
    output.flush()?;
    result
}

/// Writes to standard error. Errors are ignored, because there is nowhere left to report them.
pub(crate) fn print_stderr(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}

/// Prints `fql: ` and a message to standard error. The message may quote untrusted input.
pub(crate) fn print_message(message: &str) {
    print_stderr(&format!("fql: {}\n", display_safe(message)));
}

/// Prints the diagnostics of a filter to standard error, after its location if there is one.
pub(crate) fn print_diagnostics(location: Option<FilterLocation<'_>>, report: &Report) {
    if report.diagnostics().is_empty() {
        return;
    }
    let stderr = io::stderr();
    let painter = Painter::new(AutoStream::choice(&stderr) != ColorChoice::Never);
    let width = stderr
        .is_terminal()
        .then(|| terminal::width_of(terminal_size_of(&stderr)))
        .flatten();
    let heading = location.map_or(String::new(), |location| format!("{location}:\n"));
    let diagnostics = painter.renderer(width).report(report);
    print_stderr(&format!("{heading}{diagnostics}"));
}
