//! `fql query`

use serde_json::{Value, json};
use test_server::{Request, Response, Server};

use crate::support::{ProgramOutput, command, run};

fn query<const N: usize>(args: [&str; N]) -> ProgramOutput {
    run(command(["query"].into_iter().chain(args)))
}

/// Runs a query of the sandbox, whose sample data have hosts.
fn hosts<const N: usize>(args: [&str; N]) -> ProgramOutput {
    run(command(["query", "-c", "hosts"].into_iter().chain(args)))
}

const WINDOWS: &str = "platform_name:'Windows'";

#[test]
fn formats_show_the_same_hosts() {
    let json = hosts([WINDOWS, "--format", "json"]);
    assert_eq!(json.status, Some(0), "{}", json.stderr);
    let ids: Vec<String> = serde_json::from_value(json.json()).expect("an array of ids");
    assert!(ids.len() > 1, "{ids:?}");
    let lines = hosts([WINDOWS, "--format", "ndjson"]).json_lines();
    assert_eq!(json!(lines), json!(ids));

    let array = hosts([WINDOWS, "--format", "json", "--details"]).json();
    let lines = hosts([WINDOWS, "--format", "ndjson", "--details"]).json_lines();
    for documents in [array.as_array().expect("an array"), &lines] {
        let ids_of_documents: Vec<&Value> =
            documents.iter().map(|host| &host["device_id"]).collect();
        assert_eq!(json!(ids_of_documents), json!(ids));
        for host in documents {
            assert_eq!(host["platform_name"], "Windows", "{host}");
        }
    }

    for (format, headings) in [("csv", 1), ("table", 2)] {
        let output = hosts([WINDOWS, "--format", format, "--limit", "all"]);
        assert_eq!(output.status, Some(0), "{}", output.stderr);
        let rows: Vec<&str> = output.stdout.lines().skip(headings).collect();
        assert_eq!(rows.len(), ids.len(), "{format}");
        for (row, id) in rows.iter().zip(&ids) {
            assert!(row.trim_start().starts_with(id), "{format}: {row}");
            assert!(row.contains("Windows"), "{format}: {row}");
        }
    }
}

#[test]
fn columns_are_selected() {
    let columns = "hostname,platform_name,device_policies.prevention.policy_id";
    let output = hosts([WINDOWS, "--columns", columns, "--format", "csv"]);
    assert_eq!(output.status, Some(0), "{}", output.stderr);
    let mut rows = output.stdout.lines();
    assert_eq!(rows.next(), Some(columns));
    assert!(
        rows.all(|row| row.contains(",Windows,")),
        "{}",
        output.stdout
    );

    let output = hosts(["", "--columns", "hostnme", "--format", "csv"]);
    let message = "fql: no document has a value for column `hostnme`; did you mean `hostname`?\n";
    assert!(output.stderr.ends_with(message), "{}", output.stderr);
}

#[test]
fn csv_without_documents_has_selected_headings() {
    let none = "hostname:'absent'";
    let output = hosts([none, "--columns", "hostname,status", "--format", "csv"]);
    assert_eq!(output.status, Some(1), "{}", output.stderr);
    assert_eq!(output.stdout, "hostname,status\r\n");
    // Default columns are chosen from the documents.
    assert_eq!(hosts([none, "--format", "csv"]).stdout, "");
}

#[test]
fn limit_ends_the_output_with_a_hint() {
    let count = hosts(["", "--format", "ndjson"]).json_lines().len();
    let output = hosts(["", "--limit", "3", "--format", "ndjson"]);
    assert_eq!(output.json_lines().len(), 3);
    let hint =
        format!("fql: showing 3 of {count} ids; use `--limit N` or `--limit all` to show more\n");
    assert!(output.stderr.ends_with(&hint), "{}", output.stderr);

    let output = hosts([
        "",
        "--limit",
        "all",
        "--page-size",
        "7",
        "--format",
        "ndjson",
    ]);
    assert_eq!(output.json_lines().len(), count);
    assert!(!output.stderr.contains("showing"), "{}", output.stderr);
}

#[test]
fn sort_orders_the_documents() {
    for (sort, is_ascending) in [("hostname.asc", true), ("hostname|desc", false)] {
        let output = hosts([
            "",
            "--sort",
            sort,
            "--columns",
            "hostname",
            "--format",
            "csv",
        ]);
        let names: Vec<&str> = output.stdout.lines().skip(1).collect();
        assert!(names.len() > 1, "{}", output.stderr);
        let mut sorted = names.clone();
        sorted.sort_unstable();
        if !is_ascending {
            sorted.reverse();
        }
        assert_eq!(names, sorted, "{sort}");
    }
}

#[test]
fn combined_listing_shows_documents() {
    let output = query(["-c", "alerts", "", "--limit", "2", "--format", "json"]);
    let alerts = output.json();
    assert_eq!(
        alerts.as_array().map(Vec::len),
        Some(2),
        "{}",
        output.stderr
    );
    assert!(alerts[0]["composite_id"].is_string(), "{alerts}");
}

#[test]
fn operation_selects_the_listing() {
    let columns = ["--columns", "hostname,status", "--sort", "hostname.asc"];
    let show = |operation: &[&str]| {
        let output = run(command(
            [&["query", "-c", "hosts", WINDOWS][..], &columns, operation].concat(),
        ));
        assert_eq!(output.status, Some(0), "{operation:?}: {}", output.stderr);
        output.stdout
    };
    let default = show(&[]);
    for operation in ["QueryDevicesByFilter", "CombinedDevicesByFilter"] {
        assert_eq!(show(&["--operation", operation]), default, "{operation}");
    }
}

#[test]
fn external_assets_are_shown_as_by_assets() {
    for format in ["table", "csv"] {
        let args = ["criticality:'Critical'", "--format", format];
        let assets = run(command(["assets"].iter().chain(&args))).stdout;
        let named = query(["-c", "external-assets", args[0], args[1], args[2]]).stdout;
        for output in [named, query(args).stdout] {
            // Times are relative to the start of the sandbox.
            assert_eq!(output.lines().next(), assets.lines().next(), "{format}");
            assert_eq!(output.lines().count(), assets.lines().count(), "{format}");
        }
    }
}

#[test]
fn usage_errors_are_found_before_a_request() {
    for (args, message) in [
        (
            &["-c", "hosts", "--operation", "QueryDevicesByFilte"][..],
            "unknown operation `QueryDevicesByFilte` of `hosts`; did you mean `QueryDevicesByFilter`?",
        ),
        (
            &["-c", "hosts", "--operation", "PostDeviceDetailsV2"],
            "`PostDeviceDetailsV2` is not a listing of `hosts`",
        ),
        (
            &["-c", "spotlight-remediations"],
            "collection `spotlight-remediations` has no operation that lists its documents; its \
             operations: `",
        ),
        (
            &["-c", "any"],
            "collection `any` has no operation that lists its documents; no operation is documented",
        ),
        (
            &["-c", "spotlight-vulnerabilities"],
            "missing filter: `queryVulnerabilities` does not list all documents",
        ),
        (
            &["-c", "host-migrations"],
            "missing parameter `id` of `GetHostMigrationIDsV1`; use `--param id=…`",
        ),
        (
            &["-c", "hosts", "--param", "page=1"],
            "unknown parameter `page` of `QueryDevicesByFilterScroll`",
        ),
        (
            &["-c", "hosts", "--columns", "hostname", "--format", "json"],
            "--columns applies to tables and CSV only",
        ),
        (
            &["-c", "hosts", "--page-size", "0"],
            "--page-size must be at least 1",
        ),
        (
            &["-c", "hosts", "--page-size", "10001"],
            "--page-size of `QueryDevicesByFilterScroll` is at most 10000, found 10001",
        ),
        (
            &["-c", "access-scopes", "--page-size", "1"],
            "`QueryAccessScopesExternal` returns all items at once; leave out --page-size",
        ),
        (
            &["hosts"],
            "note: `hosts` is a collection: use `-c hosts`\n",
        ),
        (
            &["hosts", WINDOWS],
            "unexpected argument `platform_name:'Windows'` after the filter; use `-c hosts` to select the \
             collection",
        ),
        (
            &["-c", "hosts", "hostname:", "'web'"],
            "unexpected argument `'web'` after the filter; quote the filter, so that it is one argument",
        ),
    ] {
        let output = run(command(["query"].iter().chain(args)));
        assert_eq!(output.status, Some(2), "{args:?}");
        assert!(output.stderr.contains(message), "{}", output.stderr);
        assert!(!output.stderr.contains("sandbox"), "{}", output.stderr);
    }
}

#[test]
fn invalid_filter_or_sort_is_not_sent() {
    for (args, message) in [
        (&["-c", "hosts", "hostname='x'"][..], "invalid filter"),
        (
            &["-c", "hosts", "", "--sort", "hostname|up"],
            "invalid sort order",
        ),
        (
            &["-c", "hosts", "no_such_field:'x'", "--strict"],
            "invalid filter",
        ),
        (&["criticalty:'x'"], "invalid filter"),
    ] {
        let output = run(command(["query"].iter().chain(args)));
        assert_eq!(output.status, Some(2), "{args:?}");
        let message = format!("fql: aborting due to {message}\n");
        assert!(output.stderr.ends_with(&message), "{}", output.stderr);
        assert!(!output.stderr.contains("sandbox"), "{}", output.stderr);
    }
}

#[test]
fn warnings_do_not_stop_a_query() {
    let server = host_server(|_| Vec::new());
    let output = hosts(["no_such_field:'x'", "--base-url", &server.url()]);
    assert_eq!(output.status, Some(1), "{}", output.stderr);
    assert!(
        output.stderr.starts_with("warning[FQL"),
        "{}",
        output.stderr
    );
    assert!(
        output.stderr.ends_with("fql: no documents matched\n"),
        "{}",
        output.stderr
    );
    let filter = server.only().param("filter");
    assert_eq!(filter.as_deref(), Some("no_such_field:'x'"));
}

/// Starts a server that lists the hosts `a` and `b`, and returns the documents that `details` gives
/// for the ids.
fn host_server(details: impl Fn(&[&str]) -> Vec<Value> + Send + 'static) -> Server {
    Server::with(move |request| {
        if request.path() == "/devices/entities/devices/v2" {
            let body = request.json();
            let ids = body["ids"].as_array().into_iter().flatten();
            let ids: Vec<&str> = ids.filter_map(Value::as_str).collect();
            return Some(Response::resources(details(&ids)));
        }
        let ids = match request.param("filter").as_deref() {
            Some("no_such_field:'x'") => json!([]),
            _ => json!(["a", "b"]),
        };
        Some(Response::json(json!({
            "meta": {"pagination": {"offset": "", "total": ids.as_array().map(Vec::len)}},
            "resources": ids,
            "errors": [],
        })))
    })
}

#[test]
fn missing_documents_are_reported() {
    let server = host_server(|ids| vec![json!({"device_id": ids[1], "hostname": "web-1"})]);
    let output = hosts(["", "--format", "csv", "--base-url", &server.url()]);
    assert_eq!(output.status, Some(1));
    assert_eq!(output.stdout, "device_id,hostname\r\nb,web-1\r\n");
    assert_eq!(output.stderr, "fql: no details returned for document `a`\n");
}

#[test]
fn id_column_needs_no_documents() {
    let server = host_server(|_| unreachable!("no document is looked up"));
    let url = server.url();
    let csv = hosts([
        "",
        "--columns",
        "device_id",
        "--format",
        "csv",
        "--base-url",
        &url,
    ]);
    assert_eq!(csv.stdout, "device_id\r\na\r\nb\r\n", "{}", csv.stderr);
    let json = hosts(["", "--format", "json", "--base-url", &url]);
    assert_eq!(json.stdout, "[\n\"a\",\n\"b\"\n]\n", "{}", json.stderr);
    let paths = server.requests();
    let paths: Vec<&str> = paths.iter().map(Request::path).collect();
    assert_eq!(paths, ["/devices/queries/devices-scroll/v1"; 2]);
}

#[test]
fn columns_do_not_change_after_the_sample() {
    let server = Server::with(|_| {
        let documents = (0..150).map(|number| match number {
            0..100 => json!({"composite_id": number.to_string(), "status": "new"}),
            _ => json!({"composite_id": number.to_string(), "name": "late"}),
        });
        let documents: Vec<Value> = documents.collect();
        Some(Response::json(json!({
            "meta": {"pagination": {"after": "", "total": 150}},
            "resources": documents,
            "errors": [],
        })))
    });
    let output = query([
        "-c",
        "alerts",
        "",
        "--format",
        "csv",
        "--base-url",
        &server.url(),
    ]);
    let rows: Vec<&str> = output.stdout.lines().collect();
    assert_eq!(rows.len(), 151, "{}", output.stderr);
    assert_eq!(
        [rows[0], rows[1], rows[150]],
        ["composite_id,status", "0,new", "149,"]
    );
}

#[test]
fn parameters_are_sent() {
    let server = host_server(|_| Vec::new());
    let output = query([
        "-c",
        "host-migrations",
        "--param",
        "id=m1",
        "--columns",
        "host_migration_id",
        "--sort",
        "hostname|desc",
        "--page-size",
        "50",
        "--base-url",
        &server.url(),
    ]);
    assert_eq!(output.status, Some(0), "{}", output.stderr);
    let request = server.only();
    for (key, value) in [("id", "m1"), ("sort", "hostname|desc"), ("limit", "50")] {
        assert_eq!(request.param(key).as_deref(), Some(value), "{key}");
    }
}

#[test]
fn unknown_sort_field_is_reported() {
    let output = hosts(["", "--sort", "hostnam|desc", "--limit", "1"]);
    assert_eq!(output.status, Some(0), "{}", output.stderr);
    assert!(
        output.stderr.contains("warning[FQL113]"),
        "{}",
        output.stderr
    );
    assert!(
        output.stderr.contains("did you mean `hostname`"),
        "{}",
        output.stderr
    );

    let output = hosts(["", "--sort", "hostnam|desc", "--strict"]);
    assert_eq!((output.status, output.stdout.as_str()), (Some(2), ""));
    assert!(
        output.stderr.contains("invalid sort order"),
        "{}",
        output.stderr
    );

    let output = hosts(["", "--sort", "-last_seen"]);
    assert!(
        output.stderr.contains("use `last_seen|desc`"),
        "{}",
        output.stderr
    );
}

#[test]
fn id_column_is_reported_for_no_other_format() {
    for format in ["ndjson", "json"] {
        let output = hosts(["", "--limit", "all", "--format", format]);
        assert!(
            !output.stderr.contains("has a value for column"),
            "{}",
            output.stderr
        );
    }
}

#[test]
fn missing_documents_and_filters_name_a_way() {
    let output = query(["-c", "iocs", "type:'sha256'"]);
    assert_eq!(output.status, Some(1));
    let message = "the built-in sandbox has no documents of `iocs`; use `fql serve --documents";
    assert!(output.stderr.contains(message), "{}", output.stderr);

    let output = query(["-c", "discover-hosts"]);
    assert_eq!(output.status, Some(2));
    assert!(
        output.stderr.contains("write one, such as `"),
        "{}",
        output.stderr
    );
    assert!(
        output.stderr.contains("use `--operation query_hosts`"),
        "{}",
        output.stderr
    );
}

#[test]
fn sort_has_the_form_of_the_operation() {
    let server = Server::always(Response::resources(json!([])));
    for (args, sent) in [
        (
            ["-c", "ioa-rules", "", "--sort", "rules.name"],
            "rules.name",
        ),
        (
            ["-c", "certificate-exclusions", "", "--sort", "name"],
            "name",
        ),
        (
            ["-c", "certificate-exclusions", "", "--sort", "name|desc"],
            "name.desc",
        ),
    ] {
        let options = ["--format", "json", "--base-url", &server.url()];
        let output = run(command(["query"].iter().chain(&args).chain(&options)));
        let [request] = &server.take_requests()[..] else {
            panic!("{args:?}: {}", output.stderr)
        };
        assert_eq!(request.param("sort").as_deref(), Some(sent), "{args:?}");
    }
    for (args, message) in [
        (
            ["-c", "ioa-rules", "", "--sort", "rules.name|asc"],
            "error: `query_rulesMixin0` sorts by a field without a direction; use `rules.name`\n",
        ),
        (
            ["-c", "ioa-rules", "", "--sort", "-rules.name"],
            "invalid property name `-rules.name`",
        ),
        (
            ["-c", "certificate-exclusions", "", "--sort", "nam"],
            "did you mean `name`?",
        ),
        (
            ["-c", "certificate-exclusions", "", "--sort", "name up"],
            "invalid sort",
        ),
        (
            ["-c", "cloud-risks", "", "--sort", "severity|up"],
            "invalid sort",
        ),
        (
            ["-c", "access-scopes", "", "--sort", "name|asc"],
            "error: `QueryAccessScopesExternal` does not sort\n",
        ),
    ] {
        let output = run(command(["query"].iter().chain(&args)));
        assert_eq!(output.status, Some(2), "{args:?}");
        assert!(
            output.stderr.contains(message),
            "{args:?}: {}",
            output.stderr
        );
        assert!(!output.stderr.contains("sandbox"), "{}", output.stderr);
    }
    let call = [
        "call",
        "query_rulesMixin0",
        "sort=rules.name",
        "--base-url",
        &server.url(),
    ];
    let output = run(command(call));
    assert_eq!(output.status, Some(0), "{}", output.stderr);
}

#[test]
fn lookup_has_the_parameters_of_the_listing() {
    let server = Server::with(|request| {
        Some(match request.path() {
            "/agentic-studio/queries/knowledge_base_files/v1" => Response::json(json!({
                "meta": {"pagination": {"offset": 0, "limit": 10, "total": 1}}, "resources": ["f1"],
            })),
            _ => Response::resources(json!([{"id": "f1", "name": "guide"}])),
        })
    });
    let output = query([
        "-c",
        "agentic-knowledge-bases",
        "--operation",
        "QueriesKnowledgeBaseFilesV1",
        "--param",
        "knowledge_base_id=k1",
        "--format",
        "csv",
        "--base-url",
        &server.url(),
    ]);
    assert_eq!(
        output.stdout, "id,name\r\nf1,guide\r\n",
        "{}",
        output.stderr
    );
    let requests = server.take_requests();
    let [_, lookup] = &requests[..] else {
        panic!("{requests:?}")
    };
    assert_eq!(
        lookup.path(),
        "/agentic-studio/entities/knowledge_base_files/v1"
    );
    assert_eq!(lookup.param("knowledge_base_id").as_deref(), Some("k1"));
    assert_eq!(lookup.param("ids").as_deref(), Some("f1"));
}
