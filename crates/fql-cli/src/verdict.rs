//! What is found about one filter.

use fql::{Limits, Report, Tree};
use fql_syntax::Parsed;

use crate::collection::Collection;

/// A text that was read, and checked against a collection.
#[derive(Debug)]
pub(crate) struct Verdict<'t> {
    reading: Parsed<'t>,
    is_well_formed: bool,
}

impl<'t> Verdict<'t> {
    pub(crate) fn of(text: &'t str, collection: Collection) -> Self {
        let mut reading = fql_syntax::parse_with(text, &Limits::DEFAULT);
        let is_well_formed = reading.tree().is_some();
        let findings = fql::validate_table(collection.table(), reading.partial());
        reading.diagnostics_mut().append(findings);
        Self {
            reading,
            is_well_formed,
        }
    }

    /// The canonical text of a valid filter.
    pub(crate) fn canonical(&self) -> Option<String> {
        self.reading.tree().map(Tree::to_string)
    }

    /// The tree of a filter, whether or not the collection takes it.
    pub(crate) fn tree(&self) -> Option<&Tree<'t>> {
        self.is_well_formed.then(|| self.reading.partial())
    }

    /// Everything that was found, in the order of the text.
    pub(crate) fn into_report(self) -> Report {
        self.reading.into_report()
    }
}

/// How often fixes are applied at most. A report holds a hundred findings, and a fix may lay
/// another problem bare, so one pass is not enough; that passes end is ours to see to.
const PASSES: usize = 64;

/// The text after every sure fix, and every sure fix of what that gives.
pub(crate) fn fixed(text: &str, collection: Collection) -> String {
    let mut text = text.to_owned();
    for _ in 0..PASSES {
        match Verdict::of(&text, collection).into_report().fixed() {
            Some(fixed) if fixed != text => text = fixed,
            _ => break,
        }
    }
    text
}
