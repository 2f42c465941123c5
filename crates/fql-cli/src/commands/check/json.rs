//! Answers for programs.

use std::io::{self, Write};

use fql::{Diagnostic, Report};
use serde::Serialize;

use crate::verdict::Verdict;

/// The answer about one filter.
#[derive(Debug, Serialize)]
struct Response<'a> {
    filter: &'a str,
    valid: bool,
    canonical: Option<String>,
    diagnostics: Vec<Finding<'a>>,
    omitted: usize,
}

#[derive(Debug, Serialize)]
struct Finding<'a> {
    code: &'static str,
    severity: String,
    message: &'a str,
    help: &'a str,
    start: usize,
    end: usize,
    line: usize,
    column: usize,
    fix: Option<Vec<Edit<'a>>>,
}

#[derive(Debug, Serialize)]
struct Edit<'a> {
    start: usize,
    end: usize,
    replacement: &'a str,
}

/// Writes the answer in one line.
pub(super) fn write(verdict: Verdict<'_>, out: &mut impl Write) -> io::Result<Report> {
    let canonical = verdict.canonical();
    let report = verdict.into_report();
    let answer = Response {
        filter: report.text(),
        valid: canonical.is_some(),
        canonical,
        diagnostics: report
            .diagnostics()
            .iter()
            .map(|diagnostic| Finding::new(&report, diagnostic))
            .collect(),
        omitted: report.omitted(),
    };
    serde_json::to_writer(&mut *out, &answer)?;
    out.write_all(b"\n")?;
    Ok(report)
}

impl<'a> Finding<'a> {
    fn new(report: &Report, diagnostic: &'a Diagnostic) -> Self {
        let span = diagnostic.span();
        let (line, column) = report.position(span.start());
        Self {
            code: diagnostic.code().as_str(),
            severity: diagnostic.severity().to_string(),
            message: diagnostic.message(),
            help: diagnostic.help(),
            start: span.start(),
            end: span.end(),
            line,
            column,
            fix: diagnostic.fix().map(|fix| {
                let edits = fix.edits().iter();
                edits
                    .map(|edit| Edit {
                        start: edit.span().start(),
                        end: edit.span().end(),
                        replacement: edit.replacement(),
                    })
                    .collect()
            }),
        }
    }
}
