//! Findings as JSON: one object per finding.

use std::io::{self, Write};

use fql_syntax::Fix;
use serde::Serialize;

use crate::commands::lint::finding::{FileReport, Finding, Lines};
use crate::output::Output;

#[derive(Debug, Serialize)]
struct FindingJson<'a> {
    path: &'a str,
    code: &'static str,
    severity: String,
    message: &'a str,
    help: &'a str,
    start: usize,
    end: usize,
    line: usize,
    column: usize,
    fix: Option<&'a Fix>,
}

#[derive(Debug, Serialize)]
struct FilterJson<'a> {
    path: &'a str,
    line: usize,
    column: usize,
    filter: &'a str,
    collections: &'a [&'static str],
}

pub(super) fn list(report: &FileReport, out: &mut Output) -> io::Result<()> {
    for listed in &report.filters {
        out.write_json(&FilterJson {
            path: &report.path,
            line: listed.position.line,
            column: listed.position.column,
            filter: &listed.filter,
            collections: &listed.collections,
        })?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

pub(super) fn write(report: &FileReport, out: &mut Output) -> io::Result<()> {
    let lines = Lines::new(&report.source);
    for finding in &report.findings {
        out.write_json(&FindingJson::new(report, &lines, finding))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

impl<'a> FindingJson<'a> {
    fn new(report: &'a FileReport, lines: &Lines, finding: &'a Finding) -> Self {
        let (span, diagnostic) = (finding.span(), &finding.diagnostic);
        let position = lines.position(&report.source, span.start());
        Self {
            path: &report.path,
            code: finding.code().as_str(),
            severity: finding.severity.to_string(),
            message: diagnostic.message(),
            help: diagnostic.help(),
            start: span.start(),
            end: span.end(),
            line: position.line,
            column: position.column,
            fix: diagnostic.fix(),
        }
    }
}
