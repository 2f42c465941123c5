//! Parses untrusted filters: shows every diagnostic, applies safe fixes, and limits length and nesting.
//!
//! ```sh
//! cargo run -p fql-examples --example untrusted_filters
//! cargo run -p fql-examples --example untrusted_filters -- "criticality='Critical'"
//! ```
#![allow(clippy::print_stdout)]

use fql::collections::external_assets::ExternalAssets;
use fql::diagnostics::Severity;
use fql::{Filter, Limits, ParsedFilter};

/// Lower than the defaults, but enough for filters that people type.
const LIMITS: Limits = Limits::DEFAULT.with_max_len(2_000).with_max_nesting(16);

const SAMPLES: [&str; 6] = [
    "criticality: 'Critical' + ip.services.port: [22, 3389]",
    "last_seen_timestamp:>'now-7d'",
    "criticalty='Critical' AND ip.services.port:[22,3389]",
    "ip.ip_address:['192.0.2.1','192.0.2.2']",
    "triage.assigned_to:'Pat",
    "((((((((((((((((((manual:true))))))))))))))))))",
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.is_empty() {
        SAMPLES.iter().for_each(|source| check(source));
    } else {
        arguments.iter().for_each(|source| check(source));
    }
}

fn check(source: &str) {
    println!("input: {source}");
    let parsed: ParsedFilter<ExternalAssets> = Filter::parse_with(source, &LIMITS);

    // `Display` renders the report. Each diagnostic also has its code, severity, span, message, help
    // and fix, for example for a form or a JSON response.
    if !parsed.report().diagnostics().is_empty() {
        println!("{}", parsed.report());
    }
    let worst = parsed.report().diagnostics().iter();
    let worst = worst.map(fql::diagnostics::Diagnostic::severity).max();

    match (parsed.filter(), worst) {
        (Some(filter), Some(Severity::Warning)) => println!("valid, with a warning: {filter}"),
        (Some(filter), _) => println!("valid: {filter}"),
        (None, _) => suggest_fix(&parsed),
    }
    println!();
}

/// Prints the source with all safe fixes applied, if there are any.
fn suggest_fix(parsed: &ParsedFilter<ExternalAssets>) {
    let Some(fixed) = parsed.report().fixed() else {
        println!("invalid");
        return;
    };
    let again: ParsedFilter<ExternalAssets> = Filter::parse_with(&fixed, &LIMITS);
    match again.into_result() {
        Ok(filter) => println!("invalid; did you mean: {filter}"),
        Err(error) => println!(
            "invalid; after safe fixes: {fixed} ({} problems left)",
            error.report().diagnostics().len()
        ),
    }
}
