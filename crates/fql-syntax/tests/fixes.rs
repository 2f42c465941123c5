//! Fixes, diagnostics of programs, and spans.

use fql_syntax::{
    Code, Diagnostic, Diagnostics, Fix, Limits, Report, Span, apply_fixes, parse, parse_with,
};

fn with_fix(fix: Fix) -> Diagnostic {
    Diagnostic::new(Code::UnexpectedToken, Span::new(0, 1), "x", "y").with_fix(fix)
}

fn replace(start: usize, end: usize, with: &str) -> Fix {
    Fix::replace(Span::new(start, end), with)
}

#[test]
fn edits_are_in_source_order() {
    let fix = replace(3, 4, "later").and_replace(Span::new(0, 2), "first");
    let edits: Vec<_> = fix
        .edits()
        .iter()
        .map(|edit| (edit.span().range(), edit.replacement()))
        .collect();
    assert_eq!(edits, [(0..2, "first"), (3..4, "later")]);
    let report = parse("a = TRUE").expect_err("an invalid filter");
    let fix = report.diagnostics()[0].fix().expect("a fix");
    assert_eq!(fix.edits()[0].replacement(), ":");
    assert_eq!(fix.edits()[0].span().slice("a = TRUE"), " = ");
}

#[test]
fn fix_is_applied_whole_or_not_at_all() {
    let text = "abcdef";
    for (fixes, expected) in [
        (vec![], None),
        (vec![replace(0, 1, "X")], Some("Xbcdef")),
        // Neighbors do not overlap.
        (vec![replace(0, 1, "X"), replace(1, 2, "Y")], Some("XYcdef")),
        (vec![replace(1, 2, "Y"), replace(0, 1, "X")], Some("XYcdef")),
        (
            vec![replace(2, 2, "-"), replace(2, 3, "C")],
            Some("ab-Cdef"),
        ),
        // The second overlaps the first, and is omitted with both of its edits.
        (vec![replace(0, 2, "X"), replace(1, 3, "Y")], Some("Xcdef")),
        (
            vec![
                replace(0, 2, "X"),
                replace(4, 5, "Z").and_replace(Span::new(1, 2), "Y"),
                replace(5, 6, "W"),
            ],
            Some("XcdeW"),
        ),
        // The result of two insertions at one offset would depend on their order.
        (
            vec![replace(3, 3, "1"), replace(3, 3, "2")],
            Some("abc1def"),
        ),
        (vec![replace(6, 6, "!")], Some("abcdef!")),
        (vec![replace(6, 7, "!")], None),
    ] {
        let diagnostics: Vec<_> = fixes.into_iter().map(with_fix).collect();
        let fixed = apply_fixes(text, &diagnostics);
        assert_eq!(fixed.as_deref(), expected, "{diagnostics:?}");
    }
    let inside_a_character = [with_fix(replace(1, 2, "x"))];
    assert_eq!(apply_fixes("é", &inside_a_character), None);
}

#[test]
fn added_error_makes_a_filter_invalid() {
    let mut parsed = parse_with("a:1", &Limits::DEFAULT);
    assert!(parsed.diagnostics().is_empty() && parsed.tree().is_some());
    let added = Diagnostic::new(
        Code::UnknownField,
        Span::new(0, 1),
        "unknown field `a`",
        "use `b`",
    );
    assert_eq!(
        added.to_string(),
        format!("{}: unknown field `a` (use `b`)", added.code())
    );
    parsed.diagnostics_mut().push(added);
    assert!(!parsed.diagnostics().is_empty() && parsed.tree().is_none());
    let report = parsed.into_result().expect_err("an invalid filter");
    assert_eq!(report.diagnostics()[0].message(), "unknown field `a`");
    assert!(Diagnostics::default().is_empty());
}

#[test]
fn omitted_errors_still_count() {
    let warning = || Diagnostic::new(Code::NegatedGroup, Span::new(0, 1), "x", "y");
    let error = || Diagnostic::new(Code::UnexpectedToken, Span::new(0, 1), "x", "y");
    let warnings_and = |count: usize, last: Vec<Diagnostic>| {
        let mut diagnostics = Diagnostics::default();
        (0..count).for_each(|_| diagnostics.push(warning()));
        last.into_iter().for_each(|last| diagnostics.push(last));
        diagnostics
    };
    for (diagnostics, omitted, has_errors) in [
        (warnings_and(100, vec![]), 0, false),
        (warnings_and(103, vec![]), 3, false),
        (warnings_and(99, vec![error()]), 0, true),
        (warnings_and(100, vec![error()]), 1, true),
        (
            warnings_and(100, vec![error(), warning(), error()]),
            3,
            true,
        ),
    ] {
        let report = Report::new("a:1", diagnostics.clone());
        assert_eq!(
            (report.omitted(), report.has_errors()),
            (omitted, has_errors)
        );

        // The same after other diagnostics.
        for before in [0, 1, 100, 101] {
            let mut all = warnings_and(before, vec![]);
            all.append(diagnostics.clone());
            let both = Report::new("a:1", all);
            let total = before + report.diagnostics().len() + report.omitted();
            assert_eq!(both.diagnostics().len(), total.min(100));
            assert_eq!(both.omitted(), total.saturating_sub(100), "after {before}");
            assert_eq!(both.has_errors(), has_errors, "after {before}");
        }
    }
    let mut all = warnings_and(100, vec![error()]);
    all.append(warnings_and(100, vec![error()]));
    assert!(all.has_errors());
}

#[test]
fn span_covers_bytes() {
    let span = Span::new(2, 5);
    assert!(!span.is_empty() && Span::new(3, 3).is_empty());
    assert_eq!((span.len(), Span::new(3, 3).len()), (3, 0));
    assert_eq!(span.to(Span::new(7, 8)), Span::new(2, 8));
    assert_eq!(span.to(Span::new(0, 1)), Span::new(0, 5));
    assert_eq!(Span::new(5, 2), Span::new(5, 5));
    assert_eq!(span.slice("ab"), "");
}
