//! Reads lines of bytes in one buffer, without copying them.

use std::io::{self, ErrorKind, Read};
use std::ops::Range;

/// A line from a [`LineReader`].
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line<'b> {
    /// The line with its line ending, if it has one.
    Complete(&'b [u8]),
    /// The line exceeds the maximum length.
    TooLong,
}

/// A buffer of lines. It grows only for lines longer than it, up to the maximum length of a line.
///
/// Invariant: `start <= searched <= end <= buffer.len()`.
#[derive(Debug, Default)]
pub(super) struct LineReader {
    buffer: Vec<u8>,
    /// Start of the unread bytes.
    start: usize,
    /// End of the unread bytes.
    end: usize,
    /// No line feed lies between `start` and this offset.
    searched: usize,
    /// Initial size of the buffer.
    chunk: usize,
    /// Maximum length of a line without its line feed.
    max_len: usize,
    /// The beginning of the current line was too long and has been discarded.
    is_skipping: bool,
}

/// The beginning of a line that the next buffer continues.
#[derive(Debug, Default)]
pub(super) struct PartialLine {
    bytes: Vec<u8>,
    /// The line is too long, and its beginning has been discarded.
    is_skipping: bool,
}

impl LineReader {
    /// Creates a reader with a buffer of `chunk` bytes, at least one, for lines of up to `max_len`.
    pub(super) fn new(chunk: usize, max_len: usize) -> Self {
        Self {
            buffer: Vec::new(),
            chunk: chunk.max(1),
            max_len,
            ..Self::default()
        }
    }

    /// Discards the buffered bytes, to read from another source.
    pub(super) fn clear(&mut self) {
        (self.start, self.end, self.searched) = (0, 0, 0);
        self.is_skipping = false;
    }

    /// Removes the line that is not complete yet. Called when all complete lines are read.
    pub(super) fn take_partial(&mut self) -> PartialLine {
        let partial = PartialLine {
            bytes: self.buffer[self.start..self.end].to_vec(),
            is_skipping: self.is_skipping,
        };
        self.clear();
        partial
    }

    /// Replaces the buffered bytes by the partial line and the bytes after it, up to the end of a line,
    /// and keeps the beginning of the next line. Returns `true` at the end of the input, whose last
    /// line may have no line feed.
    ///
    /// Fills the buffer, unless reading may block: then it reads only until a line is complete. After an
    /// error the buffer has the lines before it.
    pub(super) fn refill(
        &mut self,
        reader: &mut impl Read,
        partial: &mut PartialLine,
        may_block: bool,
    ) -> io::Result<bool> {
        self.clear();
        // One long line must not keep the memory of all buffers.
        if self.buffer.len() > self.chunk {
            self.buffer.truncate(self.chunk);
            self.buffer.shrink_to_fit();
        }
        let PartialLine { bytes, is_skipping } = std::mem::take(partial);
        self.end = bytes.len();
        if self.buffer.len() < self.end {
            self.buffer.resize(self.end, 0);
        }
        self.buffer[..self.end].copy_from_slice(&bytes);
        self.is_skipping = is_skipping;
        loop {
            if self.fill(reader)? == 0 {
                return Ok(true);
            }
            if !may_block && self.end < self.buffer.len() {
                continue;
            }
            if let Some(offset) = memchr::memrchr(b'\n', &self.buffer[self.searched..self.end]) {
                let next_line = self.searched + offset + 1;
                partial.bytes.extend(&self.buffer[next_line..self.end]);
                self.end = next_line;
                self.searched = self.start;
                return Ok(false);
            }
            self.discard_if_too_long();
        }
    }

    /// Moves to an offset in the buffer, where a line starts.
    pub(super) fn seek(&mut self, offset: usize, is_skipping: bool) {
        (self.start, self.searched) = (offset, offset);
        self.is_skipping = is_skipping;
    }

    /// Returns the offset of the next line.
    pub(super) fn offset(&self) -> usize {
        self.start
    }

    pub(super) fn is_skipping(&self) -> bool {
        self.is_skipping
    }

    /// Returns buffered bytes, also of lines that were read.
    pub(super) fn bytes(&self, range: Range<usize>) -> &[u8] {
        &self.buffer[range]
    }

    /// Returns the next buffered line that ends in a line feed.
    #[inline]
    pub(super) fn next_complete(&mut self) -> Option<Line<'_>> {
        let unsearched = &self.buffer[self.searched..self.end];
        let Some(offset) = memchr::memchr(b'\n', unsearched) else {
            self.discard_if_too_long();
            return None;
        };
        let (start, line_feed) = (self.start, self.searched + offset);
        self.start = line_feed + 1;
        self.searched = self.start;
        let was_skipping = std::mem::take(&mut self.is_skipping);
        if was_skipping || line_feed - start > self.max_len {
            return Some(Line::TooLong);
        }
        Some(Line::Complete(&self.buffer[start..self.start]))
    }

    /// Discards the buffered bytes if they are the beginning of a line that is too long.
    fn discard_if_too_long(&mut self) {
        self.searched = self.end;
        if self.is_skipping || self.end - self.start > self.max_len {
            self.start = self.end;
            self.is_skipping = true;
        }
    }

    /// Reads more bytes and returns their number, which is zero at the end of the input.
    pub(super) fn fill(&mut self, reader: &mut impl Read) -> io::Result<usize> {
        if self.start == self.end {
            (self.start, self.end, self.searched) = (0, 0, 0);
        }
        if self.end == self.buffer.len() {
            self.make_room();
        }
        loop {
            match reader.read(&mut self.buffer[self.end..]) {
                Ok(length) => {
                    self.end += length;
                    return Ok(length);
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Moves the unread bytes to the front, or grows the buffer if they are there already.
    fn make_room(&mut self) {
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.searched -= self.start;
            self.start = 0;
        } else {
            // One byte more than the maximum length is enough to detect a line that is too long.
            let max_size = self.max_len.saturating_add(1).max(self.chunk);
            let size = (self.buffer.len() * 2).clamp(self.chunk, max_size);
            self.buffer.resize(size, 0);
        }
    }

    /// Returns the last line if it has no line feed. Called at the end of the input.
    pub(super) fn take_rest(&mut self) -> Option<Line<'_>> {
        let (start, end) = (self.start, self.end);
        self.start = end;
        if std::mem::take(&mut self.is_skipping) {
            return Some(Line::TooLong);
        }
        (start < end).then(|| Line::Complete(&self.buffer[start..end]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHUNK: usize = 1 << 10;

    /// A reader that returns at most `chunk` bytes per call.
    struct ChunkedReader<'b> {
        bytes: &'b [u8],
        chunk: usize,
    }

    impl Read for ChunkedReader<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let length = self.chunk.min(buffer.len());
            self.bytes.read(&mut buffer[..length])
        }
    }

    /// Returns the lines, with `None` for those that are too long, and the size of the buffer.
    fn read_lines(bytes: &[u8], chunk: usize, max_len: usize) -> (Vec<Option<Vec<u8>>>, usize) {
        let mut source = ChunkedReader { bytes, chunk };
        let mut reader = LineReader::new(CHUNK, max_len);
        let mut lines = Vec::new();
        let owned = |line: Line<'_>| match line {
            Line::Complete(line) => Some(line.to_owned()),
            Line::TooLong => None,
        };
        loop {
            while let Some(line) = reader.next_complete() {
                lines.push(owned(line));
            }
            if reader.fill(&mut source).expect("reading succeeds") == 0 {
                break;
            }
        }
        lines.extend(reader.take_rest().map(owned));
        (lines, reader.buffer.len())
    }

    #[test]
    fn lines_do_not_depend_on_chunk_size() {
        let input = b"one\r\n\ntwo\nlonger than the others\n\nlast";
        let expected: Vec<_> = input
            .split_inclusive(|byte| *byte == b'\n')
            .map(|line| Some(line.to_owned()))
            .collect();
        for chunk in [1, 2, 3, 7, 100] {
            assert_eq!(read_lines(input, chunk, 1_000).0, expected, "{chunk}");
            assert_eq!(read_lines(input, chunk, 22).0, expected, "{chunk}");
            let mut limited = expected.clone();
            limited[3] = None;
            assert_eq!(read_lines(input, chunk, 21).0, limited, "{chunk}");
        }
        assert_eq!(read_lines(b"", 9, 9).0, []);
        assert_eq!(read_lines(b"\n", 9, 9).0, [Some(b"\n".to_vec())]);
        assert_eq!(read_lines(b"too long", 1, 7).0, [None]);
        assert_eq!(read_lines(b"too long", 100, 7).0, [None]);
    }

    #[test]
    fn buffer_grows_up_to_max_line_length() {
        let mut input = vec![b'x'; CHUNK * 5];
        input.extend(b"\nshort\n");
        for chunk in [1 << 6, CHUNK * 9] {
            let (lines, size) = read_lines(&input, chunk, CHUNK * 6);
            assert_eq!(lines[0].as_ref().map(Vec::len), Some(CHUNK * 5 + 1));
            assert!(size <= CHUNK * 6 + 1);
            let (lines, size) = read_lines(&input, chunk, CHUNK * 2);
            assert_eq!(lines, [None, Some(b"short\n".to_vec())]);
            assert!(size <= CHUNK * 2 + 1);
            assert_eq!(read_lines(&input, chunk, 5).1, CHUNK);
        }
    }
}
