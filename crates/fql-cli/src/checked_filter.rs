//! Parsing, validation and fixing of one filter.

use std::borrow::Cow;

use fql::{Limits, Report, Tree};
use fql_syntax::{Parsed, display_safe};

use crate::collection::Collection;

/// A filter that was parsed and validated against a collection.
#[derive(Debug)]
pub(crate) struct CheckedFilter<'s> {
    parsed: Parsed<'s>,
    is_well_formed: bool,
}

impl<'s> CheckedFilter<'s> {
    pub(crate) fn new(source: &'s str, collection: Collection) -> Self {
        let mut parsed = fql_syntax::parse_with(source, &Limits::DEFAULT);
        let is_well_formed = parsed.tree().is_some();
        let diagnostics = fql::validate_table(collection.table(), parsed.partial_tree());
        parsed.diagnostics_mut().append(diagnostics);
        Self {
            parsed,
            is_well_formed,
        }
    }

    /// Returns the canonical text of a valid filter.
    pub(crate) fn canonical(&self) -> Option<String> {
        self.parsed.tree().map(Tree::to_string)
    }

    /// Returns the tree of a well-formed filter, even if it is invalid for the collection.
    pub(crate) fn tree(&self) -> Option<&Tree<'s>> {
        self.is_well_formed.then(|| self.parsed.partial_tree())
    }

    /// Returns all diagnostics, in source order.
    pub(crate) fn into_report(self) -> Report {
        self.parsed.into_report()
    }
}

/// Returns canonical text for display; the empty filter is described in words.
pub(crate) fn display_filter(canonical: &str) -> Cow<'_, str> {
    if canonical.is_empty() {
        Cow::Borrowed("(empty filter: matches everything)")
    } else {
        display_safe(canonical)
    }
}

/// A report lists a limited number of diagnostics and a fix can uncover further ones, so one pass is
/// not enough. The limit guarantees termination.
const MAX_FIX_PASSES: usize = 64;

/// Applies machine-applicable fixes until none is left.
pub(crate) fn apply_fixes(source: &str, collection: Collection) -> String {
    let mut source = source.to_owned();
    for _ in 0..MAX_FIX_PASSES {
        let report = CheckedFilter::new(&source, collection).into_report();
        match report.fixed() {
            Some(fixed) if fixed != source => source = fixed,
            _ => break,
        }
    }
    source
}
