//! `fql explain`

use fql::diagnostics::Code;

use crate::support::{fql, fql_with_input};

#[test]
fn filter_is_printed_as_an_indented_tree() {
    let output = fql([
        "explain",
        "criticality:'Critical'+ip.services.port:[22,3389]+(last_seen:>'now-7d',\
         (perimeter:!*'un*'+manual:true))",
    ]);
    assert_eq!(output.status, Some(0));
    assert_eq!(
        output.stdout,
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
    assert_eq!(output.stderr, "");
}

#[test]
fn inexact_equality_is_described() {
    let also = "equality of this field also matches longer values that start with it";
    for (clause, words) in [
        ("hostname:'web'", format!("hostname is 'web'; {also}")),
        ("hostname:!web", format!("hostname is not 'web'; {also}")),
        ("hostname:['web']", "hostname is 'web'".to_owned()),
        ("hostname:'web*'", "hostname starts with 'web'".to_owned()),
        ("hostname:''", "hostname is ''".to_owned()),
    ] {
        let output = fql(["explain", "-c", "hosts", clause]);
        assert_eq!(output.stdout, format!("{words}  (text)\n"), "{clause}");
    }
    let comment = fql(["explain", "-c", "alerts", "comments.value:'done'"]);
    assert!(
        comment.stdout.contains("matches one word of a comment"),
        "{}",
        comment.stdout
    );
}

#[test]
fn items_of_lists_are_described_by_type() {
    for (clause, words) in [
        (
            "ip.ip_address:['192.0.2.0/24']",
            "ip.ip_address is in the network 192.0.2.0/24  (ip)",
        ),
        (
            "ip.ip_address:!['192.0.2.0/24','198.51.100.7']",
            "ip.ip_address is none of the network 192.0.2.0/24, '198.51.100.7'  (ip)",
        ),
        ("id:['a\\*','b/c']", "id is one of 'a*', 'b/c'  (text)"),
    ] {
        let output = fql(["explain", clause]);
        assert_eq!(output.stdout, format!("{words}\n"), "{clause}");
    }
}

#[test]
fn operators_are_described_in_words() {
    for (clause, words) in [
        ("f:'x'", "f is 'x'"),
        ("f:!'x'", "f is not 'x'"),
        ("f:Yes", "f is 'Yes'"),
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
        ("f:*'**'", "f has any value"),
        ("f:*'a*b'", "f matches the pattern 'a*b'"),
        ("f:*'***'", "f matches the pattern '***'"),
        (r"f:*'C:\\*'", r"f matches the pattern 'C:\*'"),
        (r"f:*'*\\\\*'", r"f matches the pattern '*\\\*'"),
        ("f:*'a'", "f is 'a'"),
        ("f:~'a'", "f matches the text 'a', ignoring case"),
        ("f:~*'a*'", "f starts with 'a', ignoring case"),
        (
            "f:~*!'a*b'",
            "f does not match the pattern 'a*b', ignoring case",
        ),
    ] {
        let output = fql(["explain", "-c", "any", clause]);
        assert_eq!(output.stdout, format!("{words}\n"), "{clause}");
    }
}

#[test]
fn values_are_described_by_field_type() {
    for (clause, words) in [
        (
            "last_seen:'2026'",
            "last_seen is exactly 2026-01-01 00:00:00 UTC  (timestamp)",
        ),
        (
            "last_seen:>'2026-11-22T10:30:01.250Z'",
            "last_seen is after 2026-11-22 10:30:01.25 UTC  (timestamp)",
        ),
        (
            "last_seen:<'now-15m'",
            "last_seen is before 15 minutes before now  (timestamp)",
        ),
        ("last_seen:>'now-0d'", "last_seen is after now  (timestamp)"),
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
        let output = fql(["explain", clause]);
        assert_eq!(output.stdout, format!("{words}\n"), "{clause}");
    }
}

#[test]
fn empty_filter_is_everything() {
    assert_eq!(fql(["explain", ""]).stdout, "everything\n");
}

#[test]
fn unknown_field_is_explained_with_status_1() {
    let output = fql(["explain", "hostname:'x'+manual:true"]);
    assert_eq!(output.status, Some(1));
    assert_eq!(
        output.stdout,
        "all of:\n  hostname is 'x'  (unknown field)\n  manual is true  (boolean)\n"
    );
    assert!(output.stderr.starts_with("error[FQL101]: "));
}

#[test]
fn malformed_filter_is_not_explained() {
    let output = fql(["explain", "manual=true"]);
    assert_eq!((output.status, &*output.stdout), (Some(1), ""));
    assert!(output.stderr.starts_with("error[FQL012]: "));
}

#[test]
fn several_filters_have_headings() {
    let output = fql(["explain", "manual: true", ""]);
    assert_eq!(
        output.stdout,
        "filter 1: manual:true\nmanual is true  (boolean)\n\
         filter 2: (empty filter: matches everything)\neverything\n"
    );
}

#[test]
fn deep_and_wide_filters_are_explained() {
    let deep = format!("{}a:1{}", "(b:1+(c:1,".repeat(60), "))".repeat(60));
    let output = fql(["explain", "-c", "any", &deep]);
    assert_eq!(output.status, Some(0), "{}", output.stderr);
    assert_eq!(output.stdout.lines().count(), 1 + 4 * 60);

    let wide = vec!["a:1"; 100_000].join(",");
    let output = fql_with_input(["explain", "-c", "any", "--file", "-"], wide);
    assert_eq!(output.status, Some(0));
    assert_eq!(output.stdout.lines().count(), 2 + 100_000);
}

#[test]
fn code_is_explained_in_any_case() {
    for name in ["FQL101", "fql101"] {
        let output = fql(["explain", name]);
        assert_eq!((output.status, &*output.stderr), (Some(0), ""));
        assert_eq!(output.stdout, Code::UnknownField.section());
    }
}

#[test]
fn every_code_is_explained_with_its_examples() {
    for code in Code::ALL {
        let output = fql(["explain", code.as_str()]);
        assert_eq!(output.status, Some(0));
        for part in [
            code.as_str(),
            code.title(),
            code.wrong_example(),
            code.right_example(),
        ] {
            assert!(output.stdout.contains(part), "{}", output.stdout);
        }
        assert!(output.stdout.ends_with('\n'));
    }
}

#[test]
fn several_codes_are_explained_in_order() {
    let output = fql(["explain", "FQL105", "FQL101"]);
    let expected = [Code::UnsupportedRange, Code::UnknownField].map(Code::section);
    assert_eq!(output.stdout, expected.join("\n"));
}

#[test]
fn unknown_code_is_an_error_with_a_suggestion() {
    for name in ["FQL110101", "FQL1o1", "fql999"] {
        let output = fql(["explain", name]);
        assert_eq!((output.status, &*output.stdout), (Some(2), ""), "{name}");
        let message = format!("unknown diagnostic code `{}`", name.to_uppercase());
        assert!(output.stderr.contains(&message), "{}", output.stderr);
    }
    let output = fql(["explain", "FQL1o1"]);
    assert!(
        output.stderr.contains("did you mean `FQL101`?"),
        "{}",
        output.stderr
    );
}

#[test]
fn code_in_file_is_a_malformed_filter() {
    let output = fql_with_input(["explain", "--file", "-"], "FQL101\n");
    assert_eq!((output.status, &*output.stdout), (Some(1), ""));
    assert!(output.stderr.contains("error[FQL002]"), "{}", output.stderr);
}

#[test]
fn diagnostics_name_the_explain_command() {
    let output = fql(["check", "criticalty:'x'"]);
    let note = "  = note: for details run `fql explain FQL101`\n";
    assert!(output.stdout.contains(note), "{}", output.stdout);
}
