//! The limits of the parser.

use fql_syntax::{Limits, Renderer, Report, Severity, parse, parse_with};

fn report(text: &str, limits: &Limits) -> Report {
    parse_with(text, limits).into_report()
}

fn codes(report: &Report) -> Vec<&'static str> {
    let diagnostics = report.diagnostics().iter();
    diagnostics
        .map(|diagnostic| diagnostic.code().as_str())
        .collect()
}

#[test]
fn nesting_beyond_limit_is_error() {
    let deep = |levels: usize| "(".repeat(levels) + "a:1" + &")".repeat(levels);
    assert!(parse(&deep(128)).is_ok());
    assert_eq!(codes(&report(&deep(129), &Limits::DEFAULT)), ["FQL030"]);
}

#[test]
fn too_deep_diagnostic_marks_the_parenthesis() {
    let report = report("a:1+((b:2))", &Limits::DEFAULT.with_max_nesting(1));
    assert_eq!(report.diagnostics().len(), 1);
    assert_eq!(report.diagnostics()[0].span().range(), 5..6);
}

#[test]
fn filter_beyond_max_len_is_error() {
    let text = "a:'xxxxxxxxxx'";
    let within = Limits::DEFAULT.with_max_len(text.len());
    assert!(parse_with(text, &within).tree().is_some());
    let beyond = Limits::DEFAULT.with_max_len(text.len() - 1);
    assert_eq!(codes(&report(text, &beyond)), ["FQL031"]);
}

#[test]
fn max_len_inside_a_character_marks_its_start() {
    let text = "a:'‘‘'";
    for limit in 0..text.len() {
        let report = report(text, &Limits::DEFAULT.with_max_len(limit));
        let [diagnostic] = report.diagnostics() else {
            panic!("{report}");
        };
        let span = diagnostic.span();
        assert!(text.get(span.range()).is_some(), "{limit}: {span:?}");
        assert!(span.start() <= limit && limit - span.start() < 3);
        assert!(Renderer::plain().report(&report).contains('^'));
    }
}

#[test]
fn properties_beyond_limit_are_a_warning() {
    let many = |count: usize| vec!["a:1"; count].join(",");
    assert!(codes(&report(&many(20), &Limits::DEFAULT)).is_empty());
    let report = report(&many(21), &Limits::DEFAULT);
    assert_eq!(codes(&report), ["FQL042"]);
    assert_eq!(report.diagnostics()[0].severity(), Severity::Warning);
}

#[test]
fn diagnostics_beyond_limit_are_counted() {
    let text = "a=1+".repeat(250) + "a:1";
    let report = report(&text, &Limits::DEFAULT);
    assert_eq!(report.diagnostics().len(), 100);
    // 150 other errors, and the warning about many properties.
    assert_eq!(report.omitted(), 151);
    assert!(report.to_string().ends_with("and 151 more"));
}
