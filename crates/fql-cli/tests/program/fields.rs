//! `fql fields`

use serde_json::{Value, json};

use crate::support::{Response, fql};

const NEWER: &str = "ip.cloud_provider";

fn names(answer: &Response) -> Vec<String> {
    answer
        .json()
        .iter()
        .map(|row| row["field"].as_str().expect("a text").to_owned())
        .collect()
}

#[test]
fn the_rows_are_88_documented_fields_and_newer_ones() {
    let answer = fql(["fields", "--format", "json"]);
    assert_eq!(answer.status, Some(0));
    let (newer, documented): (Vec<Value>, Vec<Value>) = answer
        .json()
        .into_iter()
        .partition(|row| row["source"] != "documentation of query_external_assets");
    assert_eq!(documented.len(), 88);
    let count = |capability: &str| {
        let takes = documented.iter().filter(|row| row[capability] == true);
        takes.count()
    };
    assert_eq!(
        ["exact", "wildcard", "list", "range"].map(count),
        [86, 78, 73, 16]
    );
    let newer = newer.iter().find(|row| row["field"] == NEWER);
    let newer = newer.expect("a newer field");
    assert_eq!(newer["exact"], true);
    for lacking in ["wildcard", "list", "range"] {
        assert_eq!(newer[lacking], false);
    }
}

#[test]
fn a_row_of_json_says_all_that_is_known_of_a_field() {
    let answer = fql(["fields", "--format", "json", "LAST_seen_timestamp"]);
    assert_eq!(
        answer.json(),
        [json!({
            "field": "last_seen",
            "kind": "timestamp",
            "exact": true,
            "wildcard": false,
            "list": false,
            "range": true,
            "source": "documentation of query_external_assets",
            "aliases": ["last_seen_timestamp"],
        })]
    );
}

#[test]
fn rows_are_in_order_and_json_has_the_same_as_the_table() {
    let json = names(&fql(["fields", "--format", "json"]));
    assert!(json.is_sorted());
    let table = fql(["fields"]);
    let listed: Vec<&str> = table
        .stdout
        .lines()
        .skip(1)
        .map_while(|line| line.split_whitespace().next())
        .collect();
    assert_eq!(listed, json);
}

#[test]
fn the_table_fits_80_columns_and_shows_what_a_field_takes() {
    let answer = fql(["fields", "dns_domain.services."]);
    let table: Vec<&str> = answer.stdout.lines().collect();
    assert!(
        table.iter().all(|line| line.len() <= 80),
        "{}",
        answer.stdout
    );
    let row = |name: &str| {
        let row = table.iter().find(|line| line.starts_with(name));
        row.expect("a row").split_whitespace().collect::<Vec<_>>()
    };
    assert_eq!(
        row("dns_domain.services.id ")[1..],
        ["text", "wildcard", "list"]
    );
    assert_eq!(
        row("dns_domain.services.first_seen ")[1..],
        ["timestamp", "range"]
    );
}

#[test]
fn a_pattern_is_a_part_of_a_name_or_with_stars_a_whole_name() {
    let matching = |pattern: &str| names(&fql(["fields", "--format", "json", pattern]));
    assert_eq!(
        matching("PORT"),
        [
            "dns_domain.services.port",
            "dns_domain.services.protocol_port",
            "dns_domain.services.transport",
            "ip.services.port",
            "ip.services.protocol_port",
            "ip.services.transport",
        ]
    );
    assert_eq!(
        matching("*.Port"),
        ["dns_domain.services.port", "ip.services.port"]
    );
    assert_eq!(matching("id"), matching("*id*"));
    let all = names(&fql(["fields", "--format", "json"]));
    assert_eq!(matching("*"), all);
    assert_eq!(matching(""), all);
}

#[test]
fn no_match_ends_with_status_1() {
    let answer = fql(["fields", "no-such-field"]);
    assert_eq!((answer.status, &*answer.stdout), (Some(1), ""));
    assert_eq!(
        answer.stderr,
        "no field of external-assets matches `no-such-field`\n"
    );
}

#[test]
fn open_collections_say_so() {
    for collection in ["sensors", "subsidiaries", "any"] {
        for format in ["text", "json"] {
            let answer = fql(["fields", "-c", collection, "--format", format]);
            assert_eq!((answer.status, &*answer.stdout), (Some(0), ""));
            assert!(answer.stderr.contains("any property is taken"));
        }
    }
}
