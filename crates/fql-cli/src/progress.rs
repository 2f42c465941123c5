//! Progress on standard error.

use std::io::{self, IsTerminal, Read};

#[cfg(feature = "network")]
use indicatif::HumanCount;
use indicatif::{ProgressBar, ProgressStyle};

/// A progress bar; hidden unless standard error is a terminal.
#[derive(Debug)]
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
}

impl Progress {
    pub(crate) fn hidden() -> Self {
        Self { bar: None }
    }

    /// Starts a progress bar for reading this number of bytes.
    pub(crate) fn of_bytes(total: u64) -> Self {
        if !io::stderr().is_terminal() {
            return Self::hidden();
        }
        let bar = ProgressBar::new(total);
        // The template is valid; if it were not, the default style would be used.
        if let Ok(style) = ProgressStyle::with_template(
            "{bar:30} {bytes}/{total_bytes}  {bytes_per_sec}  {eta} left",
        ) {
            bar.set_style(style);
        }
        Self { bar: Some(bar) }
    }

    /// Starts to show the number of items of a listing.
    #[cfg(feature = "network")]
    pub(crate) fn of_items(noun: &str) -> Self {
        if !io::stderr().is_terminal() {
            return Self::hidden();
        }
        let bar = ProgressBar::no_length();
        if let Ok(style) = ProgressStyle::with_template("{human_pos} {msg}  {elapsed}") {
            bar.set_style(style);
        }
        bar.set_message(format!("{noun}s"));
        Self { bar: Some(bar) }
    }

    /// Shows the number of items so far, and the total if it is known.
    #[cfg(feature = "network")]
    pub(crate) fn set_items(&self, count: usize, total: Option<u64>, noun: &str) {
        let Some(bar) = &self.bar else { return };
        bar.set_position(count as u64);
        if let Some(total) = total {
            bar.set_message(format!("of {} {noun}s", HumanCount(total)));
        }
    }

    /// Counts the bytes that are read.
    pub(crate) fn count<R: Read>(&self, reader: R) -> impl Read + use<R> {
        CountingReader {
            reader,
            bar: self.bar.clone(),
        }
    }

    /// Hides the bar while `print` writes to the terminal.
    pub(crate) fn suspend(&self, print: impl FnOnce()) {
        match &self.bar {
            Some(bar) => bar.suspend(print),
            None => print(),
        }
    }

    pub(crate) fn clear(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

struct CountingReader<R> {
    reader: R,
    bar: Option<ProgressBar>,
}

impl<R: Read> Read for CountingReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.reader.read(buffer)?;
        if let Some(bar) = &self.bar {
            bar.inc(length as u64);
        }
        Ok(length)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}
