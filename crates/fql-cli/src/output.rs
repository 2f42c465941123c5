//! Standard output and standard error, and whether to paint what goes there.

use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use anstream::{AutoStream, ColorChoice};
use fql::{Renderer, Report};
use terminal_size::terminal_size_of;

use crate::failure::Failure;
use crate::input::Place;
use crate::paint::Paint;
use crate::width;

/// Standard output, in large writes; on a terminal, one a filter.
#[derive(Debug)]
pub(crate) struct Output {
    writer: BufWriter<StdoutLock<'static>>,
    is_terminal: bool,
    paint: Paint,
}

impl Output {
    pub(crate) fn new() -> Self {
        let stdout = io::stdout();
        Self {
            is_terminal: stdout.is_terminal(),
            paint: Paint::new(AutoStream::choice(&stdout) != ColorChoice::Never),
            writer: BufWriter::with_capacity(1 << 16, stdout.lock()),
        }
    }

    pub(crate) fn is_terminal(&self) -> bool {
        self.is_terminal
    }

    /// How many columns the terminal has.
    pub(crate) fn width(&self) -> Option<usize> {
        self.is_terminal
            .then(|| width::of_terminal(terminal_size_of(io::stdout())))
            .flatten()
    }

    pub(crate) fn paint(&self) -> Paint {
        self.paint
    }

    /// Draws findings, in the width of the terminal.
    pub(crate) fn renderer(&self) -> Renderer {
        renderer(self.paint, self.width())
    }

    /// The answer about one filter is complete.
    pub(crate) fn end_answer(&mut self) -> io::Result<()> {
        if self.is_terminal {
            self.writer.flush()?;
        }
        Ok(())
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes)
    }

    /// The buffer's own, which is much faster for short texts than that of the trait.
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.writer.write_all(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// Runs `work` with standard output, and makes sure that all of it is written.
pub(crate) fn with_output<T>(
    work: impl FnOnce(&mut Output) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let mut output = Output::new();
    let result = work(&mut output);
    // What was answered before a failure is written, too; the failure is told behind it.
    output.flush()?;
    result
}

/// Writes to standard error. Where it is closed, nobody is left to tell.
pub(crate) fn tell(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}

/// Shows findings about a filter on standard error, and which filter that is where there may be
/// others.
pub(crate) fn tell_findings(place: Option<Place<'_>>, report: &Report) {
    if report.diagnostics().is_empty() {
        return;
    }
    let stderr = io::stderr();
    let paint = Paint::new(AutoStream::choice(&stderr) != ColorChoice::Never);
    let width = stderr
        .is_terminal()
        .then(|| width::of_terminal(terminal_size_of(&stderr)))
        .flatten();
    let heading = place.map_or(String::new(), |place| format!("{place}:\n"));
    let findings = renderer(paint, width).report(report);
    tell(&format!("{heading}{findings}"));
}

fn renderer(paint: Paint, width: Option<usize>) -> Renderer {
    match width {
        Some(width) => paint.renderer().within(width),
        None => paint.renderer(),
    }
}
