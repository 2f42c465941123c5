//! `fql call`

use std::process::{Command, Stdio};

use serde_json::{Value, json};
use test_server::{Response, Server, Then};

use crate::support::{ProgramOutput, command, run, temp_file};

fn call(args: &[&str]) -> Command {
    command([&["call"], args].concat())
}

fn call_server(server: &Server, args: &[&str]) -> ProgramOutput {
    run(call(&[args, &["--base-url", &server.url()]].concat()))
}

/// Starts a server that responds to every request without an error.
fn successful_server() -> Server {
    Server::always(Response::resources(json!(["x"])))
}

/// A call of each operation: its name, its arguments and the expected request, which is either a
/// case of `wire.json` or JSON.
const OPERATIONS: &[(&str, &[&str], &str)] = &[
    (
        "aggregate_external_assets",
        &[
            "--body",
            r#"[{"field":"confidence","name":"c","type":"cardinality"}]"#,
        ],
        "aggregate_min",
    ),
    (
        "download_assets",
        &["assetId=a b/ü", "hash=deadbeef"],
        "download",
    ),
    (
        "blob_preview_external_assets",
        &["assetId=a", "hash=h=h"],
        r#"{"request": "GET /fem/entities/blobs-preview/v1", "query": ["assetId=a", "hash=h=h"]}"#,
    ),
    ("get_external_assets", &["ids=id1,id2"], "get_assets_list"),
    ("get_assets", &["ids=id1,id2", "ids=id3"], "get_assets_str"),
    (
        "delete_external_assets",
        &["ids=id1,id2", "--body", r#"{"description":"gone"}"#],
        "delete_assets",
    ),
    (
        "patch_external_assets",
        &["--body", r#"{"assets":[{"id":"f","criticality":"High"}]}"#],
        "update_assets_min",
    ),
    (
        "query_external_assets",
        &[
            "offset=100",
            "limit=50",
            "sort=last_seen|desc",
            "filter=asset_type:'ip'+last_seen:>'now-7d'+ip.services.port:[22,3389]",
        ],
        "query_assets_v1",
    ),
    (
        "query_assets",
        &[
            "limit=50",
            "sort=last_seen|desc",
            "filter=asset_type:'ip'+last_seen:>'now-7d'+ip.services.port:[22,3389]",
        ],
        "query_assets",
    ),
    (
        "combined_ecosystem_subsidiaries",
        &[
            "offset=0",
            "limit=10",
            "sort=name|asc",
            "filter=name:'x'",
            "version_id=v",
        ],
        "combined_subs",
    ),
    (
        "get_ecosystem_subsidiaries",
        &["ids=a,b", "version_id=v"],
        r#"{"request": "GET /fem/entities/ecosystem-subsidiaries/v1",
            "query": ["version_id=v", "ids=a", "ids=b"]}"#,
    ),
    (
        "query_ecosystem_subsidiaries",
        &["sort=primary_domain|desc"],
        r#"{"request": "GET /fem/queries/ecosystem-subsidiaries/v1",
            "query": ["sort=primary_domain|desc"]}"#,
    ),
    (
        "post_external_assets_inventory_v1",
        &[
            "--body",
            r#"{"data":[{"subsidiary_id":"s","assets":[{"id":"i","value":"1.2.3.4"}]}]}"#,
        ],
        "add_assets",
    ),
    (
        "GetSensorAggregates",
        &[
            "--body",
            r#"[{"name":"n","type":"terms","field":"status","size":5}]"#,
        ],
        "sensor_agg",
    ),
    ("GetSensorDetails", &["ids=a,b"], "sensor_details_list"),
    (
        "QuerySensorsByFilter",
        &[
            "offset=5",
            "limit=200",
            "sort=hostname.asc",
            "filter=hostname:'a'",
        ],
        "query_sensors",
    ),
    (
        "api_preempt_proxy_post_graphql",
        &[
            "--body",
            r#"{"query":"query($after: Cursor){entities(first:5, after:$after){nodes{primaryDisplayName}}}","variables":{"after":"c"}}"#,
        ],
        "graphql",
    ),
    ("get_policy_rules", &["ids=r1,r2"], "get_rules"),
    (
        "post_policy_rules",
        &[
            "--body",
            r#"{"name":"n","action":"BLOCK","trigger":"access","enabled":false,"simulationMode":false}"#,
        ],
        r#"{"request": "POST /identity-protection/entities/policy-rules/v1", "query": [],
            "json": {"name":"n","action":"BLOCK","trigger":"access","enabled":false,"simulationMode":false}}"#,
    ),
    (
        "delete_policy_rules",
        &["ids=r1,r2"],
        r#"{"request": "DELETE /identity-protection/entities/policy-rules/v1",
            "query": ["ids=r1", "ids=r2"]}"#,
    ),
    (
        "get_policy_rules_query",
        &["enabled=true", "simulation_mode=false", "name=n"],
        "query_rules",
    ),
    (
        "QueryDevicesByFilter",
        &[
            "filter=platform_name:'Linux'",
            "sort=last_seen.desc",
            "limit=5",
        ],
        r#"{"request": "GET /devices/queries/devices/v1",
            "query": ["filter=platform_name:'Linux'", "sort=last_seen.desc", "limit=5"]}"#,
    ),
    (
        "PostEntitiesAlertsV2",
        &["composite_ids=a,b"],
        r#"{"request": "POST /alerts/entities/alerts/v2", "json": {"composite_ids": ["a", "b"]}}"#,
    ),
];

#[test]
fn operations_send_the_documented_requests() {
    let wire = include_str!("../../../falcon-transport/testdata/wire.json");
    let wire: Value = serde_json::from_str(wire).expect("JSON");
    for (operation, args, expected) in OPERATIONS {
        let expected = match wire.get(expected) {
            Some(case) => case.clone(),
            None => serde_json::from_str(expected).expect("a case or JSON"),
        };
        let server = successful_server();
        let output = call_server(&server, &[&[*operation], *args].concat());
        assert_eq!(output.status, Some(0), "{operation}: {output:?}");
        assert_eq!(output.stderr, "", "{operation}");

        let request = server.only();
        let line = format!("{} {}", request.method, request.path());
        assert_eq!(expected["request"], line, "{operation}");
        let pairs = request.query().into_iter();
        let query: Vec<String> = pairs.map(|(key, value)| format!("{key}={value}")).collect();
        let expected_query = expected.get("query").cloned().unwrap_or(json!([]));
        assert_eq!(expected_query, json!(query), "{operation}");
        match expected.get("json") {
            Some(body) => assert_eq!(request.json(), *body, "{operation}"),
            None => assert_eq!(request.body, b"", "{operation}"),
        }
        assert_eq!(request.header("authorization"), Some("Bearer test-token-1"));
        let user_agent = request.header("user-agent").unwrap_or_default();
        assert!(user_agent.starts_with("fql/"), "{user_agent}");
    }
}

#[test]
fn every_operation_of_the_help_is_tested() {
    let help = run(call(&["--help"])).stdout;
    let (_, operations) = help.split_once("\nOperations:\n").expect("operations");
    let (operations, _) = operations
        .split_once("\n\n")
        .expect("the end of the section");
    let ids = operations.lines().filter(|line| !line.starts_with("   "));
    let ids: Vec<&str> = ids.map(str::trim).collect();
    assert_eq!(ids.len(), 20, "{operations}");
    let is_tested = |id: &&str| {
        let (_, rest) = operations.split_once(&format!("  {id}\n")).expect("an id");
        let aliases = rest.lines().next().unwrap_or_default();
        let aliases = aliases.split([' ', ',']).chain([*id]);
        let tested: Vec<&str> = OPERATIONS.iter().map(|(name, ..)| *name).collect();
        aliases.into_iter().any(|name| tested.contains(&name))
    };
    assert!(ids.iter().all(is_tested), "{operations}");
}

#[test]
fn response_is_printed_unchanged() {
    let body = "{\"resources\" : [1.0e2],\n \"b\":1, \"a\":2}";
    let server = Server::always(Response::text(200, body));
    let output = call_server(&server, &["query_sensors"]);
    assert_eq!(output.status, Some(0), "{output:?}");
    assert_eq!(output.stdout, format!("{body}\n"));
}

#[test]
fn body_is_sent_byte_for_byte() {
    let body = "{ \"name\": \"n\",\r\n \"z\": 1.50, \"a\": 1e3, \"b\": \"ü\" }\n";
    let file = temp_file("call-body.json", body);
    let at_file = format!("@{}", file.display());
    for argument in [body, &at_file, "@-", "-"] {
        let server = successful_server();
        let mut command = call(&["post_policy_rules", "--body", argument]);
        command
            .args(["--base-url", &server.url()])
            .stdin(std::fs::File::open(&file).expect("the file exists"));
        let output = run(command);
        assert_eq!(output.status, Some(0), "{argument}: {output:?}");
        assert_eq!(server.only().body, body.as_bytes(), "{argument}");
    }
}

#[test]
fn body_over_64_mib_is_not_sent() {
    let file = temp_file("call-large-body.json", "");
    let sparse = std::fs::File::create(&file).expect("the file is writable");
    sparse.set_len((64 << 20) + 1).expect("the size is set");
    let server = successful_server();
    let at_file = format!("@{}", file.display());
    let output = call_server(&server, &["post_policy_rules", "--body", &at_file]);
    assert_eq!(output.status, Some(2));
    let message = "call-large-body.json: the body is longer than 64 MiB\n";
    assert!(output.stderr.ends_with(message), "{}", output.stderr);
    assert_eq!(server.connections(), 0);
}

#[test]
fn download_is_printed_byte_for_byte() {
    let blob: Vec<u8> = (0..=255).cycle().take(300_001).collect();
    let server = Server::always(Response::bytes(200, blob.clone()));
    let args = ["blob_download_external_assets", "assetId=a", "hash=h"];
    let output = call(&args)
        .args(["--base-url", &server.url()])
        .output()
        .expect("the program starts");
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stdout == blob, "{} bytes", output.stdout.len());
    assert!(output.stderr.is_empty());
}

#[test]
fn truncated_download_exits_with_2() {
    let server = Server::always(Response::partial(5000, &[7; 1000], Then::Close));
    let output = call_server(&server, &["download_assets", "assetId=a", "hash=h"]);
    assert_eq!(output.status, Some(2), "{output:?}");
    assert!(
        output.stderr.contains("1000 of 5000 bytes"),
        "{}",
        output.stderr
    );
}

#[test]
fn errors_in_a_response_exit_with_1() {
    let body = json!({
        "errors": [{"code": 404, "message": "no such\u{1b}[31m asset", "id": "b"}],
        "resources": [{"id": "a"}],
    });
    let response = Response::status(207, body.clone()).with("X-Cs-Traceid", "trace-1");
    let server = Server::always(response);
    let output = call_server(&server, &["get_assets", "ids=a,b"]);
    assert_eq!(output.status, Some(1));
    assert_eq!(output.json(), body);
    assert_eq!(
        output.stderr,
        "fql: get_external_assets: the response contains 1 error (trace id `trace-1`)\n  \
         no such\\u{1b}[31m asset (code 404, id `b`)\n"
    );
}

#[test]
fn error_response_exits_with_1() {
    let body = json!({"errors": [{"code": 403, "message": "access denied"}]});
    let response = Response::status(403, body).with("X-Cs-Traceid", "trace-1");
    let server = Server::always(response);
    let output = call_server(&server, &["get_assets", "ids=a"]);
    assert_eq!((output.status, output.stdout.as_str()), (Some(1), ""));
    for part in ["403", "access denied", "`assets:read`", "trace-1"] {
        assert!(output.stderr.contains(part), "{}", output.stderr);
    }
}

#[test]
fn malformed_response_exits_with_2() {
    let server = Server::always(Response::text(200, "<html>"));
    let args = ["post_policy_rules", "--body", r#"{"name":"n"}"#];
    let output = call_server(&server, &args);
    assert_eq!(output.status, Some(2), "{output:?}");
    for part in ["<html>", "may have taken effect"] {
        assert!(output.stderr.contains(part), "{}", output.stderr);
    }
}

#[test]
fn refused_connection_exits_with_2() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    drop(listener);
    let output = run(call(&["query_assets", "--base-url", &url]));
    assert_eq!(output.status, Some(2), "{output:?}");
    let stderr = output.stderr.to_lowercase();
    assert!(stderr.contains("connection refused"), "{stderr}");
    assert!(stderr.contains(&url), "{stderr}");
}

#[test]
fn usage_error_sends_nothing() {
    let server = successful_server();
    for (args, message) in [
        (&["query_asets"][..], "`query_assets`"),
        (&["xyzzy"], "query_external_assets_v2"),
        (&["query_assets", "fliter=x"], "`filter`"),
        (&["query_assets", "limit"], "`key=value`"),
        (&["query_assets", "limit=0"], "limit"),
        (&["query_sensors", "limit=201"], "200"),
        (&["delete_assets"], "100"),
        (&["get_assets", "ids=a,,b"], "empty"),
        (&["download_assets", "assetId=a"], "`hash`"),
        (
            &["download_assets", "assetId=a", "hash=h", "--body", "{}"],
            "body",
        ),
        (&["create_policy_rules"], "body"),
        (&["create_policy_rules", "--body", "{name: 1}"], "JSON"),
        (
            &["create_policy_rules", "--body", "@/no/such/file"],
            "cannot read /no/such/file",
        ),
        (&["create_policy_rules", "--body", "@"], "missing file name"),
        (
            &[
                "aggregate_assets",
                "--body",
                r#"{"name":"n","type":"terms","field":"criticality"}"#,
            ],
            "list of aggregat",
        ),
    ] {
        let output = call_server(&server, args);
        assert_eq!(output.status, Some(2), "{args:?}: {output:?}");
        assert!(
            output.stderr.contains(message),
            "{args:?}: {}",
            output.stderr
        );
        assert_eq!(output.stdout, "");
    }
    assert_eq!(server.connections(), 0);
}

#[test]
fn environment_selects_the_service() {
    let server = successful_server();
    let mut command = call(&["query_assets"]);
    command
        .env("FALCON_CLIENT_ID", "the-id")
        .env("FALCON_CLIENT_SECRET", "the-secret")
        .env("FALCON_MEMBER_CID", "the-member")
        .env("FALCON_BASE_URL", server.url());
    let output = run(command);
    assert_eq!(output.status, Some(0), "{output:?}");
    assert_eq!(
        server.token_requests()[0].body,
        b"client_id=the-id&client_secret=the-secret&member_cid=the-member"
    );
}

#[test]
fn local_url_uses_sandbox_credentials() {
    let server = successful_server();
    let local = server.url();
    for (option, variable) in [
        (Some(&*local), None),
        (None, Some(&*local)),
        (Some(&*local), Some("https://api.example.com")),
    ] {
        let mut command = call(&["query_assets"]);
        command.args(option.map(|url| format!("--base-url={url}")));
        command.envs(variable.map(|url| ("FALCON_BASE_URL", url)));
        let output = run(command);
        assert_eq!(output.status, Some(0), "{output:?}");
    }
    let requests = server.token_requests();
    assert_eq!(requests.len(), 3);
    for request in requests {
        assert_eq!(request.body, b"client_id=sandbox&client_secret=sandbox");
    }
}

#[test]
fn built_in_sandbox_is_announced() {
    let output = run(call(&["query_assets", "limit=2"]));
    assert_eq!(output.status, Some(0), "{output:?}");
    let response = output.json();
    assert_eq!(response["meta"]["powered_by"], "falcon-sandbox");
    assert_eq!(response["resources"].as_array().map(Vec::len), Some(2));
    assert_eq!(
        output.stderr,
        "fql: no FALCON_* variables set: using the built-in sandbox (generated sample data)\n"
    );
}

#[test]
fn remote_url_needs_credentials() {
    for url in ["https://api.example.com", "http://192.0.2.1:9"] {
        let option = call(&["query_assets", "--base-url", url]);
        let mut variable = call(&["query_assets"]);
        variable.env("FALCON_BASE_URL", url);
        for command in [option, variable] {
            let stderr = run_failure(command);
            let message = "no credentials; set FALCON_CLIENT_ID and FALCON_CLIENT_SECRET";
            assert!(stderr.contains(message), "{stderr}");
        }
    }
}

#[test]
fn partial_credentials_are_an_error() {
    let server = successful_server();
    for (variable, missing) in [
        ("FALCON_CLIENT_ID", "FALCON_CLIENT_SECRET"),
        ("FALCON_CLIENT_SECRET", "FALCON_CLIENT_ID"),
        ("FALCON_MEMBER_CID", "FALCON_CLIENT_ID"),
    ] {
        for args in [&[][..], &["--base-url", &server.url()]] {
            let mut command = call(&["query_assets"]);
            command
                .args(args)
                .env(variable, "http://127.0.0.1:1/hush-hush");
            let stderr = run_failure(command);
            assert!(stderr.contains(missing), "{variable}: {stderr}");
            assert!(!stderr.contains("hush"), "{variable}: {stderr}");
        }
    }
    assert_eq!(server.connections(), 0);
}

#[test]
fn empty_env_var_does_not_select_sandbox() {
    for variable in [
        "FALCON_CLIENT_ID",
        "FALCON_CLIENT_SECRET",
        "FALCON_BASE_URL",
    ] {
        let mut command = call(&["query_assets"]);
        command.env(variable, "");
        let stderr = run_failure(command);
        assert!(stderr.contains("not set"), "{stderr}");
    }
}

/// Runs a command that must exit with 2, and returns its standard error.
fn run_failure(command: Command) -> String {
    let output = run(command);
    assert_eq!(output.status, Some(2), "{output:?}");
    output.stderr
}

#[test]
fn secrets_are_not_printed() {
    let echo = "Bearer test-token-1 hush-hush-hush";
    for status in [400, 200] {
        let server = Server::always(Response::text(status, echo));
        let mut command = call(&["create_policy_rules", "--body", r#"{"name":"n"}"#]);
        command
            .args(["--base-url", &server.url()])
            .env("FALCON_CLIENT_ID", "id")
            .env("FALCON_CLIENT_SECRET", "hush-hush-hush");
        let output = run(command);
        assert_ne!(output.status, Some(0));
        let printed = output.stdout + &output.stderr;
        assert!(
            !printed.contains("hush") && !printed.contains("test-token"),
            "{printed}"
        );
    }
}

#[test]
fn plain_http_to_a_remote_host_is_rejected() {
    for url in [
        "http://api.example.com",
        " HTTP://api.example.com",
        // URL parsers remove white space and control characters.
        "ht\ttp://api.example.com",
        "htt\np://api.example.com",
        "\u{1}http://api.example.com",
    ] {
        let option = call(&["query_assets", "--base-url", url]);
        let mut variable = call(&["query_assets"]);
        variable.env("FALCON_BASE_URL", url);
        for mut command in [option, variable] {
            command
                .env("FALCON_CLIENT_ID", "id")
                .env("FALCON_CLIENT_SECRET", "secret");
            let stderr = run_failure(command);
            assert!(stderr.contains("plain HTTP"), "{stderr}");
        }
    }
}

#[test]
fn pipe_closed_midway_exits_with_141() {
    let long = json!({"resources": vec!["x".repeat(60); 20_000]});
    let server = Server::always(Response::json(long));
    for args in [
        &["query_assets"][..],
        &["download_assets", "assetId=a", "hash=h"],
    ] {
        let mut child = call(args)
            .args(["--base-url", &server.url()])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("the program ends");
        assert_eq!(output.status.code(), Some(141), "{args:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{args:?}");
    }
}

#[test]
fn invalid_filters_sorts_and_bodies_are_not_sent() {
    let server = Server::always(Response::resources(json!([])));
    let url = server.url();
    const BODY: &str = r#"[{"name":"n","type":"terms","field":"criticalty"}]"#;
    for (args, message) in [
        (
            &["query_assets", "filter=criticalty:'x'"][..],
            "did you mean `criticality`?",
        ),
        (&["query_assets_v1", "filter=a"], "FQL"),
        (
            &["query_assets", "sort=criticalty|asc"],
            "aborting due to invalid sort order",
        ),
        (
            &["query_sensors", "filter=a:'"],
            "aborting due to invalid filter",
        ),
        (&["query_ecosystem_subsidiaries", "filter=a=1"], "FQL012"),
        (
            &["QueryDevicesByFilterScroll", "filter=hostname=a"],
            "FQL012",
        ),
        (
            &["aggregate_assets", "--body", BODY],
            "did you mean `criticality`?",
        ),
        (
            &[
                "PostCombinedAlertsV1",
                "--body",
                r#"{"filter":"severity=9"}"#,
            ],
            "FQL012",
        ),
        (
            &[
                "PostCombinedAlertsV1",
                "--body",
                r#"{"sort":"severity asc"}"#,
            ],
            "aborting due to invalid sort order",
        ),
    ] {
        let output = run(command([&["call"], args, &["--base-url", &url]].concat()));
        assert_eq!((output.status, &*output.stdout), (Some(2), ""), "{args:?}");
        assert!(
            output.stderr.contains(message),
            "{args:?}: {}",
            output.stderr
        );
        assert!(server.take_requests().is_empty(), "{args:?}");

        let options = ["--unchecked", "--base-url", &url];
        let output = run(command([&["call"], args, &options].concat()));
        assert_eq!(output.status, Some(0), "{args:?}: {}", output.stderr);
        assert_eq!(server.take_requests().len(), 1, "{args:?}");
    }
}

#[test]
fn duplicate_parameter_is_not_sent() {
    let output = run(command(["call", "query_assets", "limit=5", "limit=6"]));
    assert_eq!((output.status, &*output.stdout), (Some(2), ""));
    assert!(
        output.stderr.contains("duplicate parameter `limit`"),
        "{}",
        output.stderr
    );
}

#[test]
fn argument_errors_have_help_for_the_program() {
    let filter = format!("filter=id:['{}']", "x".repeat(20_000));
    for (args, help) in [
        (
            &["query_assets", &filter][..],
            "shorten the list in the filter, or split it across several commands",
        ),
        (&["get_assets"], "pass them as `ids=ID1,ID2`"),
        (&["preview_assets", "assetId=a"], "pass it as `NAME=VALUE`"),
    ] {
        let output = run(command([&["call"], args].concat()));
        assert_eq!((output.status, &*output.stdout), (Some(2), ""));
        let help = format!("help: {help}\n");
        assert!(output.stderr.ends_with(&help), "{}", output.stderr);
    }
}
