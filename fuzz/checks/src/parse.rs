//! Parsing and diagnostics.

use fql_syntax::{
    Limits, MAX_DIAGNOSTICS, Parsed, Renderer, Report, Severity, parse_template, parse_with,
};

/// Maximum rounds of fixes until none is left.
const MAX_FIX_ROUNDS: usize = 24;

/// Checks that parsing as a filter and as a template terminates, and that spans, diagnostics and fixes are
/// sound.
pub fn check(data: &[u8]) {
    let Ok(source) = std::str::from_utf8(data) else {
        return;
    };
    check_parsed(source, parse_with(source, &Limits::DEFAULT));
    check_parsed(source, parse_template(source, &Limits::DEFAULT));
    let strict = Limits::DEFAULT
        .with_max_len(64)
        .with_max_nesting(2)
        .with_max_properties(3);
    check_parsed(source, parse_with(source, &strict));
    assert_eq!(
        fql_syntax::parse(source),
        parse_with(source, &Limits::DEFAULT).into_result(),
        "`parse` differs from `parse_with` with the default limits"
    );
    check_fixes(source);
}

fn check_parsed(source: &str, parsed: Parsed<'_>) {
    let mut end = 0;
    for clause in parsed.partial_tree().clauses() {
        let (whole, property) = (clause.span(), clause.property_span());
        assert!(whole.start() >= end, "clauses are not ordered by position");
        end = whole.end();
        assert_eq!(source.get(property.range()), Some(clause.property()));
        assert!(fql_syntax::is_property_name(clause.property()));
        for span in [property, clause.operator_span(), clause.value_span()] {
            assert!(source.get(span.range()).is_some());
            assert!(whole.start() <= span.start() && span.end() <= whole.end());
        }
        for (_, span) in clause.values() {
            assert!(source.get(span.range()).is_some());
        }
    }
    let is_filter = parsed.tree().is_some();
    let report = parsed.into_report();
    assert_eq!(is_filter, !report.has_errors());
    check_report(source, &report);
}

fn check_report(source: &str, report: &Report) {
    assert!(report.diagnostics().len() <= MAX_DIAGNOSTICS);
    let starts = report
        .diagnostics()
        .iter()
        .map(|diagnostic| diagnostic.span().start());
    assert!(
        starts.is_sorted(),
        "diagnostics are not ordered by position"
    );
    for diagnostic in report.diagnostics() {
        assert!(source.get(diagnostic.span().range()).is_some());
        assert!(!diagnostic.message().is_empty());
        assert!(diagnostic.severity() != Severity::Error || !diagnostic.help().is_empty());
        for message in [diagnostic.message(), diagnostic.help()] {
            assert!(!message.contains(char::is_control), "{message:?}");
        }
    }
    let rendered = Renderer::plain().report(report);
    let is_unsafe = |c: char| c.is_control() && c != '\n';
    assert!(!rendered.contains(is_unsafe), "{rendered:?}");
}

/// Checks that applying fixes repeatedly ends with a source that has none.
fn check_fixes(source: &str) {
    let mut source = source.to_owned();
    for _ in 0..MAX_FIX_ROUNDS {
        let report = parse_with(&source, &Limits::DEFAULT).into_report();
        let Some(fixed) = report.fixed() else {
            return;
        };
        assert_ne!(fixed, source, "a fix changes nothing");
        source = fixed;
    }
    panic!("fixes do not terminate: {source:?}");
}
