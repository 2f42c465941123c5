//! `fql fmt`

use crate::support::{fql, fql_with_input};

#[test]
fn canonical_text_is_printed_a_line_a_filter() {
    let answer = fql([
        "fmt",
        "criticality: \"Critical\" , manual:true + confidence:1",
        "",
        "ip.services.port:[22, 3389]",
    ]);
    assert_eq!(answer.status, Some(0));
    assert_eq!(
        answer.stdout,
        "criticality:'Critical',(manual:true+confidence:1)\n\nip.services.port:[22,3389]\n"
    );
    assert_eq!(answer.stderr, "");
}

#[test]
fn formatting_twice_changes_nothing() {
    let once = fql(["fmt", "-c", "any", "!(a:1,b:*'C:\\x\\\\')+c:\"it's\""]);
    assert_eq!(once.status, Some(0));
    let twice = fql_with_input(["fmt", "-c", "any", "--file", "-"], &once.stdout);
    assert_eq!(twice.stdout, once.stdout);
}

#[test]
fn invalid_filters_are_told_on_standard_error_and_end_with_status_1() {
    let answer = fql(["fmt", "manual:true", "manual:7", "confidence:1"]);
    assert_eq!(answer.status, Some(1));
    assert_eq!(answer.stdout, "manual:true\nconfidence:1\n");
    assert!(answer.stderr.starts_with("filter 2:\nerror[FQL107]: "));
}

#[test]
fn warnings_go_to_standard_error() {
    let answer = fql(["fmt", "last_seen_timestamp:>'now'"]);
    assert_eq!(answer.status, Some(0));
    assert_eq!(answer.stdout, "last_seen_timestamp:>'now'\n");
    assert!(answer.stderr.starts_with("warning[FQL108]: "));
}

#[test]
fn sure_fixes_are_applied_when_asked_for() {
    let filter = "criticality='Critical' AND last_seen_timestamp:>now-7d+";
    let answer = fql(["fmt", filter]);
    assert_eq!((answer.status, &*answer.stdout), (Some(1), ""));
    let answer = fql(["fmt", "--fix", filter]);
    assert_eq!(answer.status, Some(0));
    assert_eq!(
        answer.stdout,
        "criticality:'Critical'+last_seen:>'now-7d'\n"
    );
    assert_eq!(answer.stderr, "");
}

#[test]
fn fixes_go_on_until_nothing_is_left_to_fix() {
    // More than a report lists, and a list that only a second look finds.
    let filter = vec!["ip.ip_address==['192.0.2.1','192.0.2.2']"; 150].join(" AND ");
    let answer = fql(["fmt", "--fix", &filter]);
    assert_eq!(answer.status, Some(0), "{}", answer.stderr);
    assert_eq!(answer.stdout.matches("+(").count(), 149);
}

#[test]
fn what_is_not_sure_is_left_and_told_of_the_mended_text() {
    let answer = fql(["fmt", "--fix", "-c", "any", "a=1+b:[]"]);
    assert_eq!(answer.status, Some(1));
    assert_eq!(answer.stdout, "");
    assert!(
        answer.stderr.contains("  | a:1+b:[]\n"),
        "{}",
        answer.stderr
    );
    assert!(!answer.stderr.contains("FQL012"));
}

#[test]
fn text_is_printed_as_it_is() {
    let answer = fql(["fmt", "-c", "any", "a:'\u{1b}[31m\u{202e}é'"]);
    assert_eq!(answer.stdout, "a:'\u{1b}[31m\u{202e}é'\n");
}
