//! Fixes of files.

use std::path::Path;

use super::config::Config;
use super::file::{FileKind, check_source};
use super::finding::{Edit, FileReport};
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
    let mut edits: Vec<&Edit> = Vec::new();
    let mut count = 0;
    for finding in report
        .findings
        .iter()
        .filter(|finding| !finding.fix.is_empty())
    {
        let overlaps = |edit: &Edit| edits.iter().any(|other| overlap(edit, other));
        if !finding.fix.iter().any(overlaps) {
            edits.extend(&finding.fix);
            count += 1;
        }
    }
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut fixed = String::with_capacity(report.source.len());
    let mut copied = 0;
    for edit in edits {
        fixed.push_str(report.source.get(copied..edit.span.start)?);
        fixed.push_str(&edit.text);
        copied = edit.span.end;
    }
    fixed.push_str(report.source.get(copied..)?);
    (count > 0 && fixed != report.source).then_some((fixed, count))
}

/// Two insertions at one offset overlap, because the result would depend on their order.
fn overlap(one: &Edit, other: &Edit) -> bool {
    one.span.start <= other.span.end && other.span.start <= one.span.end
}
