//! `fql sql`

use crate::support::{fql, fql_with_input, gzip};

#[test]
fn sql_prints_expressions_and_statements() {
    let sample = r#"{"criticality":"High","ip":{"services":[{"port":22}]}}"#;
    let filter = "criticality:'O\\'Neil'+ip.services.port:22";
    let expression = "((`criticality` IS NOT NULL AND `criticality` = CAST(X'4F274E65696C' AS STRING)) AND \
                      COALESCE(exists(`ip`['services'], fql_1 -> fql_1['port'] = 22), FALSE))\n";
    let output = fql_with_input(["sql", "-d", "spark", "--shape", "-", filter], sample);
    assert_eq!(output.stdout, expression);
    assert_eq!(output.status, Some(0));
    let output = fql_with_input(
        [
            "sql",
            "-d",
            "spark",
            "--shape",
            "-",
            "--table",
            "lake.assets",
            filter,
        ],
        sample,
    );
    assert_eq!(
        output.stdout,
        format!("SELECT * FROM lake.assets WHERE {expression}")
    );
}

#[test]
fn shape_has_the_formats_of_match() {
    let page = r#"{"meta":{"trace_id":"x"},"errors":[],"resources":[{"criticality":"High"}]}"#;
    let compressed = gzip(page);
    let with_mark = [b"\xef\xbb\xbf", page.as_bytes()].concat();
    for sample in [page.as_bytes(), &with_mark, &compressed] {
        let output = fql_with_input(
            ["sql", "-d", "duckdb", "--shape", "-", "criticality:'High'"],
            sample,
        );
        assert_eq!(
            output.stdout, "(\"criticality\" IS NOT NULL AND \"criticality\" = 'High')\n",
            "{output:?}"
        );
    }
    let output = fql_with_input(
        ["sql", "-d", "duckdb", "--shape", "-", "criticality:'High'"],
        "{\"criticality\":\"High\"}\n[1,",
    );
    assert_eq!(output.status, Some(2));
    assert_eq!(
        output.stderr,
        "fql: standard input:2: unexpected end of input\n"
    );
}

#[test]
fn sql_reads_a_json_column() {
    let output = fql([
        "sql",
        "-d",
        "postgres",
        "--column",
        "a doc",
        "criticality:null",
    ]);
    assert_eq!(output.status, Some(0));
    assert!(
        output.stdout.contains(r#"jsonb_path_query("a doc", "#),
        "{output:?}"
    );
}

#[test]
fn inexact_and_invalid_filters_are_errors() {
    let output = fql(["sql", "-d", "spark", "criticality:'High'"]);
    assert_eq!(output.status, Some(2));
    assert_eq!(output.stdout, "");
    assert_eq!(
        output.stderr,
        "fql: spark does not support `criticality:'High'`: JSON columns are not supported\n"
    );
    let output = fql(["sql", "-d", "duckdb", "criticalty:'x'"]);
    assert_eq!(output.status, Some(2));
    assert!(output.stderr.contains("FQL101"), "{output:?}");
    for (sample, message) in [
        ("[1]", "sample has a document that is not an object"),
        ("[]", "sample has no document"),
        ("", "sample has no document"),
    ] {
        let arguments = ["sql", "-d", "duckdb", "--shape", "-", "manual:true"];
        let output = fql_with_input(arguments, sample);
        assert_eq!(output.status, Some(2));
        assert_eq!(
            output.stderr,
            format!("fql: cannot read standard input: {message}\n")
        );
    }
}

#[test]
fn relative_times_count_from_now() {
    let args = [
        "sql",
        "-d",
        "duckdb",
        "--now",
        "2026-11-22T10:00:00Z",
        "last_seen:>'now-7d'",
    ];
    let output = fql(args);
    assert!(
        output.stdout.contains("'2026-11-15T10:00:00.000000000'"),
        "{output:?}"
    );
}
