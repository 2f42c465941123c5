//! Fixes of files.

use std::collections::BTreeSet;
use std::path::Path;

use fql_syntax::apply_fixes_with_spans;

use super::config::Config;
use super::file::{FileKind, check_source};
use super::finding::FileReport;
use crate::error::Error;

/// A fix can uncover further problems, so one pass is not enough. The limit guarantees termination.
const MAX_PASSES: usize = 16;

/// Applies the fixes of a file until none is left, and writes it. Returns the report of the fixed file.
pub(super) fn fix_file(
    path: &Path,
    kind: FileKind,
    config: &Config,
    report: FileReport,
) -> Result<FileReport, Error> {
    let mut report = report;
    let mut fixed_count = 0;
    for _ in 0..MAX_PASSES {
        let Some((fixed, count)) = apply(&report) else {
            break;
        };
        fixed_count += count;
        report = check_source(report.path, fixed.clone(), kind, config);
        report.source = fixed;
    }
    if fixed_count > 0 {
        let write = std::fs::write(path, &report.source);
        write.map_err(|error| Error::Write {
            file: report.path.clone(),
            error,
        })?;
    }
    report.fixed = fixed_count;
    Ok(report)
}

/// Returns the source after the fixes that do not overlap, and their number.
fn apply(report: &FileReport) -> Option<(String, usize)> {
    let diagnostics = report.findings.iter().map(|finding| &finding.diagnostic);
    let (fixed, edits) = apply_fixes_with_spans(&report.source, diagnostics)?;
    let findings: BTreeSet<usize> = edits.into_iter().map(|(finding, _)| finding).collect();
    (fixed != report.source).then_some((fixed, findings.len()))
}
