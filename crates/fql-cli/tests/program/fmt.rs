//! `fql fmt`

use crate::support::{fql, fql_with_input};

#[test]
fn canonical_filters_are_printed_one_per_line() {
    let output = fql([
        "fmt",
        "criticality: \"Critical\" , manual:true + confidence:1",
        "",
        "ip.services.port:[22, 3389]",
    ]);
    assert_eq!(output.status, Some(0));
    assert_eq!(
        output.stdout,
        "criticality:'Critical',(manual:true+confidence:1)\n\nip.services.port:[22,3389]\n"
    );
    assert_eq!(output.stderr, "");
}

#[test]
fn formatting_is_idempotent() {
    let once = fql(["fmt", "-c", "any", "!(a:1,b:*'C:\\x\\\\')+c:\"it's\""]);
    assert_eq!(once.status, Some(0));
    let twice = fql_with_input(["fmt", "-c", "any", "--file", "-"], &once.stdout);
    assert_eq!(twice.stdout, once.stdout);
}

#[test]
fn invalid_filter_is_reported_on_stderr() {
    let output = fql(["fmt", "manual:true", "manual:7", "confidence:1"]);
    assert_eq!(output.status, Some(1));
    assert_eq!(output.stdout, "manual:true\nconfidence:1\n");
    assert!(output.stderr.starts_with("filter 2:\nerror[FQL107]: "));
}

#[test]
fn warning_is_reported_on_stderr() {
    let output = fql(["fmt", "last_seen_timestamp:>'now'"]);
    assert_eq!(output.status, Some(0));
    assert_eq!(output.stdout, "last_seen_timestamp:>'now'\n");
    assert!(output.stderr.starts_with("warning[FQL108]: "));
}

#[test]
fn fixes_are_applied_on_request() {
    let filter = "criticality='Critical' AND last_seen_timestamp:>now-7d+";
    let output = fql(["fmt", filter]);
    assert_eq!((output.status, &*output.stdout), (Some(1), ""));
    let output = fql(["fmt", "--fix", filter]);
    assert_eq!(output.status, Some(0));
    assert_eq!(
        output.stdout,
        "criticality:'Critical'+last_seen:>'now-7d'\n"
    );
    assert_eq!(output.stderr, "");
}

#[test]
fn fixes_are_repeated_until_none_is_left() {
    // More diagnostics than a report lists, and lists that are wrong only after the first pass.
    let filter = vec!["ip.ip_address==['192.0.2.1','192.0.2.2']"; 150].join(" AND ");
    let output = fql(["fmt", "--fix", &filter]);
    assert_eq!(output.status, Some(0), "{}", output.stderr);
    assert_eq!(output.stdout.matches("+(").count(), 149);
}

#[test]
fn fixes_keep_values_in_their_clauses() {
    let none = (Some(1), "");
    for (filter, expected) in [
        (
            "criticality:“Critical” AND perimeter:'external'",
            (Some(0), "criticality:'Critical'+perimeter:'external'\n"),
        ),
        (
            "criticality:`Critical` AND perimeter:'external'",
            (Some(0), "criticality:'Critical'+perimeter:'external'\n"),
        ),
        ("name%3A'Pat%20O%20Neil'%2Bport%3A22", none),
        ("name:%27Pat+ONeil%27", none),
        (r"path:'C:\Temp\\'*", none),
        ("a in (True,NULL)", (Some(0), "a:[true,null]\n")),
        ("a = True", (Some(0), "a:true\n")),
    ] {
        let output = fql(["fmt", "--fix", "-c", "any", filter]);
        let found = (output.status, output.stdout.as_str());
        assert_eq!(found, expected, "{filter}: {}", output.stderr);
    }
}

#[test]
fn mebibyte_of_mistakes_is_fixed() {
    let clauses = (1 << 20) / "a=1 AND ".len();
    let filter = "a=1 AND ".repeat(clauses - 1) + "a=1\n";
    let output = fql_with_input(["fmt", "--fix", "-c", "any", "--file", "-"], filter);
    assert_eq!(output.status, Some(0), "{}", output.stderr);
    assert_eq!(output.stdout.matches("a:1").count(), clauses);
}

#[test]
fn problem_without_fix_is_reported_after_fixing() {
    let output = fql(["fmt", "--fix", "-c", "any", "a=1+b:[]"]);
    assert_eq!(output.status, Some(1));
    assert_eq!(output.stdout, "");
    assert!(
        output.stderr.contains("  | a:1+b:[]\n"),
        "{}",
        output.stderr
    );
    assert!(!output.stderr.contains("FQL012"));
}

#[test]
fn output_is_not_escaped() {
    let output = fql(["fmt", "-c", "any", "a:'\u{1b}[31m\u{202e}é'"]);
    assert_eq!(output.stdout, "a:'\u{1b}[31m\u{202e}é'\n");
}
