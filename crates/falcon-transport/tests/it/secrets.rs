//! No secret is ever shown: not in an error, not by `Debug`, not in a trace.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use serde_json::json;
use tracing::field::{Field, Visit};
use tracing::instrument::WithSubscriber;
use tracing_subscriber::layer::{Context, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;

use test_server::{Response, Server, Then};

use crate::support::{CLIENT_SECRET, builder, client};

const TOKEN: &str = "test-token-1";
/// The client id and secret as a revocation sends them, in Base64.
const BASIC: &str = "dGVzdC1jbGllbnQtaWQ6dGVzdC1jbGllbnQtc2VjcmV0LTAxMjM0NTY3ODk=";

#[track_caller]
fn holds_no_secret(text: &str) {
    assert!(!text.contains(TOKEN), "{text}");
    assert!(!text.contains(CLIENT_SECRET), "{text}");
    assert!(!text.contains(BASIC), "{text}");
}

fn all_of(error: &dyn std::error::Error) -> String {
    let mut text = format!("{error} {error:?} {error:#?}");
    let mut source = error.source();
    while let Some(cause) = source {
        write!(text, " {cause} {cause:?}").unwrap();
        source = cause.source();
    }
    text
}

#[tokio::test]
async fn what_a_server_echoes_is_taken_out_of_errors() {
    let echo = format!("you sent Bearer {TOKEN} and {CLIENT_SECRET}");
    let listed = json!({"errors": [{"code": 400, "message": echo, "hint": echo}]});
    for reply in [
        Response::status(400, listed),
        Response::text(400, &echo),
        Response::status(400, json!({"message": echo})),
    ] {
        let server = Server::script([reply]);
        let asked = client(&server)
            .exposure_management()
            .query_assets()
            .send()
            .await;
        let error = asked.unwrap_err();
        holds_no_secret(&all_of(&error));
        holds_no_secret(&format!("{:?}", error.api_errors()));
        assert!(all_of(&error).contains("[removed]"));
    }
    let server = Server::script([Response::text(200, &echo)]);
    let error = client(&server)
        .exposure_management()
        .delete_assets(["a"])
        .send()
        .await
        .unwrap_err();
    holds_no_secret(&all_of(&error));
}

#[tokio::test]
async fn what_a_server_echoes_is_taken_out_of_whatever_is_kept_of_a_body() {
    // The secret lies where the excerpt of a body is cut.
    let cut = format!("<html>{}Bearer {TOKEN}", "x".repeat(180));
    // A text where an object is wanted: what reads JSON quotes it.
    let text = format!("\"you sent Bearer {TOKEN}\"");
    for body in [cut, text] {
        let server = Server::script([Response::text(200, &body)]);
        let deletion = client(&server).exposure_management().delete_assets(["a"]);
        let error = deletion.send().await.unwrap_err();
        assert!(error.is_decode(), "{error}");
        let all = all_of(&error);
        holds_no_secret(&all);
        assert!(!all.contains("test-t"), "not in part either: {all}");
    }
    // A refusal and a partial success, in the spelling of a server that escapes more than it must.
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
    let refused = query().send().await.unwrap_err();
    let partly = query().send().await.unwrap();
    let operation = "query_assets".parse().unwrap();
    let reply = falcon.call(operation, [("limit", 1)], None).await.unwrap();
    let graphql = falcon.identity_protection().graphql("{ a }").send().await;
    let graphql = graphql.unwrap();
    holds_no_secret(&format!("{partly:?} {:?} {graphql:?}", reply.errors()));
    for error in [
        refused,
        partly.complete().unwrap_err().into(),
        reply.complete().unwrap_err().into(),
        graphql.complete().unwrap_err().into(),
    ] {
        holds_no_secret(&all_of(&error));
        holds_no_secret(&format!("{:?}", error.api_errors()));
        assert!(error.to_string().contains("[removed]"), "{error}");
    }
}

#[tokio::test]
async fn a_token_answer_that_cannot_be_read_is_not_shown() {
    for body in [
        format!("{{\"access_token\": \"{TOKEN}\", \"expires_in\""),
        format!("\"{TOKEN}\""),
        format!("{{\"access_token\": [\"{TOKEN}\"]}}"),
        format!("{{\"access_token\": \"{TOKEN}\\n\"}}"),
    ] {
        let replies = [0; 4].map(|_| Response::text(201, &body));
        let server = Server::script([]).token_responses(replies);
        let asked = client(&server)
            .exposure_management()
            .query_assets()
            .send()
            .await;
        let error = asked.unwrap_err();
        assert!(error.is_decode(), "{error}");
        holds_no_secret(&all_of(&error));
    }
    let echo = json!({"errors": [{"message": format!("bad secret {CLIENT_SECRET}")}]});
    let server = Server::script([]).token_responses([Response::status(400, echo)]);
    let asked = client(&server)
        .exposure_management()
        .query_assets()
        .send()
        .await;
    holds_no_secret(&all_of(&asked.unwrap_err()));
}

#[tokio::test]
async fn a_token_request_that_gets_no_answer_does_not_show_what_it_sent() {
    let lost = || [0; 4].map(|_| Response::raw(Vec::new(), Then::Reset));
    let server = Server::script([]).token_responses(lost());
    let asked = client(&server).exposure_management().query_assets();
    let error = asked.send().await.unwrap_err();
    assert_eq!(server.token_requests().len(), 4);
    holds_no_secret(&all_of(&error));

    let server = Server::script([]);
    let falcon = client(&server);
    drop(server);
    let asked = falcon.exposure_management().query_assets();
    holds_no_secret(&all_of(&asked.send().await.unwrap_err()));
}

#[tokio::test]
async fn a_revocation_that_fails_does_not_show_what_it_sent() {
    let echo = format!("you sent token={TOKEN} with Basic {BASIC}");
    let lost = Response::raw(Vec::new(), Then::Reset);
    for replies in [
        vec![Response::status(403, json!({}))],
        vec![Response::text(400, &echo)],
        vec![Response::status(
            400,
            json!({"errors": [{"message": echo}]}),
        )],
        vec![lost; 4],
    ] {
        let server = Server::script([Response::resources(["a"])]);
        let server = server.revoke_responses(replies);
        let falcon = client(&server);
        let asked = falcon.exposure_management().query_assets();
        asked.send().await.unwrap().complete().unwrap();
        let error = falcon.revoke().await.unwrap_err();
        let text = error.to_string();
        assert!(text.contains("token revocation failed"), "{text}");
        holds_no_secret(&all_of(&error));
        holds_no_secret(&format!("{:?}", error.api_errors()));
        for revoked in server.revocations() {
            let sent = revoked.header("authorization").unwrap();
            assert_eq!(sent, format!("Basic {BASIC}"));
        }
    }
}

/// Collects all that is traced.
#[derive(Clone, Default)]
struct Collect(Arc<Mutex<Vec<String>>>);

struct Text(String);

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        write!(self.0, " {field}={value:?}").unwrap();
    }
}

impl<S: tracing::Subscriber + for<'s> LookupSpan<'s>> tracing_subscriber::Layer<S> for Collect {
    fn on_new_span(
        &self,
        attributes: &tracing::span::Attributes<'_>,
        _: &tracing::span::Id,
        _: Context<'_, S>,
    ) {
        let mut text = Text(format!("span {}", attributes.metadata().name()));
        attributes.record(&mut text);
        self.0.lock().unwrap().push(text.0);
    }

    fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
        let mut text = Text(format!("event {}", event.metadata().target()));
        event.record(&mut text);
        self.0.lock().unwrap().push(text.0);
    }
}

#[tokio::test]
async fn a_call_is_one_span_and_each_attempt_one_event_without_secrets() {
    // With a single subscriber, tracing asks that of whichever thread comes to an event first, and
    // remembers the answer: another test's thread has none. With two it asks them all.
    let _second = tracing::Dispatch::new(tracing_subscriber::registry());
    let collect = Collect::default();
    let subscriber = tracing_subscriber::registry().with(collect.clone());
    let server = Server::script([
        Response::status(500, json!({"errors": [{"message": "test-token-2 failed"}]})),
        Response::raw(Vec::new(), Then::Reset),
        Response::text(200, "<html>you sent Bearer test-token-2</html>"),
        Response::resources(["a"]),
    ])
    .token_responses([Response::status(500, json!({}))]);
    let falcon = client(&server);
    async {
        let answer = falcon
            .exposure_management()
            .query_assets()
            .send()
            .await
            .unwrap();
        answer.complete().unwrap();
        falcon.revoke().await.unwrap();
    }
    .with_subscriber(subscriber)
    .await;

    let traced = collect.0.lock().unwrap().clone();
    let ours = |text: &&String| text.contains("falcon_call") || text.contains("falcon_transport");
    let ours: Vec<&String> = traced.iter().filter(ours).collect();
    let spans = ours.iter().filter(|text| text.starts_with("span")).count();
    let attempts = ours
        .iter()
        .filter(|text| text.contains(" attempt="))
        .count();
    assert_eq!((spans, attempts), (1, 4), "{ours:#?}");
    assert!(ours[0].contains("query_external_assets_v2"), "{ours:#?}");
    // Also what goes on in a task of its own.
    let token = |text: &&&String| text.contains("token request failed");
    assert_eq!(ours.iter().filter(token).count(), 1, "{ours:#?}");
    for text in traced {
        holds_no_secret(&text);
        // The first request for a token failed, so this is the one in use.
        assert!(!text.contains("test-token-2"), "{text}");
    }
}

#[tokio::test]
async fn nothing_that_is_public_prints_a_secret() {
    let server = Server::always(Response::resources(["a"]));
    let falcon = client(&server);
    let (em, idp) = (falcon.exposure_management(), falcon.identity_protection());
    let answer = em.query_assets().send().await.unwrap();
    let printed = format!(
        "{falcon:?} {em:?} {idp:?} {answer:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        em.query_assets(),
        em.query_assets().ids(),
        em.query_assets().assets(),
        em.download_assets("a", "h"),
        idp.graphql("{ a }").pages(),
        idp.graphql("{ a }").nodes(),
        builder(&server).token(TOKEN),
    );
    holds_no_secret(&printed);
}
