//! The diagnostics of invalid filters, templates and sorts: codes, wording, order.

use fql_syntax::{Code, Limits, Report, Severity, SortKey, parse_template, parse_with};

fn report(text: &str) -> Report {
    parse_with(text, &Limits::DEFAULT).into_report()
}

fn codes(text: &str) -> Vec<&'static str> {
    codes_of(&report(text))
}

fn codes_of(report: &Report) -> Vec<&'static str> {
    let diagnostics = report.diagnostics().iter();
    diagnostics
        .map(|diagnostic| diagnostic.code().as_str())
        .collect()
}

/// The rendered report, and the filter after its fixes.
fn rendered(report: &Report) -> String {
    match report.fixed() {
        Some(fixed) => format!("{report}\n  fixed: {fixed}"),
        None => report.to_string(),
    }
}

/// Parses an example of the table of codes. Some need a lower limit, a template or a sort.
fn report_of_example(code: Code, text: &str) -> Report {
    let limits = Limits::DEFAULT;
    match code {
        Code::TooDeep => parse_with(text, &limits.with_max_nesting(8)).into_report(),
        Code::TooLong => parse_with(text, &limits.with_max_len(16)).into_report(),
        Code::PlaceholderInQuotes | Code::InvalidPlaceholder | Code::MisplacedPlaceholder => {
            parse_template(text, &limits).into_report()
        }
        Code::InvalidSort => match SortKey::parse(text) {
            Ok(_) => Report::default(),
            Err(report) => report,
        },
        _ => report(text),
    }
}

/// The codes that do not need the fields of a collection.
fn syntax_codes() -> impl Iterator<Item = Code> {
    let all = Code::ALL.iter().copied();
    all.filter(|code| {
        !["FQL10", "FQL11"]
            .iter()
            .any(|group| code.as_str().starts_with(group))
            && !matches!(
                code,
                Code::UnknownSortField
                    | Code::UnsupportedSort
                    | Code::PatternSpelling
                    | Code::MissingClause
                    | Code::UnlistedSpelling
                    | Code::InexactEquality
                    | Code::UnsupportedTime
                    | Code::UnescapedValue
            )
    })
}

#[test]
fn wrong_example_has_only_its_code() {
    for code in syntax_codes() {
        let codes = codes_of(&report_of_example(code, code.wrong_example()));
        assert_eq!(codes, [code.as_str()], "{}", code.wrong_example());
    }
}

#[test]
fn right_example_has_no_diagnostics() {
    for code in syntax_codes() {
        let codes = codes_of(&report_of_example(code, code.right_example()));
        assert_eq!(codes, [] as [&str; 0], "{}", code.right_example());
    }
}

#[test]
fn wrong_examples_render_as_expected() {
    let examples: Vec<_> = syntax_codes()
        .map(|code| rendered(&report_of_example(code, code.wrong_example())))
        .collect();
    insta::assert_snapshot!("codes", examples.join("\n\n"));
}

#[test]
fn codes_are_sorted_and_documented() {
    assert!(Code::ALL.is_sorted_by_key(|code| code.as_str()));
    for code in Code::ALL {
        assert!(!code.title().ends_with('.'), "{code}");
        assert!(code.explanation().ends_with('.'), "{code}");
        assert_ne!(code.wrong_example(), code.right_example(), "{code}");
    }
}

#[test]
fn messages_follow_the_style_guide() {
    let more = [
        "a:\n\0",
        "\u{202e}:1",
        "a:1 \u{7}",
        "x\ny",
        "a='\u{1b}[31m'",
    ];
    let examples = Code::ALL.iter().map(|code| code.wrong_example());
    for text in examples.chain(more) {
        for diagnostic in report(text).diagnostics() {
            for line in [diagnostic.message(), diagnostic.help()] {
                assert!(!line.is_empty());
                assert!(!line.contains(char::is_control), "{line:?}");
                assert!(!line.contains('\u{202e}'), "{line:?}");
                assert!(!line.ends_with('.'), "{line}");
                assert!(!line.starts_with(char::is_uppercase), "{line}");
            }
        }
    }
}

#[test]
fn foreign_syntax_has_its_code() {
    for (text, code) in [
        ("*", "FQL023"),
        ("!field:'x'", "FQL010"),
        ("a:1 AND b:2", "FQL011"),
        ("a:1 OR b:2", "FQL011"),
        ("NOT a:1", "FQL011"),
        ("a:1 && b:2", "FQL011"),
        ("a:1 || b:2", "FQL011"),
        ("a='x'", "FQL012"),
        ("a=='x'", "FQL012"),
        ("a!='x'", "FQL012"),
        ("a:=<5", "FQL013"),
        ("a:>2026-11-22", "FQL014"),
        ("a:>now-7d", "FQL014"),
        ("a:‘x’", "FQL016"),
        ("a%3A%27x%27", "FQL017"),
        ("a:'x", "FQL018"),
        ("a:[]", "FQL020"),
        ("a:1+", "FQL005"),
        ("a:1,", "FQL005"),
    ] {
        assert_eq!(codes(text), [code], "{text}");
    }
}

#[test]
fn strings_are_never_diagnosed() {
    for inside in [
        "*",
        "!field:1",
        "x AND y",
        "a OR b",
        "NOT a",
        "&&",
        "||",
        "=",
        "==",
        "!=",
        "=<",
        "now-7d",
        "2026-11-22",
        "‘x’",
        "a%3A",
        "[]",
        "a+",
        "a,",
        "(",
        ")",
        "{x}",
        "\u{feff}",
        "in (1)",
        ";",
    ] {
        for text in [
            format!("a:'{inside}'"),
            format!("a:\"{inside}\""),
            format!("a:['{inside}',\"{inside}\"]"),
            format!("a:>'{inside}'+b:!'{inside}'"),
        ] {
            assert_eq!(codes(&text), [] as [&str; 0], "{text}");
        }
    }
}

#[test]
fn every_problem_is_reported() {
    for (text, expected) in [
        ("status='open' AND !port:22", ["FQL012", "FQL011", "FQL010"]),
        ("a:‘x’+b:[]+c:1,", ["FQL016", "FQL020", "FQL005"]),
        ("a:[now-7d,,[1]]", ["FQL014", "FQL021", "FQL021"]),
        (
            "(a==1+b:10.0.0.1)+tags.'x':1",
            ["FQL012", "FQL015", "FQL009"],
        ),
        ("a:=<1 || b c:'x", ["FQL013", "FQL011", "FQL002"]),
    ] {
        assert_eq!(codes(text), expected, "{text}");
    }
}

#[test]
fn queries_of_other_languages_render_as_expected() {
    let texts = [
        "status = 'open' and port in (22, 23)",
        "SELECT * FROM assets WHERE status = 'open'",
        "status LIKE 'open%' AND port >= 22",
        "name contains 'it*s'",
        "owner is not null",
        "port between 1 and 5 AND a:1",
        "status:('open','new')",
        "status:(open OR new)",
        "status:(open AND new)+port:22",
        "status:'open','closed'",
        "port:[1 TO 5]",
        "port:>1 AND <5",
        "-status:'open'",
        "status:\"a\" \"b\"",
        "['a','b']",
        "{\"filter\":\"status:'open'\"}",
        "\"status:'open'\"",
        "status:open;",
        "status:open&&port:22",
        "\u{feff}status:'open'",
        "status:'open'\u{a0}+ port:22",
        "last_seen:>2026-11-22T10:00:00+02:00",
        "last_seen > now-7d",
        "name:'O''Neil'",
        "name:O'Neil",
        "name:foo bar baz:1",
        "a:[1,2+b:3",
        "device.hostname : \"WIN*\" | stats count",
        "a:+5",
        "*'x'",
    ];
    let reports: Vec<_> = texts.iter().map(|text| rendered(&report(text))).collect();
    insta::assert_snapshot!("foreign_queries", reports.join("\n\n"));
}

#[test]
fn diagnostics_are_in_source_order() {
    let report = report("(a:1 AND b='x'");
    let starts: Vec<_> = report
        .diagnostics()
        .iter()
        .map(|diagnostic| diagnostic.span().start())
        .collect();
    assert!(starts.is_sorted(), "{starts:?}");
}

#[test]
fn warnings_keep_a_filter_valid() {
    let parsed = parse_with("!(a:1,b:2)", &Limits::DEFAULT);
    assert!(parsed.tree().is_some());
    assert!(!parsed.diagnostics().is_empty());
    let report = parsed.into_report();
    assert!(!report.has_errors());
    assert_eq!(report.diagnostics()[0].severity(), Severity::Warning);
}

#[test]
fn partial_tree_has_recovered_clauses() {
    let parsed = parse_with("a:1 AND b='x'+!c:2+d:[+e:'y'", &Limits::DEFAULT);
    let partial: Vec<_> = parsed
        .partial_tree()
        .clauses()
        .map(|c| c.canonical())
        .collect();
    assert_eq!(partial, ["a:1", "b:'x'", "c:!2", "e:'y'"]);
    assert!(parsed.tree().is_none());
}

#[test]
fn template_placeholders_are_checked() {
    let codes = |text| codes_of(&parse_template(text, &Limits::DEFAULT).into_report());
    for text in [
        "a:{x}",
        "a:!{x}+b:>{ y + 1 }",
        "a:[{xs}]",
        "a:[1,{x},'z']",
        "a:*{p}",
        "{f}+a:1",
        "({f},a:1)+{g}",
        "a:{ \"}\" }",
        "a:{ {1} }",
        "a:'{{x}}'",
    ] {
        assert_eq!(codes(text), [] as [&str; 0], "{text}");
        let tree = parse_template(text, &Limits::DEFAULT)
            .tree()
            .map(ToString::to_string);
        assert_eq!(tree.as_deref(), Some(text));
    }
    for (text, code) in [
        ("a:'{x}'", "FQL130"),
        ("a:['{x}',1]", "FQL130"),
        ("a:'x}'", "FQL130"),
        ("a:{", "FQL131"),
        ("a:{}", "FQL131"),
        ("a:[{ }]", "FQL131"),
        ("{}", "FQL131"),
        ("{x}:1", "FQL132"),
        ("!({f},a:1)", "FQL132"),
    ] {
        let mut errors = codes(text);
        errors.retain(|code| *code != "FQL040");
        assert_eq!(errors, [code], "{text}");
    }
}

#[test]
fn invalid_sorts_render_as_expected() {
    let reports: Vec<_> = [
        "",
        "last_seen",
        "last_seen|up",
        "last_seen descending",
        "last_seen | DESC",
        "last_seen,desc",
        "last_seen:asc",
        " last_seen|desc",
        "a b|desc",
        "|desc",
        "-last_seen",
        "a.asc,b.desc",
        "last\nseen|desc",
    ]
    .into_iter()
    .map(|text| rendered(&SortKey::parse(text).expect_err("an invalid sort")))
    .collect();
    insta::assert_snapshot!("sorts", reports.join("\n\n"));
}
