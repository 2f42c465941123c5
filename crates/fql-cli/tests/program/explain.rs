//! `fql explain`

use crate::support::{fql, fql_with_input};

#[test]
fn a_filter_is_told_as_an_indented_tree() {
    let answer = fql([
        "explain",
        "criticality:'Critical'+ip.services.port:[22,3389]+(last_seen:>'now-7d',\
         (perimeter:!*'un*'+manual:true))",
    ]);
    assert_eq!(answer.status, Some(0));
    assert_eq!(
        answer.stdout,
        "\
all of:
  criticality is 'Critical'  (text)
  ip.services.port is one of 22, 3389  (integer)
  any of:
    last_seen is after 7 days before now  (timestamp)
    all of:
      perimeter does not start with 'un'  (text)
      manual is true  (boolean)
"
    );
    assert_eq!(answer.stderr, "");
}

#[test]
fn every_operator_has_its_words() {
    for (clause, words) in [
        ("f:'x'", "f is 'x'"),
        ("f:!'x'", "f is not 'x'"),
        ("f:Yes", "f is Yes"),
        ("f:7.5", "f is 7.5"),
        ("f:null", "f has no value"),
        ("f:!null", "f has a value"),
        ("f:''", "f is ''"),
        ("f:['a',2]", "f is one of 'a', 2"),
        ("f:!['a',2]", "f is none of 'a', 2"),
        ("f:['a']", "f is 'a'"),
        ("f:['a*','b']", "f matches one of 'a*', 'b'"),
        ("f:!['a*']", "f matches none of 'a*'"),
        ("f:>1", "f is greater than 1"),
        ("f:!>1", "f is not greater than 1"),
        ("f:>=1", "f is at least 1"),
        ("f:<1", "f is less than 1"),
        ("f:<=1", "f is at most 1"),
        ("f:>'now'", "f is after now"),
        ("f:>='now-1h'", "f is at or after 1 hour before now"),
        ("f:<'2026-01'", "f is before 2026-01-01 00:00:00 UTC"),
        (
            "f:!<='2026-01-01T00'",
            "f is not at or before 2026-01-01 00:00:00 UTC",
        ),
        ("f:>'1024'", "f is greater than '1024'"),
        ("f:*'a*'", "f starts with 'a'"),
        ("f:!*'*a'", "f does not end with 'a'"),
        ("f:'*a*'", "f contains 'a'"),
        ("f:*", "f has any value"),
        ("f:!'*'", "f has no value"),
        ("f:*'a*b'", "f matches the pattern 'a*b'"),
        ("f:*'a'", "f is 'a'"),
        ("f:~'a'", "f matches the text 'a', in any case"),
        ("f:~*'a*'", "f starts with 'a', in any case"),
        (
            "f:~*!'a*b'",
            "f does not match the pattern 'a*b', in any case",
        ),
    ] {
        let answer = fql(["explain", "-c", "any", clause]);
        assert_eq!(answer.stdout, format!("{words}\n"), "{clause}");
    }
}

#[test]
fn a_field_s_kind_says_how_its_values_read() {
    for (clause, words) in [
        (
            "last_seen:'2026'",
            "last_seen is exactly 2026-01-01 00:00:00 UTC  (timestamp)",
        ),
        (
            "ip.ip_address:!'192.0.2.0/24'",
            "ip.ip_address is not in the network 192.0.2.0/24  (ip)",
        ),
        (
            "ip.services.port:>'1024'",
            "ip.services.port is greater than '1024'  (integer)",
        ),
        ("perimeter:'a\\*b'", "perimeter is 'a*b'  (text)"),
        (
            "last_seen_timestamp:>'now'",
            "last_seen_timestamp is after now  (timestamp)",
        ),
    ] {
        let answer = fql(["explain", clause]);
        assert_eq!(answer.stdout, format!("{words}\n"), "{clause}");
    }
}

#[test]
fn the_empty_filter_asks_for_everything() {
    assert_eq!(fql(["explain", ""]).stdout, "everything\n");
}

#[test]
fn what_the_collection_does_not_take_is_explained_with_status_1() {
    let answer = fql(["explain", "hostname:'x'+manual:true"]);
    assert_eq!(answer.status, Some(1));
    assert_eq!(
        answer.stdout,
        "all of:\n  hostname is 'x'  (no field of external-assets)\n  manual is true  (boolean)\n"
    );
    assert!(answer.stderr.starts_with("error[FQL101]: "));
}

#[test]
fn what_is_no_filter_is_not_explained() {
    let answer = fql(["explain", "manual=true"]);
    assert_eq!((answer.status, &*answer.stdout), (Some(1), ""));
    assert!(answer.stderr.starts_with("error[FQL012]: "));
}

#[test]
fn several_filters_have_headings() {
    let answer = fql(["explain", "manual: true", ""]);
    assert_eq!(
        answer.stdout,
        "filter 1: manual:true\nmanual is true  (boolean)\n\
         filter 2: (the empty filter, which matches everything)\neverything\n"
    );
}

#[test]
fn the_deepest_filter_and_the_widest_are_explained() {
    let deep = format!("{}a:1{}", "(b:1+(c:1,".repeat(60), "))".repeat(60));
    let answer = fql(["explain", "-c", "any", &deep]);
    assert_eq!(answer.status, Some(0), "{}", answer.stderr);
    assert_eq!(answer.stdout.lines().count(), 1 + 4 * 60);

    let wide = vec!["a:1"; 100_000].join(",");
    let answer = fql_with_input(["explain", "-c", "any", "--file", "-"], wide);
    assert_eq!(answer.status, Some(0));
    assert_eq!(answer.stdout.lines().count(), 2 + 100_000);
}
