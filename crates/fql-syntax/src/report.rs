//! Everything that was found in one text.

use std::error::Error;
use std::fmt;

use crate::code::Severity;
use crate::diagnostic::{Diagnostic, apply_fixes};
use crate::render::Renderer;

/// How many diagnostics of one text are kept. The rest is counted.
pub const MAX_DIAGNOSTICS: usize = 100;

/// The findings in a text, with the text. As an error, it says that the text is not a filter, and
/// its `Display` shows every finding with an excerpt.
///
/// ```
/// let report = fql_syntax::parse("status='open'+").unwrap_err();
/// assert_eq!(report.diagnostics().len(), 2);
/// assert_eq!(report.diagnostics()[0].code().as_str(), "FQL012");
/// assert!(report.to_string().contains("status='open'+\n"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    text: String,
    findings: Diagnostics,
}

impl Report {
    /// Gathers findings about `text`.
    #[must_use]
    pub fn new(text: impl Into<String>, findings: Diagnostics) -> Self {
        Self {
            text: text.into(),
            findings,
        }
    }

    /// The text as it was given.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The findings in the order of the text, at most [`MAX_DIAGNOSTICS`].
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.findings.kept
    }

    /// How many more there were.
    #[must_use]
    pub fn omitted(&self) -> usize {
        self.findings.omitted
    }

    /// Whether some finding is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.findings.has_errors()
    }

    /// The text after every sure fix, or `None` when there is none.
    #[must_use]
    pub fn fixed(&self) -> Option<String> {
        apply_fixes(&self.text, self.diagnostics())
    }

    /// The line and the column of a byte offset, both counted from 1. Columns count characters.
    #[must_use]
    pub fn position(&self, offset: usize) -> (usize, usize) {
        position(&self.text, offset)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Renderer::plain().report(self))
    }
}

impl Error for Report {}

/// Diagnostics as they are found: kept up to a limit, counted beyond it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Diagnostics {
    kept: Vec<Diagnostic>,
    omitted: usize,
    omitted_errors: usize,
}

impl Diagnostics {
    /// Adds a finding, or counts it when there are [`MAX_DIAGNOSTICS`] already.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if self.kept.len() < MAX_DIAGNOSTICS {
            self.kept.push(diagnostic);
        } else {
            self.omitted += 1;
            self.omitted_errors += usize::from(diagnostic.severity() == Severity::Error);
        }
    }

    /// Adds the findings of another, behind its own.
    pub fn append(&mut self, other: Self) {
        other
            .kept
            .into_iter()
            .for_each(|diagnostic| self.push(diagnostic));
        self.omitted += other.omitted;
        self.omitted_errors += other.omitted_errors;
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// Whether some finding is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.omitted_errors > 0
            || self
                .kept
                .iter()
                .any(|diagnostic| diagnostic.severity() == Severity::Error)
    }

    /// Puts the findings in the order of the text.
    pub fn sort(&mut self) {
        self.kept.sort_by_key(Diagnostic::span);
    }
}

/// The line and the column, both from 1, of a byte offset in `text`.
pub(crate) fn position(text: &str, offset: usize) -> (usize, usize) {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let before = &text[..at];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (
        before.matches('\n').count() + 1,
        before[line_start..].chars().count() + 1,
    )
}
