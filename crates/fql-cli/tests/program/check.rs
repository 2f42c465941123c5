//! `fql check`

use serde_json::{Value, json};

use crate::support::{fql, fql_with_input};

fn codes(answer: &Value) -> Vec<&str> {
    let findings = answer["diagnostics"].as_array().expect("an array");
    findings
        .iter()
        .map(|finding| finding["code"].as_str().expect("a text"))
        .collect()
}

#[test]
fn valid_filters_end_with_status_0_and_show_their_canonical_text() {
    let answer = fql([
        "check",
        "criticality: \"Critical\" + ip.services.port:[22, 3389]",
    ]);
    assert_eq!(answer.status, Some(0));
    assert_eq!(
        answer.stdout,
        "valid: criticality:'Critical'+ip.services.port:[22,3389]\n"
    );
    assert_eq!(answer.stderr, "");
}

#[test]
fn an_invalid_filter_ends_with_status_1_and_shows_a_caret_and_help() {
    let answer = fql(["check", "criticalty:'Critical'", "-c", "external-assets"]);
    assert_eq!(answer.status, Some(1));
    assert_eq!(
        answer.stdout,
        "invalid: 1 error\n\
         error[FQL101]: `criticalty` is no field of external-assets\n \
         --> 1:1\n  \
           |\n  \
           | criticalty:'Critical'\n  \
           | ^^^^^^^^^^\n  \
           = help: did you mean `criticality`?\n  \
           = note: for details run `fql explain FQL101`\n"
    );
    assert_eq!(answer.stderr, "");
}

#[test]
fn one_invalid_filter_among_valid_ones_makes_the_status_1() {
    let answer = fql(["check", "manual:true", "manual:7", "", "confidence:1"]);
    assert_eq!(answer.status, Some(1));
    let verdicts: Vec<&str> = answer
        .stdout
        .lines()
        .filter(|line| line.starts_with("valid:") || line.starts_with("invalid:"))
        .collect();
    assert_eq!(
        verdicts,
        [
            "valid: manual:true",
            "invalid: filter 2: 1 error",
            "valid: (the empty filter, which matches everything)",
            "valid: confidence:1",
        ]
    );
}

#[test]
fn warnings_are_shown_and_leave_the_status_0() {
    let answer = fql(["check", "last_seen_timestamp:>'now-7d'"]);
    assert_eq!(answer.status, Some(0));
    assert!(
        answer
            .stdout
            .starts_with("valid: last_seen_timestamp:>'now-7d'\nwarning[FQL108]: ")
    );
}

#[test]
fn usage_errors_end_with_status_2() {
    for answer in [
        fql(["check"]),
        fql(["check", "--collection", "none", "a:1"]),
        fql(["check", "--format", "yaml", "a:1"]),
        fql(["check", "--no-such-option", "a:1"]),
        fql(["check", "-x:1"]),
        fql(["no-such-command"]),
        fql([]),
    ] {
        assert_eq!(answer.status, Some(2), "{answer:?}");
        assert_eq!(answer.stdout, "");
        assert!(answer.stderr.contains("--help"), "{answer:?}");
    }
}

#[test]
fn no_filter_at_all_is_a_usage_error_also_when_something_is_piped_in() {
    let answer = fql_with_input(["check"], "manual:true\n");
    assert_eq!(answer.status, Some(2));
    assert!(answer.stderr.contains("--file -"), "{}", answer.stderr);
}

#[test]
fn a_filter_may_begin_with_a_bang_or_behind_two_dashes_with_a_dash() {
    let answer = fql(["check", "--format", "json", "!a:1"]);
    assert_eq!(answer.status, Some(1));
    assert_eq!(codes(&answer.json()[0]), ["FQL010", "FQL101"]);

    let answer = fql(["check", "--format", "json", "--", "-x:1", "--help"]);
    assert_eq!(answer.status, Some(1));
    let filters: Vec<Value> = answer
        .json()
        .into_iter()
        .map(|row| row["filter"].clone())
        .collect();
    assert_eq!(filters, [json!("-x:1"), json!("--help")]);
}

#[test]
fn json_of_a_valid_filter_has_its_canonical_text() {
    let answer = fql(["check", "--format", "json", "manual: true"]);
    assert_eq!(answer.status, Some(0));
    assert_eq!(
        answer.json(),
        [json!({
            "filter": "manual: true",
            "valid": true,
            "canonical": "manual:true",
            "diagnostics": [],
            "omitted": 0,
        })]
    );
}

#[test]
fn json_of_an_invalid_filter_has_places_help_and_fixes() {
    let answer = fql(["check", "--format", "json", "-c", "any", "status='open'"]);
    assert_eq!(answer.status, Some(1));
    assert_eq!(
        answer.json(),
        [json!({
            "filter": "status='open'",
            "valid": false,
            "canonical": null,
            "diagnostics": [{
                "code": "FQL012",
                "severity": "error",
                "message": "`=` compares nothing here",
                "help": "write `:` for equality",
                "start": 6,
                "end": 7,
                "line": 1,
                "column": 7,
                "fix": [{ "start": 6, "end": 7, "replacement": ":" }],
            }],
            "omitted": 0,
        })]
    );
}

#[test]
fn json_is_one_compact_object_a_filter_in_order() {
    let answer = fql([
        "check", "--format", "json", "-c", "any", "a:1", "b", "", "c:'\n'",
    ]);
    let rows = answer.json();
    let filters: Vec<&Value> = rows.iter().map(|row| &row["filter"]).collect();
    assert_eq!(filters, ["a:1", "b", "", "c:'\n'"]);
    let verdicts: Vec<&Value> = rows.iter().map(|row| &row["valid"]).collect();
    assert_eq!(verdicts, [true, false, true, true]);
    assert!(!answer.stdout.contains("\": "));
}

#[test]
fn programs_get_no_hints() {
    let answer = fql(["check", "--format", "json", "hostname:'x'"]);
    assert_eq!(answer.status, Some(1));
    assert_eq!(answer.stderr, "");
}

#[test]
fn people_who_chose_no_collection_are_told_of_the_others_once() {
    let answer = fql(["check", "hostname:'x'", "hostname:'y'"]);
    assert_eq!(answer.stderr.matches("-c any").count(), 1);
    let answer = fql(["check", "-c", "external-assets", "hostname:'x'"]);
    assert_eq!(answer.stderr, "");
    let answer = fql(["check", "manual:7"]);
    assert_eq!(answer.stderr, "");
}

#[test]
fn every_collection_has_its_name() {
    for (collection, status) in [
        ("external-assets", 1),
        ("sensors", 0),
        ("subsidiaries", 0),
        ("any", 0),
    ] {
        let answer = fql(["check", "--collection", collection, "hostname:~'x'"]);
        assert_eq!(answer.status, Some(status), "{collection}");
    }
}

#[test]
fn offsets_count_bytes_and_columns_count_characters_behind_an_emoji() {
    let answer = fql(["check", "--format", "json", "-c", "any", "a:'🦀é'+b='x'"]);
    let finding = &answer.json()[0]["diagnostics"][0];
    assert_eq!(finding["code"], "FQL012");
    assert_eq!(finding["start"], 12);
    assert_eq!(
        (&finding["line"], &finding["column"]),
        (&json!(1), &json!(9))
    );

    let answer = fql(["check", "-c", "any", "a:'🦀é'+b='x'"]);
    // The crab is two columns wide on a terminal.
    assert!(
        answer
            .stdout
            .contains("  | a:'🦀é'+b='x'\n  |          ^\n"),
        "{}",
        answer.stdout
    );
}

#[test]
fn lines_are_counted_inside_a_filter() {
    let answer = fql(["check", "--format", "json", "-c", "any", "a:1\n+b=2"]);
    let finding = &answer.json()[0]["diagnostics"][0];
    assert_eq!(
        (&finding["line"], &finding["column"]),
        (&json!(2), &json!(3))
    );
}

#[test]
fn at_most_100_diagnostics_are_listed_and_the_others_counted() {
    let filter = vec!["a=1"; 130].join("+");
    let answer = fql(["check", "--format", "json", "-c", "any", &filter]);
    let row = &answer.json()[0];
    assert_eq!(row["valid"], false);
    assert_eq!(row["diagnostics"].as_array().map(Vec::len), Some(100));
    // One of them is the warning about more than 20 properties.
    assert_eq!(row["omitted"], 31);

    let answer = fql(["check", "-c", "any", &filter]);
    assert!(
        answer
            .stdout
            .starts_with("invalid: 100 errors, 31 more findings\n")
            || answer
                .stdout
                .starts_with("invalid: 99 errors, 1 warning, 31 more findings\n"),
        "{}",
        answer.stdout.lines().next().unwrap_or_default()
    );
    assert!(answer.stdout.ends_with("and 31 more\n"));
}

#[test]
fn a_verdict_is_one_line_and_shows_no_control_characters() {
    let answer = fql(["check", "-c", "any", "a:'x\ny\u{1b}[31m'"]);
    assert_eq!(answer.stdout, "valid: a:'x\\u{a}y\\u{1b}[31m'\n");
}

#[test]
fn hostile_texts_end_in_a_verdict() {
    for part in ["(", "!", "a:'", "[", "\0", "🦀", "\\", "a:1+", "{", "%3A"] {
        let filter = part.repeat(100_000);
        for format in ["text", "json"] {
            let answer = fql_with_input(["check", "--format", format, "--file", "-"], &filter);
            assert_eq!(answer.status, Some(1), "{part}");
        }
    }
}
