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
    /// The thread that reads and evaluates it, whose core has the buffer in its cache; `None` for the
    /// thread that receives the results.
    thread: Option<usize>,
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
    fn new(lines: LineReader, thread: Option<usize>) -> Self {
        Self {
            lines,
            thread,
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

/// The source, and the number of batches that were read.
struct BatchSource<R> {
    source: LineSource<R>,
    next_number: u64,
    is_at_end: bool,
}

impl<R: Read> BatchSource<R> {
    /// Reads the next batch. Returns `false` at the end of the input.
    fn read(&mut self, batch: &mut LineBatch) -> bool {
        if self.is_at_end {
            return false;
        }
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
        true
    }
}

/// The state that the threads share.
struct Shared<R> {
    source: Mutex<BatchSource<R>>,
    matcher: Arc<LineMatcher>,
}

impl<R: Read> Shared<R> {
    /// Reads and evaluates the next batch. Returns `None` at the end of the input, and after a panic of
    /// another thread, which that thread sends.
    fn evaluate_next(&self, mut batch: LineBatch) -> Option<LineBatch> {
        let has_lines = self.source.lock().ok()?.read(&mut batch);
        has_lines.then(|| {
            batch.evaluate(&self.matcher);
            batch
        })
    }

    /// Evaluates batches until the input ends or the results are no longer needed.
    ///
    /// It takes a free batch before it reads, so that a thread is always evaluating the batch that is
    /// printed next.
    fn work(&self, free: &Receiver<LineBatch>, results: &Sender<ThreadResult>) {
        while let Ok(batch) = free.recv() {
            let Some(batch) = self.evaluate_next(batch) else {
                return;
            };
            if results.send(Ok(batch)).is_err() {
                return;
            }
        }
    }
}

/// A batch, or the payload of a panic.
type ThreadResult = thread::Result<LineBatch>;

/// The batches of an input, evaluated on several threads and returned in order.
///
/// The thread that receives the results is one of them unless reading may block. It evaluates batches instead
/// of waiting, so that the other threads need not wake it for each result.
///
/// Memory: two buffers for each thread, which grow only for lines longer than a buffer. If this is
/// dropped before the end, the threads end after their next read, and are not waited for.
pub(super) struct LineBatches<R> {
    shared: Arc<Shared<R>>,
    /// The batches that this thread can read into.
    own: Vec<LineBatch>,
    /// For each other thread, the batches that it can read into.
    free: Vec<Sender<LineBatch>>,
    results: Receiver<ThreadResult>,
    /// Batches that were evaluated before an earlier one.
    early: Vec<LineBatch>,
    next_number: u64,
    is_at_end: bool,
}

impl<R: Read + Send + 'static> LineBatches<R> {
    /// Starts the other threads, at least one. `new_lines` creates a reader of lines.
    pub(super) fn start(
        matcher: &Arc<LineMatcher>,
        source: LineSource<R>,
        threads: usize,
        new_lines: impl Fn() -> LineReader,
    ) -> io::Result<Self> {
        let new_lines = &new_lines;
        let new_batches =
            |thread| (0..BATCHES_PER_THREAD).map(move |_| LineBatch::new(new_lines(), thread));
        let (others, own) = match source.may_block {
            true => (threads, Vec::new()),
            false => (threads - 1, new_batches(None).collect()),
        };
        let shared = Arc::new(Shared {
            source: Mutex::new(BatchSource {
                source,
                next_number: 0,
                is_at_end: false,
            }),
            matcher: matcher.clone(),
        });
        let (sender, results) = mpsc::channel();
        let mut free = Vec::new();
        for index in 0..others.max(1) {
            let (shared, sender) = (shared.clone(), sender.clone());
            let (free_sender, free_batches) = mpsc::channel();
            for batch in new_batches(Some(index)) {
                // The receiver exists.
                let _ = free_sender.send(batch);
            }
            let run = move || {
                let work = || shared.work(&free_batches, &sender);
                if let Err(payload) = panic::catch_unwind(AssertUnwindSafe(work)) {
                    // Nobody needs the results if they are not received.
                    let _ = sender.send(Err(payload));
                }
            };
            match thread::Builder::new().spawn(run) {
                Ok(_) => free.push(free_sender),
                Err(error) if index == 0 => return Err(error),
                // The threads that started do the work.
                Err(_) => break,
            }
        }
        Ok(Self {
            shared,
            own,
            free,
            results,
            early: Vec::new(),
            next_number: 0,
            is_at_end: false,
        })
    }

    /// Returns the next batch, `None` after the last one. Calls `before_waiting` if the batch has not
    /// been evaluated yet and another thread evaluates it.
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
                    let own = self.own.pop();
                    if let Some(batch) = own.and_then(|batch| self.shared.evaluate_next(batch)) {
                        self.early.push(batch);
                        continue;
                    }
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

    /// Returns a batch to its thread, which reads other lines into it.
    pub(super) fn recycle(&mut self, batch: LineBatch) {
        let Some(thread) = batch.thread else {
            return self.own.push(batch);
        };
        if let Some(free) = self.free.get(thread) {
            // The thread has ended if the whole input is read.
            let _ = free.send(batch);
        }
    }
}
