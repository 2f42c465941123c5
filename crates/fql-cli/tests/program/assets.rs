//! `fql assets`

use serde_json::{Value, json};
use test_server::{Response, Server};

use crate::support::{ProgramOutput, command, listing, run};

/// The filter of the README.
const FILTER: &str = "criticality:'Critical'+ip.services.port:[22,3389]";

fn assets<const N: usize>(args: [&str; N]) -> ProgramOutput {
    run(command(["assets"].into_iter().chain(args)))
}

#[test]
fn table_shows_matching_assets_of_the_sandbox() {
    let output = assets([FILTER]);
    assert_eq!(output.status, Some(0), "{}", output.stderr);
    assert_eq!(
        output.stderr,
        "fql: no FALCON_* variables set: using the built-in sandbox (generated sample data)\n"
    );
    let mut lines = output.stdout.lines();
    let heading = lines.next().expect("a heading");
    assert!(heading.starts_with(" asset "), "{heading}");
    let rows: Vec<&str> = lines.skip(1).collect();
    assert!(rows.len() > 3, "{rows:?}");
    for row in rows {
        assert!(row.contains(" Critical "), "{row}");
        let mut words = row.split_whitespace();
        assert!(words.any(|word| ["22", "3389"].contains(&word)), "{row}");
    }
}

#[test]
fn formats_show_the_same_assets_in_order() {
    let show = |format| assets([FILTER, "--sort", "ip.ip_address|asc", "--format", format]);
    let ids = |assets: &[Value]| -> Vec<String> {
        let ids = assets.iter().map(|asset| asset["id"].as_str());
        ids.map(|id| id.expect("an id").to_owned()).collect()
    };
    let array = show("json").json();
    let expected = ids(array.as_array().expect("an array"));
    assert!(!expected.is_empty());
    assert_eq!(ids(&show("ndjson").json_lines()), expected);

    for format in ["csv", "table"] {
        let stdout = show(format).stdout;
        let last_cells = stdout
            .lines()
            .filter_map(|row| row.rsplit([',', ' ']).next());
        let ids: Vec<&str> = last_cells.filter(|cell| cell.len() == 32).collect();
        assert_eq!(ids, expected, "{format}");
    }
}

#[test]
fn json_has_all_fields_of_an_asset() {
    let output = assets([FILTER, "--limit", "1", "--format", "ndjson"]);
    let asset = &output.json_lines()[0];
    assert!(asset["ip"]["services"][0]["port"].is_u64(), "{asset}");
    assert!(asset["subsidiaries"].is_array(), "{asset}");
}

#[test]
fn limit_hint_appears_only_with_more_assets() {
    let all = assets([FILTER, "--limit", "5000", "--format", "ndjson"]);
    let count = all.stdout.lines().count();
    for (filter, limit, hint) in [
        ("", 100, Some("showing 100 of 1,000 assets")),
        ("", 999, Some("showing 999 of 1,000 assets")),
        ("", 1_000, None),
        (FILTER, count, None),
        (FILTER, 1, Some(&*format!("showing 1 of {count} assets"))),
    ] {
        let output = assets([filter, "--limit", &limit.to_string()]);
        let hint =
            hint.map(|hint| format!("fql: {hint}; use `--limit N` or `--limit all` to show more"));
        let printed = output.stderr.lines().find(|line| line.contains("--limit"));
        assert_eq!(printed, hint.as_deref(), "{limit}");
    }
}

#[test]
fn limit_hint_does_not_depend_on_the_total() {
    for (total, count, hint) in [
        (None, 3, Some("the first 2")),
        (Some(0), 3, Some("the first 2")),
        (Some(3), 3, Some("2 of 3")),
        (None, 2, None),
        (Some(3), 2, None),
    ] {
        let server = paged_server(count, total);
        let output = assets(["", "--limit", "2", "--base-url", &server.url()]);
        assert_eq!(output.status, Some(0), "{}", output.stderr);
        let hint = hint.map(|shown| {
            format!("fql: showing {shown} assets; use `--limit N` or `--limit all` to show more\n")
        });
        assert_eq!(output.stderr, hint.unwrap_or_default(), "{total:?} {count}");
    }
}

/// Starts a server with `count` assets that reports `total`.
fn paged_server(count: usize, total: Option<u64>) -> Server {
    Server::with(move |request| {
        if !request.path().contains("/queries/") {
            let ids = request.params("ids");
            let assets: Vec<Value> = ids.iter().map(|id| json!({"id": id})).collect();
            return Some(Response::resources(assets));
        }
        let number = |name| {
            let value = request.param(name);
            value.and_then(|value| value.parse::<usize>().ok())
        };
        let start = number("after").unwrap_or(0);
        let end = count.min(start + number("limit").expect("a limit"));
        let ids: Vec<String> = (start..end).map(|id| format!("a{id}")).collect();
        let after = if end < count {
            end.to_string()
        } else {
            String::new()
        };
        let pagination = json!({"after": after, "total": total});
        let meta = json!({"pagination": pagination});
        Some(Response::json(
            json!({"meta": meta, "resources": ids, "errors": []}),
        ))
    })
}

#[test]
fn limit_can_exceed_the_page_size() {
    let output = assets(["", "--limit", "230", "--format", "csv"]);
    assert_eq!(output.stdout.lines().count(), 231);
    let output = assets(["", "--limit", "5000", "--format", "csv"]);
    assert_eq!(output.stdout.lines().count(), 1001);
    assert!(!output.stderr.contains("first"), "{}", output.stderr);
}

#[test]
fn only_tables_are_limited_by_default() {
    for (format, extra_lines) in [("csv", 1), ("json", 2), ("ndjson", 0)] {
        for args in [
            &["", "--format", format][..],
            &["", "--format", format, "--limit", "all"],
        ] {
            let output = run(command([&["assets"], args].concat()));
            assert_eq!(output.status, Some(0), "{args:?}: {}", output.stderr);
            assert_eq!(
                output.stdout.lines().count(),
                1_000 + extra_lines,
                "{args:?}"
            );
            assert!(!output.stderr.contains("showing"), "{}", output.stderr);
        }
    }
    let output = assets([""]);
    assert_eq!(output.stdout.lines().count(), 100 + 2);
    let hint = "showing 100 of 1,000 assets; use `--limit N` or `--limit all` to show more";
    assert!(output.stderr.contains(hint), "{}", output.stderr);
    let output = assets(["", "--limit", "all"]);
    assert_eq!(output.stdout.lines().count(), 1_000 + 2);
    assert!(!output.stderr.contains("showing"), "{}", output.stderr);
}

#[test]
fn no_match_exits_with_1_and_valid_output() {
    for (format, stdout) in [
        ("json", "[]\n"),
        ("ndjson", ""),
        ("table", ""),
        (
            "csv",
            "asset,criticality,ports,exposure,last seen,country,subsidiaries,id\r\n",
        ),
    ] {
        let output = assets(["criticality:'Nobody'", "--format", format]);
        assert_eq!(output.status, Some(1), "{format}");
        assert_eq!(output.stdout, stdout, "{format}");
        assert!(
            output.stderr.ends_with("fql: no assets matched\n"),
            "{}",
            output.stderr
        );
    }
}

#[test]
fn invalid_filter_or_sort_is_not_sent() {
    for (args, message) in [
        (["critical:'x'", "--sort", "id|asc"], "invalid filter"),
        (["", "--sort", "nothing|asc"], "invalid sort order"),
    ] {
        let output = assets(args);
        assert_eq!(output.status, Some(2));
        assert!(output.stderr.starts_with("error[FQL"), "{}", output.stderr);
        let message = format!("fql: aborting due to {message}\n");
        assert!(output.stderr.ends_with(&message), "{}", output.stderr);
        assert!(!output.stderr.contains("sandbox"), "{}", output.stderr);
    }
}

#[test]
fn invalid_limit_is_a_usage_error() {
    for limit in ["0", "-1", "", "ALL", "1.5"] {
        let output = assets(["", &format!("--limit={limit}")]);
        assert_eq!(output.status, Some(2), "{limit}");
        let message = "expected a positive number or `all`";
        assert!(output.stderr.contains(message), "{}", output.stderr);
    }
}

#[test]
fn table_escapes_invisible_characters() {
    let server = Server::with(|request| {
        Some(if request.path().contains("/queries/") {
            listing(&["a"])
        } else {
            let subsidiary = json!({"id": "s", "name": "Ex\u{200b}ample\u{1b}[31m"});
            Response::resources(json!([{"id": "a", "subsidiaries": [subsidiary]}]))
        })
    });
    let output = assets(["", "--base-url", &server.url()]);
    assert_eq!(output.status, Some(0), "{}", output.stderr);
    assert!(
        output.stdout.contains(r"Ex\u{200b}ample\u{1b}[31m"),
        "{}",
        output.stdout
    );
}

/// Starts a server that lists these ids and returns the assets as they are.
fn server_of(ids: &'static [&'static str], assets: &'static str) -> Server {
    Server::with(move |request| {
        Some(if request.path().contains("/queries/") {
            listing(ids)
        } else {
            let body = format!("{{\"meta\": {{}}, \"resources\": [{assets}]}}");
            Response::text(200, &body)
        })
    })
}

#[test]
fn missing_and_unexpected_assets_are_reported() {
    let server = server_of(
        &["a", "b", "c"],
        r#"{"id": "a"}, {"id": "b", "manual": []}, 7"#,
    );
    let output = assets(["", "--format", "ndjson", "--base-url", &server.url()]);
    assert_eq!(output.status, Some(1), "{}", output.stderr);
    assert_eq!(output.json_lines()[1], json!({"id": "b", "manual": []}));
    for message in [
        "malformed item at index 2: ",
        "fql: no details returned for asset `c`\n",
    ] {
        assert!(output.stderr.contains(message), "{}", output.stderr);
    }
}

#[test]
fn json_has_assets_as_they_came() {
    const ASSET: &str = r#"{"id":"a", "z":null,"confidence":"90","b":1.0e0,"\u0061":[]}"#;
    let server = server_of(&["a"], ASSET);
    let url = server.url();
    for (format, expected) in [
        ("ndjson", format!("{ASSET}\n")),
        ("json", format!("[\n{ASSET}\n]\n")),
    ] {
        let output = assets(["", "--format", format, "--base-url", &url]);
        assert_eq!(output.stdout, expected, "{}", output.stderr);
        assert_eq!(output.status, Some(0));
    }
    let server = server_of(&["a"], "{\n  \"id\": \"a\",\n  \"b\": \"x y\"\n}");
    let output = assets(["", "--format", "ndjson", "--base-url", &server.url()]);
    assert_eq!(output.stdout, "{\"id\":\"a\",\"b\":\"x y\"}\n");
}

#[test]
fn unexpected_values_are_shown_in_tables_and_csv() {
    const ASSETS: &str = r#"
        {"id": "a", "criticality": 7, "ip": {"ip_address": "192.0.2.1", "services": [{"port": "22"}]}},
        {"id": "b", "manual": [], "dns_domain": {"fqdn": ["b.example"]}}"#;
    let server = server_of(&["a", "b"], ASSETS);
    let url = server.url();
    let output = assets(["", "--format", "csv", "--base-url", &url]);
    assert_eq!((output.status, output.stderr.as_str()), (Some(0), ""));
    let rows: Vec<&str> = output.stdout.lines().skip(1).collect();
    assert_eq!(rows, ["192.0.2.1,7,22,,,,,a", "b.example,,,,,,,b"]);
    let table = assets(["", "--base-url", &url]).stdout;
    assert!(table.contains(" 192.0.2.1   7 "), "{table}");
    assert!(table.contains(" b.example "), "{table}");
}

#[test]
fn columns_are_selected_and_ordered() {
    let server = server_of(
        &["a"],
        r#"{"id": "a", "ip": {"ip_address": "192.0.2.1", "fqdns": ["a.example", "b.example"],
            "location": {"country_code": "DE"}}, "manual": true}"#,
    );
    let url = server.url();
    let show = |columns, format| {
        let options = [
            "",
            "--columns",
            columns,
            "--format",
            format,
            "--base-url",
            &url,
        ];
        let output = assets(options);
        assert_eq!(output.status, Some(0), "{}", output.stderr);
        (output.stdout, output.stderr)
    };
    let (csv, stderr) = show("id,ip.fqdns, country,asset,manual,triage.status", "csv");
    assert_eq!(
        csv,
        "id,ip.fqdns,country,asset,manual,triage.status\r\n\
         a,\"a.example; b.example\",DE,192.0.2.1,true,\r\n"
    );
    assert_eq!(stderr, "");
    let (table, _) = show("asset,ip.location.country_code", "table");
    assert_eq!(table.lines().last(), Some(" 192.0.2.1   DE"));
    let (_, stderr) = show("criticalty", "csv");
    assert_eq!(
        stderr,
        "fql: no asset has a value for column `criticalty`; did you mean `criticality`?\n"
    );
}

#[test]
fn columns_of_json_and_empty_names_are_errors() {
    for (args, message) in [
        (
            ["", "--columns", "id", "--format", "json"],
            "--columns applies to tables and CSV only",
        ),
        (
            ["", "--columns", "id,,a", "--format", "csv"],
            "empty column name in --columns",
        ),
        (
            ["", "--columns", "", "--format", "csv"],
            "empty column name in --columns",
        ),
    ] {
        let output = assets(args);
        assert_eq!(output.status, Some(2), "{args:?}");
        assert!(output.stderr.contains(message), "{}", output.stderr);
    }
}

#[test]
fn wait_for_the_rate_limit_is_reported() {
    let mut queries = 0;
    let server = Server::with(move |request| {
        request.path().contains("/queries/").then(|| {
            queries += 1;
            match queries {
                1 => Response::status(429, json!({"errors": []})).with("Retry-After", 1),
                _ => listing(&[]),
            }
        })
    });
    let output = assets(["", "--base-url", &server.url()]);
    assert_eq!(
        output.stderr,
        "fql: rate limit reached: waiting 1 s\nfql: no assets matched\n"
    );
}
