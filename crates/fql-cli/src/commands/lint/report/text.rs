//! Findings for people, in the layout of rustc.

use std::io::{self, Write};

use fql::diagnostics::Severity;
use fql_syntax::display_safe;

use super::Summary;
use crate::commands::lint::finding::{FileReport, Lines};
use crate::output::Output;

pub(super) fn write(report: &FileReport, out: &mut Output) -> io::Result<()> {
    let (painter, renderer) = (out.painter(), out.renderer());
    let lines = Lines::new(&report.source);
    for finding in &report.findings {
        let position = lines.position(&report.source, finding.span().start());
        let heading = format!("{}[{}]", finding.severity, finding.code());
        let heading = match finding.severity {
            Severity::Error => painter.error(&heading),
            Severity::Warning => painter.warning(&heading),
        };
        let message = painter.bold(&format!(": {}", display_safe(finding.diagnostic.message())));
        writeln!(out, "{heading}{message}")?;
        writeln!(
            out,
            " --> {}:{}:{}",
            display_safe(&report.path),
            position.line,
            position.column
        )?;
        let excerpt = renderer.excerpt(&report.source, finding.span());
        write!(out, "{excerpt}")?;
        writeln!(out, "  = help: {}", display_safe(finding.diagnostic.help()))?;
        writeln!(out, "  = note: {}\n", finding.code().details())?;
    }
    Ok(())
}

/// Writes `path:line:column: collections: filter` for each filter.
pub(super) fn list(report: &FileReport, out: &mut Output) -> io::Result<()> {
    for listed in &report.filters {
        let collections = match listed.collections.as_slice() {
            [] => "any".to_owned(),
            names => names.join(","),
        };
        writeln!(
            out,
            "{}:{}:{}: {collections}: {}",
            display_safe(&report.path),
            listed.position.line,
            listed.position.column,
            display_safe(&listed.filter)
        )?;
    }
    Ok(())
}

pub(super) fn summary(summary: &Summary) -> String {
    let count = |count: usize, name: &str| {
        let plural = if count == 1 { "" } else { "s" };
        format!("{count} {name}{plural}")
    };
    let suppressed = match summary.suppressed {
        0 => String::new(),
        suppressed => format!(", {suppressed} suppressed"),
    };
    let fixed = match summary.fixed {
        0 => String::new(),
        fixed => format!(", {fixed} fixed"),
    };
    format!(
        "{} and {}{suppressed}{fixed}: {} in {}",
        count(summary.errors, "error"),
        count(summary.warnings, "warning"),
        count(summary.filters, "filter"),
        count(summary.files, "file"),
    )
}
