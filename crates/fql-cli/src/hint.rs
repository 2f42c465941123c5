//! A hint for those who did not say which collection their filters are for.

use fql::{Code, Report};

use crate::collection::CollectionArgs;
use crate::output::tell;

/// Told once, behind all answers, and only where it may help: when a field is not known and no
/// collection was chosen.
#[derive(Debug)]
pub(crate) struct OtherCollection {
    is_chosen: bool,
    is_due: bool,
}

impl OtherCollection {
    pub(crate) fn new(collection: &CollectionArgs) -> Self {
        Self {
            is_chosen: collection.is_chosen(),
            is_due: false,
        }
    }

    pub(crate) fn note(&mut self, report: &Report) {
        let mut findings = report.diagnostics().iter();
        self.is_due |=
            !self.is_chosen && findings.any(|finding| finding.code() == Code::UnknownField);
    }

    pub(crate) fn tell(&self) {
        if self.is_due {
            tell(
                "note: filters are checked as those of external-assets; for another collection \
                 say which with `-c`, or `-c any` to check the syntax alone\n",
            );
        }
    }
}
