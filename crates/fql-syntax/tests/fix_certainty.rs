//! Fixes are offered only where one filter is certainly meant, and the help names the cause.

use fql_syntax::{Limits, PatternMatcher, Value, parse_with};

/// Applies fixes until there are none. Returns the result if it is a valid filter, and the help of the
/// first diagnostic of the source.
fn outcome(source: &str) -> (Option<String>, String) {
    let report = parse_with(source, &Limits::DEFAULT).into_report();
    let help = report.diagnostics()[0].help().to_owned();
    let mut fixed = source.to_owned();
    while let Some(next) = parse_with(&fixed, &Limits::DEFAULT).into_report().fixed() {
        fixed = next;
    }
    let tree = fql_syntax::parse(&fixed).ok();
    (tree.map(|tree| tree.to_string()), help)
}

#[track_caller]
fn assert_fixed(source: &str, expected: &str) {
    assert_eq!(outcome(source).0.as_deref(), Some(expected), "{source}");
}

#[track_caller]
fn assert_not_fixed(source: &str, help: &str) {
    let (fixed, actual) = outcome(source);
    assert_eq!(fixed, None, "{source}");
    assert!(actual.contains(help), "{source}: {actual}");
}

#[test]
fn assigned_filter_is_unwrapped() {
    for source in [
        "filter = \"a:'x'\"",
        "fql='a:\"x\"'",
        "q=a:'x'",
        "$filter = \"a:'x'\"",
        "let filter = \"a:'x'\";",
        "const f = `a:'x'`;",
        "export FILTER=\"a:'x'\"",
        "host_filter = \"a:'x'\"",
        "\"filter\": \"a:'x'\",",
        "params={'filter': \"a:'x'\"}",
        "params = dict(filter=\"a:'x'\")",
        "-f \"a:'x'\"",
        "--filter \"a:'x'\"",
        "fql check \"a:'x'\"",
        "$ fql fmt -c hosts \"a:'x'\"",
        "```\na:'x'\n```",
        "```fql\na:'x'\n```",
        "GET /queries/v1?limit=5&filter=a:'x'&sort=b",
    ] {
        assert_fixed(source, "a:'x'");
    }
    // Another argument, a variable, or a field with such a value.
    for source in [
        "filter=\"a:1\", sort=\"b|asc\"",
        "filter = f\"a:'{x}'\"",
        "filter = \"a:'%s'\" % x",
        "filter=\"a:'\" + x + \"'\"",
        "title = \"a:'x'\"",
        "fql check \"a:1\" | fql match \"b:1\"",
        "curl --data \"filter=a:1\" -and b:1",
        "curl --data \"filter=a:1\" -b = 'x'",
        "curl --data \"filter=a:1\" -b between 1 and 5",
        "fql check a:1",
    ] {
        assert_not_fixed(source, "pass only the filter");
    }
    assert_fixed("filter='x'", "filter:'x'");
    assert_fixed("image='nginx:latest'", "image:'nginx:latest'");
}

#[test]
fn second_filter_of_object_or_url_prevents_fix() {
    for source in [
        r#"{"filter":"a:1","sub":{"filter":"b:1"}}"#,
        r#"{"post_filter":"a:1"}"#,
        r#"{"filter":"a:1","fql":"b:1"}"#,
        "params={'filter': 'a:1', 'q': 'b:1'}",
        "https://x/?filter=a:1&fql=b:1",
        "https://x/?my_filter=a:1",
    ] {
        assert_not_fixed(source, "pass only the");
    }
}

#[test]
fn url_parameter_is_not_a_clause() {
    for source in [
        "a:'x'&limit=10",
        "a:1&offset=5",
        "a:x&limit=10&sort=b|asc",
        "limit=10&filter=a:'x'",
        "?limit=10&filter=a:1",
    ] {
        assert_not_fixed(source, "pass only the");
    }
    assert_fixed("a:'x' & b = 5", "a:'x'+b:5");
    assert_fixed("a:'x'&b='y'", "a:'x'+b:'y'");
}

#[test]
fn incomplete_html_entity_is_not_a_property() {
    for source in ["a:1&ampb:2", "a:1&amp b:2", "a:5&ltb"] {
        assert_not_fixed(source, "encoding of HTML");
    }
    assert_fixed("a:&nbsp;5", "a:5");
    assert_fixed("a:'x'&nbsp;+&#160;b:1", "a:'x'+b:1");
}

#[test]
fn unquoted_value_with_dash_has_no_fix() {
    for source in ["phone:555-1234", "serial:[123-456]", "a:10.0.0.1-10.0.0.9"] {
        let help = "for a range use two clauses: `";
        assert_not_fixed(source, help);
        assert_not_fixed(source, "for a string add quotes");
    }
}

#[test]
fn unquoted_value_that_may_be_a_clause_has_no_fix() {
    assert_not_fixed("a:1:b:2", "add quotes");
    assert_not_fixed("a:x:y", "add quotes");
    assert_not_fixed("a:>90%", "use a number: `90`");
    assert_not_fixed("a>=90.5%", "use `:>=`");
    assert_not_fixed("a:>foo.bar/baz", "add quotes");
    for literal in [
        "00:1a:2b:3c:4d:5e",
        "fe80::1",
        "2001:db8::/32",
        r"C:\Temp",
        "https://x",
    ] {
        assert_fixed(&format!("a:{literal}"), &format!("a:'{literal}'"));
    }
    assert_fixed("a:>10.0.0.1", "a:>'10.0.0.1'");
}

#[test]
fn regular_expression_has_no_fix() {
    for source in ["a:/x.*/", "a:/^web/i", "a:!/a|b/+b:1"] {
        assert_not_fixed(source, "use a pattern with `*`");
    }
    assert_fixed("a:/usr/bin/", "a:'/usr/bin/'");
}

#[test]
fn missing_quote_help_does_not_merge_clauses() {
    for source in [
        "a:'x AND b:'y'",
        "a:'x+b='y'",
        "a:'x' + b:'y || c:>'z'",
        "a:['x','y,b:['z']",
    ] {
        let (fixed, help) = outcome(source);
        assert_eq!(fixed, None, "{source}");
        assert!(help.starts_with("close the string: `'"), "{source}: {help}");
        assert!(
            !help.contains(':') || !help[18..].contains("b:"),
            "{source}: {help}"
        );
    }
    assert_not_fixed("a:'x':b:'y'", "join clauses with `+`");
    assert_not_fixed("a:'it's b:1'", "use `\\'` for a quote in the string");
    for source in [r"a:['C:\','x']", r"a:'C:\'+b:'x'", r"a:'C:\',b:'x'"] {
        assert_not_fixed(source, r"use `\\` for a final backslash: `'C:\\'`");
    }
}

#[test]
fn alternatives_of_one_property_suggest_a_list() {
    let list = "for several values use a list: `";
    for source in ["a:1|2", "a:x|y", "a:'x'|'y'", "a:'x' OR 'y'", "a:1 or 2"] {
        assert_not_fixed(source, list);
    }
    assert_not_fixed("a:'x' AND 'y'", "repeat the property");
    assert_not_fixed("['x'|'y']", "add the property");
    for source in [
        "a:['x'|'y']",
        "a:['x' OR 'y']",
        "a:['x' || 'y']",
        "a:['x'，'y']",
    ] {
        assert_fixed(source, "a:['x','y']");
    }
}

#[test]
fn full_width_symbol_outside_strings_has_a_fix() {
    for source in ["a：'x'，b：1", "（a:'x'，b:1）", "a＝'x'，b:1"] {
        assert_fixed(source, "a:'x',b:1");
    }
    assert_fixed("a:'x'＋b:＞5", "a:'x'+b:>5");
    assert_fixed("a:！'x'", "a:!'x'");
    // The word may continue.
    assert_not_fixed("a:foo，bar", "use `,`");
    assert!(fql_syntax::parse("a:'x，y'").is_ok());
}

#[test]
fn comparison_word_after_colon_has_a_fix() {
    for (source, fixed) in [
        ("a:not in ['x','y']", "a:!['x','y']"),
        ("a:NOT IN ('x','y')", "a:!['x','y']"),
        ("a:in ('x')", "a:['x']"),
        ("a:!in [1]", "a:![1]"),
        ("a:is not NULL", "a:!null"),
        ("a:between 1 and 5", "a:>=1+a:<=5"),
        ("a≥5", "a:>=5"),
        ("a ≠ 'x'", "a:!'x'"),
        ("a:≤5", "a:<=5"),
    ] {
        assert_fixed(source, fixed);
    }
    // The words may be a value.
    for source in ["a:in progress", "a:is open", "a:!not in [1]"] {
        assert_eq!(outcome(source).0, None, "{source}");
    }
}

#[test]
fn sql_pattern_help_is_equivalent() {
    for (source, help) in [
        ("a like 'x%'", "use `a:*'x*'`"),
        (r"a like 'x\%'", "use `a:*'x%'`"),
        (r"a like 'x\_y*'", r"use `a:*'x_y\*'`"),
        ("a ilike '%X%'", "use `a:~*'*X*'`"),
        ("a not ilike '%X%'", "use `a:~*!'*X*'`"),
        ("a like 'x_y'", "there is none for one character"),
    ] {
        assert_not_fixed(source, help);
    }
}

#[test]
fn repeated_connective_is_not_joined_with_a_property() {
    for source in [
        "a:'x'+AND+b:1",
        "a:'x'+AND,b:1",
        "a:'x' OR,b:1",
        "a:1+NOT+b:1",
    ] {
        assert_eq!(outcome(source).0, None, "{source}");
    }
    let leading = "+".repeat(200) + "a:1";
    let report = parse_with(&leading, &Limits::DEFAULT.with_max_diagnostics(1_000)).into_report();
    assert_eq!(report.fixed().as_deref(), Some("a:1"));
    assert_not_fixed("a:5AND b:1", "add quotes");
    assert_not_fixed("a:'x' -b:1", "use `!` after the colon");
}

#[test]
fn regular_expression_operator_has_no_fix() {
    for source in [
        "a =~ '^x.*$'",
        "a ~ 'x|y'",
        "a=~/x/i && b:1",
        "a RLIKE 'x'",
        "a -match 'x'",
    ] {
        assert_not_fixed(source, "use a pattern with `*`");
    }
    assert_fixed("a =~ 'x'", "a:~'x'");
}

#[test]
fn powershell_comparison_ignores_case_and_has_no_fix() {
    for (source, help) in [
        ("a -eq 'x'", "use `a:'x'`"),
        ("a -ge 5 -and b -ne 'x'", "use `a:>=5`"),
        ("a -notlike '*x*'", "use `a:!*'*x*'`"),
        ("a -notin 'x'", "use a list: `a:!['a','b']`"),
    ] {
        assert_not_fixed(source, help);
    }
    assert_fixed("a:'x' -and b:1", "a:'x'+b:1");
}

#[test]
fn text_outside_condition_is_named() {
    for source in [
        "SELECT * FROM hosts WHERE a = 'x'",
        "where a = 'x'",
        "a = 'x' ORDER BY b",
        "search a=x",
    ] {
        let report = parse_with(source, &Limits::DEFAULT).into_report();
        let mut helps = report.diagnostics().iter().map(|one| one.help());
        assert!(
            helps.any(|help| help == "pass only the condition"),
            "{report}"
        );
    }
    for source in ["a:'x' # y", "a:'x' -- y", "a:'x' /* y */+b:1", "# y\na:'x'"] {
        assert_not_fixed(source, "remove the comment");
    }
    assert!(fql_syntax::parse("where:1+order:2,limit:3").is_ok());
}

#[test]
fn quoted_property_has_a_fix_unless_it_may_be_a_member() {
    for source in ["\"a\" = 'x'", "`a` = 'x'", "[a] = 'x'"] {
        assert_fixed(source, "a:'x'");
    }
    assert_not_fixed("\"a\": \"x\", \"b\": 5", "remove them: `a`");
    assert_eq!(outcome("'x' = a").0, None);
    for source in ["f\"a:'{x}'\"", "“a:'x'”"] {
        assert_not_fixed(source, "pass only the filter");
    }
}

#[test]
fn relative_bound_suggests_a_time() {
    assert_not_fixed("a:>7d", "for a time use `'now-7d'`");
    assert_fixed("a=*x*", "a:*x*");
}

#[test]
fn connective_after_unquoted_word_has_no_fix() {
    for source in [
        "a:Disney+",
        "a:C++",
        "a:Disney++b:1",
        "a:foo,",
        "a:foo,,b:1",
        "(a:foo+)",
        "a=foo+",
        "a:[foo]+",
        "a:['x',foo]+",
        "a:foo.+",
        "a:[a-z]+",
        "a:foo bar+",
    ] {
        assert_eq!(outcome(source).0, None, "{source}");
        let report = parse_with(source, &Limits::DEFAULT).into_report();
        let helps = || report.diagnostics().iter().map(|one| one.help());
        assert!(helps().any(|help| help.contains("add quotes")), "{report}");
    }
    for source in [
        r"a:\w+", "a:x/y+", "a:%x%+", "a:[0-9]+", "a:1..5+", "a:[x/y]+",
    ] {
        assert_eq!(outcome(source).0, None, "{source}");
    }
    for (source, fixed) in [
        ("a:5+", "a:5"),
        ("a:5++b:true,", "a:5+b:true"),
        ("a:'x'+", "a:'x'"),
        ("a:['x',5]++b:1", "a:['x',5]+b:1"),
        ("a:10.0.0.1+", "a:'10.0.0.1'"),
        ("+a:foo", "a:'foo'"),
    ] {
        assert_fixed(source, fixed);
    }
}

#[test]
fn presence_in_words_is_not_a_string() {
    for word in [
        "empty", "blank", "missing", "unknown", "unset", "absent", "none",
    ] {
        assert_not_fixed(&format!("a is {word}"), "use `a:null`");
        assert_not_fixed(&format!("a is not {word}+b:1"), "use `a:!null`");
        assert_not_fixed(&format!("a:is {word}"), "use `a:null`");
        assert_not_fixed(&format!("a:is not {word}"), "use `a:!null`");
        assert_not_fixed(&format!("a is {word}&&b:1"), "use `a:null`");
    }
    for word in ["present", "set", "Defined"] {
        assert_not_fixed(&format!("a IS {word} AND b:1"), "use `a:!null`");
        assert_not_fixed(&format!("a is not {word}"), "use `a:null`");
    }
    assert_fixed("a is 'empty'", "a:'empty'");
    assert_fixed("a is not null", "a:!null");
}

#[test]
fn unsupported_range_is_not_quoted() {
    for source in [
        "a:1.5..2.5",
        "a:-5..5",
        "a:[1.5..2.5]",
        "a:1.5-2.5",
        "a:5..1",
        "a:1..",
        "a:..5",
        "a:[1..,7]",
        "a:1..2..3",
        "a:10.0.0.9..10.0.0.1",
        "a:now-7d..",
        "a = 1.5..2.5",
        "a:!1.5..2.5",
    ] {
        assert_not_fixed_in_any(source, "for a range use two clauses: `");
    }
    assert_not_fixed("a:1.5..2.5", "`a:>=1.5+a:<=2.5`");
    assert_not_fixed("a:!1.5..2.5", "`(a:<1.5,a:>2.5)`");
    for literal in ["../etc", "1-2-3", "9-5", "1..x"] {
        let (fixed, _) = outcome(&format!("b:{literal}"));
        assert_eq!(fixed, Some(format!("b:'{literal}'")));
    }
}

#[track_caller]
fn assert_not_fixed_in_any(source: &str, help: &str) {
    assert_eq!(outcome(source).0, None, "{source}");
    let report = parse_with(source, &Limits::DEFAULT).into_report();
    let mut helps = report.diagnostics().iter().map(|one| one.help());
    assert!(helps.any(|one| one.contains(help)), "{source}: {report}");
}

#[test]
fn unquoted_regular_expression_has_no_fix() {
    for source in [
        "a:.*cloud.*",
        "a:[.*cloud.*]",
        "a = .*cloud.*",
        r"a:\w+",
        r"a:x\d",
        r"a:web\.example\.com",
        "a:^x$",
        "a:.+",
        "a:(?i)x",
    ] {
        assert_not_fixed_in_any(source, "use a pattern with `*` as the wildcard");
    }
    assert_fixed(r"a:C:\data\web", r"a:'C:\data\web'");
    assert_fixed(r"a:x\data", r"a:'x\data'");
}

#[test]
fn unclear_sql_pattern_is_not_quoted() {
    for source in ["a:%of*f%", r"a:%off\%%", "a:x%y"] {
        assert_not_fixed(source, "use `*` as the wildcard");
    }
    assert_fixed("a:90%", "a:'90%'");
    for source in [r"a like 'C:\Temp\%'", r"a like 'C:\\Temp\\%'"] {
        let (_, help) = outcome(source);
        let clause = help.split('`').nth(1).expect("a clause");
        let tree = fql_syntax::parse(clause).expect("valid");
        let value = tree.clauses().next().expect("a clause").value();
        let Value::String(literal) = value else {
            panic!("{help}");
        };
        let pattern = PatternMatcher::new(&literal.value());
        assert!(pattern.matches(r"C:\Temp\x"), "{help}");
    }
}

#[test]
fn python_null_in_list_has_no_fix() {
    for source in [
        "a in (None,'x')",
        "a in [None]",
        "a:(None,'x')",
        "a:in ('x',None)",
        "a:in(None)",
    ] {
        assert_eq!(outcome(source).0, None, "{source}");
    }
    assert_fixed("a in (NULL,'None')", "a:[null,'None']");
    assert_fixed("a:in(22,23)", "a:[22,23]");
}

#[test]
fn help_about_range_keeps_negation_and_values() {
    for (source, help) in [
        ("port:!1024-2048", "`(port:<1024,port:>2048)`"),
        ("port:![22-25]", "`(port:<22,port:>25)`"),
        ("port:!22 to 25", "`(port:<22,port:>25)`"),
        ("port:[22,80-90]", "`(port:[…],port:>=80+port:<=90)`"),
        ("port:![22,80..90]", "`port:![…]+(port:<80,port:>90)`"),
        ("port:[22,1.5..9]", "`(port:[…],port:>=1.5+port:<=9)`"),
        ("port:80-90", "`port:>=80+port:<=90`"),
        ("port:>1024<2048", "`+port:<2048`"),
        ("not port between 1 and 5", "`(port:<1,port:>5)`"),
        ("not port:22-25", "`(port:<22,port:>25)`"),
    ] {
        assert_not_fixed_in_any(source, help);
    }
}

#[test]
fn connective_after_unquoted_words_is_separate() {
    assert_not_fixed("a:Pat Neil AND b:1", "add quotes: `'Pat Neil'`");
    assert_not_fixed("a:Pat Neil and b:1", "add quotes: `'Pat Neil'`");
    assert_not_fixed("a:Pat Neil OR b = 1", "add quotes: `'Pat Neil'`");
    assert_not_fixed("a:Pat Neil and Co", "add quotes: `'Pat Neil and Co'`");
}
