//! `fql call`

use std::process::Stdio;

use serde_json::{Value, json};

use crate::server::{Reply, Server, call};
use crate::support::{file, run};

fn nothing_wrong() -> Reply {
    Reply::bytes(200, r#"{"meta": {}, "errors": [], "resources": ["x"]}"#)
}

/// One call of each operation: its name, its arguments, and the case of `wire.json` that tells
/// what arrives. Where there is no case, what arrives is told here.
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
];

#[test]
fn every_operation_is_called_as_documented() {
    let wire = include_str!("../../../falcon-transport/testdata/wire.json");
    let wire: Value = serde_json::from_str(wire).expect("JSON");
    for (operation, arguments, expected) in OPERATIONS {
        let expected = match wire.get(expected) {
            Some(case) => case.clone(),
            None => serde_json::from_str(expected).expect("a case, or JSON"),
        };
        let server = Server::start(nothing_wrong());
        let answer = server.call(&[&[*operation], *arguments].concat());
        assert_eq!(answer.status, Some(0), "{operation}: {answer:?}");
        assert_eq!(answer.stderr, "", "{operation}");

        let request = server.only();
        let line = format!("{} {}", request.method, request.path());
        assert_eq!(expected["request"], line, "{operation}");
        let query = expected.get("query").cloned().unwrap_or(json!([]));
        assert_eq!(query, json!(request.query()), "{operation}");
        match expected.get("json") {
            Some(body) => assert_eq!(request.json(), *body, "{operation}"),
            None => assert_eq!(request.body, "", "{operation}"),
        }
        assert_eq!(
            request.header("authorization"),
            Some("Bearer token-of-the-test")
        );
        assert!(
            request
                .header("user-agent")
                .is_some_and(|agent| agent.starts_with("fql/"))
        );
    }
}

#[test]
fn every_operation_is_tried_here() {
    let help = run(call(&["--help"])).stdout;
    let listed = help
        .lines()
        .skip_while(|line| !line.starts_with("Operations"))
        .skip(2);
    let listed: Vec<&str> = listed.take_while(|line| !line.is_empty()).collect();
    let names = listed.iter().step_by(2);
    let mut untried = Vec::new();
    for names in names {
        let mut names = names.trim().split(", ");
        if !names.any(|name| OPERATIONS.iter().any(|(tried, ..)| *tried == name)) {
            untried.push(names);
        }
    }
    assert_eq!(listed.len(), 40, "{help}");
    assert!(untried.is_empty(), "{untried:?}");
}

#[test]
fn the_answer_is_written_as_it_came() {
    let body = "{\"resources\" : [1.0e2],\n \"b\":1, \"a\":2}";
    let server = Server::start(Reply::bytes(200, body));
    let answer = server.call(&["query_sensors"]);
    assert_eq!(answer.status, Some(0), "{answer:?}");
    assert_eq!(answer.stdout, format!("{body}\n"));
}

#[test]
fn a_body_is_sent_byte_for_byte_from_wherever_it_comes() {
    let body = "{ \"name\": \"n\",\r\n \"z\": 1.50, \"a\": 1e3, \"name\": \"ü\" }\n";
    let path = file("call-body.json", body);
    let at_file = format!("@{}", path.display());
    for given in [body, &at_file] {
        let server = Server::start(nothing_wrong());
        let answer = server.call(&["post_policy_rules", "--body", given]);
        assert_eq!(answer.status, Some(0), "{answer:?}");
        assert_eq!(server.only().body, body);
    }
    let server = Server::start(nothing_wrong());
    let mut command = server.command(&["post_policy_rules", "--body", "@-"]);
    command.stdin(std::fs::File::open(&path).expect("the file"));
    assert_eq!(run(command).status, Some(0));
    assert_eq!(server.only().body, body);
}

#[test]
fn a_download_comes_byte_for_byte() {
    let blob: Vec<u8> = (0..=255).cycle().take(300_001).collect();
    let server = Server::start(Reply::bytes(200, blob.clone()));
    let output = server
        .command(&["blob_download_external_assets", "assetId=a", "hash=h"])
        .output()
        .expect("the program runs");
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stdout == blob, "{} bytes", output.stdout.len());
    assert!(output.stderr.is_empty());
}

#[test]
fn a_download_that_is_cut_off_fails() {
    let mut reply = Reply::bytes(200, vec![7; 1000]);
    reply.told_length = Some(5000);
    let server = Server::start(reply);
    let answer = server.call(&["download_assets", "assetId=a", "hash=h"]);
    assert_eq!(answer.status, Some(2), "{answer:?}");
    assert!(
        answer.stderr.contains("ended after 1000 of 5000 bytes"),
        "{}",
        answer.stderr
    );
}

#[test]
fn an_answer_in_part_is_written_and_its_errors_are_told() {
    let body = json!({
        "errors": [{"code": 404, "message": "no such\u{1b}[31m asset", "id": "b"}],
        "resources": [{"id": "a"}],
    });
    let server = Server::start(Reply::json(207, &body));
    let answer = server.call(&["get_assets", "ids=a,b"]);
    assert_eq!(answer.status, Some(1));
    assert_eq!(answer.json(), [body]);
    assert_eq!(
        answer.stderr,
        "fql: get_external_assets: the service lists an error beside its answer \
         (trace id `trace-1`)\n  no such [31m asset (code 404, id `b`)\n"
    );
}

#[test]
fn a_refusal_is_told_with_status_1() {
    let body = json!({"errors": [{"code": 403, "message": "access denied"}]});
    let server = Server::start(Reply::json(403, &body));
    let answer = server.call(&["get_assets", "ids=a"]);
    assert_eq!((answer.status, answer.stdout.as_str()), (Some(1), ""));
    for part in ["403", "access denied", "`assets:read`", "trace-1"] {
        assert!(answer.stderr.contains(part), "{}", answer.stderr);
    }
}

#[test]
fn what_is_no_answer_is_status_2() {
    let server = Server::start(Reply::bytes(200, "<html>"));
    let mut command = server.command(&["post_policy_rules", "--body", r#"{"name":"n"}"#]);
    let answer = run({
        command.stdin(Stdio::null());
        command
    });
    assert_eq!(answer.status, Some(2), "{answer:?}");
    assert!(answer.stderr.contains("<html>"), "{}", answer.stderr);
    assert!(
        answer.stderr.contains("may have been done"),
        "{}",
        answer.stderr
    );

    let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", free.local_addr().expect("an address"));
    drop(free);
    let answer = run(call(&["query_assets", "--base-url", &url]));
    assert_eq!(answer.status, Some(2), "{answer:?}");
    assert!(
        answer.stderr.contains("could not connect"),
        "{}",
        answer.stderr
    );
    assert!(
        answer.stderr.to_lowercase().contains("refused"),
        "{}",
        answer.stderr
    );
}

#[test]
fn mistakes_of_the_command_line_are_status_2_and_nothing_is_sent() {
    let server = Server::start(nothing_wrong());
    for (arguments, told) in [
        (&["query_asets"][..], "`query_assets`"),
        (&["xyzzy"], "query_external_assets_v2"),
        (&["query_assets", "fliter=x"], "`filter`"),
        (&["query_assets", "limit"], "write `key=value`"),
        (&["query_assets", "limit=0"], "a number from 1 on"),
        (&["query_sensors", "limit=201"], "from 1 to 200"),
        (&["delete_assets"], "give 1 to 100"),
        (&["get_assets", "ids=a,,b"], "is empty"),
        (&["download_assets", "assetId=a"], "`hash` is not given"),
        (
            &["download_assets", "assetId=a", "hash=h", "--body", "{}"],
            "takes no body",
        ),
        (&["create_policy_rules"], "no body is given"),
        (&["create_policy_rules", "--body", "{name: 1}"], "not JSON"),
        (
            &["create_policy_rules", "--body", "@/no/such/file"],
            "cannot read /no/such/file",
        ),
        (
            &["aggregate_assets", "--body", "{}"],
            "a list of aggregate requests",
        ),
    ] {
        let answer = server.call(arguments);
        assert_eq!(answer.status, Some(2), "{arguments:?}: {answer:?}");
        assert!(
            answer.stderr.contains(told),
            "{arguments:?}: {}",
            answer.stderr
        );
        assert_eq!(answer.stdout, "");
    }
    assert!(server.seen().is_empty(), "{:?}", server.seen());
}

#[test]
fn the_environment_says_whom_to_call() {
    let server = Server::start(nothing_wrong());
    let mut command = call(&["query_assets"]);
    command
        .env("FALCON_CLIENT_ID", "the-id")
        .env("FALCON_CLIENT_SECRET", "the-secret")
        .env("FALCON_MEMBER_CID", "the-member")
        .env("FALCON_BASE_URL", server.url());
    let answer = run(command);
    assert_eq!(answer.status, Some(0), "{answer:?}");
    assert_eq!(
        server.seen()[0].body,
        "client_id=the-id&client_secret=the-secret&member_cid=the-member"
    );
}

#[test]
fn a_service_on_this_machine_is_called_as_the_sandbox_when_nothing_is_set() {
    let server = Server::start(nothing_wrong());
    assert_eq!(server.call(&["query_assets"]).status, Some(0));
    assert_eq!(
        server.seen()[0].body,
        "client_id=sandbox&client_secret=sandbox"
    );
}

#[test]
fn where_nothing_is_set_a_sandbox_answers_and_says_so() {
    let answer = run(call(&["query_assets", "limit=2"]));
    assert_eq!(answer.status, Some(0), "{answer:?}");
    let reply: Value = serde_json::from_str(&answer.stdout).expect("JSON");
    assert_eq!(reply["meta"]["powered_by"], "falcon-sandbox");
    assert_eq!(reply["resources"].as_array().map(Vec::len), Some(2));
    assert!(
        answer
            .stderr
            .starts_with("fql: no FALCON_* variable is set"),
        "{}",
        answer.stderr
    );
}

#[test]
fn without_credentials_for_another_machine_what_to_set_is_named() {
    let answer = run(call(&[
        "query_assets",
        "--base-url",
        "https://api.example.com",
    ]));
    assert_eq!(answer.status, Some(2));
    assert!(
        answer.stderr.contains("FALCON_CLIENT_ID"),
        "{}",
        answer.stderr
    );
}

#[test]
fn credentials_that_are_partly_set_are_an_error_and_no_secret_is_shown() {
    let server = Server::start(nothing_wrong());
    for (set, missing) in [
        ("FALCON_CLIENT_ID", "FALCON_CLIENT_SECRET"),
        ("FALCON_CLIENT_SECRET", "FALCON_CLIENT_ID"),
        ("FALCON_MEMBER_CID", "FALCON_CLIENT_ID"),
        ("FALCON_BASE_URL", "FALCON_CLIENT_SECRET"),
    ] {
        for mut command in [call(&["query_assets"]), server.command(&["query_assets"])] {
            command.env(set, "http://127.0.0.1:1/hush-hush");
            let answer = run(command);
            assert_eq!(answer.status, Some(2), "{set}");
            assert!(answer.stderr.contains(missing), "{set}: {}", answer.stderr);
            assert!(!answer.stderr.contains("hush"), "{set}: {}", answer.stderr);
        }
    }
    assert!(server.seen().is_empty());
}

#[test]
fn no_secret_is_shown_whatever_fails() {
    let echo = "Bearer token-of-the-test hush-hush-hush";
    for reply in [Reply::bytes(400, echo), Reply::bytes(200, echo)] {
        let server = Server::start(reply);
        let mut command = server.command(&["create_policy_rules", "--body", r#"{"name":"n"}"#]);
        command
            .env("FALCON_CLIENT_ID", "id")
            .env("FALCON_CLIENT_SECRET", "hush-hush-hush");
        let answer = run(command);
        assert_ne!(answer.status, Some(0));
        let shown = answer.stdout + &answer.stderr;
        assert!(
            !shown.contains("hush") && !shown.contains("token-of"),
            "{shown}"
        );
    }
}

#[test]
fn plain_http_to_another_machine_is_refused() {
    for url in [
        "http://api.example.com",
        " HTTP://api.example.com",
        // White space and control characters are no part of an address.
        "ht\ttp://api.example.com",
        "htt\np://api.example.com",
        "\u{1}http://api.example.com",
    ] {
        let mut command = call(&["query_assets", "--base-url", url]);
        command
            .env("FALCON_CLIENT_ID", "id")
            .env("FALCON_CLIENT_SECRET", "secret");
        let answer = run(command);
        assert_eq!(answer.status, Some(2), "{url:?}");
        assert!(answer.stderr.contains("plain http"), "{}", answer.stderr);
    }
}

#[test]
fn a_closed_pipe_ends_the_call_quietly() {
    let long = json!({"resources": vec!["x".repeat(60); 20_000]});
    let server = Server::start(Reply::json(200, &long));
    for arguments in [
        &["query_assets"][..],
        &["download_assets", "assetId=a", "hash=h"],
    ] {
        let mut child = server
            .command(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("the program ends");
        assert_eq!(output.status.code(), Some(141), "{arguments:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments:?}");
    }
}
