//! Output of the findings.

mod github;
mod json;
mod sarif;
mod text;

use std::io::Write;

use fql::diagnostics::Severity;
use fql_syntax::display_safe;

use super::LintFormat;
use super::finding::FileReport;
use crate::error::{Error, ExitStatus};
use crate::output::{Output, print_stderr};

/// Writes reports of files and counts their findings.
#[derive(Debug)]
pub(super) struct Reporter {
    format: LintFormat,
    strict: bool,
    summary: Summary,
    /// The results of a SARIF log, which is one document.
    sarif: Vec<serde_json::Value>,
}

/// The numbers of a run.
#[derive(Debug, Default)]
pub(super) struct Summary {
    files: usize,
    filters: usize,
    errors: usize,
    warnings: usize,
    suppressed: usize,
    fixed: usize,
    unreadable: usize,
}

impl Reporter {
    pub(super) fn new(format: LintFormat, strict: bool) -> Self {
        Self {
            format,
            strict,
            summary: Summary::default(),
            sarif: Vec::new(),
        }
    }

    /// Writes the filters of a file instead of its findings.
    pub(super) fn list(&mut self, report: &FileReport, out: &mut Output) -> Result<(), Error> {
        self.report_skipped(report);
        match self.format {
            LintFormat::Json => json::list(report, out)?,
            _ => text::list(report, out)?,
        }
        Ok(out.end_result()?)
    }

    fn report_skipped(&mut self, report: &FileReport) {
        self.summary.unreadable += usize::from(report.is_unreadable);
        if !report.skipped.is_empty() {
            let path = display_safe(&report.path);
            print_stderr(&format!("fql: skipping {path}: {}\n", report.skipped));
        }
    }

    pub(super) fn file(&mut self, report: &FileReport, out: &mut Output) -> Result<(), Error> {
        self.summary.add(report);
        self.report_skipped(report);
        match self.format {
            LintFormat::Text => text::write(report, out)?,
            LintFormat::Json => json::write(report, out)?,
            LintFormat::Github => github::write(report, out)?,
            LintFormat::Sarif => self.sarif.extend(sarif::results(report)),
        }
        Ok(out.end_result()?)
    }

    /// Writes the end of the output and returns the exit status.
    pub(super) fn finish(self, out: &mut Output) -> Result<ExitStatus, Error> {
        let summary = &self.summary;
        match self.format {
            LintFormat::Text => writeln!(out, "{}", text::summary(summary))?,
            LintFormat::Sarif => {
                out.write_json(&sarif::log(self.sarif))?;
                writeln!(out)?;
            }
            LintFormat::Json | LintFormat::Github => {}
        }
        let is_success = summary.errors == 0 && !(self.strict && summary.warnings > 0);
        summary.status(is_success)
    }

    /// Returns the exit status after a list of filters.
    pub(super) fn finish_list(self) -> Result<ExitStatus, Error> {
        self.summary.status(true)
    }
}

impl Summary {
    fn status(&self, is_success: bool) -> Result<ExitStatus, Error> {
        match self.unreadable {
            0 => Ok(ExitStatus::success_if(is_success)),
            files => Err(Error::Incomplete { files }),
        }
    }

    fn add(&mut self, report: &FileReport) {
        self.files += 1;
        self.filters += report.filters.len();
        self.suppressed += report.suppressed;
        self.fixed += report.fixed;
        for finding in &report.findings {
            match finding.severity {
                Severity::Error => self.errors += 1,
                Severity::Warning => self.warnings += 1,
            }
        }
    }
}
