//! Parsing, validation and fixing of one filter.

use std::borrow::Cow;

use fql::diagnostics::{Code, Severity};
use fql::syntax::Tree;
use fql::{Limits, Report};
use fql_syntax::{Parsed, display_safe};

use crate::collection::{Collection, name_other_collections};

/// A filter that was parsed and validated against a collection.
#[derive(Debug)]
pub(crate) struct CheckedFilter<'s> {
    parsed: Parsed<'s>,
    is_well_formed: bool,
}

impl<'s> CheckedFilter<'s> {
    pub(crate) fn new(source: &'s str, collection: Collection) -> Self {
        Self::with_limits(source, collection, &Limits::DEFAULT)
    }

    pub(crate) fn with_limits(source: &'s str, collection: Collection, limits: &Limits) -> Self {
        let mut parsed = fql::syntax::parse_for_table(collection.table(), source, limits);
        name_other_collections(collection.table(), &mut parsed);
        // Syntax errors come first, so that one of them is kept.
        let mut errors = parsed.diagnostics().kept().iter();
        let is_well_formed = errors.all(|diagnostic| {
            diagnostic.severity() == Severity::Warning || diagnostic.code() >= Code::UnknownField
        });
        Self {
            parsed,
            is_well_formed,
        }
    }

    /// Returns the canonical text of a filter without errors.
    pub(crate) fn canonical(&self) -> Option<String> {
        let has_errors = self.parsed.diagnostics().has_errors();
        (!has_errors).then(|| self.parsed.partial_tree().to_string())
    }

    /// Returns the tree of a well-formed filter, even if it is invalid for the collection.
    pub(crate) fn tree(&self) -> Option<&Tree<'s>> {
        self.is_well_formed.then(|| self.parsed.partial_tree())
    }

    /// Returns the filter for a request, or `None` if it is rejected.
    #[cfg(feature = "network")]
    pub(crate) fn to_filter(&self) -> Option<fql::Filter<fql::collections::any::Any>> {
        let canonical = self.parsed.tree()?.to_string();
        let filter = fql::Filter::parse_with(&canonical, &Limits::TRUSTED);
        filter.into_result().ok()
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

/// A fix can uncover further mistakes, so one pass is not enough. The limit guarantees termination.
const MAX_FIX_PASSES: usize = 64;

/// The result of applying fixes.
#[derive(Debug)]
pub(crate) struct FixedFilter {
    pub(crate) source: String,
    /// Fixes are left, because the limit of passes was reached.
    pub(crate) is_incomplete: bool,
}

/// Applies machine-applicable fixes until none is left, all of a pass at once.
pub(crate) fn apply_fixes(source: &str, collection: Collection) -> FixedFilter {
    let limits = Limits::DEFAULT.with_max_diagnostics(usize::MAX);
    let mut fixed = FixedFilter {
        source: source.to_owned(),
        is_incomplete: false,
    };
    for pass in 0..=MAX_FIX_PASSES {
        let filter = CheckedFilter::with_limits(&fixed.source, collection, &limits);
        match filter.into_report().fixed() {
            Some(_) if pass == MAX_FIX_PASSES => fixed.is_incomplete = true,
            Some(next) if next != fixed.source => fixed.source = next,
            _ => break,
        }
    }
    fixed
}
