//! Rendered diagnostics: excerpts, carets, colors and widths.

use fql_syntax::{Diagnostics, Limits, Renderer, Report, Span, parse_with};
use unicode_width::UnicodeWidthStr;

fn report(text: &str) -> Report {
    parse_with(text, &Limits::DEFAULT).into_report()
}

#[test]
fn caret_is_under_the_problem() {
    let long_value = "x".repeat(300);
    let texts = [
        "a:'🦀'+b='x'".to_owned(),
        "a:'👩\u{200d}👩\u{200d}👧'+b='x'".to_owned(),
        "a:'日本語'+b='x'".to_owned(),
        "a:'e\u{301}\u{301}'+b='x'".to_owned(),
        "a:'\t'\t+\tb='x'".to_owned(),
        "a:1+\r\nb='x'\r\n+c:2".to_owned(),
        "a:1+\n\nb='x'".to_owned(),
        "a:'\u{1b}[31m'+b='x'".to_owned(),
        "a:'\u{202e}'+b='x'".to_owned(),
        format!("a:'{long_value}'+b='x'+c:'{long_value}'"),
        format!("a:'{}'+b='x'", "日".repeat(100)),
        format!("a:'{long_value}"),
        "a:1+b:".to_owned(),
    ];
    let reports: Vec<_> = texts.iter().map(|text| report(text).to_string()).collect();
    insta::assert_snapshot!("carets", reports.join("\n\n"));
}

#[test]
fn position_counts_lines_and_characters() {
    for (text, position) in [
        ("a:'🦀'+b='x'", (1, 8)),
        ("a:'日本語'+b='x'", (1, 10)),
        ("a:'e\u{301}'+b='x'", (1, 9)),
        ("a:1+\r\nb='x'", (2, 2)),
        ("\ta='x'", (1, 3)),
    ] {
        let report = report(text);
        let start = report.diagnostics()[0].span().start();
        assert_eq!(report.position(start), position, "{text}");
    }
}

#[test]
fn position_inside_a_character_is_its_start() {
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
fn severities_have_colors() {
    let colored = |text| Renderer::colored().report(&report(text));
    let error = colored("a='x'");
    assert!(
        error.starts_with("\x1b[1;31merror[FQL012]\x1b[0m\x1b[1m: "),
        "{error:?}"
    );
    assert!(error.contains("\x1b[1;31m^\x1b[0m"), "{error:?}");
    let warning = colored("!(a:1)");
    assert!(warning.starts_with("\x1b[1;33mwarning["), "{warning:?}");
    assert!(warning.contains("\x1b[1;33m^\x1b[0m"), "{warning:?}");
}

#[test]
fn colored_report_differs_only_in_escapes() {
    let report = report("a='x' AND b:1");
    let colored = Renderer::colored().report(&report);
    let mut plain = String::new();
    let mut rest = colored.as_str();
    while let Some((before, after)) = rest.split_once("\x1b[") {
        plain.push_str(before);
        rest = after.split_once('m').expect("an escape ends").1;
    }
    plain.push_str(rest);
    assert_eq!(plain, Renderer::plain().report(&report));
    assert_ne!(colored, plain);
}

#[test]
fn excerpt_is_cut_beyond_a_hundred_columns() {
    let line = |columns: usize| format!("a='{}'", "x".repeat(columns - 4));
    let excerpt = |text: &str, span: Span| {
        let excerpt = Renderer::plain().excerpt(text, span);
        let line = excerpt.lines().nth(1);
        let line = line.and_then(|line| line.strip_prefix("  | "));
        line.expect("a line").to_owned()
    };
    let whole = line(100);
    assert_eq!(excerpt(&whole, Span::new(1, 2)), whole);
    assert_eq!(excerpt(&whole, Span::new(99, 100)), whole);
    let long = line(101);
    assert_eq!(
        excerpt(&long, Span::new(1, 2)),
        format!("{}…", &long[..100])
    );
    // Thirty columns are kept before a problem after the middle.
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
fn excerpt_fits_narrow_terminals() {
    for filler in ["x", "日", "é"] {
        let value = filler.repeat(200);
        let report = report(&format!("a:'{value}'+b='{value}'"));
        for columns in [30, 40, 80, 120] {
            let rendered = Renderer::plain().within(columns).report(&report);
            let mut lines = rendered.lines().filter(|line| line.starts_with("  | "));
            let (Some(excerpt), Some(caret)) = (lines.next(), lines.next()) else {
                panic!("{rendered}")
            };
            assert!(excerpt.width() <= columns, "{columns}: {excerpt}");
            let before = excerpt.split_once('=').map(|(before, _)| before.width());
            assert_eq!(before, caret.find('^'), "{columns}:\n{excerpt}\n{caret}");
        }
    }
    let report = report("a='x'");
    let narrow = Renderer::plain().within(0).report(&report);
    assert_eq!(narrow, Renderer::plain().report(&report));
}

#[test]
fn long_line_is_cut_to_a_window() {
    for filler in ["x", "\u{301}", "日", "👩\u{200d}"] {
        let value = filler.repeat((1 << 20) / filler.len() - 20);
        for text in [format!("a='{value}'"), format!("a:'{value}'+b='x'")] {
            let rendered = report(&text).to_string();
            assert!(
                rendered.len() < 4_000,
                "{filler:?}: {} bytes",
                rendered.len()
            );
        }
    }
}
