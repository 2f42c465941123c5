//! Lines of bytes, one after the other in one buffer.

use std::io::{self, ErrorKind, Read};

/// How much is read at a time.
const CHUNK: usize = 1 << 18;

/// A line as it is read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Line<'b> {
    /// With its ending, if it has one.
    Whole(&'b [u8]),
    /// It has more bytes than a line may have.
    TooLong,
}

/// The lines of a reader. A line is never copied out of the buffer, and the buffer grows only for a
/// line that is longer than it, up to the limit of a line.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    buffer: Vec<u8>,
    /// What is read and not handed over is from here …
    start: usize,
    /// … to here; …
    end: usize,
    /// … and up to here there is no line ending in it.
    searched: usize,
    /// How many bytes a line may have before its line feed.
    limit: usize,
    /// The beginning of a line that is too long was dropped.
    is_skipping: bool,
}

impl Lines {
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            buffer: vec![0; CHUNK],
            limit,
            ..Self::default()
        }
    }

    /// Forgets what was read, to read from elsewhere.
    pub(crate) fn clear(&mut self) {
        (self.start, self.end, self.searched) = (0, 0, 0);
        self.is_skipping = false;
    }

    /// The next line that was read to its end.
    #[inline]
    pub(crate) fn next_whole(&mut self) -> Option<Line<'_>> {
        let unsearched = &self.buffer[self.searched..self.end];
        let Some(length) = memchr::memchr(b'\n', unsearched) else {
            self.searched = self.end;
            if self.is_skipping || self.end - self.start > self.limit {
                self.clear();
                self.is_skipping = true;
            }
            return None;
        };
        let (first, line_feed) = (self.start, self.searched + length);
        self.start = line_feed + 1;
        self.searched = self.start;
        let is_rest = std::mem::take(&mut self.is_skipping);
        if is_rest || line_feed - first > self.limit {
            return Some(Line::TooLong);
        }
        Some(Line::Whole(&self.buffer[first..self.start]))
    }

    /// Reads more, and says how much; nothing at the end.
    pub(crate) fn fill(&mut self, reader: &mut impl Read) -> io::Result<usize> {
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

    /// Moves the beginning of a line to the front, or makes the buffer longer when it is there.
    fn make_room(&mut self) {
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.searched -= self.start;
            self.start = 0;
        } else {
            // One byte more than a line may have, to see that it is too long.
            let most = self.limit.saturating_add(1).max(CHUNK);
            let length = (self.buffer.len() * 2).clamp(CHUNK, most);
            self.buffer.resize(length, 0);
        }
    }

    /// What is left at the end, a line without an ending.
    pub(crate) fn rest(&mut self) -> Option<Line<'_>> {
        let (first, end) = (self.start, self.end);
        self.start = end;
        if std::mem::take(&mut self.is_skipping) {
            return Some(Line::TooLong);
        }
        (first < end).then(|| Line::Whole(&self.buffer[first..end]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A reader that gives so many bytes at a time.
    struct Pieces<'b>(&'b [u8], usize);

    impl Read for Pieces<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let length = self.1.min(buffer.len()).min(self.0.len());
            let (piece, rest) = self.0.split_at(length);
            buffer[..length].copy_from_slice(piece);
            self.0 = rest;
            Ok(length)
        }
    }

    /// The lines; `None` for one that is too long. And how long the buffer became.
    fn read(bytes: &[u8], piece: usize, limit: usize) -> (Vec<Option<Vec<u8>>>, usize) {
        let mut reader = Pieces(bytes, piece);
        let mut lines = Lines::new(limit);
        let mut all = Vec::new();
        let owned = |line: Line<'_>| match line {
            Line::Whole(line) => Some(line.to_owned()),
            Line::TooLong => None,
        };
        loop {
            while let Some(line) = lines.next_whole() {
                all.push(owned(line));
            }
            if lines.fill(&mut reader).expect("no error") == 0 {
                break;
            }
        }
        all.extend(lines.rest().map(owned));
        (all, lines.buffer.len())
    }

    #[test]
    fn lines_are_whole_however_they_come() {
        let text = b"one\r\n\ntwo\nlonger than the others\n\nlast";
        let expected: Vec<_> = text
            .split_inclusive(|byte| *byte == b'\n')
            .map(|line| Some(line.to_owned()))
            .collect();
        for piece in [1, 2, 3, 7, 100] {
            assert_eq!(read(text, piece, 1_000).0, expected, "{piece}");
            assert_eq!(read(text, piece, 22).0, expected, "{piece}");
            let mut shortened = expected.clone();
            shortened[3] = None;
            assert_eq!(read(text, piece, 21).0, shortened, "{piece}");
        }
        assert_eq!(read(b"", 9, 9).0, []);
        assert_eq!(read(b"\n", 9, 9).0, [Some(b"\n".to_vec())]);
        assert_eq!(read(b"too long", 1, 7).0, [None]);
        assert_eq!(read(b"too long", 100, 7).0, [None]);
    }

    #[test]
    fn a_line_may_be_longer_than_the_buffer_and_the_limit_bounds_it() {
        let mut text = vec![b'x'; CHUNK * 5];
        text.extend(b"\nshort\n");
        for piece in [1 << 16, CHUNK * 9] {
            let (lines, buffer) = read(&text, piece, CHUNK * 6);
            assert_eq!(lines[0].as_ref().map(Vec::len), Some(CHUNK * 5 + 1));
            assert!(buffer <= CHUNK * 6 + 1);
            let (lines, buffer) = read(&text, piece, CHUNK * 2);
            assert_eq!(lines, [None, Some(b"short\n".to_vec())]);
            assert!(buffer <= CHUNK * 2 + 1);
            assert_eq!(read(&text, piece, 5).1, CHUNK);
        }
    }
}
