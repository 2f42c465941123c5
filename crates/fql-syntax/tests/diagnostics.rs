//! What is said about texts that are no filters, and where.

use fql_syntax::{
    Code, Limits, Renderer, Report, Severity, SortKey, parse, parse_template, parse_with,
};
use unicode_width::UnicodeWidthStr;

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

/// The report as it is drawn, and the text after the fixes.
fn drawn(text: &str) -> String {
    drawn_report(&report(text))
}

fn drawn_report(report: &Report) -> String {
    match report.fixed() {
        Some(fixed) => format!("{report}  fixed: {fixed}"),
        None => report.to_string(),
    }
}

/// Reads an example of the code table as the code is found: some need a lower limit, a template
/// or a sort.
fn report_of_example(code: Code, text: &str) -> Report {
    let limits = Limits::DEFAULT;
    match code {
        Code::TooDeep => parse_with(text, &limits.with_max_nesting(8)).into_report(),
        Code::TooLong => parse_with(text, &limits.with_max_len(16)).into_report(),
        Code::HoleInQuotes | Code::InvalidHole | Code::HoleElsewhere => {
            parse_template(text, &limits).into_report()
        }
        Code::InvalidSort => match SortKey::parse(text) {
            Ok(_) => Report::default(),
            Err(report) => report,
        },
        _ => report(text),
    }
}

/// The codes that need the tables of a collection.
fn needs_a_collection(code: Code) -> bool {
    let number = &code.as_str()[3..];
    number.starts_with("10") || code == Code::UnknownSortField
}

fn codes_of_the_language() -> impl Iterator<Item = Code> {
    let all = Code::ALL.iter().copied();
    all.filter(|code| !needs_a_collection(*code))
}

#[test]
fn every_wrong_example_has_its_code_and_no_other() {
    for code in codes_of_the_language() {
        let found = codes_of(&report_of_example(code, code.wrong_example()));
        assert_eq!(found, [code.as_str()], "{}", code.wrong_example());
    }
}

#[test]
fn every_right_example_is_clean() {
    for code in codes_of_the_language() {
        let found = codes_of(&report_of_example(code, code.right_example()));
        assert_eq!(found, [] as [&str; 0], "{}", code.right_example());
    }
}

#[test]
fn every_code_draws_its_message_its_caret_its_help_and_its_fix() {
    let drawn: Vec<_> = codes_of_the_language()
        .map(|code| drawn_report(&report_of_example(code, code.wrong_example())))
        .collect();
    insta::assert_snapshot!("every_code", drawn.join("\n\n"));
}

#[test]
fn codes_are_in_order_and_their_texts_in_style() {
    assert!(Code::ALL.is_sorted_by_key(|code| code.as_str()));
    for code in Code::ALL {
        assert!(!code.title().ends_with('.'), "{code}");
        assert!(code.explanation().ends_with('.'), "{code}");
        assert_ne!(code.wrong_example(), code.right_example(), "{code}");
    }
}

#[test]
fn messages_are_one_line_of_lower_case_without_a_full_stop() {
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
                assert!(!line.contains(char::is_control), "{line:?}");
                assert!(!line.contains('\u{202e}'), "{line:?}");
                assert!(!line.ends_with('.'), "{line}");
                assert!(!line.starts_with(char::is_uppercase), "{line}");
            }
        }
    }
}

#[test]
fn each_mistake_of_another_language_has_a_code_of_its_own() {
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
fn inside_quotes_nothing_is_a_mistake() {
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
fn three_mistakes_give_three_diagnostics() {
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
fn what_newcomers_paste_is_answered_once_and_helpfully() {
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
    let drawn: Vec<_> = texts.into_iter().map(drawn).collect();
    insta::assert_snapshot!("newcomers", drawn.join("\n\n"));
}

#[test]
fn the_caret_stands_under_the_problem_whatever_stands_before_it() {
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
    let drawn: Vec<_> = texts.iter().map(|text| report(text).to_string()).collect();
    insta::assert_snapshot!("carets", drawn.join("\n\n"));
}

#[test]
fn columns_count_characters_and_lines_count_newlines() {
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
fn a_line_of_a_mebibyte_is_drawn_in_a_window() {
    for filling in ["x", "\u{301}", "日", "👩\u{200d}"] {
        let value = filling.repeat((1 << 20) / filling.len() - 20);
        for text in [format!("a='{value}'"), format!("a:'{value}'+b='x'")] {
            let drawn = report(&text).to_string();
            assert!(drawn.len() < 4_000, "{filling:?}: {} bytes", drawn.len());
        }
    }
}

#[test]
fn excerpts_fit_narrow_terminals() {
    for filling in ["x", "日", "é"] {
        let value = filling.repeat(200);
        let report = report(&format!("a:'{value}'+b='{value}'"));
        for columns in [30, 40, 80, 120] {
            let drawn = Renderer::plain().within(columns).report(&report);
            let mut lines = drawn.lines().filter(|line| line.starts_with("  | "));
            let (Some(excerpt), Some(caret)) = (lines.next(), lines.next()) else {
                panic!("{drawn}")
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
fn colour_is_only_in_the_escapes() {
    let report = report("a='x' AND b:1");
    let colored = Renderer::colored().report(&report);
    let mut plain = String::new();
    let mut rest = colored.as_str();
    while let Some((before, behind)) = rest.split_once("\x1b[") {
        plain.push_str(before);
        rest = behind.split_once('m').expect("an escape ends").1;
    }
    plain.push_str(rest);
    assert_eq!(plain, Renderer::plain().report(&report));
    assert_ne!(colored, plain);
}

#[test]
fn a_hundred_diagnostics_are_kept_and_the_rest_is_counted() {
    let text = "a=1+".repeat(250) + "a:1";
    let report = report(&text);
    assert_eq!(report.diagnostics().len(), 100);
    assert_eq!(report.omitted(), 151); // one of them says that there are many properties
    assert!(report.to_string().ends_with("and 151 more\n"));
}

#[test]
fn a_report_is_in_the_order_of_the_text() {
    let report = report("(a:1 AND b='x'");
    let starts: Vec<_> = report
        .diagnostics()
        .iter()
        .map(|diagnostic| diagnostic.span().start())
        .collect();
    assert!(starts.is_sorted(), "{starts:?}");
}

#[test]
fn warnings_leave_a_filter_valid() {
    let reading = parse_with("!(a:1,b:2)", &Limits::DEFAULT);
    assert!(reading.tree().is_some());
    assert!(!reading.diagnostics().is_empty());
    let report = reading.into_report();
    assert!(!report.has_errors());
    assert_eq!(report.diagnostics()[0].severity(), Severity::Warning);
}

#[test]
fn the_limits_are_as_set() {
    let deep = |levels: usize| "(".repeat(levels) + "a:1" + &")".repeat(levels);
    assert!(parse(&deep(128)).is_ok());
    assert_eq!(codes(&deep(129)), ["FQL030"]);
    let text = "a:'xxxxxxxxxx'";
    assert!(
        parse_with(text, &Limits::DEFAULT.with_max_len(text.len()))
            .tree()
            .is_some()
    );
    assert!(
        parse_with(text, &Limits::DEFAULT.with_max_len(text.len() - 1))
            .tree()
            .is_none()
    );
    let many = |count: usize| vec!["a:1"; count].join(",");
    assert_eq!(codes(&many(20)), [] as [&str; 0]);
    assert_eq!(codes(&many(21)), ["FQL042"]);
    assert_eq!(
        report(&many(21)).diagnostics()[0].severity(),
        Severity::Warning
    );
}

#[test]
fn the_clauses_around_a_mistake_are_kept() {
    let reading = parse_with("a:1 AND b='x'+!c:2+d:[+e:'y'", &Limits::DEFAULT);
    let partial: Vec<_> = reading.partial().clauses().map(|c| c.canonical()).collect();
    assert_eq!(partial, ["a:1", "b:'x'", "c:!2", "e:'y'"]);
    assert!(reading.tree().is_none());
}

#[test]
fn a_template_reads_holes_and_reports_those_that_are_not_right() {
    let of = |text| codes_of(&parse_template(text, &Limits::DEFAULT).into_report());
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
        assert_eq!(of(text), [] as [&str; 0], "{text}");
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
        let found = of(text);
        let errors: Vec<_> = found.iter().filter(|found| **found != "FQL040").collect();
        assert_eq!(errors, [&code], "{text}");
    }
}

#[test]
fn a_sort_that_is_none_says_what_to_write() {
    let drawn: Vec<_> = [
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
    .map(|text| drawn_report(&SortKey::parse(text).expect_err("no sort")))
    .collect();
    insta::assert_snapshot!("sorts", drawn.join("\n\n"));
}
