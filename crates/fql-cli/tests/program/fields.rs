//! `fql fields`

use serde_json::{Value, json};

use crate::support::{ProgramOutput, fql};

const NEWER: &str = "ip.cloud_provider";

fn names(output: &ProgramOutput) -> Vec<String> {
    output
        .json_lines()
        .iter()
        .map(|row| row["field"].as_str().expect("a string").to_owned())
        .collect()
}

#[test]
fn rows_are_88_documented_fields_and_newer_ones() {
    let output = fql(["fields", "--format", "json"]);
    assert_eq!(output.status, Some(0));
    let (newer, documented): (Vec<Value>, Vec<Value>) = output
        .json_lines()
        .into_iter()
        .partition(|row| row["source"] != "documentation of query_external_assets");
    assert_eq!(documented.len(), 88);
    let count = |capability: &str| {
        let rows = documented.iter();
        rows.filter(|row| row[capability] == true).count()
    };
    assert_eq!(
        ["exact", "wildcard", "list", "range"].map(count),
        [86, 78, 73, 16]
    );
    let newer = newer.iter().find(|row| row["field"] == NEWER);
    let newer = newer.expect("a newer field");
    assert_eq!(newer["exact"], true);
    for capability in ["wildcard", "list", "range"] {
        assert_eq!(newer[capability], false);
    }
}

#[test]
fn json_has_all_properties_of_a_field() {
    let output = fql(["fields", "--format", "json", "LAST_seen_timestamp"]);
    assert_eq!(
        output.json_lines(),
        [json!({
            "field": "last_seen",
            "kind": "timestamp",
            "exact": true,
            "wildcard": false,
            "list": false,
            "range": true,
            "source": "documentation of query_external_assets",
            "aliases": ["last_seen_timestamp"],
            "values": null,
            "collection": "external-assets",
            "presence": "documented",
            "grades": {
                "exact": "documented",
                "wildcard": "denied",
                "list": "denied",
                "range": "documented",
                "text_match": "denied",
                "sort": "unknown",
            },
            "reason": null,
        })]
    );
}

#[test]
fn published_values_are_listed_with_their_source() {
    let values = |field: &str| {
        let output = fql(["fields", "--format", "json", field]);
        output.json_lines()[0]["values"].clone()
    };
    let criticality = values("*criticality");
    assert_eq!(
        criticality["published"],
        json!(["Critical", "High", "Noncritical", "Unassigned"])
    );
    assert_eq!(criticality["open"], false);
    assert!(
        criticality["source"]
            .as_str()
            .is_some_and(|s| !s.is_empty())
    );
    assert_eq!(values("internet_exposure")["open"], true);

    let table = fql(["fields", "internet_exposure"]);
    let expected = "values of `internet_exposure`: Yes, No, Pending, …\n";
    assert!(table.stdout.contains(expected), "{}", table.stdout);
    let table = fql(["fields", "-c", "hosts", "reduced_functionality_mode"]);
    let expected = "values of `reduced_functionality_mode`: yes, no, '', …\n";
    assert!(table.stdout.contains(expected), "{}", table.stdout);
}

#[test]
fn table_and_json_list_fields_in_order() {
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
fn table_fits_80_columns_and_lists_capabilities() {
    let output = fql(["fields", "dns_domain.services."]);
    let table: Vec<&str> = output.stdout.lines().collect();
    assert!(
        table.iter().all(|line| line.len() <= 80),
        "{}",
        output.stdout
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
fn pattern_without_star_matches_part_of_a_name() {
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
fn no_match_exits_with_1() {
    let output = fql(["fields", "no-such-field"]);
    assert_eq!((output.status, &*output.stdout), (Some(1), ""));
    assert_eq!(
        output.stderr,
        "fql: no field of `external-assets` matches `no-such-field`\n"
    );
}

#[test]
fn open_collection_has_no_documented_fields() {
    for collection in ["sensors", "subsidiaries", "any"] {
        for format in ["text", "json"] {
            let output = fql(["fields", "-c", collection, "--format", format]);
            assert_eq!((output.status, &*output.stdout), (Some(0), ""));
            assert!(output.stderr.contains("any field is accepted"));
        }
    }
}

#[test]
fn graded_fields_have_grades_and_sources() {
    let output = fql(["fields", "-c", "hosts", "--format", "json", "hostname"]);
    let hostname = &output.json_lines()[0];
    assert_eq!(hostname["collection"], "hosts");
    assert_eq!(
        hostname["grades"],
        json!({
            "exact": "documented",
            "wildcard": "documented",
            "list": "documented",
            "range": "denied",
            "text_match": "documented",
            "sort": "documented",
        })
    );
    let table = fql(["fields", "-c", "hosts", "hostname"]).stdout;
    let row = table.lines().nth(1).expect("a row");
    let expected = "hostname text exact wildcard list !range text_match sort";
    assert_eq!(
        row.split_whitespace().collect::<Vec<_>>().join(" "),
        expected
    );
    assert!(!table.contains("source of"), "{table}");
    let sources = fql(["fields", "-c", "hosts", "--sources", "hostname"]).stdout;
    assert!(
        sources.contains("falcon_mcp/resources/hosts.py"),
        "{sources}"
    );
}

#[test]
fn all_searches_every_collection() {
    let lines = fql(["fields", "--all", "--format", "json", "hostname"]).json_lines();
    let of = |collection: &str| {
        let mut lines = lines.iter();
        lines.any(|line| line["collection"] == collection && line["field"] == "hostname")
    };
    assert!(of("hosts") && of("discover-hosts"));
    let text = fql(["fields", "--all", "hostname"]).stdout;
    assert!(text.starts_with("hosts\nFIELD"), "{text}");
    let none = fql(["fields", "--all", "no-such-field"]);
    assert_eq!((none.status, &*none.stdout), (Some(1), ""));
    assert_eq!(fql(["fields", "--all", "-c", "hosts"]).status, Some(2));
}
