//! Reads filters that someone else wrote: shows every problem with a caret, applies the fixes that
//! are sure, and limits what a text can cost.
//!
//! ```sh
//! cargo run -p fql-examples --example untrusted
//! cargo run -p fql-examples --example untrusted -- "criticality='Critical'"
//! ```
#![allow(clippy::print_stdout)]

use fql::collections::external_assets::ExternalAssets;
use fql::{Filter, Limits, ParsedFilter, Severity};

/// Shorter and flatter than the default: enough for what a person types.
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
        SAMPLES.iter().for_each(|text| answer(text));
    } else {
        arguments.iter().for_each(|text| answer(text));
    }
}

fn answer(text: &str) {
    println!("read: {text}");
    let check: ParsedFilter<ExternalAssets> = Filter::parse_with(text, &LIMITS);

    // A report shows itself. A program that wants the parts, for a form or an answer in JSON,
    // finds code, severity, place, message, help and fix in each diagnostic.
    print!("{}", check.report());
    let worst = check.report().diagnostics().iter();
    let worst = worst.map(fql::Diagnostic::severity).max();

    match (check.filter(), worst) {
        (Some(filter), Some(Severity::Warning)) => println!("taken, with a warning: {filter}"),
        (Some(filter), _) => println!("taken: {filter}"),
        (None, _) => offer(&check),
    }
    println!();
}

/// The text after the sure fixes, and whether that is a filter.
fn offer(check: &ParsedFilter<ExternalAssets>) {
    let Some(fixed) = check.report().fixed() else {
        println!("refused");
        return;
    };
    let again: ParsedFilter<ExternalAssets> = Filter::parse_with(&fixed, &LIMITS);
    match again.into_result() {
        Ok(filter) => println!("refused; did you mean: {filter}"),
        Err(error) => println!(
            "refused; closer, but not there yet: {fixed} ({} left)",
            error.report().diagnostics().len()
        ),
    }
}
