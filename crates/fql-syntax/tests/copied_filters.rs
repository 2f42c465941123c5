//! Filters copied with what was around them, and the ranges and lists of other languages.

use fql_syntax::{Limits, parse_with};

/// Returns the codes, the help of the first diagnostic, and the source after all fixes.
fn outcome(source: &str) -> (Vec<&'static str>, String, Option<String>) {
    let report = parse_with(source, &Limits::DEFAULT).into_report();
    let codes = report.diagnostics().iter().map(|one| one.code().as_str());
    let help = report.diagnostics()[0].help().to_owned();
    (codes.collect(), help, report.fixed())
}

#[track_caller]
fn assert_fixed(source: &str, code: &str, fixed: Option<&str>) {
    let (codes, _, actual) = outcome(source);
    assert_eq!(codes, [code], "{source}");
    assert_eq!(actual.as_deref(), fixed, "{source}");
}

#[test]
fn wrapping_is_removed() {
    for source in [
        "filter=status:'open'",
        "?filter=status:'open'",
        "--filter \"status:'open'\"",
        "-Filter \"status:'open'\"",
        "filter=status%3A%27open%27",
        "https://api.example.com/queries/v1?limit=5&filter=status%3A%27open%27&sort=a",
        "https://api.example.com/queries/v1?filter=status:'open'",
        "status:&#39;open&#39;",
        "status:&apos;open&#x27;",
        r"status:\'open\'",
    ] {
        assert_fixed(source, "FQL025", Some("status:'open'"));
    }
    assert_fixed(
        "t:&gt;=&quot;now-7d&quot;",
        "FQL025",
        Some("t:>=\"now-7d\""),
    );
    assert_fixed("a:1&amp;b:2", "FQL025", Some("a:1+b:2"));
}

#[test]
fn uncertain_wrapping_has_no_fix() {
    for source in [
        "a:'x &amp; y'+b:&gt;5",
        "a:&#39;x+b:&#39;",
        "a:&amp;gt;5",
        r"a:\'x\'+b:'y'",
        r"a:\'x+b:\'",
        "https://api.example.com/queries/v1",
    ] {
        assert_fixed(source, "FQL025", None);
    }
    // In quotes, entities and backslashes are a part of the value.
    assert!(fql_syntax::parse(r"a:'R&amp;D'+b:'it\'s'").is_ok());
    // A field may be called `filter`.
    assert_fixed("filter='x'", "FQL012", Some("filter:'x'"));
}

#[test]
fn other_problems_after_a_prefix_are_reported() {
    let (codes, _, fixed) = outcome("filter=status='open' AND port:22");
    assert_eq!(codes[0], "FQL012");
    assert_eq!(fixed, None);
    let (codes, _, fixed) = outcome("filter=status:'open' AND port:22");
    assert_eq!(codes, ["FQL025", "FQL011"]);
    assert_eq!(fixed.as_deref(), Some("status:'open'+port:22"));
}

#[test]
fn each_cause_has_its_own_help() {
    for (source, code, help, fixed) in [
        (
            "a:'High,b:'x'",
            "FQL018",
            "close the string: `'High'`",
            None,
        ),
        (
            "a:''High''",
            "FQL019",
            "use one pair of quotes: `'High'`",
            Some("a:'High'"),
        ),
        (
            "a:['x';'y']",
            "FQL021",
            "separate values with commas: `[value,value]`",
            Some("a:['x','y']"),
        ),
        ("p:≥443", "FQL012", "use `:>=`", Some("p:>=443")),
        (
            "p:22,23,24",
            "FQL001",
            "for several values use a list: `p:[22,23,24]`",
            None,
        ),
        (
            "c:!High,Low",
            "FQL001",
            "for several values use a list: `c:![High,Low]`",
            None,
        ),
        (
            "c:in['a']",
            "FQL012",
            "remove it: a list matches any of its values",
            Some("c:['a']"),
        ),
        (
            "s[0].port:22",
            "FQL009",
            "a path goes through every element of an array: `s.port`",
            None,
        ),
        (
            "c:%High%",
            "FQL015",
            "use `*` as the wildcard: `:*'*High*'`",
            Some("c:*'*High*'"),
        ),
    ] {
        let (codes, actual, actual_fix) = outcome(source);
        assert_eq!((codes, &*actual), (vec![code], help), "{source}");
        assert_eq!(actual_fix.as_deref(), fixed, "{source}");
    }
}

#[test]
fn range_help_suggests_two_clauses() {
    for (source, expected) in [
        (
            "t:'now-7d'..'now'",
            "use two clauses: `t:>='now-7d'+t:<='now'`",
        ),
        ("p:1024..2048", "use two clauses: `p:>=1024+p:<=2048`"),
        ("p:[22..25]", "use two clauses: `p:>=22+p:<=25`"),
        ("p:>1024<2048", "repeat the property for it: `+p:<2048`"),
    ] {
        let (codes, help, fix) = outcome(source);
        assert_eq!((codes, &*help), (vec!["FQL012"], expected), "{source}");
        let clauses = help.strip_prefix("use two clauses: `");
        let clauses = clauses.and_then(|help| help.strip_suffix('`'));
        assert_eq!(fix.as_deref(), clauses, "{source}");
    }
}

#[test]
fn list_is_suggested_only_for_alternatives() {
    let help = |joined: &str, value: &str| {
        let clauses: Vec<String> = (0..25).map(|n| format!("p:{value}{n}")).collect();
        outcome(&clauses.join(joined)).1
    };
    let list = "combine the alternatives of `p` into a list: `p:[1,2]`";
    assert_eq!(help(",", ""), list);
    assert_eq!(help("+", "!"), list);
    let split = "split the filter over several queries if the service rejects it";
    assert_eq!(help("+", ""), split);
    assert_eq!(help(",", "!"), split);
    assert_eq!(help(",", ">"), split);
}

#[test]
fn filter_of_command_or_json_is_extracted() {
    for source in [
        "$filter=status:'open'",
        "FQL: status:'open'",
        "filter: status:'open'",
        r#"{"filter":"status:'open'"}"#,
        r#"{ "limit": 5, "filter": "status:'open'" }"#,
        "{'filter': \"status:'open'\"}",
        "curl -X GET \"https://api.example.com/queries/v1?limit=5&filter=status%3A%27open%27&sort=a\" -H 'a: b'",
        "curl -G https://api.example.com/queries/v1 --data-urlencode \"filter=status:'open'\"",
        "Get-FalconHost -Filter \"status:'open'\" -Detailed",
        "falcon.query_devices_by_filter(filter=\"status:'open'\", limit=5)",
    ] {
        assert_fixed(source, "FQL025", Some("status:'open'"));
    }
    assert_fixed(
        r#"{"filter":"status:\"open\""}"#,
        "FQL025",
        Some("status:\"open\""),
    );
    for source in [
        r#"{"filter":"status:'a\u0027"}"#,
        r#"{"query":{"term":{"status":"open"}}}"#,
        "curl https://api.example.com/queries/v1",
        "a -Filter \"status:'open'\" | b -Filter \"status:'new'\"",
    ] {
        let (codes, ..) = outcome(source);
        assert!(!codes.is_empty(), "{source}");
        assert_eq!(outcome(source).2, None, "{source}");
    }
}

#[test]
fn range_of_other_language_becomes_two_clauses() {
    for source in [
        "port:1024..2048",
        "port:1024..=2048",
        "port:>=1024..<=2048",
        "port:[1024..2048]",
        "port:[1024 TO 2048]",
        "port:1024 to 2048",
        "port between 1024 and 2048",
    ] {
        assert_fixed(source, "FQL012", Some("port:>=1024+port:<=2048"));
    }
    assert_fixed(
        "a:1,t:'now-7d'..'now',b:2",
        "FQL012",
        Some("a:1,t:>='now-7d'+t:<='now',b:2"),
    );
    assert_fixed(
        "address:10.0.0.1..10.0.0.9",
        "FQL012",
        Some("address:>='10.0.0.1'+address:<='10.0.0.9'"),
    );
    // Negated, in a list with other values, reversed, or of unknown order.
    for source in [
        "port:!1024..2048",
        "port:[22,1024..2048]",
        "port:2048 to 1024",
        "port not between 1024 and 2048",
        "name:'a'..'b'",
    ] {
        let (codes, _, fixed) = outcome(source);
        assert_eq!((codes[0], fixed), ("FQL012", None), "{source}");
    }
}

#[test]
fn negation_after_property_or_colon_has_a_fix() {
    for source in [
        "status!:'open'",
        "status!: 'open'",
        "status:not 'open'",
        "status:NOT 'open'",
    ] {
        let (codes, _, fixed) = outcome(source);
        assert_eq!(codes.len(), 1, "{source}");
        assert_eq!(fixed.as_deref(), Some("status:!'open'"), "{source}");
    }
    assert_fixed("port:not [22,23]", "FQL011", Some("port:![22,23]"));
    // A value may be this word.
    assert!(fql_syntax::parse("status:not").is_ok());
    assert!(fql_syntax::parse("status:not+port:22").is_ok());
}

#[test]
fn semicolons_in_a_list_become_commas() {
    for (source, fixed) in [
        ("port:[22;3389]", "port:[22,3389]"),
        ("port:[22; 80 ;443]", "port:[22, 80 ,443]"),
        ("a:['x';'y';'z']", "a:['x','y','z']"),
        ("a:[High;'y',null]", "a:[High,'y',null]"),
    ] {
        let (codes, _, actual) = outcome(source);
        assert!(
            codes.iter().all(|code| *code == "FQL021"),
            "{source}: {codes:?}"
        );
        assert_eq!(actual.as_deref(), Some(fixed), "{source}");
    }
}

#[test]
fn fix_that_could_change_the_meaning_is_not_offered() {
    for source in [
        // The negation is about both ends.
        "not a between 1 and 5",
        "!a between 1 and 5",
        // The second filter would be lost.
        "https://x/?filter=a:'x'&filter=b:'y'",
        // An escape or a space may be a part of the string.
        "https://x/?filter=a:'x%20y'&limit=1",
        "https://x/?filter=a:'x+y'",
        "filter=a:'x%2By'",
        "filter=a:'x'&limit=10",
        // The rest of the expression would be lost, and a shell replaces variables.
        "f(filter=\"a:1\"+x)",
        "f(filter=\"a:1\".format(x))",
        "f(filter=\"a:'%s'+b:1\" % x)",
        "curl \"https://x?filter=a:'$NAME'+b:1\"",
        "Get-FalconHost -Filter \"a:'$x'\"",
        "-Filter \"a:'$x'\"",
        // The empty filter matches everything.
        "-Filter \"\"",
        "''",
        "{\"filter\":\"\"}",
    ] {
        let report = fql_syntax::parse(source).expect_err(source);
        assert_eq!(report.fixed(), None, "{source}");
    }
    // Other mistakes are fixed.
    let (_, _, fixed) = outcome("b:1 AND NOT a BETWEEN 1 AND 5");
    assert_eq!(fixed.as_deref(), Some("b:1+NOT a BETWEEN 1 AND 5"));
}

#[test]
fn percentage_is_not_a_pattern() {
    for source in ["a:50%+b:1", "a:!10%", "a:99.5%"] {
        let report = fql_syntax::parse(source).expect_err(source);
        let fixed = report.fixed().unwrap_or_default();
        assert!(!fixed.contains('*'), "{source}: {fixed}");
    }
}
