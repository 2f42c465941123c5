//! Answers for people.

use std::io::{self, Write};

use fql::{Report, Severity};

use crate::input::Place;
use crate::output::Output;
use crate::printable::printable_filter;
use crate::verdict::Verdict;

/// Writes the verdict in a line, and what was found below it. The place is named where there may
/// be other filters.
pub(super) fn write(
    verdict: Verdict<'_>,
    place: Option<Place<'_>>,
    out: &mut Output,
) -> io::Result<Report> {
    let paint = out.paint();
    let canonical = verdict.canonical();
    let report = verdict.into_report();
    match canonical {
        Some(canonical) => writeln!(
            out,
            "{} {}",
            paint.good("valid:"),
            printable_filter(&canonical)
        )?,
        None => {
            let place = place.map_or(String::new(), |place| format!("{place}: "));
            let count = count(&report);
            writeln!(out, "{} {place}{count}", paint.bad("invalid:"))?;
        }
    }
    let findings = out.renderer().report(&report);
    out.write_all(findings.as_bytes())?;
    Ok(report)
}

/// `2 errors, 1 warning`
fn count(report: &Report) -> String {
    let findings = report.diagnostics();
    let errors = findings
        .iter()
        .filter(|finding| finding.severity() == Severity::Error)
        .count();
    let warnings = findings.len() - errors;
    let counts = [
        (errors, "error"),
        (warnings, "warning"),
        (report.omitted(), "more finding"),
    ];
    let named: Vec<String> = counts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| format!("{count} {name}{}", if count == 1 { "" } else { "s" }))
        .collect();
    named.join(", ")
}
