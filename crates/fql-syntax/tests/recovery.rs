//! Error recovery: the span and message of each problem, the clauses that are still recognized, and
//! the result of the fixes.

use std::fmt::Write as _;

use fql_syntax::{Limits, Parsed, parse_template, parse_with};

/// One line per diagnostic, one for the clauses, and one for the filter after the fixes.
fn summary(text: &str, parsed: Parsed<'_>) -> String {
    let tree = parsed.partial_tree();
    let clauses: Vec<_> = tree.clauses().map(|clause| clause.canonical()).collect();
    let report = parsed.into_report();
    let mut out = format!("{text:?}\n");
    for diagnostic in report.diagnostics() {
        let source = diagnostic.span().slice(text);
        let (code, message, help) = (diagnostic.code(), diagnostic.message(), diagnostic.help());
        let _ = writeln!(out, "  {code} at {source:?}: {message} ({help})");
    }
    let _ = writeln!(out, "  clauses: {}", clauses.join(" "));
    if let Some(fixed) = report.fixed() {
        let _ = writeln!(out, "  fixed: {fixed:?}");
    }
    out
}

fn summaries(texts: &[&str]) -> String {
    texts
        .iter()
        .map(|text| summary(text, parse_with(text, &Limits::DEFAULT)))
        .collect()
}

#[test]
fn parser_resumes_at_the_next_clause() {
    insta::assert_snapshot!(summaries(&[
        "foo+b='x'",
        "foo bar,b='x'",
        "foo [1,2]+b='x'",
        "foo [1+2]+b='x'",
        "foo (1)+b='x'",
        "foo (1+2)+b='x'",
        "(foo)+b='x'",
        "foo '+'+b='x'",
        "foo {a}+b='x'",
        "foo {a+b='x'",
        "a:]+b='x'",
        "a:)+b='x'",
        "a:1 b:2",
        "a:1 é+b='x'",
        "a:1 'b'",
        "a:1 'b",
        "a:1 \"b",
        "a:1 (b:2)",
        "a:1 foo bar%41",
        "a:1+!(b:2)",
        "a:1 !b:2",
        "((a:1)",
        "((a:1",
        "a:1)+b:2",
        "()",
        "a:1+,b:2",
        "a:1++b:2",
        "+a:1",
        "(+a:1)",
        "(a:1+)",
    ]));
}

#[test]
fn foreign_comparisons() {
    insta::assert_snapshot!(summaries(&[
        "a>5",
        "a<5",
        "a>=5",
        "a<=5",
        "a~'x'",
        "a=~'x'",
        "a:~='x'",
        "a<>5",
        "a=!5",
        "a===5",
        "a=>5",
        "a:=>5",
        "a = >5",
        "a = !5",
        "a = Open",
        "a = TRUE",
        "a != NULL",
        "a = 'NULL'",
        "a = [1,,2]+b='x'",
        "a > [1,2]+b='x'",
        "a = [1,2]",
        "a =",
        "a = +b='x'",
        "a = 10.0.0.1",
        "a:>=(1)",
        "a:<=(1)",
        "a:>(1)",
        "a:<(1)",
        "a:~(1)",
        "a:!(1)",
        "a:!*!'x'",
        "a:!~*!'x'",
        "a:*!x",
        "a:~*!x",
        "a ne 22",
        "a not ne 22",
        "a not in ('x','y')+b='x'",
        "a in (x y)+b='x'",
        "a in [1,2]",
        "a contains foo",
        "a not contains 'fo*o'",
        "a startswith 5",
        "a endswith null",
        "a is null",
        "a is not NULL",
        "a like '%x%'",
        "a gt 5",
        "a lte 5",
        "a between 1 and 5+b='x'",
        "a between 1+b='x'",
        "a is not a filter",
        "this is just a filter",
    ]));
}

#[test]
fn foreign_connectives() {
    insta::assert_snapshot!(summaries(&[
        "a:1 AND b:2",
        "a:1 or b:2",
        "a:1 & b:2",
        "a:1 | b:2",
        "a:1 | stats count",
        "a:1 | (b:2)",
        "a:1 AND",
        "a:1 AND +b:2",
        "a:1+AND b:2",
        "(a:1 AND)",
        "(AND a:1)",
        "AND a:1",
        "a:1 AND and:2",
        "a:foo&&b:2",
        "a:foo|b:2",
        "a:foo|b",
        "NOT a:1",
        "NOT (a:1)",
        "a:1 AND NOT b:2",
        "a:1; b:2",
        "a:1;",
        "a:1;;+b:2",
        "a:10.0.0.1;",
        "a:10.0.0.1&&b:1",
    ]));
}

#[test]
fn unquoted_values() {
    insta::assert_snapshot!(summaries(&[
        "a:1+b:O'Neil+c='x'",
        "a:O'Neil x",
        "a:foo\u{200b}bar+b='x'",
        "a:foo\u{a0}bar",
        "a:foo\u{200b}",
        "a:foo(b)+c='x'",
        "a:foo\"b\"",
        "a:foo[1]",
        "a:foo 5",
        "a:foo b:1",
        "a:foo b c+d='x'",
        "a:foo b c:1",
        "a:foo 'b'",
        "a:'foo' b",
        "a:'foo' b'",
        "a:'foo'(b')",
        "a:2026-11-22",
        "a:2026-11-22 10:00",
        "a:2026-11-22 10:00+b='x'",
        "a:2026-11-22 ab:1",
        "a:2026-11-22 1b:1",
        "a:2026-11-22 a1:1",
        "a:2026-11-22T10+2",
        "a:now-7d+2",
        "a:now-7d+b:2",
        "a:nowhere",
        "a:2026-1",
        "a:1.",
        "a:1.x",
        "a:-",
        "a:-x",
        "a:.5",
        "a:é",
        "a:x@example.com",
        "a:C:\\x",
        "a:$x+b='x'",
    ]));
}

#[test]
fn malformed_quotes_and_properties() {
    insta::assert_snapshot!(summaries(&[
        "a:‘x’+b='x'",
        "a:“x”",
        "a:'open’",
        "a:’open'",
        "a:`open`",
        "a:`open",
        "a:‘open+b='x'",
        "a:‘it’s’",
        "a:'it's'",
        "a:'O''Neil'",
        "a:'x'*",
        "a:*'x'*",
        "a:\"x\"**+b='x'",
        "a:'x",
        "'x'",
        "'a:1'",
        "\"a:1+b:2\" ",
        "b:1+\"a:1\"",
        "'a:1+'",
        "a%3A1",
        "a:%27x%27",
        "*",
        " ** ",
        "*+b='x'",
        "*x+b='x'",
        "a$b+c:1",
        "a$b:1",
        "1a:1",
        "-a:1",
        "-1a:1",
        "a..b:1",
        ":1",
        "!a:1",
        "! a:1",
        "{x}",
        "a:{x}",
    ]));
}

#[test]
fn malformed_lists() {
    insta::assert_snapshot!(summaries(&[
        "a:[]+b='x'",
        "a:[ ]",
        "a:[",
        "a:[1",
        "a:[1,",
        "a:[1,]",
        "a:[,1]",
        "a:[1,,2]+b='x'",
        "a:[1+b:'x'",
        "a:[+]",
        "a:[1,+2]",
        "a:[)]",
        "a:[1 2]",
        "a:['x' y]",
        "a:['x' y']",
        "a:[foo'x']",
        "a:[1'x]'+b='y'",
        "a:['x''y]+b='z'",
        "a:['O'Neil',2]",
        "a:[[1],'x]y',2]+b='x'",
        "a:[1,[2,3],4]+b='x'",
        "a:[1 TO 5]+b='x'",
        "a:[1 to]",
        "a:[1 total]",
        "a:[1,'x]",
        "a:[x'y]+b='x'",
        "a:[1,{x]+b='x'",
        "a:[now-7d,2026-11-22]",
        "a:[10.0.0.1,x@y]",
        "a:[é]",
        "a:[‘x’,1]",
        "a:>[1,2]+b='x'",
        "a:*['x']",
        "a:~[1",
        "a:(1,2)+b='x'",
        "a:('x' OR 'y')",
        "a:!(x || y)",
        "a:>(1,2)",
        "a:(x AND y)+b='x'",
        "a:(x or)",
        "a:(x",
    ]));
}

#[test]
fn misplaced_placeholders() {
    let texts = [
        "foo {a+b}+c='x'",
        "foo {a",
        "a:[[1],{x]},2]+b='x'",
        "a:[1 {x}]",
        "a:{x} y",
        "{x}:1+b='x'",
        "{x}{y}",
        "{x} AND b:1",
        "a:{x",
        "a:'{x}'",
        "a:x{y}",
    ];
    let templates = texts.map(|text| summary(text, parse_template(text, &Limits::DEFAULT)));
    insta::assert_snapshot!(templates.concat());
}

#[test]
fn escaped_stars() {
    insta::assert_snapshot!(summaries(&[
        r"a:'C:\*'",
        r"a:!'C:\*'",
        r"a:*'C:\*'",
        r"a:~*'C:\*'",
        r"a:['x','C:\*']",
        r"a:['C:\x','*']",
        r"a:>'C:\*'",
        r"a:~'C:\*'",
        r"a:'C:\x*'",
        r"a:'C:\\\*'",
        r"a:'C:\x'",
    ]));
}
