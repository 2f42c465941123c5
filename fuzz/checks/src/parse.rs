//! Parsed a text and telling what is wrong with it.

use fql_syntax::{
    Limits, MAX_DIAGNOSTICS, Parsed, Renderer, Report, Severity, parse_template, parse_with,
};

/// Rounds of fixes until nothing is left to fix.
const ROUNDS: usize = 24;

/// Any text is read, as a filter and as a template, and what is told of it is sound.
pub fn check(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    sound(text, parse_with(text, &Limits::DEFAULT));
    sound(text, parse_template(text, &Limits::DEFAULT));
    let strict = Limits::DEFAULT
        .with_max_len(64)
        .with_max_nesting(2)
        .with_max_properties(3);
    sound(text, parse_with(text, &strict));
    assert_eq!(
        fql_syntax::parse(text),
        parse_with(text, &Limits::DEFAULT).into_result(),
        "`parse` is `read` with the default limits"
    );
    settles(text);
}

fn sound(text: &str, reading: Parsed<'_>) {
    let mut end = 0;
    for clause in reading.partial_tree().clauses() {
        let (whole, property) = (clause.span(), clause.property_span());
        assert!(whole.start() >= end, "clauses stand in the text's order");
        end = whole.end();
        assert_eq!(text.get(property.range()), Some(clause.property()));
        assert!(fql_syntax::is_property_name(clause.property()));
        for part in [property, clause.operator_span(), clause.value_span()] {
            assert!(text.get(part.range()).is_some());
            assert!(whole.start() <= part.start() && part.end() <= whole.end());
        }
        for (_, place) in clause.values() {
            assert!(text.get(place.range()).is_some());
        }
    }
    let is_filter = reading.tree().is_some();
    let report = reading.into_report();
    assert_eq!(is_filter, !report.has_errors());
    told(text, &report);
}

fn told(text: &str, report: &Report) {
    assert!(report.diagnostics().len() <= MAX_DIAGNOSTICS);
    let starts = report.diagnostics().iter().map(|one| one.span().start());
    assert!(starts.is_sorted(), "problems are told in the text's order");
    for diagnostic in report.diagnostics() {
        assert!(text.get(diagnostic.span().range()).is_some());
        assert!(!diagnostic.message().is_empty());
        assert!(diagnostic.severity() != Severity::Error || !diagnostic.help().is_empty());
        for shown in [diagnostic.message(), diagnostic.help()] {
            assert!(!shown.contains(char::is_control), "{shown:?}");
        }
    }
    let drawn = Renderer::plain().report(report);
    let is_foreign = |c: char| c.is_control() && c != '\n';
    assert!(!drawn.contains(is_foreign), "{drawn:?}");
}

/// Fixes lead somewhere: after a few rounds there is nothing left to fix.
fn settles(text: &str) {
    let mut text = text.to_owned();
    for _ in 0..ROUNDS {
        let report = parse_with(&text, &Limits::DEFAULT).into_report();
        let Some(fixed) = report.fixed() else {
            return;
        };
        assert_ne!(fixed, text, "a fix changes something");
        text = fixed;
    }
    panic!("never settles: {text:?}");
}
