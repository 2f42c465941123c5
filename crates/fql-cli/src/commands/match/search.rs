//! Searches files for matching documents and writes their lines.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use fql::eval::Matcher;

use super::Args;
use super::document_reader::{Document, DocumentReader};
use super::layout::{self, Layout, NDJSON_WITH_COMMAS, continues_on_next_line};
use super::line_batches::{LineBatch, LineBatches, LineSource};
use super::line_outcome::{LineMatcher, LineOutcome};
use super::line_reader::{Line, LineReader};
use super::open_value::{OpenValue, UncertainLines};
use crate::compression::decompress;
use crate::error::Error;
use crate::input::{LineLocation, STDIN_NAME};
use crate::json_text::on_one_line;
use crate::output::{Output, print_message, print_stderr};
use crate::progress::Progress;

/// The maximum number of malformed lines that are reported one by one.
const MAX_REPORTED: u64 = 100;

/// A search with one filter, and its results so far.
pub(super) struct Search<'m> {
    matcher: Arc<LineMatcher>,
    args: &'m Args,
    out: &'m mut Output,
    lines: LineReader,
    /// Number of threads for the lines of an input.
    threads: usize,
    progress: Progress,
    matches: u64,
    malformed: u64,
    /// `line`, or `document` if an input has documents over several lines.
    noun: &'static str,
    /// A value over several lines among the lines of NDJSON.
    open_value: Option<OpenValue>,
    /// The location of the first document that is a string.
    first_string: Option<String>,
    service_errors: u64,
    /// The last line written has no line ending.
    needs_line_ending: bool,
}

impl<'m> Search<'m> {
    pub(super) fn new(matcher: Matcher, args: &'m Args, out: &'m mut Output) -> Self {
        // A progress bar would interfere with lines on the same terminal.
        let has_quiet_terminal = args.count || !out.is_terminal();
        let progress = match total_size(&args.files) {
            Some(size) if has_quiet_terminal => Progress::of_bytes(size),
            _ => Progress::hidden(),
        };
        Self {
            matcher: Arc::new(LineMatcher::new(matcher, args.skip_validation)),
            args,
            out,
            lines: new_lines(args),
            threads: args.threads(),
            progress,
            matches: 0,
            malformed: 0,
            noun: "line",
            open_value: None,
            first_string: None,
            service_errors: 0,
            needs_line_ending: false,
        }
    }

    pub(super) fn search_file(&mut self, path: &Path) -> Result<(), Error> {
        if path == Path::new("-") {
            return self.search_stdin();
        }
        let name = path.display().to_string();
        match File::open(path) {
            Ok(file) => {
                let is_file = file.metadata().is_ok_and(|metadata| metadata.is_file());
                self.search(&name, file, !is_file)
            }
            Err(error) => Err(Error::Read { file: name, error }),
        }
    }

    pub(super) fn search_stdin(&mut self) -> Result<(), Error> {
        self.search(STDIN_NAME, io::stdin(), true)
    }

    /// Searches one input. If reading it may block, the output is flushed before, so that results of
    /// a live stream appear at once.
    fn search(
        &mut self,
        name: &str,
        reader: impl Read + Send + 'static,
        may_block: bool,
    ) -> Result<(), Error> {
        let unreadable = |error| Error::Read {
            file: name.into(),
            error,
        };
        let reader = self.progress.count(reader);
        let reader = decompress(reader).map_err(unreadable)?;
        let (layout, reader) = layout::open(name, reader, self.args.max_line.0)?;
        match layout {
            Layout::Lines => self.search_lines(name, reader, may_block),
            Layout::Values => {
                self.noun = "document";
                let start = LineLocation {
                    file: name,
                    line: 1,
                };
                let reader = BufReader::with_capacity(1 << 16, reader);
                self.search_values(start, reader, may_block)
            }
        }
    }

    /// Searches lines, on several threads after the first buffer of them.
    fn search_lines(
        &mut self,
        name: &str,
        mut reader: impl Read + Send + 'static,
        may_block: bool,
    ) -> Result<(), Error> {
        let mut lines = std::mem::take(&mut self.lines);
        lines.clear();
        let mut location = LineLocation {
            file: name,
            line: 0,
        };
        let mut read = 0;
        loop {
            while let Some(line) = lines.next_complete() {
                location.line += 1;
                self.process_line(location, line)?;
            }
            if may_block {
                self.out.flush()?;
            }
            if self.threads > 1 && read >= self.args.chunk_size.0 {
                let source = LineSource {
                    reader,
                    partial: lines.take_partial(),
                    may_block,
                };
                self.lines = lines;
                self.search_batches(location, source)?;
                return self.end_lines(name);
            }
            let length = lines.fill(&mut reader).map_err(|error| Error::Read {
                file: name.into(),
                error,
            })?;
            if length == 0 {
                break;
            }
            read += length;
        }
        if let Some(line) = lines.take_rest() {
            location.line += 1;
            self.process_line(location, line)?;
        }
        self.lines = lines;
        self.end_lines(name)
    }

    /// Searches the lines after this location on several threads.
    fn search_batches(
        &mut self,
        mut location: LineLocation<'_>,
        source: LineSource<impl Read + Send + 'static>,
    ) -> Result<(), Error> {
        let name = location.file;
        let unreadable = |error| Error::Read {
            file: name.into(),
            error,
        };
        let may_block = source.may_block;
        let args = self.args;
        let batches = LineBatches::start(&self.matcher, source, self.threads, || new_lines(args));
        let mut batches = batches.map_err(Error::Thread)?;
        let flush = |out: &mut Output| match may_block {
            true => out.flush(),
            false => Ok(()),
        };
        while let Some(mut batch) = batches.next(|| flush(self.out))? {
            self.process_batch(location, &mut batch)?;
            location.line += batch.count;
            if let Some(error) = batch.take_error() {
                return Err(unreadable(error));
            }
            batches.recycle(batch);
        }
        Ok(())
    }

    /// Processes lines that were evaluated, after this location.
    fn process_batch(
        &mut self,
        location: LineLocation<'_>,
        batch: &mut LineBatch,
    ) -> Result<(), Error> {
        // The lines after the start of a value over several lines may belong to it, so they are evaluated
        // in order.
        let mut in_order = self.open_value.is_some().then_some((0, 0));
        if in_order.is_none() {
            for result in &batch.results {
                let line = LineLocation {
                    line: location.line + result.index + 1,
                    ..location
                };
                self.process_outcome(line, batch.line(result), result.outcome)?;
                if self.open_value.is_some() {
                    in_order = Some((result.range.end, result.index + 1));
                    break;
                }
            }
        }
        let Some((offset, index)) = in_order else {
            return Ok(());
        };
        let mut location = LineLocation {
            line: location.line + index,
            ..location
        };
        batch.for_each_line_from(offset, |line| {
            location.line += 1;
            self.process_line(location, line)
        })
    }

    /// Ends a value over several lines that has no end.
    fn end_lines(&mut self, name: &str) -> Result<(), Error> {
        while let Some(value) = self.open_value.take() {
            let lines = self.abandon_value(name, value)?;
            self.process_uncertain(name, &lines)?;
        }
        Ok(())
    }

    /// Searches JSON values that start at this location.
    fn search_values(
        &mut self,
        start: LineLocation<'_>,
        reader: impl BufRead,
        may_block: bool,
    ) -> Result<(), Error> {
        let name = start.file;
        let mut documents = DocumentReader::new(reader, start.line, self.args.max_line.0);
        loop {
            let next = documents.next().map_err(|error| error.in_file(name))?;
            let Some((line, document)) = next else {
                return Ok(());
            };
            let location = LineLocation { file: name, line };
            let document = match document {
                Document::Complete(document) => document,
                Document::TooLong => {
                    self.report_too_long(location)?;
                    continue;
                }
                Document::ServiceErrors(errors) => {
                    self.report_service_errors(location, &errors);
                    continue;
                }
            };
            self.note_string(location, document);
            match self.matcher.documents().matches_json(document) {
                Ok(true) => {
                    let mut line = on_one_line(document).into_owned();
                    line.push(b'\n');
                    self.write_match(&line)?;
                    if may_block {
                        self.out.flush()?;
                    }
                }
                Ok(false) => {}
                Err(error) => self.report_malformed(location, &error.to_string())?,
            }
        }
    }

    fn process_line(&mut self, location: LineLocation<'_>, line: Line<'_>) -> Result<(), Error> {
        if self.open_value.is_some() {
            return self.continue_value(location, line);
        }
        let outcome = self.matcher.outcome(&line);
        let line = match line {
            Line::Complete(line) => line,
            Line::TooLong => &[],
        };
        self.process_outcome(location, line, outcome)
    }

    fn process_outcome(
        &mut self,
        location: LineLocation<'_>,
        line: &[u8],
        outcome: LineOutcome,
    ) -> Result<(), Error> {
        let document = line.trim_ascii_end();
        match outcome {
            LineOutcome::NoMatch => Ok(()),
            LineOutcome::Match => self.write_match(line),
            LineOutcome::String => {
                self.note_string(location, document);
                Ok(())
            }
            LineOutcome::Documents => self.search_values(location, document, false),
            LineOutcome::Malformed(error) => {
                self.process_malformed(location, document, &error.to_string())
            }
            LineOutcome::TooLong => self.report_too_long(location),
        }
    }

    fn process_malformed(
        &mut self,
        location: LineLocation<'_>,
        line: &[u8],
        reason: &str,
    ) -> Result<(), Error> {
        if location.line == 2 && line.starts_with(b",") {
            return Err(Error::MalformedLine {
                location: location.to_string(),
                reason: NDJSON_WITH_COMMAS.into(),
            });
        }
        if matches!(line[0], b'{' | b'[') && continues_on_next_line(line) {
            self.open_value = Some(OpenValue::new(location.line, line, reason));
            return Ok(());
        }
        self.report_malformed(location, reason)
    }

    /// Adds a line to the open value, and searches the value when it ends.
    fn continue_value(&mut self, location: LineLocation<'_>, line: Line<'_>) -> Result<(), Error> {
        while let Some(value) = self.open_value.take() {
            let Some(lines) = self.extend_value(location, value, &line)? else {
                return Ok(());
            };
            self.process_uncertain(location.file, &lines)?;
        }
        self.process_line(location, line)
    }

    /// Adds a line to the value. Returns the lines after the value's first ones if the line cannot
    /// belong to it.
    fn extend_value(
        &mut self,
        location: LineLocation<'_>,
        mut value: OpenValue,
        line: &Line<'_>,
    ) -> Result<Option<UncertainLines>, Error> {
        let start = LineLocation {
            line: value.line,
            ..location
        };
        let Some(line) = value.continuation(line) else {
            return Ok(Some(self.abandon_value(location.file, value)?));
        };
        if value.source.len() + line.len() > self.args.max_line.0 {
            self.report_too_long(start)?;
            let has_lines = value.has_uncertain_lines();
            return Ok(has_lines.then(|| value.into_uncertain_lines()));
        }
        if value.push(line) {
            self.search_values(start, &*value.source, false)?;
        } else {
            self.open_value = Some(value);
        }
        Ok(None)
    }

    /// Reports the first line of a value without an end.
    fn abandon_value(&mut self, file: &str, value: OpenValue) -> Result<UncertainLines, Error> {
        let start = LineLocation {
            file,
            line: value.line,
        };
        self.report_malformed(start, &value.reason)?;
        Ok(value.into_uncertain_lines())
    }

    /// Processes lines that turned out not to belong to a value. A value that is opened and abandoned
    /// among them moves back to its own lines.
    fn process_uncertain(&mut self, file: &str, lines: &UncertainLines) -> Result<(), Error> {
        let mut location = LineLocation {
            file,
            line: lines.line,
        };
        let mut position = 0;
        while let Some(rest) = lines.source.get(position..).filter(|rest| !rest.is_empty()) {
            let length = memchr::memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
            let line = Line::Complete(&rest[..length]);
            if let Some(value) = self.open_value.take() {
                if let Some(again) = self.extend_value(location, value, &line)? {
                    position -= again.source.len();
                    location.line = again.line;
                    continue;
                }
            } else {
                self.process_line(location, line)?;
            }
            position += length;
            location.line += 1;
        }
        Ok(())
    }

    /// Remembers the first document that is a string, which no field of a filter can match.
    fn note_string(&mut self, location: LineLocation<'_>, document: &[u8]) {
        if self.first_string.is_none() && document.starts_with(b"\"") {
            self.first_string = Some(location.to_string());
        }
    }

    fn report_service_errors(&mut self, location: LineLocation<'_>, errors: &[String]) {
        for error in errors {
            self.service_errors += 1;
            if self.service_errors <= MAX_REPORTED {
                self.progress
                    .suspend(|| print_stderr(&format!("fql: {location}: {error}\n")));
            }
        }
    }

    fn write_match(&mut self, line: &[u8]) -> Result<(), Error> {
        self.matches += 1;
        if self.args.count {
            return Ok(());
        }
        if self.needs_line_ending {
            self.out.write_all(b"\n")?;
        }
        self.needs_line_ending = !line.ends_with(b"\n");
        self.out.write_json_source(line)?;
        Ok(self.out.end_result()?)
    }

    fn report_too_long(&mut self, location: LineLocation<'_>) -> Result<(), Error> {
        let (noun, limit) = (self.noun, self.args.max_line);
        let reason = format!("{noun} is longer than {limit}; use `--max-line` to raise the limit");
        self.report_malformed(location, &reason)
    }

    fn report_malformed(&mut self, location: LineLocation<'_>, reason: &str) -> Result<(), Error> {
        if self.args.strict {
            return Err(Error::MalformedLine {
                location: location.to_string(),
                reason: reason.to_owned(),
            });
        }
        self.malformed += 1;
        if self.malformed <= MAX_REPORTED {
            self.progress
                .suspend(|| print_stderr(&format!("fql: {location}: {reason}\n")));
        }
        Ok(())
    }

    /// Writes the summary and returns the number of matching lines.
    pub(super) fn finish(self) -> Result<u64, Error> {
        self.progress.clear();
        if self.args.count {
            writeln!(self.out, "{}", self.matches)?;
        }
        // Keeps the order if both streams go to the same terminal.
        self.out.flush()?;
        if let (0, Some(location)) = (self.matches, &self.first_string) {
            print_stderr(&format!(
                "fql: {location}: the document is a string, such as an id, and has no fields to match\n"
            ));
        }
        if let Some(rest @ 1..) = self.service_errors.checked_sub(MAX_REPORTED) {
            print_message(&format!("{rest} more errors of responses"));
        }
        if self.malformed > 0 {
            let plural = if self.malformed == 1 { "" } else { "s" };
            let noun = self.noun;
            print_message(&format!(
                "skipped {} malformed {noun}{plural}",
                self.malformed
            ));
        }
        Ok(self.matches)
    }
}

/// Returns a reader of lines with the buffer and maximum length that the arguments select.
fn new_lines(args: &Args) -> LineReader {
    LineReader::new(args.chunk_size.0, args.max_line.0)
}

/// Returns the total size of the files; `None` if one of them is not a regular file.
fn total_size(files: &[PathBuf]) -> Option<u64> {
    let size = |path: &PathBuf| {
        let metadata = fs::metadata(path).ok()?;
        metadata.is_file().then_some(metadata.len())
    };
    let total = files.iter().map(size).sum::<Option<u64>>()?;
    (total > 0).then_some(total)
}
