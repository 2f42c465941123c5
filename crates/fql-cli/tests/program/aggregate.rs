//! `fql aggregate`

use serde_json::{Value, json};
use test_server::{Response, Server};

use crate::support::{ProgramOutput, command, run};

fn aggregate(args: &[&str]) -> ProgramOutput {
    run(command([&["aggregate"], args].concat()))
}

/// Returns the number of assets of the sandbox that match.
fn count_assets(filter: &str) -> u64 {
    let filter = format!("filter={filter}");
    let response = run(command(["call", "query_assets", "limit=1", &filter])).json();
    let total = &response["meta"]["pagination"]["total"];
    total.as_u64().expect("a number")
}

#[test]
fn chart_counts_agree_with_queries() {
    let output = aggregate(&["terms", "criticality"]);
    assert_eq!(output.status, Some(0), "{}", output.stderr);
    let mut lines = output.stdout.lines();
    assert_eq!(lines.next(), Some("terms criticality"));
    let mut labels = Vec::new();
    for line in lines {
        let cells: Vec<&str> = line.split_whitespace().collect();
        let [label, count, bar] = cells[..] else {
            panic!("{line}")
        };
        let expected = count_assets(&format!("criticality:'{label}'"));
        assert_eq!(expected.to_string(), count);
        assert!(bar.chars().all(|c| ('█'..='▏').contains(&c)), "{line}");
        labels.push(label);
    }
    labels.sort_unstable();
    assert_eq!(labels, ["Critical", "High", "Noncritical", "Unassigned"]);
}

#[test]
fn csv_has_a_row_per_bucket_and_nested_value() {
    let output = aggregate(&[
        "range",
        "ip.services.port",
        "--ranges",
        "..1024,1024..",
        "--nest",
        "max:ip.services.port",
        "--format",
        "csv",
    ]);
    let rows: Vec<Vec<&str>> = output
        .stdout
        .lines()
        .map(|row| row.split(',').collect())
        .collect();
    assert_eq!(rows[0], ["aggregation", "label", "count", "value"]);
    assert_eq!(rows.len(), 5, "{}", output.stdout);
    assert_eq!(rows[1][..2], ["range ip.services.port", "..1024"]);
    let count = count_assets("ip.services.port:<1024");
    assert_eq!(rows[1][2], count.to_string());
    assert_eq!(
        rows[2][0],
        "range ip.services.port / ..1024 / max ip.services.port"
    );
    assert_eq!(rows[3][..2], ["range ip.services.port", "1024.."]);
    let max: f64 = rows[4][3].parse().expect("a number");
    assert!(max >= 1024.0, "{:?}", rows[4]);
}

#[test]
fn json_is_one_array_of_results() {
    let body = r#"[{"name":"a","type":"cardinality","field":"status"},{"name":"b","type":"terms","field":"status"}]"#;
    let output = aggregate(&["-c", "sensors", "--body", body, "--format", "json"]);
    let results = output.json();
    let results = results.as_array().expect("an array");
    let names: Vec<&Value> = results.iter().map(|result| &result["name"]).collect();
    assert_eq!(names, ["a", "b"]);
    let buckets = results[1]["buckets"].as_array().expect("an array");
    assert_eq!(
        results[0]["buckets"][0]["value"].as_f64(),
        Some(buckets.len() as f64)
    );
}

#[test]
fn request_has_the_given_options_only() {
    let server = Server::always(Response::resources(json!([])));
    for (args, expected) in [
        (
            &["terms", "criticality", "--size", "5", "--sort", "_term|asc"][..],
            r#"[{"name":"terms criticality","type":"terms","field":"criticality","size":5,"sort":"_term|asc"}]"#,
        ),
        (
            &[
                "date_range",
                "last_seen",
                "--ranges",
                "now-7d..",
                "--filter",
                "manual: true",
            ],
            r#"[{"name":"date_range last_seen","type":"date_range","field":"last_seen","filter":"manual:true","date_ranges":[{"from":"now-7d"}]}]"#,
        ),
        (
            &["range", "confidence", "--ranges", "..-5,1.5..70"],
            r#"[{"name":"range confidence","type":"range","field":"confidence","ranges":[{"To":-5},{"From":1.5,"To":70}]}]"#,
        ),
        (
            &[
                "date_histogram",
                "first_seen",
                "--interval",
                "day",
                "--time-zone",
                "+02:00",
            ],
            r#"[{"name":"date_histogram first_seen","type":"date_histogram","field":"first_seen","interval":"day","time_zone":"+02:00"}]"#,
        ),
    ] {
        aggregate(&[args, &["--base-url", &server.url()]].concat());
        let [request] = &server.take_requests()[..] else {
            panic!("{args:?}")
        };
        let expected: Value = serde_json::from_str(expected).expect("JSON");
        assert_eq!(request.json(), expected);
    }
}

fn assert_is_rejected(args: &[&str], messages: &[&str]) {
    let output = aggregate(args);
    assert_eq!(output.status, Some(2), "{args:?}: {}", output.stderr);
    assert_eq!(output.stdout, "");
    for message in messages {
        let stderr = &output.stderr;
        assert!(stderr.contains(message), "{args:?}: {stderr}");
    }
    assert!(!output.stderr.contains("sandbox"), "{}", output.stderr);
}

#[test]
fn invalid_request_is_reported_and_not_sent() {
    for (args, messages) in [
        (
            &["terms", "criticalty"][..],
            &["`FIELD`", "did you mean `criticality`?"][..],
        ),
        (
            &["date_histogram", "criticality"],
            &["`FIELD`", "`--interval`", "supported: year, month"],
        ),
        (
            &["date_histogram", "last_seen", "--interval", "1d"],
            &["error: `--interval`: unknown interval `1d` (did you mean `day`?)\n"],
        ),
        (
            &["range", "confidence"],
            &["error: `--ranges`: missing ranges (use `--ranges ..70,70..`)\n"],
        ),
        (
            &["date_range", "last_seen"],
            &["error: `--ranges`: missing ranges (use `--ranges ..now-7d,now-7d..`)\n"],
        ),
        (
            &[
                "date_histogram",
                "last_seen",
                "--interval",
                "day",
                "--time-zone",
                "x",
            ],
            &["`--time-zone`: unknown time zone"],
        ),
        (
            &[
                "--body",
                r#"{"name":"n","type":"date_histogram","field":"last_seen","interval":"1d"}"#,
            ],
            &["interval`: unknown interval `1d` (did you mean `day`?)"],
        ),
        (
            &["range", "confidence", "--ranges", "5..3"],
            &["`--ranges`"],
        ),
        (
            &["max", "confidence", "--nest", "min:confidence"],
            &["`--nest`"],
        ),
        (
            &["terms", "criticality", "--filter", "manual:1"],
            &["`--filter`"],
        ),
        (
            &[
                "terms",
                "criticality",
                "--nest",
                "max:confidence",
                "--nest",
                "min:confidence",
                "--nest",
                "avg:confidence",
                "--nest",
                "sum:confidence",
            ],
            &["`--nest`"],
        ),
    ] {
        assert_is_rejected(args, messages);
    }
}

#[test]
fn invalid_argument_is_a_usage_error() {
    for (args, messages) in [
        (
            &["range", "confidence", "--ranges", "5-3"][..],
            &["expected a range such as `..70`"][..],
        ),
        (
            &["range", "confidence", "--ranges", "a.."],
            &["expected a number in --ranges, found `a`"],
        ),
        (
            &["terms", "criticality", "--nest", "max"],
            &["expected a type and a field such as `max:confidence`"],
        ),
        (
            &["terms", "criticality", "--interval", "day"],
            &["`terms` does not support `--interval`"],
        ),
        (
            &["terms", "criticality", "--ranges", "..70"],
            &["`terms` does not support `--ranges`"],
        ),
        (
            &["max", "confidence", "--size", "3"],
            &["`max` does not support `--size`"],
        ),
        (
            &["terms", "criticality", "--size", "0"],
            &["invalid value '0' for '--size <N>'"],
        ),
        (
            &["--body", "[]", "--size", "3"],
            &["'--body <JSON|@FILE>' cannot be used with '--size <N>'"],
        ),
        (&["median", "confidence"], &["invalid value 'median'"]),
        (&["terms"], &["<FIELD>"]),
        (&[], &["<TYPE>"]),
    ] {
        assert_is_rejected(args, messages);
    }
}

#[test]
fn missing_result_exits_with_1() {
    for body in [
        json!({"resources": []}),
        json!({"resources": null}),
        json!({}),
        json!({"resources": [{"name": "other", "buckets": []}]}),
    ] {
        let server = Server::always(Response::json(body.clone()));
        let output = aggregate(&["terms", "criticality", "--base-url", &server.url()]);
        assert_eq!(output.status, Some(1), "{body}");
        assert_eq!(
            output.stderr,
            "fql: the response has no result for aggregation `terms criticality`\n"
        );
    }
}

#[test]
fn errors_in_a_response_exit_with_1() {
    let server = Server::always(Response::json(json!({
        "resources": [{"name": "terms criticality", "buckets": [{"label": "x\u{200b}", "count": 3}]}],
        "errors": [{"code": 500, "message": "a shard is unavailable"}],
    })));
    let output = aggregate(&["terms", "criticality", "--base-url", &server.url()]);
    assert_eq!(output.status, Some(1));
    assert!(
        output
            .stdout
            .starts_with("terms criticality\n  x\\u{200b}  3  █"),
        "{}",
        output.stdout
    );
    assert!(
        output.stderr.contains("a shard is unavailable"),
        "{}",
        output.stderr
    );
}

#[test]
fn collection_is_aggregated_by_its_operation() {
    let output = aggregate(&["terms", "status", "-c", "alerts", "--format", "csv"]);
    assert_eq!(output.status, Some(0), "{}", output.stderr);
    let rows: Vec<&str> = output.stdout.lines().skip(1).collect();
    assert!(rows.len() > 1, "{}", output.stdout);
    for row in rows {
        let cells: Vec<&str> = row.split(',').collect();
        let filter = format!("status:'{}'", cells[1]);
        let alerts = run(command([
            "query", "-c", "alerts", &filter, "--format", "ndjson",
        ]));
        assert_eq!(alerts.json_lines().len().to_string(), cells[2], "{row}");
    }
}

#[test]
fn request_has_the_form_of_the_operation() {
    let server = Server::always(Response::resources(json!([])));
    let sent = |args: &[&str]| {
        let output = aggregate(&[args, &["--base-url", &server.url()]].concat());
        let [request] = &server.take_requests()[..] else {
            panic!("{args:?}: {}", output.stderr)
        };
        (
            request.path().to_owned(),
            request.param("ids"),
            request.json(),
        )
    };
    let alerts = sent(&["-c", "alerts", "terms", "status"]);
    let expected = json!([{"name": "terms status", "type": "terms", "field": "status"}]);
    assert_eq!(
        alerts,
        (
            "/alerts/aggregates/alerts/v2".to_owned(),
            None,
            expected.clone()
        )
    );
    let older = sent(&[
        "-c",
        "alerts",
        "--operation",
        "PostAggregatesAlertsV1",
        "terms",
        "status",
    ]);
    assert_eq!(
        older,
        ("/alerts/aggregates/alerts/v1".to_owned(), None, expected)
    );
    let (path, _, body) = sent(&["-c", "ml-exclusions", "terms", "value"]);
    assert_eq!(path, "/exclusions/aggregates/exclusions/GET/v2");
    assert_eq!(
        body,
        json!({"name": "terms value", "type": "terms", "field": "value"})
    );
    let (path, ids, _) = sent(&[
        "-c",
        "correlation-rules",
        "--operation",
        "aggregates_rule_versions_post_v1",
        "--param",
        "ids=r1",
        "terms",
        "status",
    ]);
    assert_eq!(path, "/correlation-rules/aggregates/rule-versions/v1");
    assert_eq!(ids.as_deref(), Some("r1"));
}

#[test]
fn unsupported_collection_is_a_usage_error() {
    let two = r#"[{"name":"a","type":"terms","field":"value"},{"name":"b","type":"terms","field":"value"}]"#;
    for (args, message) in [
        (
            &["terms", "platform_name", "-c", "hosts"][..],
            "collection `hosts` has no aggregation; its operations: `",
        ),
        (&["terms", "a", "-c", "any"], "no operation is documented"),
        (
            &[
                "terms",
                "status",
                "-c",
                "alerts",
                "--operation",
                "GetQueriesAlertsV2",
            ],
            "`GetQueriesAlertsV2` is not an aggregation of `alerts`",
        ),
        (
            &["--body", two, "-c", "ml-exclusions"],
            "`exclusions_aggregates_v2` supports one aggregation per request",
        ),
        (
            &["terms", "status", "-c", "case-file-details"],
            "missing parameter `ids` of `aggregates_file_details_post_v1`; use `--param ids=…`",
        ),
    ] {
        assert_is_rejected(args, &[message]);
    }
}

#[test]
fn field_that_the_table_may_lack_is_a_warning() {
    let args = ["terms", "statu", "-c", "alerts", "--filter", "severty:>50"];
    let output = aggregate(&args);
    for message in ["`statu`", "`status`", "`severty`"] {
        assert!(output.stderr.contains(message), "{}", output.stderr);
    }
    assert!(output.stderr.starts_with("warning"), "{}", output.stderr);
}

#[test]
fn collection_without_documents_names_serve() {
    let output = aggregate(&["terms", "status", "-c", "quarantine"]);
    assert_eq!(output.status, Some(1));
    let message = "fql: the built-in sandbox has no documents of `quarantine`; use `fql serve --documents \
                   quarantine=FILE` and `--base-url`\n";
    assert!(output.stderr.ends_with(message), "{}", output.stderr);
}
