//! Findings about the filters of a file.

use fql::diagnostics::{Code, Diagnostic, Severity};
use fql_syntax::Span;

/// A problem of a filter in a file.
#[derive(Debug, Clone)]
pub(super) struct Finding {
    /// That of the code, unless the configuration sets another one.
    pub(super) severity: Severity,
    /// The problem. Its spans are those of the file.
    pub(super) diagnostic: Diagnostic,
}

/// A filter that was found.
#[derive(Debug)]
pub(super) struct ListedFilter {
    pub(super) position: Position,
    /// The filter, with `{_}` for values that the program inserts.
    pub(super) filter: String,
    /// The collections of the operations to which it is passed; empty if none is known.
    pub(super) collections: Vec<&'static str>,
}

/// The result of one file.
#[derive(Debug, Default)]
pub(super) struct FileReport {
    /// The path for people, with `/` as the separator.
    pub(super) path: String,
    pub(super) source: String,
    pub(super) findings: Vec<Finding>,
    pub(super) filters: Vec<ListedFilter>,
    /// The number of findings that comments or the configuration suppress.
    pub(super) suppressed: usize,
    /// The reason why the file was not checked; empty if it was.
    pub(super) skipped: String,
    /// The number of problems that were fixed.
    pub(super) fixed: usize,
    /// The file could not be read.
    pub(super) is_unreadable: bool,
}

impl Finding {
    pub(super) fn code(&self) -> Code {
        self.diagnostic.code()
    }

    /// Returns the bytes of the file.
    pub(super) fn span(&self) -> Span {
        self.diagnostic.span()
    }

    /// Returns the message and the help in one line.
    pub(super) fn summary(&self) -> String {
        let (message, help) = (self.diagnostic.message(), self.diagnostic.help());
        format!("{message} (help: {help})")
    }

    /// Returns the key by which findings are sorted.
    pub(super) fn order(&self) -> (usize, usize, Code) {
        (self.span().start(), self.span().end(), self.code())
    }
}

/// The starts of the lines of a file.
#[derive(Debug)]
pub(super) struct Lines {
    starts: Vec<usize>,
}

/// A line and a column, both counted from 1. Columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Position {
    pub(super) line: usize,
    pub(super) column: usize,
}

impl Lines {
    pub(super) fn new(source: &str) -> Self {
        let breaks = memchr::memchr_iter(b'\n', source.as_bytes());
        Self {
            starts: std::iter::once(0).chain(breaks.map(|at| at + 1)).collect(),
        }
    }

    /// Returns the line of an offset, counted from 0.
    pub(super) fn line(&self, offset: usize) -> usize {
        self.starts
            .partition_point(|start| *start <= offset)
            .saturating_sub(1)
    }

    pub(super) fn position(&self, source: &str, offset: usize) -> Position {
        let line = self.line(offset);
        let start = self.starts.get(line).copied().unwrap_or_default();
        let before = source.get(start..offset).unwrap_or_default();
        Position {
            line: line + 1,
            column: before.chars().count() + 1,
        }
    }
}
