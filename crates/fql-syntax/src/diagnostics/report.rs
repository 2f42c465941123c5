//! All diagnostics of one filter.

use crate::diagnostics::code::Severity;
use crate::diagnostics::diagnostic::{Diagnostic, apply_fixes};
use crate::limits::Limits;

/// The maximum number of diagnostics kept for one filter, unless [`Limits`](crate::Limits) set
/// another. The rest is counted.
pub const MAX_DIAGNOSTICS: usize = 100;

/// The diagnostics of a filter with its source.
///
/// As an error it means that the filter is invalid; its `Display` renders every diagnostic with an
/// excerpt of the source. A report may also consist of the warnings about a valid filter.
///
/// ```
/// let report = fql_syntax::parse("status='open'+").unwrap_err();
/// assert_eq!(report.diagnostics().len(), 2);
/// assert_eq!(report.diagnostics()[0].code().as_str(), "FQL012");
/// assert!(report.to_string().contains("status='open'+\n"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    source: String,
    diagnostics: Diagnostics,
}

impl Report {
    /// Creates a report about `source`.
    #[must_use]
    pub fn new(source: impl Into<String>, diagnostics: Diagnostics) -> Self {
        Self {
            source: source.into(),
            diagnostics,
        }
    }

    /// Returns the source of the filter.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.source
    }

    /// Returns the diagnostics in the order of the source, up to the limit, [`MAX_DIAGNOSTICS`] by
    /// default.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics.kept
    }

    /// Returns the number of diagnostics that were not kept.
    #[must_use]
    pub fn omitted(&self) -> usize {
        self.diagnostics.omitted
    }

    /// Returns `true` if there is an error, kept or not.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.diagnostics.has_errors()
    }

    /// Returns `true` if the filter is invalid: there is an error, or a warning with
    /// [`Limits::deny_warnings`](crate::Limits::deny_warnings).
    #[must_use]
    pub fn is_rejection(&self) -> bool {
        self.diagnostics.is_rejection()
    }

    /// Returns the first error with its code and help, and the number of the others, in one line: for
    /// logs and for errors that must not have several lines. Without an error, the first warning.
    ///
    /// ```
    /// let report = fql_syntax::parse("status='open'+").unwrap_err();
    /// assert_eq!(
    ///     report.summary(),
    ///     "FQL012: `=` is not an FQL operator (help: use `:` for equality) and 1 more",
    /// );
    /// ```
    #[must_use]
    pub fn summary(&self) -> String {
        let diagnostics = self.diagnostics();
        let first = diagnostics
            .iter()
            .find(|diagnostic| diagnostic.severity() == Severity::Error)
            .or(diagnostics.first());
        let Some(first) = first else {
            return String::new();
        };
        let mut summary = format!("{}: {}", first.code(), first.message());
        if !first.help().is_empty() {
            summary.push_str(&format!(" (help: {})", first.help()));
        }
        match diagnostics.len() + self.omitted() {
            1 => {}
            count => summary.push_str(&format!(" and {} more", count - 1)),
        }
        summary
    }

    /// Returns the source after [all fixes](apply_fixes), or `None` if there are none.
    #[must_use]
    pub fn fixed(&self) -> Option<String> {
        apply_fixes(&self.source, self.diagnostics())
    }

    /// Returns the line and the column of a byte offset, both counted from 1. Columns count
    /// characters.
    #[must_use]
    pub fn position(&self, offset: usize) -> (usize, usize) {
        position(&self.source, offset)
    }
}

/// A collection of diagnostics, kept up to a limit and counted beyond it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostics {
    kept: Vec<Diagnostic>,
    max: usize,
    omitted: usize,
    omitted_errors: usize,
    denies_warnings: bool,
}

impl Default for Diagnostics {
    /// Keeps up to [`MAX_DIAGNOSTICS`].
    fn default() -> Self {
        Self::with_max(MAX_DIAGNOSTICS)
    }
}

impl Diagnostics {
    /// Creates an empty collection that keeps up to `max` diagnostics.
    #[must_use]
    pub const fn with_max(max: usize) -> Self {
        Self {
            kept: Vec::new(),
            max,
            omitted: 0,
            omitted_errors: 0,
            denies_warnings: false,
        }
    }

    /// Creates an empty collection with the limits of diagnostics.
    pub(crate) const fn with_limits(limits: &Limits) -> Self {
        let mut diagnostics = Self::with_max(limits.max_diagnostics);
        diagnostics.denies_warnings = limits.deny_warnings;
        diagnostics
    }

    /// Adds a diagnostic, or only counts it if the maximum is reached.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if self.kept.len() < self.max {
            self.kept.push(diagnostic);
        } else {
            self.omitted += 1;
            self.omitted_errors += usize::from(diagnostic.severity() == Severity::Error);
        }
    }

    /// Adds each diagnostic, as [`push`](Self::push) does.
    pub fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        for diagnostic in diagnostics {
            self.push(diagnostic);
        }
    }

    /// Adds the diagnostics of `other` after those of `self`.
    pub fn append(&mut self, other: Self) {
        for diagnostic in other.kept {
            self.push(diagnostic);
        }
        self.omitted += other.omitted;
        self.omitted_errors += other.omitted_errors;
    }

    /// Returns `true` if there are no diagnostics.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// Returns `true` if there is an error, kept or not.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        let is_error = |diagnostic: &Diagnostic| diagnostic.severity() == Severity::Error;
        self.omitted_errors > 0 || self.kept.iter().any(is_error)
    }

    /// Returns `true` if the filter is invalid: there is an error, or a warning with
    /// [`Limits::deny_warnings`].
    #[must_use]
    pub fn is_rejection(&self) -> bool {
        self.has_errors() || (self.denies_warnings && (self.omitted > 0 || !self.is_empty()))
    }

    /// Replaces each kept diagnostic. The severity must not change.
    pub fn replace_each(&mut self, mut replace: impl FnMut(usize, Diagnostic) -> Diagnostic) {
        let kept = std::mem::take(&mut self.kept);
        self.kept = kept
            .into_iter()
            .enumerate()
            .map(|(index, diagnostic)| replace(index, diagnostic))
            .collect();
    }

    /// Returns the kept diagnostics.
    #[must_use]
    pub fn kept(&self) -> &[Diagnostic] {
        &self.kept
    }

    /// Sorts the diagnostics in the order of the source.
    pub fn sort(&mut self) {
        self.kept.sort_by_key(Diagnostic::span);
    }
}

/// The line and the column of a byte offset in `source`, both counted from 1.
pub(crate) fn position(source: &str, offset: usize) -> (usize, usize) {
    let before = &source[..source.floor_char_boundary(offset)];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (
        before.matches('\n').count() + 1,
        before[line_start..].chars().count() + 1,
    )
}
