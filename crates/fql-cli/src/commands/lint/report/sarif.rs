//! Findings as a SARIF 2.1.0 log, which code scanning services read.

use fql::diagnostics::{Code, Severity};
use fql_syntax::{Edit, Span};
use serde_json::{Value, json};

use crate::commands::lint::finding::{FileReport, Finding, Lines};

/// Returns the results of a file.
pub(super) fn results(report: &FileReport) -> Vec<Value> {
    let lines = Lines::new(&report.source);
    let findings = report.findings.iter();
    findings
        .map(|finding| result(report, &lines, finding))
        .collect()
}

/// Returns the log with the results of all files.
pub(super) fn log(results: Vec<Value>) -> Value {
    let rules: Vec<Value> = Code::ALL.iter().map(|code| rule(*code)).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "fql lint",
                "version": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn rule(code: Code) -> Value {
    json!({
        "id": code.as_str(),
        "shortDescription": {"text": code.title()},
        "fullDescription": {"text": code.explanation()},
        "help": {"text": code.details()},
        "defaultConfiguration": {"level": level(code.severity())},
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn result(report: &FileReport, lines: &Lines, finding: &Finding) -> Value {
    let location = json!({"uri": uri(&report.path)});
    let mut result = json!({
        "ruleId": finding.code().as_str(),
        "level": level(finding.severity),
        "message": {"text": finding.summary()},
        "locations": [{"physicalLocation": {
            "artifactLocation": location,
            "region": region(report, lines, finding.span()),
        }}],
    });
    if let Some(fix) = finding.diagnostic.fix() {
        let replacement = |edit: &Edit| {
            json!({
                "deletedRegion": region(report, lines, edit.span()),
                "insertedContent": {"text": edit.replacement()},
            })
        };
        let replacements: Vec<Value> = fix.edits().iter().map(replacement).collect();
        result["fixes"] = json!([{
            "artifactChanges": [{"artifactLocation": location, "replacements": replacements}],
        }]);
    }
    result
}

fn region(report: &FileReport, lines: &Lines, span: Span) -> Value {
    let first = lines.position(&report.source, span.start());
    let last = lines.position(&report.source, span.end());
    json!({
        "startLine": first.line,
        "startColumn": first.column,
        "endLine": last.line,
        "endColumn": last.column,
    })
}

/// Returns a relative reference for a path. Other characters than those of paths are percent-encoded.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}
