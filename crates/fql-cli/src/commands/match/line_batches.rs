//! Evaluates the lines of an input on several threads.

use std::io::{self, Read};
use std::ops::Range;
use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc::{self, Receiver, Sender, TryRecvError};
use std::sync::{Arc, Mutex};
use std::thread;

use super::line_outcome::{LineMatcher, LineOutcome};
use super::line_reader::{Line, LineReader, PartialLine};

/// The number of batches for each thread: one that it evaluates, and one whose results wait for those of
/// an earlier batch.
const BATCHES_PER_THREAD: usize = 2;

/// The outcome of a line, unless it is [`LineOutcome::NoMatch`].
#[derive(Debug, Clone)]
pub(super) struct LineResult {
    /// Index among the lines of the batch.
    pub(super) index: usize,
    /// The bytes of the line in the batch.
    pub(super) range: Range<usize>,
    pub(super) outcome: LineOutcome,
}

/// Consecutive lines of an input with their results.
#[derive(Debug)]
pub(super) struct LineBatch {
    lines: LineReader,
    /// The first line is too long, and its beginning was discarded.
    starts_in_long_line: bool,
    /// Position of the batch in the input.
    number: u64,
    /// Number of lines.
    pub(super) count: usize,
    /// The results, in the order of the lines.
    pub(super) results: Vec<LineResult>,
    end: BatchEnd,
}

#[derive(Debug)]
enum BatchEnd {
    /// More lines follow.
    Line,
    Input,
    Error(io::Error),
}

impl LineBatch {
    fn new(lines: LineReader) -> Self {
        Self {
            lines,
            starts_in_long_line: false,
            number: 0,
            count: 0,
            results: Vec::new(),
            end: BatchEnd::Line,
        }
    }

    fn is_last(&self) -> bool {
        !matches!(self.end, BatchEnd::Line)
    }

    fn evaluate(&mut self, matcher: &LineMatcher) {
        self.results.clear();
        let mut index = 0;
        while let Some((range, line)) = self.next_line() {
            let outcome = matcher.outcome(&line);
            if outcome != LineOutcome::NoMatch {
                self.results.push(LineResult {
                    index,
                    range,
                    outcome,
                });
            }
            index += 1;
        }
        self.count = index;
    }

    /// Returns the next line and its position.
    fn next_line(&mut self) -> Option<(Range<usize>, Line<'_>)> {
        let start = self.lines.offset();
        // The second call is on the last line of the input.
        let is_too_long = match self.lines.next_complete() {
            Some(line) => line == Line::TooLong,
            None if matches!(self.end, BatchEnd::Input) => self.lines.take_rest()? == Line::TooLong,
            None => return None,
        };
        let range = start..self.lines.offset();
        let line = match is_too_long {
            true => Line::TooLong,
            false => Line::Complete(self.lines.bytes(range.clone())),
        };
        Some((range, line))
    }

    /// Calls `visit` with each line from this offset on.
    pub(super) fn for_each_line_from<E>(
        &mut self,
        offset: usize,
        mut visit: impl FnMut(Line<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        self.lines
            .seek(offset, offset == 0 && self.starts_in_long_line);
        while let Some((_, line)) = self.next_line() {
            visit(line)?;
        }
        Ok(())
    }

    /// Returns a line of a result.
    pub(super) fn line(&self, result: &LineResult) -> &[u8] {
        self.lines.bytes(result.range.clone())
    }

    /// Returns the error that ended the input after these lines.
    pub(super) fn take_error(&mut self) -> Option<io::Error> {
        match std::mem::replace(&mut self.end, BatchEnd::Input) {
            BatchEnd::Error(error) => Some(error),
            end => {
                self.end = end;
                None
            }
        }
    }
}

/// An input that the threads read in turns, batch by batch.
pub(super) struct LineSource<R> {
    pub(super) reader: R,
    /// The beginning of the next line.
    pub(super) partial: PartialLine,
    /// Reading the input may block.
    pub(super) may_block: bool,
}

/// The source, and the batches to read into. A thread takes a batch before it reads, so that the first of
/// the batches that are not returned yet is always one that a thread evaluates.
struct SharedSource<R> {
    source: LineSource<R>,
    free: Receiver<LineBatch>,
    next_number: u64,
    is_at_end: bool,
}

impl<R: Read> SharedSource<R> {
    /// Reads the next batch. Returns `None` at the end of the input, and when the results are no longer
    /// needed.
    fn next_batch(&mut self) -> Option<LineBatch> {
        if self.is_at_end {
            return None;
        }
        let mut batch = self.free.recv().ok()?;
        let LineSource {
            reader,
            partial,
            may_block,
        } = &mut self.source;
        batch.end = match batch.lines.refill(reader, partial, *may_block) {
            Ok(true) => BatchEnd::Input,
            Ok(false) => BatchEnd::Line,
            Err(error) => BatchEnd::Error(error),
        };
        batch.starts_in_long_line = batch.lines.is_skipping();
        batch.number = self.next_number;
        self.next_number += 1;
        self.is_at_end = batch.is_last();
        Some(batch)
    }
}

/// A batch, or the payload of a panic.
type ThreadResult = thread::Result<LineBatch>;

/// Reads and evaluates batches until the end of the input.
fn work<R: Read>(
    source: &Mutex<SharedSource<R>>,
    matcher: &LineMatcher,
    results: &Sender<ThreadResult>,
) {
    loop {
        // The thread that poisoned the lock sends its panic.
        let Ok(mut source) = source.lock() else {
            return;
        };
        let batch = source.next_batch();
        drop(source);
        let Some(mut batch) = batch else { return };
        batch.evaluate(matcher);
        if results.send(Ok(batch)).is_err() {
            return;
        }
    }
}

/// The batches of an input, evaluated on several threads and returned in order.
///
/// Memory: two buffers for each thread, which grow only for lines longer than a buffer. If this is
/// dropped before the end, the threads end after their next read, and are not waited for.
#[derive(Debug)]
pub(super) struct LineBatches {
    results: Receiver<ThreadResult>,
    free: Sender<LineBatch>,
    /// Batches that were evaluated before an earlier one.
    early: Vec<LineBatch>,
    next_number: u64,
    is_at_end: bool,
}

impl LineBatches {
    /// Starts the threads. `new_lines` creates a reader of lines.
    pub(super) fn start<R: Read + Send + 'static>(
        matcher: &Arc<LineMatcher>,
        source: LineSource<R>,
        threads: usize,
        new_lines: impl Fn() -> LineReader,
    ) -> io::Result<Self> {
        let (free, free_batches) = mpsc::channel();
        let (sender, results) = mpsc::channel();
        let source = Arc::new(Mutex::new(SharedSource {
            source,
            free: free_batches,
            next_number: 0,
            is_at_end: false,
        }));
        for started in 0..threads {
            let (source, matcher, sender) = (source.clone(), matcher.clone(), sender.clone());
            let run = move || {
                let result =
                    panic::catch_unwind(AssertUnwindSafe(|| work(&source, &matcher, &sender)));
                if let Err(payload) = result {
                    // Nobody needs the results if they are not received.
                    let _ = sender.send(Err(payload));
                }
            };
            match thread::Builder::new().spawn(run) {
                Ok(_) => {}
                Err(error) if started == 0 => return Err(error),
                // The threads that started do the work.
                Err(_) => break,
            }
            for _ in 0..BATCHES_PER_THREAD {
                // The receiver lives as long as a thread.
                let _ = free.send(LineBatch::new(new_lines()));
            }
        }
        Ok(Self {
            results,
            free,
            early: Vec::new(),
            next_number: 0,
            is_at_end: false,
        })
    }

    /// Returns the next batch, `None` after the last one. Calls `before_waiting` if the batch has not
    /// been evaluated yet.
    ///
    /// # Panics
    /// Continues a panic of a thread, whose lines would be lost otherwise.
    pub(super) fn next(
        &mut self,
        mut before_waiting: impl FnMut() -> io::Result<()>,
    ) -> io::Result<Option<LineBatch>> {
        while !self.is_at_end {
            let number = self.next_number;
            if let Some(index) = self.early.iter().position(|batch| batch.number == number) {
                let batch = self.early.swap_remove(index);
                self.next_number += 1;
                self.is_at_end = batch.is_last();
                return Ok(Some(batch));
            }
            let result = match self.results.try_recv() {
                Err(TryRecvError::Empty) => {
                    before_waiting()?;
                    self.results.recv().ok()
                }
                result => result.ok(),
            };
            match result {
                Some(Ok(batch)) => self.early.push(batch),
                Some(Err(payload)) => panic::resume_unwind(payload),
                // All threads have ended, which they do only after the last batch.
                None => self.is_at_end = true,
            }
        }
        Ok(None)
    }

    /// Returns a batch to the threads, which read other lines into it.
    pub(super) fn recycle(&self, batch: LineBatch) {
        // The threads have ended if the whole input is read.
        let _ = self.free.send(batch);
    }
}
