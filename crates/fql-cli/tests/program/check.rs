//! `fql check`

use serde_json::{Value, json};

use crate::support::{command, fql, fql_with_input, run};

fn codes(output: &Value) -> Vec<&str> {
    let diagnostics = output["diagnostics"].as_array().expect("an array");
    diagnostics
        .iter()
        .map(|diagnostic| diagnostic["code"].as_str().expect("a string"))
        .collect()
}

#[test]
fn valid_filter_is_printed_as_canonical_text() {
    let output = fql([
        "check",
        "criticality: \"Critical\" + ip.services.port:[22, 3389]",
    ]);
    assert_eq!(output.status, Some(0));
    assert_eq!(
        output.stdout,
        "valid: criticality:'Critical'+ip.services.port:[22,3389]\n"
    );
    assert_eq!(output.stderr, "");
}

#[test]
fn invalid_filter_is_printed_with_diagnostics() {
    let output = fql(["check", "criticalty:'Critical'", "-c", "external-assets"]);
    assert_eq!(output.status, Some(1));
    assert_eq!(
        output.stdout,
        "invalid: 1 error\n\
         error[FQL101]: unknown field `criticalty` in `external-assets`\n \
         --> 1:1\n  \
           |\n  \
           | criticalty:'Critical'\n  \
           | ^^^^^^^^^^\n  \
           = help: did you mean `criticality`?\n  \
           = note: for details run `fql explain FQL101`\n"
    );
    assert_eq!(output.stderr, "");
}

#[test]
fn one_invalid_filter_of_several_exits_with_1() {
    let output = fql(["check", "manual:true", "manual:7", "", "confidence:1"]);
    assert_eq!(output.status, Some(1));
    let results: Vec<&str> = output
        .stdout
        .lines()
        .filter(|line| line.starts_with("valid:") || line.starts_with("invalid:"))
        .collect();
    assert_eq!(
        results,
        [
            "valid: manual:true",
            "invalid: filter 2: 1 error",
            "valid: (empty filter: matches everything)",
            "valid: confidence:1",
        ]
    );
}

#[test]
fn warning_does_not_change_the_status() {
    let output = fql(["check", "last_seen_timestamp:>'now-7d'"]);
    assert_eq!(output.status, Some(0));
    assert!(
        output
            .stdout
            .starts_with("valid: last_seen_timestamp:>'now-7d'\nwarning[FQL108]: ")
    );
}

#[test]
fn strict_exits_with_1_on_warnings() {
    const WARNING: &str = "last_seen_timestamp:>'now-7d'";
    for (filters, status) in [
        (&["manual:true"][..], 0),
        (&["manual:true", WARNING], 1),
        (&[WARNING, "manual:true"], 1),
        (&["manual:7"], 1),
    ] {
        for format in ["text", "json"] {
            let options = ["check", "--strict", "--format", format];
            let output = run(command([&options, filters].concat()));
            assert_eq!(output.status, Some(status), "{filters:?}");
        }
    }
    // The filters are reported as without the option.
    assert_eq!(
        fql(["check", "--strict", WARNING]).stdout,
        fql(["check", WARNING]).stdout
    );
}

#[test]
fn usage_error_exits_with_2() {
    for output in [
        fql(["check"]),
        fql(["check", "--collection", "none", "a:1"]),
        fql(["check", "--format", "yaml", "a:1"]),
        fql(["check", "--no-such-option", "a:1"]),
        fql(["check", "-x:1"]),
        fql(["no-such-command"]),
        fql([]),
    ] {
        assert_eq!(output.status, Some(2), "{output:?}");
        assert_eq!(output.stdout, "");
        assert!(output.stderr.contains("--help"), "{output:?}");
    }
}

#[test]
fn missing_filter_is_an_error_despite_piped_input() {
    let output = fql_with_input(["check"], "manual:true\n");
    assert_eq!(output.status, Some(2));
    assert!(output.stderr.contains("--file -"), "{}", output.stderr);
}

#[test]
fn filter_can_start_with_dash_after_two_dashes() {
    let output = fql(["check", "--format", "json", "!a:1"]);
    assert_eq!(output.status, Some(1));
    assert_eq!(codes(&output.json_lines()[0]), ["FQL010", "FQL101"]);

    let output = fql(["check", "--format", "json", "--", "-x:1", "--help"]);
    assert_eq!(output.status, Some(1));
    let filters: Vec<Value> = output
        .json_lines()
        .into_iter()
        .map(|row| row["filter"].clone())
        .collect();
    assert_eq!(filters, [json!("-x:1"), json!("--help")]);
}

#[test]
fn json_of_valid_filter_has_canonical_text() {
    let output = fql(["check", "--format", "json", "manual: true"]);
    assert_eq!(output.status, Some(0));
    assert_eq!(
        output.json_lines(),
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
fn json_of_invalid_filter_has_spans_and_fixes() {
    let output = fql(["check", "--format", "json", "-c", "any", "status='open'"]);
    assert_eq!(output.status, Some(1));
    assert_eq!(
        output.json_lines(),
        [json!({
            "filter": "status='open'",
            "valid": false,
            "canonical": null,
            "diagnostics": [{
                "code": "FQL012",
                "severity": "error",
                "message": "`=` is not an FQL operator",
                "help": "use `:` for equality",
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
fn json_is_one_object_per_filter_in_order() {
    let output = fql([
        "check", "--format", "json", "-c", "any", "a:1", "b", "", "c:'\n'",
    ]);
    let rows = output.json_lines();
    let filters: Vec<&Value> = rows.iter().map(|row| &row["filter"]).collect();
    assert_eq!(filters, ["a:1", "b", "", "c:'\n'"]);
    let results: Vec<&Value> = rows.iter().map(|row| &row["valid"]).collect();
    assert_eq!(results, [true, false, true, true]);
    assert!(!output.stdout.contains("\": "));
}

#[test]
fn json_output_has_no_collection_hint() {
    let output = fql(["check", "--format", "json", "hostname:'x'"]);
    assert_eq!(output.status, Some(1));
    assert_eq!(output.stderr, "");
}

#[test]
fn collection_hint_is_printed_once() {
    let output = fql(["check", "hostname:'x'", "hostname:'y'"]);
    assert_eq!(output.stderr.matches("-c any").count(), 1);
    let output = fql(["check", "-c", "external-assets", "hostname:'x'"]);
    assert_eq!(output.stderr, "");
    let output = fql(["check", "manual:7"]);
    assert_eq!(output.stderr, "");
}

#[test]
fn collections_are_selected_by_name() {
    for (collection, status) in [
        ("external-assets", 1),
        ("sensors", 0),
        ("subsidiaries", 0),
        ("any", 0),
    ] {
        let output = fql(["check", "--collection", collection, "hostname:~'x'"]);
        assert_eq!(output.status, Some(status), "{collection}");
    }
}

#[test]
fn offsets_count_bytes_and_columns_characters() {
    let output = fql(["check", "--format", "json", "-c", "any", "a:'🦀é'+b='x'"]);
    let diagnostic = &output.json_lines()[0]["diagnostics"][0];
    assert_eq!(diagnostic["code"], "FQL012");
    assert_eq!(diagnostic["start"], 12);
    assert_eq!(
        (&diagnostic["line"], &diagnostic["column"]),
        (&json!(1), &json!(9))
    );

    let output = fql(["check", "-c", "any", "a:'🦀é'+b='x'"]);
    // The emoji is two columns wide on a terminal.
    assert!(
        output
            .stdout
            .contains("  | a:'🦀é'+b='x'\n  |          ^\n"),
        "{}",
        output.stdout
    );
}

#[test]
fn lines_of_a_filter_are_counted() {
    let output = fql(["check", "--format", "json", "-c", "any", "a:1\n+b=2"]);
    let diagnostic = &output.json_lines()[0]["diagnostics"][0];
    assert_eq!(
        (&diagnostic["line"], &diagnostic["column"]),
        (&json!(2), &json!(3))
    );
}

#[test]
fn diagnostics_beyond_100_are_counted() {
    let filter = vec!["a=1"; 130].join("+");
    let output = fql(["check", "--format", "json", "-c", "any", &filter]);
    let row = &output.json_lines()[0];
    assert_eq!(row["valid"], false);
    assert_eq!(row["diagnostics"].as_array().map(Vec::len), Some(100));
    // Including the warning about more than 20 properties.
    assert_eq!(row["omitted"], 31);

    let output = fql(["check", "-c", "any", &filter]);
    assert!(
        output
            .stdout
            .starts_with("invalid: 100 errors, 31 more diagnostics\n")
            || output
                .stdout
                .starts_with("invalid: 99 errors, 1 warning, 31 more diagnostics\n"),
        "{}",
        output.stdout.lines().next().unwrap_or_default()
    );
    assert!(output.stdout.ends_with("and 31 more\n"));
}

#[test]
fn control_characters_are_escaped() {
    let output = fql(["check", "-c", "any", "a:'x\ny\u{1b}[31m'"]);
    assert_eq!(output.stdout, "valid: a:'x\\u{a}y\\u{1b}[31m'\n");
}

#[test]
fn hostile_input_is_rejected() {
    for part in ["(", "!", "a:'", "[", "\0", "🦀", "\\", "a:1+", "{", "%3A"] {
        let filter = part.repeat(100_000);
        for format in ["text", "json"] {
            let output = fql_with_input(["check", "--format", format, "--file", "-"], &filter);
            assert_eq!(output.status, Some(1), "{part}");
        }
    }
}

#[test]
fn names_of_other_collections_are_explained() {
    for (collection, filter, field) in [
        ("alerts", "created_on:>'now-7d'", "use `created_timestamp`;"),
        ("alerts", "state:'new'", "use `status`;"),
        (
            "alerts",
            "device.platform:'Windows'",
            "use `device.platform_name`;",
        ),
        ("alerts", "host.hostname:'a'", "use `device.hostname`;"),
        ("users", "email:'a@example.com'", "use `uid`;"),
        ("host-groups", "type:'static'", "use `group_type`;"),
        ("hosts", "username:'a'", "use `last_login_user`;"),
        ("hosts", "containment:'contained'", "use `status`;"),
        (
            "hosts",
            "os_name:'Windows'",
            "use `platform_name` or `os_version`;",
        ),
        (
            "iocs",
            "expiration_timestamp:>'now-7d'",
            "use `expiration`;",
        ),
        ("iocs", "global:true", "use `applied_globally`;"),
        ("discover-hosts", "memory_total:>8", "use `total_memory`;"),
        (
            "spotlight-vulnerabilities",
            "cvss:>8",
            "use `cve.base_score`;",
        ),
        (
            "spotlight-vulnerabilities",
            "open:true",
            "use `status:'open'`;",
        ),
    ] {
        let output = fql(["check", "-c", collection, filter]);
        let text = format!("{}{}", output.stdout, output.stderr);
        assert!(text.contains(field), "{collection} {filter}: {text}");
    }
}

#[test]
fn help_offers_valid_clauses_only() {
    let output = fql(["check", "-c", "alerts", "severity:['High','Critical']"]);
    let text = format!("{}{}", output.stdout, output.stderr);
    assert!(!text.contains("(severity:'High'"), "{text}");

    let output = fql(["check", "-c", "ml-exclusions", "value:'*.exe'"]);
    let text = format!("{}{}", output.stdout, output.stderr);
    assert!(text.contains(r"`value:'\*.exe'`"), "{text}");
    assert!(!text.contains("fix:"), "{text}");
}
