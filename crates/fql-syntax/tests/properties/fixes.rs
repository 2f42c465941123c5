//! Properties of fixes.

use fql_syntax::{
    Code, Diagnostic, Fix, Limits, Report, Severity, Span, apply_fixes, parse, parse_with,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::generators::{
    CONNECTIVES, FRAGMENTS, MISTAKES, SPELLED_CONNECTIVES, SPELLINGS, distinct_clause,
};

fn error_count(report: &Report) -> usize {
    let errors = report
        .diagnostics()
        .iter()
        .filter(|diagnostic| diagnostic.severity() == Severity::Error);
    errors.count() + report.omitted()
}

/// Applies fixes until there are none. If `never_more`, no round may add errors.
fn assert_terminates(text: &str, never_more: bool) -> Result<(), TestCaseError> {
    let mut text = text.to_owned();
    for _ in 0..24 {
        let report = parse_with(&text, &Limits::DEFAULT).into_report();
        let Some(fixed) = report.fixed() else {
            return Ok(());
        };
        let after = parse_with(&fixed, &Limits::DEFAULT).into_report();
        prop_assert!(
            !never_more || error_count(&after) <= error_count(&report),
            "{text:?} has {}, {fixed:?} has {}\n{report}\n{after}",
            error_count(&report),
            error_count(&after)
        );
        prop_assert_ne!(&fixed, &text);
        text = fixed;
    }
    Err(TestCaseError::fail(format!("does not terminate: {text:?}")))
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn fixes_keep_clauses_and_add_no_errors(
        clauses in vec(distinct_clause(), 1..5),
        mistakes in vec((select(CONNECTIVES.to_vec()), select(MISTAKES.to_vec())), 5),
    ) {
        let mut text = String::new();
        for (clause, (connective, mistake)) in clauses.iter().zip(&mistakes) {
            if !text.is_empty() {
                text.push_str(connective);
            }
            text.push_str(mistake);
            text.push_str(clause);
        }
        let report = parse_with(&text, &Limits::DEFAULT).into_report();
        if let Some(fixed) = report.fixed() {
            // An unescaped quote makes the following source a part of its string.
            let is_reliable = report
                .diagnostics()
                .iter()
                .all(|diagnostic| diagnostic.code() != Code::QuoteInString);
            for clause in clauses.iter().filter(|_| is_reliable) {
                let (property, value) = clause.split_once(':').expect("a colon");
                prop_assert!(fixed.contains(property), "{} -> {}", text, fixed);
                prop_assert!(fixed.contains(value), "{} -> {}", text, fixed);
                if let Ok(tree) = parse(&fixed) {
                    let negated = format!("{property}:!{value}");
                    let has = tree.clauses().any(|fixed| {
                        fixed.canonical() == *clause || fixed.canonical() == negated
                            || negated.contains("!!") || negated.contains("!>") || negated.contains("!*")
                    });
                    prop_assert!(has, "{} -> {}", text, fixed);
                }
            }
        }
        assert_terminates(&text, true)?;
    }

    // 100,000 cases take a few seconds:
    // `PROPTEST_CASES=100000 cargo test -p fql-syntax --test properties mixed_mistakes`.
    #[test]
    fn fixes_of_mixed_mistakes_keep_the_meaning(
        spellings in vec((select(SPELLED_CONNECTIVES.to_vec()), select(SPELLINGS.to_vec())), 2..4),
        outer in select(vec!["", "", "", "'", "\"", "“"]),
    ) {
        let names = ["alpha", "bravo", "charlie"];
        let mut text = String::from(outer);
        let mut expected = Vec::new();
        for (name, (connective, (spelling, clause))) in names.iter().zip(&spellings) {
            if !expected.is_empty() {
                text.push_str(connective);
            }
            text.push_str(&spelling.replace("{}", name));
            let clause = clause.replace("{}", name);
            match parse(&clause) {
                Ok(tree) if !clause.is_empty() => {
                    expected.extend(tree.clauses().map(|clause| clause.canonical()));
                }
                _ => expected.push(clause),
            }
        }
        text.push_str(outer);
        let mut fixed = text.clone();
        while let Some(next) = parse_with(&fixed, &Limits::DEFAULT).into_report().fixed() {
            fixed = next;
            let parsed = parse_with(&fixed, &Limits::DEFAULT);
            let mut is_in_quotes = false;
            for clause in parsed.partial_tree().clauses() {
                let value = clause.value_span().slice(&fixed);
                if names.iter().any(|name| value.contains(name)) {
                    // Nothing may be moved into a value, but a source may have straight quotes
                    // around a clause: `a:'x’+b:“y'`.
                    prop_assert!(text.contains(value), "{} -> {}", text, fixed);
                    is_in_quotes = true;
                }
            }
            if let Some(tree) = parsed.tree().filter(|_| !is_in_quotes) {
                let clauses: Vec<_> = tree.clauses().map(|clause| clause.canonical()).collect();
                prop_assert_eq!(&clauses, &expected, "{} -> {}", text, fixed);
            }
        }
    }

    // One problem may hide others, which are reported when it is fixed.
    #[test]
    fn fixes_of_fragments_terminate(parts in vec(select(FRAGMENTS.to_vec()), 0..16)) {
        assert_terminates(&parts.concat(), false)?;
    }

    #[test]
    fn apply_fixes_accepts_any_edits(
        text in "[a-z🦀]{0,12}",
        spans in vec(vec((0_usize..16, 0_usize..16, "[A-Z]{0,2}"), 1..4), 0..5),
    ) {
        let diagnostics: Vec<_> = spans
            .iter()
            .map(|edits| {
                let fix = edits.iter().fold(Fix::default(), |fix, (start, length, new)| {
                    fix.and_replace(Span::new(*start, start + length), new.clone())
                });
                Diagnostic::new(Code::UnexpectedToken, Span::default(), "", "").with_fix(fix)
            })
            .collect();
        let _ = apply_fixes(&text, &diagnostics);
    }
}
