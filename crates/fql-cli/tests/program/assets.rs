//! `fql assets`

use std::process::Command;

use serde_json::Value;

use crate::server::without_environment;
use crate::support::{Response, command, fql, run};

const README: &str = "criticality:'Critical'+ip.services.port:[22,3389]";

/// Runs `fql assets` where nothing is said of whom to call.
fn assets<const N: usize>(args: [&str; N]) -> Response {
    run(program(args))
}

fn program<const N: usize>(args: [&str; N]) -> Command {
    without_environment(command(["assets"].into_iter().chain(args)))
}

#[test]
fn the_filter_of_the_readme_shows_a_table_of_assets_that_match() {
    let answer = assets([README]);
    assert_eq!(answer.status, Some(0), "{}", answer.stderr);
    assert_eq!(
        answer.stderr,
        "fql: no FALCON_* variable is set, so a sandbox in this program answers, with made-up data\n"
    );
    let mut lines = answer.stdout.lines();
    let heading = lines.next().expect("a heading");
    assert!(heading.starts_with(" asset "), "{heading}");
    let rows: Vec<&str> = lines.skip(1).collect();
    assert!(rows.len() > 3, "{rows:?}");
    for row in rows {
        assert!(row.contains(" Critical "), "{row}");
        let ports: Vec<&str> = row.split_whitespace().collect();
        assert!(ports.contains(&"22") || ports.contains(&"3389"), "{row}");
    }
}

#[test]
fn every_format_shows_the_same_assets_in_the_same_order() {
    let args = |format| [README, "--sort", "ip.ip_address|asc", "--format", format];
    let array: Value = serde_json::from_str(&assets(args("json")).stdout).expect("JSON");
    let of_array: Vec<&Value> = array.as_array().expect("an array").iter().collect();
    let lines = assets(args("ndjson")).json();
    let ids = |assets: &[&Value]| -> Vec<String> {
        assets
            .iter()
            .map(|asset| asset["id"].as_str().expect("an id").into())
            .collect()
    };
    let expected = ids(&of_array);
    assert!(!expected.is_empty());
    assert_eq!(ids(&lines.iter().collect::<Vec<_>>()), expected);

    for format in ["csv", "table"] {
        let shown = assets(args(format)).stdout;
        let last = |row: &str| row.rsplit([',', ' ']).next().unwrap_or_default().to_owned();
        let shown: Vec<String> = shown
            .lines()
            .map(last)
            .filter(|cell| cell.len() == 32)
            .collect();
        assert_eq!(shown, expected, "{format}");
    }
}

#[test]
fn json_has_everything_that_is_known_of_an_asset() {
    let answer = assets([README, "--limit", "1", "--format", "ndjson"]);
    let asset = &answer.json()[0];
    assert!(asset["ip"]["services"][0]["port"].is_u64(), "{asset}");
    assert!(asset["subsidiaries"].is_array(), "{asset}");
    assert!(
        answer.stderr.contains("these are the first 1"),
        "{}",
        answer.stderr
    );
}

#[test]
fn a_limit_goes_over_pages() {
    let answer = assets(["", "--limit", "230", "--format", "csv"]);
    assert_eq!(answer.stdout.lines().count(), 231);
    let answer = assets(["", "--limit", "5000", "--format", "csv"]);
    assert_eq!(answer.stdout.lines().count(), 1001);
    assert!(!answer.stderr.contains("first"), "{}", answer.stderr);
}

#[test]
fn nothing_found_is_status_1_and_still_well_formed() {
    for (format, nothing) in [
        ("json", "[]\n"),
        ("ndjson", ""),
        ("table", ""),
        (
            "csv",
            "asset,criticality,ports,exposure,last seen,subsidiaries,id\r\n",
        ),
    ] {
        let answer = assets(["criticality:'Nobody'", "--format", format]);
        assert_eq!(answer.status, Some(1), "{format}");
        assert_eq!(answer.stdout, nothing, "{format}");
        assert!(
            answer.stderr.ends_with("fql: no asset matches\n"),
            "{}",
            answer.stderr
        );
    }
}

#[test]
fn a_wrong_filter_or_order_is_not_sent() {
    for (args, problem) in [
        (["critical:'x'", "--sort", "id|asc"], "error[FQL101]"),
        (["", "--sort", "nothing|asc"], "error[FQL"),
    ] {
        let answer = assets(args);
        assert_eq!(answer.status, Some(2));
        assert!(answer.stderr.starts_with(problem), "{}", answer.stderr);
        assert!(
            answer.stderr.ends_with("so nothing was done\n"),
            "{}",
            answer.stderr
        );
    }
    assert_eq!(assets(["", "--limit", "0"]).status, Some(2));
}

#[test]
fn credentials_set_in_part_are_an_error() {
    let mut command = program([README]);
    command.env("FALCON_CLIENT_ID", "somebody");
    let answer = run(command);
    assert_eq!(answer.status, Some(2));
    assert_eq!(
        answer.stderr,
        "fql: `FALCON_CLIENT_SECRET` is not set: set it\n"
    );
}

#[test]
fn a_variable_that_is_set_to_nothing_is_no_invitation_to_made_up_data() {
    for name in [
        "FALCON_CLIENT_ID",
        "FALCON_CLIENT_SECRET",
        "FALCON_BASE_URL",
    ] {
        let mut command = program([README]);
        command.env(name, "");
        let answer = run(command);
        assert_eq!(answer.status, Some(2), "{name}");
        assert!(answer.stderr.contains("not set"), "{}", answer.stderr);
    }
}

#[test]
fn plain_http_to_another_machine_is_refused_in_words_of_the_command_line() {
    for set in [false, true] {
        let mut command = program([README, "--base-url", "http://192.0.2.1:9"]);
        if set {
            command
                .env("FALCON_CLIENT_ID", "id")
                .env("FALCON_CLIENT_SECRET", "hush-hush");
        }
        let answer = run(command);
        assert_eq!(answer.status, Some(2));
        let problem = if set {
            "write `https://…`"
        } else {
            "no credentials are set"
        };
        assert!(answer.stderr.contains(problem), "{}", answer.stderr);
    }
}

#[test]
fn help_says_that_a_sandbox_may_answer() {
    let help = fql(["assets", "--help"]).stdout;
    assert!(help.contains("a sandbox in this program answers"), "{help}");
}
