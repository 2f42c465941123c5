//! `fql aggregate`

use serde_json::Value;

use crate::server::{Reply, Server, without_environment};
use crate::support::{Response, command, run};

fn aggregate<const N: usize>(args: [&str; N]) -> Response {
    run(without_environment(command(
        ["aggregate"].into_iter().chain(args),
    )))
}

/// How many assets of the sandbox match.
fn total(filter: &str) -> u64 {
    let args = [
        "call",
        "query_assets",
        "limit=1",
        &format!("filter={filter}"),
    ];
    let answer = run(without_environment(command(args)));
    let reply: Value = serde_json::from_str(&answer.stdout).expect("JSON");
    reply["meta"]["pagination"]["total"]
        .as_u64()
        .expect("a total")
}

#[test]
fn a_chart_counts_what_a_query_finds() {
    let answer = aggregate(["terms", "criticality"]);
    assert_eq!(answer.status, Some(0), "{}", answer.stderr);
    let mut lines = answer.stdout.lines();
    assert_eq!(lines.next(), Some("terms criticality"));
    let mut labels = Vec::new();
    for line in lines {
        let cells: Vec<&str> = line.split_whitespace().collect();
        let [label, count, bar] = cells[..] else {
            panic!("{line}")
        };
        assert_eq!(total(&format!("criticality:'{label}'")).to_string(), count);
        assert!(
            bar.chars().all(|part| ('█'..='▏').contains(&part)),
            "{line}"
        );
        labels.push(label);
    }
    labels.sort_unstable();
    assert_eq!(labels, ["Critical", "High", "Noncritical", "Unassigned"]);
}

#[test]
fn csv_has_a_row_for_each_bucket_and_for_what_is_nested() {
    let answer = aggregate([
        "range",
        "ip.services.port",
        "--ranges",
        "..1024,1024..",
        "--nest",
        "max:ip.services.port",
        "--format",
        "csv",
    ]);
    let rows: Vec<Vec<&str>> = answer
        .stdout
        .lines()
        .map(|row| row.split(',').collect())
        .collect();
    assert_eq!(rows[0], ["aggregation", "label", "count", "value"]);
    assert_eq!(rows.len(), 5, "{}", answer.stdout);
    assert_eq!(rows[1][..2], ["range ip.services.port", "..1024"]);
    assert_eq!(rows[1][2], total("ip.services.port:<1024").to_string());
    assert_eq!(
        rows[2][0],
        "range ip.services.port / ..1024 / max ip.services.port"
    );
    assert_eq!(rows[3][..2], ["range ip.services.port", "1024.."]);
    assert!(
        rows[4][3].parse::<f64>().is_ok_and(|port| port >= 1024.0),
        "{:?}",
        rows[4]
    );
}

#[test]
fn json_is_one_array_of_answers() {
    let body = r#"[{"name":"a","type":"cardinality","field":"status"},{"name":"b","type":"terms","field":"status"}]"#;
    let answer = aggregate(["-c", "sensors", "--body", body, "--format", "json"]);
    let answers: Value = serde_json::from_str(&answer.stdout).expect("JSON");
    let names: Vec<&str> = answers
        .as_array()
        .expect("an array")
        .iter()
        .filter_map(|one| one["name"].as_str())
        .collect();
    assert_eq!(names, ["a", "b"]);
    assert_eq!(
        answers[0]["buckets"][0]["value"].as_f64(),
        answers[1]["buckets"]
            .as_array()
            .map(|buckets| buckets.len() as f64)
    );
}

#[test]
fn what_is_sent_is_what_the_command_line_says_and_no_more() {
    let server = Server::start(Reply::bytes(200, r#"{"resources": []}"#));
    for (args, body) in [
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
        let mut command = without_environment(command(["aggregate"]));
        command.args(args).args(["--base-url", &server.url()]);
        let answer = run(command);
        assert_eq!(answer.status, Some(0), "{}", answer.stderr);
        let seen = server.seen();
        let sent: Value =
            serde_json::from_str(&seen.last().expect("a request").body).expect("JSON");
        let expected: Value = serde_json::from_str(body).expect("JSON");
        assert_eq!(sent, expected);
    }
}

#[test]
fn a_wrong_request_is_not_sent_and_everything_wrong_is_said() {
    for (args, problems) in [
        (
            &["terms", "criticalty"][..],
            vec!["`$[0].field`", "did you mean `criticality`?"],
        ),
        (
            &["date_histogram", "criticality"],
            vec!["`$[0].field`", "`$[0].interval`"],
        ),
        (
            &["range", "confidence", "--ranges", "5..3"],
            vec!["ends before it starts"],
        ),
        (
            &["range", "confidence", "--ranges", "5-3"],
            vec!["`5-3` is no range"],
        ),
        (
            &["range", "confidence", "--ranges", "a.."],
            vec!["`a` is no number"],
        ),
        (
            &["terms", "criticality", "--nest", "max"],
            vec!["`max` says no type"],
        ),
        (
            &["max", "confidence", "--nest", "min:confidence"],
            vec!["$[0].sub_aggregates"],
        ),
        (
            &["terms", "criticality", "--filter", "manual:1"],
            vec!["`$[0].filter`"],
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
            vec!["three"],
        ),
        (&["median", "confidence"], vec!["invalid value 'median'"]),
        (&["terms"], vec!["<FIELD>"]),
        (&[], vec!["<TYPE>"]),
    ] {
        let mut command = without_environment(command(["aggregate"]));
        command.args(args);
        let answer = run(command);
        assert_eq!(answer.status, Some(2), "{args:?}: {}", answer.stderr);
        assert_eq!(answer.stdout, "");
        for problem in problems {
            assert!(
                answer.stderr.contains(problem),
                "{args:?}: {}",
                answer.stderr
            );
        }
        assert!(
            !answer.stderr.contains("a sandbox in this program"),
            "{}",
            answer.stderr
        );
    }
}

#[test]
fn errors_beside_an_answer_are_told() {
    let server = Server::start(Reply::bytes(
        200,
        r#"{"resources": [{"name": "n", "buckets": [{"label": "x", "count": 3}]}], "errors": [{"code": 500, "message": "a shard is away"}]}"#,
    ));
    let mut command = without_environment(command(["aggregate", "terms", "criticality"]));
    command.args(["--base-url", &server.url()]);
    let answer = run(command);
    assert_eq!(answer.status, Some(1));
    assert!(
        answer.stdout.starts_with("n\n  x  3  █"),
        "{}",
        answer.stdout
    );
    assert!(
        answer.stderr.contains("a shard is away"),
        "{}",
        answer.stderr
    );
}
