//! Fixes and findings, as a program makes and applies them.

use fql_syntax::{
    Code, Diagnostic, Diagnostics, Fix, Limits, Renderer, Report, Span, apply_fixes, parse,
    parse_with,
};

fn finding(fix: Fix) -> Diagnostic {
    Diagnostic::new(Code::UnexpectedText, Span::new(0, 1), "x", "y").with_fix(fix)
}

fn replace(start: usize, end: usize, with: &str) -> Fix {
    Fix::replace(Span::new(start, end), with)
}

#[test]
fn a_fix_tells_its_edits_in_the_order_of_the_text() {
    let fix = replace(3, 4, "later").and_replace(Span::new(0, 2), "first");
    let edits: Vec<_> = fix
        .edits()
        .iter()
        .map(|edit| (edit.span().range(), edit.replacement()))
        .collect();
    assert_eq!(edits, [(0..2, "first"), (3..4, "later")]);
    let report = parse("a = TRUE").expect_err("no filter");
    let fix = report.diagnostics()[0].fix().expect("a fix");
    assert_eq!(fix.edits()[0].replacement(), ":");
    assert_eq!(fix.edits()[0].span().slice("a = TRUE"), " = ");
}

#[test]
fn a_fix_is_applied_as_a_whole_or_not_at_all() {
    let text = "abcdef";
    for (fixes, expected) in [
        (vec![], None),
        (vec![replace(0, 1, "X")], Some("Xbcdef")),
        // Neighbours do not overlap.
        (vec![replace(0, 1, "X"), replace(1, 2, "Y")], Some("XYcdef")),
        (vec![replace(1, 2, "Y"), replace(0, 1, "X")], Some("XYcdef")),
        (
            vec![replace(2, 2, "-"), replace(2, 3, "C")],
            Some("ab-Cdef"),
        ),
        // The second overlaps the first, and is left out with both of its edits.
        (vec![replace(0, 2, "X"), replace(1, 3, "Y")], Some("Xcdef")),
        (
            vec![
                replace(0, 2, "X"),
                replace(4, 5, "Z").and_replace(Span::new(1, 2), "Y"),
                replace(5, 6, "W"),
            ],
            Some("XcdeW"),
        ),
        // Two that put something in one place would depend on their order.
        (
            vec![replace(3, 3, "1"), replace(3, 3, "2")],
            Some("abc1def"),
        ),
        (vec![replace(6, 6, "!")], Some("abcdef!")),
        (vec![replace(6, 7, "!")], None),
    ] {
        let findings: Vec<_> = fixes.into_iter().map(finding).collect();
        let fixed = apply_fixes(text, &findings);
        assert_eq!(fixed.as_deref(), expected, "{findings:?}");
    }
    let within = [finding(replace(1, 2, "x"))];
    assert_eq!(apply_fixes("é", &within), None);
}

#[test]
fn a_program_adds_findings_of_its_own() {
    let mut reading = parse_with("a:1", &Limits::DEFAULT);
    assert!(reading.diagnostics().is_empty() && reading.tree().is_some());
    let own = Diagnostic::new(Code::UnknownField, Span::new(0, 1), "no `a`", "write `b`");
    assert_eq!(
        own.to_string(),
        format!("{}: no `a` (write `b`)", own.code())
    );
    reading.diagnostics_mut().push(own);
    assert!(!reading.diagnostics().is_empty() && reading.tree().is_none());
    let report = reading.into_result().expect_err("no filter");
    assert_eq!(report.diagnostics()[0].message(), "no `a`");
    assert!(Diagnostics::default().is_empty());
}

#[test]
fn an_error_that_is_left_out_makes_the_text_no_filter_still() {
    let warning = || Diagnostic::new(Code::NegatedGroup, Span::new(0, 1), "x", "y");
    let error = || Diagnostic::new(Code::UnexpectedText, Span::new(0, 1), "x", "y");
    let of = |count: usize, mut last: Vec<Diagnostic>| {
        let mut findings = Diagnostics::default();
        (0..count).for_each(|_| findings.push(warning()));
        last.drain(..).for_each(|one| findings.push(one));
        findings
    };
    for (findings, omitted, has_errors) in [
        (of(100, vec![]), 0, false),
        (of(103, vec![]), 3, false),
        (of(99, vec![error()]), 0, true),
        (of(100, vec![error()]), 1, true),
        (of(100, vec![error(), warning(), error()]), 3, true),
    ] {
        let report = Report::new("a:1", findings.clone());
        assert_eq!(
            (report.omitted(), report.has_errors()),
            (omitted, has_errors)
        );

        // The same, behind other findings.
        for before in [0, 1, 100, 101] {
            let mut all = of(before, vec![]);
            all.append(findings.clone());
            let both = Report::new("a:1", all);
            let found = before + report.diagnostics().len() + report.omitted();
            assert_eq!(both.diagnostics().len(), found.min(100));
            assert_eq!(both.omitted(), found.saturating_sub(100), "behind {before}");
            assert_eq!(both.has_errors(), has_errors, "behind {before}");
        }
    }
    let mut all = of(100, vec![error()]);
    all.append(of(100, vec![error()]));
    assert!(all.has_errors());
}

#[test]
fn a_place_within_a_character_is_that_of_the_character() {
    let report = Report::new("aé\nb", Diagnostics::default());
    for (offset, position) in [
        (0, (1, 1)),
        (1, (1, 2)),
        (2, (1, 2)),
        (3, (1, 3)),
        (4, (2, 1)),
        (9, (2, 2)),
    ] {
        assert_eq!(report.position(offset), position, "{offset}");
    }
    let excerpt = Renderer::plain().excerpt("aé\nb", Span::new(2, 3));
    assert_eq!(excerpt, "  |\n  | aé\n  |  ^\n");
}

#[test]
fn errors_are_red_warnings_yellow_and_messages_bold() {
    let drawn =
        |text| Renderer::colored().report(&parse_with(text, &Limits::DEFAULT).into_report());
    let error = drawn("a='x'");
    assert!(
        error.starts_with("\x1b[1;31merror[FQL012]\x1b[0m\x1b[1m: "),
        "{error:?}"
    );
    assert!(error.contains("\x1b[1;31m^\x1b[0m"), "{error:?}");
    let warning = drawn("!(a:1)");
    assert!(warning.starts_with("\x1b[1;33mwarning["), "{warning:?}");
    assert!(warning.contains("\x1b[1;33m^\x1b[0m"), "{warning:?}");
}

#[test]
fn a_line_of_a_hundred_columns_is_shown_whole() {
    let line = |columns: usize| format!("a='{}'", "x".repeat(columns - 4));
    let excerpt = |text: &str, place: Span| {
        let drawn = Renderer::plain().excerpt(text, place);
        let shown = drawn
            .lines()
            .nth(1)
            .and_then(|line| line.strip_prefix("  | "));
        shown.expect("a line").to_owned()
    };
    let whole = line(100);
    assert_eq!(excerpt(&whole, Span::new(1, 2)), whole);
    assert_eq!(excerpt(&whole, Span::new(99, 100)), whole);
    let long = line(101);
    assert_eq!(
        excerpt(&long, Span::new(1, 2)),
        format!("{}…", &long[..100])
    );
    // Thirty columns are kept before a problem further on.
    assert_eq!(
        excerpt(&long, Span::new(50, 51)),
        format!("{}…", &long[..100])
    );
    assert_eq!(
        excerpt(&long, Span::new(51, 52)),
        format!("…{}", &long[21..])
    );
}

#[test]
fn a_span_covers_bytes() {
    let span = Span::new(2, 5);
    assert!(!span.is_empty() && Span::new(3, 3).is_empty());
    assert_eq!((span.len(), Span::new(3, 3).len()), (3, 0));
    assert_eq!(span.to(Span::new(7, 8)), Span::new(2, 8));
    assert_eq!(span.to(Span::new(0, 1)), Span::new(0, 5));
    assert_eq!(Span::new(5, 2), Span::new(5, 5));
    assert_eq!(span.slice("ab"), "");
}
