//! A service on this machine for the examples that call one. It answers a few calls in the
//! documented form, and nothing else.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::LazyLock;
use std::thread;

use serde_json::{Value, json};

/// Where it listens.
pub(crate) static URL: LazyLock<String> = LazyLock::new(|| {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || serve(&stream));
        }
    });
    format!("http://{address}")
});

fn serve(mut stream: &TcpStream) {
    let mut reader = BufReader::new(stream);
    while let Some((line, body)) = read(&mut reader) {
        let (status, body) = answer(&line, &body);
        let head = format!(
            "HTTP/1.1 {status} S\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        if stream
            .write_all(&[head.as_bytes(), &body].concat())
            .is_err()
        {
            return;
        }
    }
}

/// The request line without the version, and the body.
fn read(reader: &mut impl BufRead) -> Option<(String, Value)> {
    let mut first = String::new();
    reader.read_line(&mut first).ok()?;
    let (request, _version) = first.rsplit_once(' ')?;
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(": ") else {
            break;
        };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.parse().ok()?;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some((
        request.to_owned(),
        serde_json::from_slice(&body).unwrap_or_default(),
    ))
}

fn answer(request: &str, body: &Value) -> (u16, Vec<u8>) {
    let (line, query) = request.split_once('?').unwrap_or((request, ""));
    let has = |pair: &str| query.split('&').any(|one| one == pair);
    let ok = |body: Value| (200, body.to_string().into_bytes());
    match line {
        "POST /oauth2/token" => {
            let token = json!({"access_token": "token", "expires_in": 1799});
            (201, token.to_string().into_bytes())
        }
        "GET /fem/queries/external-assets/v2" if has("after=t1") => {
            ok(json!({"meta": {"pagination": {"total": 3}}, "resources": ["asset-3"]}))
        }
        "GET /fem/queries/external-assets/v2" => ok(json!({
            "meta": {"pagination": {"after": "t1", "total": 3}},
            "resources": ["asset-1", "asset-2"],
        })),
        "GET /fem/entities/external-assets/v1" => ok(assets(&has)),
        "POST /fem/aggregates/external-assets/v1" if body[0]["sub_aggregates"].is_array() => {
            ok(aggregates())
        }
        "PATCH /fem/entities/external-assets/v1" => {
            let body = json!({
                "errors": [{"code": 404, "message": "asset not found", "id": "asset-2"}],
                "resources": [{"id": "asset-1", "criticality": "High"}],
            });
            (207, body.to_string().into_bytes())
        }
        "GET /fem/entities/blobs-download/v1" if has("assetId=asset-1") && has("hash=h1") => {
            (200, b"SSH-2.0-OpenSSH_9.6\r\n\0\xff".to_vec())
        }
        "GET /identity-protection/queries/devices/v1" => ok(json!({
            "meta": {"pagination": {"offset": 0, "limit": 200, "total": 2}},
            "resources": ["d1", "d2"],
        })),
        "POST /identity-protection/entities/devices/GET/v1" => ok(json!({"resources": [
            {"device_id": "d1", "hostname": "dc1.corp.example", "status": "partially protected"},
            {"device_id": "d2", "status": "unprotected"},
        ]})),
        "POST /identity-protection/combined/graphql/v1" => {
            let is_last = body["variables"]["after"] == "c1";
            let (name, score) = if is_last { ("Bo", 0.2) } else { ("Ann", 0.8) };
            ok(json!({"data": {"entities": {
                "nodes": [{"primaryDisplayName": name, "riskScore": score}],
                "pageInfo": {"hasNextPage": !is_last, "endCursor": "c1"},
            }}}))
        }
        "POST /identity-protection/entities/policy-rules/v1" if body["enabled"] == false => {
            ok(json!({"resources": ["rule-1"]}))
        }
        other => {
            let error = json!({"errors": [{"code": 400, "message": other}]});
            (400, error.to_string().into_bytes())
        }
    }
}

/// Those of the assets that are asked for and that there are: the second is gone.
fn assets(has: &impl Fn(&str) -> bool) -> Value {
    let link = "/fem/entities/blobs-download/v1?assetId=asset-1&hash=h1";
    let all = [
        json!({"id": "asset-1", "ip": {
            "ip_address": "192.0.2.1",
            "services": [{"port": 22, "blob_links": {"download_banner": link}}],
        }}),
        json!({"id": "asset-3", "dns_domain": {"fqdn": "www.example.com"}}),
    ];
    let asked = all.into_iter();
    let asked = asked.filter(|asset| has(&format!("ids={}", asset["id"].as_str().expect("an id"))));
    json!({"resources": asked.collect::<Vec<_>>()})
}

/// Buckets by criticality with ports in them, and a moment.
fn aggregates() -> Value {
    let ports = |buckets: Value| json!([{"name": "ports", "buckets": buckets}]);
    json!({"resources": [
        {"name": "by_criticality", "buckets": [
            {"label": "Critical", "count": 7, "sub_aggregates": ports(json!([
                {"label": 443, "count": 6}, {"label": 22, "count": 2},
            ]))},
            {"label": "High", "count": 3, "sub_aggregates": ports(Value::Null)},
        ]},
        {"name": "last_seen", "buckets": [
            {"value": 1_795_341_600_000_i64, "value_as_string": "2026-11-22T10:00:00.000Z"},
        ]},
    ]})
}
