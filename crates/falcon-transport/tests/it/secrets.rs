//! Secrets do not appear in errors or traces. See `debug_output` for `Debug` of the public types.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use falcon_transport::exposure_management::InventoryAddition;
use falcon_transport::operation::Params;
use serde_json::json;
use test_server::{Response, Server, Then};
use tracing::field::{Field, Visit};
use tracing::instrument::WithSubscriber;
use tracing_subscriber::layer::{Context, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;

use crate::support::{CLIENT_SECRET, client, delete_asset, list_assets};

const TOKEN: &str = "test-token-1";
/// The Base64 of the client id and secret, which a revocation sends.
const BASIC: &str = "dGVzdC1jbGllbnQtaWQ6dGVzdC1jbGllbnQtc2VjcmV0LTAxMjM0NTY3ODk=";

#[track_caller]
fn assert_no_secret(output: &str) {
    for secret in [TOKEN, CLIENT_SECRET, BASIC] {
        assert!(!output.contains(secret), "{output}");
    }
}

/// Returns all representations of an error and its causes.
fn all_output(error: &dyn std::error::Error) -> String {
    let mut output = format!("{error} {error:?} {error:#?}");
    let mut source = error.source();
    while let Some(cause) = source {
        write!(output, " {cause} {cause:?}").unwrap();
        source = cause.source();
    }
    output
}

#[tokio::test]
async fn echoed_secret_is_redacted_in_errors() {
    let echo = format!("you sent Bearer {TOKEN} and {CLIENT_SECRET}");
    let api_errors = json!({"errors": [{"code": 400, "message": echo, "hint": echo}]});
    for response in [
        Response::status(400, api_errors),
        Response::text(400, &echo),
        Response::status(400, json!({"message": echo})),
    ] {
        let server = Server::script([response]);
        let error = list_assets(&client(&server)).await.unwrap_err();
        assert_no_secret(&all_output(&error));
        assert_no_secret(&format!("{:?}", error.api_errors()));
        assert!(all_output(&error).contains("[removed]"));
    }
    let server = Server::script([Response::text(200, &echo)]);
    let error = delete_asset(&client(&server)).await.unwrap_err();
    assert_no_secret(&all_output(&error));
}

#[tokio::test]
async fn echoed_secret_is_redacted_in_stored_bodies() {
    // The excerpt of the body ends within the secret.
    let long_page = format!("<html>{}Bearer {TOKEN}", "x".repeat(180));
    // The JSON parser quotes a string that it finds instead of an object.
    let json_string = format!("\"you sent Bearer {TOKEN}\"");
    for body in [long_page, json_string] {
        let server = Server::script([Response::text(200, &body)]);
        let error = delete_asset(&client(&server)).await.unwrap_err();
        assert!(error.is_decode(), "{error}");
        let output = all_output(&error);
        assert_no_secret(&output);
        assert!(!output.contains("test-t"), "partial secret: {output}");
    }
    // An error and partial successes whose JSON escapes more characters than necessary.
    let escaped = TOKEN.replace('-', "\\u002d");
    let echo = format!(
        r#"{{"errors": [{{"message": "{escaped}", "id": "{escaped}", "hint": ["{escaped}"]}}]}}"#
    );
    let server = Server::script([
        Response::text(400, &echo),
        Response::text(207, &echo),
        Response::text(207, &echo),
        Response::text(200, &echo),
    ]);
    let falcon = client(&server);
    let query = || falcon.exposure_management().query_assets();
    let failed = query().send().await.unwrap_err();
    let partial = query().send().await.unwrap();
    let operation = "query_assets";
    let raw = falcon.call(operation, [("limit", 1)], None).await.unwrap();
    let graphql = falcon.identity_protection().graphql("{ a }").send().await;
    let graphql = graphql.unwrap();
    assert_no_secret(&format!("{partial:?} {:?} {graphql:?}", raw.errors()));
    for error in [
        failed,
        partial.complete().unwrap_err().into(),
        raw.complete().unwrap_err().into(),
        graphql.complete().unwrap_err().into(),
    ] {
        assert_no_secret(&all_output(&error));
        assert_no_secret(&format!("{:?}", error.api_errors()));
        assert!(error.to_string().contains("[removed]"), "{error}");
    }
}

#[tokio::test]
async fn malformed_token_response_is_not_shown() {
    for body in [
        format!("{{\"access_token\": \"{TOKEN}\", \"expires_in\""),
        format!("\"{TOKEN}\""),
        format!("{{\"access_token\": [\"{TOKEN}\"]}}"),
        format!("{{\"access_token\": \"{TOKEN}\\n\"}}"),
    ] {
        let responses = [0; 4].map(|_| Response::text(201, &body));
        let server = Server::script([]).token_responses(responses);
        let error = list_assets(&client(&server)).await.unwrap_err();
        assert!(error.is_decode(), "{error}");
        assert_no_secret(&all_output(&error));
    }
    let echo = json!({"errors": [{"message": format!("bad secret {CLIENT_SECRET}")}]});
    let server = Server::script([]).token_responses([Response::status(400, echo)]);
    let error = list_assets(&client(&server)).await.unwrap_err();
    assert_no_secret(&all_output(&error));
}

#[tokio::test]
async fn lost_token_request_shows_no_secret() {
    let resets = [0; 4].map(|_| Response::raw(b"", Then::Reset));
    let server = Server::script([]).token_responses(resets);
    let error = list_assets(&client(&server)).await.unwrap_err();
    assert_eq!(server.token_requests().len(), 4);
    assert_no_secret(&all_output(&error));

    let server = Server::script([]);
    let falcon = client(&server);
    drop(server);
    let error = list_assets(&falcon).await.unwrap_err();
    assert_no_secret(&all_output(&error));
}

#[tokio::test]
async fn failed_revocation_shows_no_secret() {
    let echo = format!("you sent token={TOKEN} with Basic {BASIC}");
    let reset = Response::raw(b"", Then::Reset);
    for responses in [
        vec![Response::status(403, json!({}))],
        vec![Response::text(400, &echo)],
        vec![Response::status(
            400,
            json!({"errors": [{"message": echo}]}),
        )],
        vec![reset; 4],
    ] {
        let server = Server::script([Response::resources(["a"])]);
        let server = server.revoke_responses(responses);
        let falcon = client(&server);
        list_assets(&falcon).await.unwrap();
        let error = falcon.revoke().await.unwrap_err();
        let message = error.to_string();
        assert!(message.contains("token revocation failed"), "{message}");
        assert_no_secret(&all_output(&error));
        assert_no_secret(&format!("{:?}", error.api_errors()));
        for revocation in server.revocations() {
            let authorization = revocation.header("authorization").unwrap();
            assert_eq!(authorization, format!("Basic {BASIC}"));
        }
    }
}

/// Records spans and events as one line each.
#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<Vec<String>>>);

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        write!(self.0, " {field}={value:?}").unwrap();
    }
}

impl<S: tracing::Subscriber + for<'s> LookupSpan<'s>> tracing_subscriber::Layer<S> for Recorder {
    fn on_new_span(
        &self,
        attributes: &tracing::span::Attributes<'_>,
        _: &tracing::span::Id,
        _: Context<'_, S>,
    ) {
        let mut line = Line(format!("span {}", attributes.metadata().name()));
        attributes.record(&mut line);
        self.0.lock().unwrap().push(line.0);
    }

    fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
        let mut line = Line(format!("event {}", event.metadata().target()));
        event.record(&mut line);
        self.0.lock().unwrap().push(line.0);
    }
}

#[tokio::test]
async fn call_traces_one_span_and_events_without_secrets() {
    // With one subscriber, tracing caches the interest of the thread that reaches an event first, which
    // may be a thread of another test without a subscriber. With two it asks all subscribers.
    let _second_subscriber = tracing::Dispatch::new(tracing_subscriber::registry());
    let recorder = Recorder::default();
    let subscriber = tracing_subscriber::registry().with(recorder.clone());
    let server = Server::script([
        Response::status(500, json!({"errors": [{"message": "test-token-2 failed"}]})),
        Response::raw(b"", Then::Reset),
        Response::text(200, "<html>you sent Bearer test-token-2</html>"),
        Response::resources(["a"]),
    ])
    .token_responses([Response::status(500, json!({}))]);
    let falcon = client(&server);
    async {
        list_assets(&falcon).await.unwrap();
        falcon.revoke().await.unwrap();
    }
    .with_subscriber(subscriber)
    .await;

    let lines = recorder.0.lock().unwrap().clone();
    let is_ours =
        |line: &&String| line.contains("falcon_call") || line.contains("falcon_transport");
    let ours: Vec<&String> = lines.iter().filter(is_ours).collect();
    let spans = ours.iter().filter(|line| line.starts_with("span")).count();
    let attempts = ours
        .iter()
        .filter(|line| line.contains(" attempt="))
        .count();
    assert_eq!((spans, attempts), (1, 4), "{ours:#?}");
    assert!(ours[0].contains("query_external_assets_v2"), "{ours:#?}");
    // The token request runs in a separate task.
    let is_token_failure = |line: &&&String| line.contains("token request failed");
    assert_eq!(ours.iter().filter(is_token_failure).count(), 1, "{ours:#?}");
    for line in lines {
        assert_no_secret(&line);
        // The token of the second token request: the first one failed.
        assert!(!line.contains("test-token-2"), "{line}");
    }
}

/// Returns a secret in the encodings in which servers echo what they received.
fn encodings(secret: &str) -> Vec<String> {
    let html = |c: char| format!("&#{};", u32::from(c));
    let percent = |c: char| format!("%{:02X}", u32::from(c));
    let unicode = |c: char| format!("\\u{:04x}", u32::from(c));
    vec![
        secret.chars().map(html).collect(),
        secret.chars().map(percent).collect(),
        secret.chars().map(unicode).collect(),
        secret.replace('-', "%2d"),
        secret.replace('-', "&#x2D;"),
        secret.replace('-', "%252d"),
        secret.bytes().map(|byte| format!("{byte:02x}")).collect(),
    ]
}

#[tokio::test]
async fn encoded_secret_is_redacted_in_errors() {
    for secret in [TOKEN, CLIENT_SECRET] {
        for encoded in encodings(secret) {
            let echo = format!("<p>you sent {encoded}</p>");
            for body in [
                echo.clone(),
                json!({ "message": echo }).to_string(),
                json!({"errors": [{"message": "m", "id": "a", "hint": {"h": [echo]}}]}).to_string(),
            ] {
                let server = Server::script([Response::text(400, &body)]);
                let error = list_assets(&client(&server)).await.unwrap_err();
                let output = format!("{} {:?}", all_output(&error), error.api_errors());
                assert!(output.contains("[removed]"), "{output}");
                assert!(!output.contains(&encoded), "{output}");
            }
        }
    }
}

#[tokio::test]
async fn echoed_token_request_is_redacted() {
    // The form of a token request in Base64, in both alphabets and as HTML.
    let form = format!("client_id=test-client-id&client_secret={CLIENT_SECRET}");
    let base64 = "Y2xpZW50X2lkPXRlc3QtY2xpZW50LWlkJmNsaWVudF9zZWNyZXQ9dGVzdC1jbGllbnQtc2VjcmV0LTAxMjM0\
                  NTY3ODk=";
    for echo in [
        form.replace('&', "&amp;").replace('-', "&#45;"),
        base64.to_owned(),
        base64.trim_end_matches('=').to_owned(),
        format!("x{base64}"),
        base64.replace('Y', "&#89;"),
    ] {
        let body = json!({"errors": [{"message": format!("bad form {echo}")}]});
        let server = Server::script([]).token_responses([Response::status(400, body)]);
        let error = list_assets(&client(&server)).await.unwrap_err();
        assert_no_secret(&all_output(&error));
        assert!(error.to_string().contains("[removed]"), "{error}");
        assert!(
            !error.to_string().contains(&echo[echo.len() / 2..]),
            "{error}"
        );
    }
}

#[tokio::test]
async fn secret_in_redirect_host_or_trace_id_is_redacted() {
    let location = format!("https://{CLIENT_SECRET}.example.com/");
    let redirect = Response::status(307, json!({})).with("Location", &location);
    let server = Server::script([redirect.clone()]);
    let error = list_assets(&client(&server)).await.unwrap_err();
    assert_no_secret(&all_output(&error));
    assert!(
        error.to_string().contains("[removed].example.com"),
        "{error}"
    );

    let server = Server::script([]).token_responses([redirect]);
    let error = list_assets(&client(&server)).await.unwrap_err();
    assert_no_secret(&all_output(&error));

    let server = Server::script([Response::resources(["a"]).with("X-Cs-Traceid", TOKEN)]);
    let query = client(&server).exposure_management().query_assets();
    let response = query.send().await.unwrap();
    assert_eq!(response.trace_id(), Some("[removed]"));
}

#[tokio::test]
async fn secret_in_body_trace_id_is_redacted() {
    let body = json!({"meta": {"trace_id": TOKEN}, "errors": [{"message": "m"}]});
    let complete = json!({"meta": {"trace_id": TOKEN}, "resources": ["a"]});
    let server =
        Server::script([&body, &complete, &body, &body].map(|b| Response::json(b.clone())));
    let falcon = client(&server);
    let query = || falcon.exposure_management().query_assets();
    let partial = query().send().await.unwrap();
    assert_no_secret(&format!("{partial:?}"));
    assert_no_secret(&all_output(&partial.complete().unwrap_err()));
    let response = query().send().await.unwrap();
    assert_eq!(response.trace_id(), Some("[removed]"));
    assert_eq!(response.meta().trace_id.as_deref(), Some("[removed]"));
    let graphql = falcon.identity_protection().graphql("{ a }").send().await;
    let graphql = graphql.unwrap();
    assert_no_secret(&format!("{graphql:?}"));
    assert_no_secret(&all_output(&graphql.complete().unwrap_err()));
    let mut listing = query().ids();
    assert_no_secret(&all_output(&listing.try_next().await.unwrap_err()));
}

#[tokio::test]
async fn secret_in_rejection_or_id_is_redacted() {
    let rejected = json!({"resources": [{"id": "1", "error": format!("Bearer {TOKEN}")}]});
    let malformed = json!({"resources": [{"id": TOKEN, "ip": 7}]});
    let unknown = json!({"resources": [{"id": TOKEN}]});
    let listed = json!({"meta": {"pagination": {}}, "resources": ["a"]});
    let bodies = [&rejected, &rejected, &malformed, &listed, &unknown];
    let server = Server::script(bodies.map(|body| Response::json(body.clone())));
    let falcon = client(&server);
    let em = falcon.exposure_management();
    let added = em.add_assets([InventoryAddition::new("s")]).send().await;
    let added = added.unwrap();
    assert_no_secret(&added.rejected()[0].to_string());
    let body = json!({"data": [{"subsidiary_id": "s"}]});
    let operation = "post_external_assets_inventory_v1";
    let raw = falcon.call(operation, Params::new(), Some(body)).await;
    let malformed = em.get_assets(["a"]).send().await.unwrap();
    let mut assets = em.query_assets().assets();
    assets.try_next().await.unwrap();
    for error in [
        added.complete().unwrap_err().into(),
        raw.unwrap().complete().unwrap_err().into(),
        malformed.complete().unwrap_err().into(),
        assets.try_next().await.unwrap_err(),
    ] {
        assert_no_secret(&all_output(&error));
        assert_no_secret(&format!("{:?}", error.api_errors()));
        assert!(all_output(&error).contains("[removed]"), "{error}");
    }
}
