//! Access tokens: request, sharing, renewal and revocation.

use std::time::Duration;

use falcon_transport::Falcon;
use serde_json::json;
use test_server::{Request, Response, Server, Then};

use crate::support::{
    CLIENT_ID, CLIENT_SECRET, builder, client, delete_asset, http_client, list_assets,
};

fn unauthorized() -> Response {
    Response::status(
        401,
        json!({"errors": [{"code": 401, "message": "access denied"}]}),
    )
}

fn authorization(request: &Request) -> &str {
    request.header("authorization").unwrap_or_default()
}

async fn send_1000_calls(falcon: &Falcon) {
    let calls: Vec<_> = (0..1000)
        .map(|_| {
            let falcon = falcon.clone();
            tokio::spawn(async move { list_assets(&falcon).await })
        })
        .collect();
    for call in calls {
        assert_eq!(call.await.unwrap().unwrap(), ["a"]);
    }
}

#[tokio::test]
async fn token_is_requested_once_for_all_clones() {
    let server = Server::always(Response::resources(["a"]));
    let falcon = client(&server);
    assert!(
        server.token_requests().is_empty(),
        "requested before the first call"
    );
    list_assets(&falcon).await.unwrap();
    list_assets(&falcon.clone()).await.unwrap();
    assert_eq!(server.token_requests().len(), 1);
    assert!(
        server
            .requests()
            .iter()
            .all(|request| authorization(request) == "Bearer test-token-1")
    );
}

#[tokio::test]
async fn first_401_renews_token_and_resends() {
    let server = Server::script([unauthorized(), Response::resources(["a"])]);
    // A 401 has no effect, so that a write is sent again too.
    assert_eq!(delete_asset(&client(&server)).await.unwrap(), ["a"]);
    let tokens: Vec<_> = server
        .requests()
        .iter()
        .map(|request| authorization(request).to_owned())
        .collect();
    assert_eq!(tokens, ["Bearer test-token-1", "Bearer test-token-2"]);
}

#[tokio::test]
async fn second_401_is_error() {
    let server = Server::script([unauthorized(), unauthorized()]);
    let error = list_assets(&client(&server)).await.unwrap_err();
    assert!(error.is_unauthorized() && !error.is_retryable(), "{error}");
    assert_eq!((error.attempts(), server.token_requests().len()), (2, 2));
    assert!(
        error.to_string().contains("access denied (code 401)"),
        "{error}"
    );
}

#[tokio::test]
async fn rejected_token_without_credentials_is_error() {
    let server = Server::script([Response::resources(["a"]), unauthorized()]);
    let falcon = Falcon::builder()
        .token("given")
        .base_url(server.url())
        .build()
        .unwrap();
    list_assets(&falcon).await.unwrap();
    assert!(list_assets(&falcon).await.unwrap_err().is_unauthorized());
    assert!(server.token_requests().is_empty());
    assert_eq!(authorization(&server.requests()[0]), "Bearer given");
}

#[tokio::test]
async fn rejected_token_is_renewed_with_credentials() {
    let server = Server::script([unauthorized(), Response::resources(["a"])]);
    let falcon = builder(&server).token("given").build().unwrap();
    assert_eq!(list_assets(&falcon).await.unwrap(), ["a"]);
    assert_eq!(authorization(&server.requests()[1]), "Bearer test-token-1");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn concurrent_calls_renew_expired_token_once() {
    let server = Server::with(|request| match authorization(request) {
        "Bearer test-token-1" if request.param("limit").as_deref() != Some("1") => {
            Some(unauthorized())
        }
        _ => Some(Response::resources(["a"])),
    });
    let falcon = client(&server);
    // The first token is valid for this request only.
    let query = falcon.exposure_management().query_assets().page_size(1);
    assert!(query.send().await.unwrap().is_complete());
    send_1000_calls(&falcon).await;
    assert_eq!(
        server.token_requests().len(),
        2,
        "expected the first request and one renewal"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn concurrent_calls_request_first_token_once() {
    let server = Server::always(Response::resources(["a"]));
    let falcon = client(&server);
    send_1000_calls(&falcon).await;
    assert_eq!(
        (server.token_requests().len(), server.requests().len()),
        (1, 1000)
    );
}

#[tokio::test]
async fn token_without_lifetime_is_renewed_per_call() {
    let server = Server::always(Response::resources(["a"])).token_lifetime(0);
    let falcon = client(&server);
    list_assets(&falcon).await.unwrap();
    list_assets(&falcon).await.unwrap();
    assert_eq!(server.token_requests().len(), 2);
}

#[tokio::test]
async fn rejected_credentials_error_has_help() {
    let body = json!({"errors": [{"code": 403, "message": "access denied, invalid client"}]});
    let server = Server::script([]).token_responses([Response::status(403, body)]);
    let error = list_assets(&client(&server)).await.unwrap_err();
    assert!(error.is_forbidden() && !error.is_retryable(), "{error}");
    let message = error.to_string();
    for part in [
        "token request failed: 403 Forbidden",
        "access denied, invalid client",
    ] {
        assert!(message.contains(part), "{message}");
    }
    let help = error.help().unwrap();
    assert!(help.contains("check the client id and secret"), "{help}");
}

#[tokio::test]
async fn token_request_is_retried() {
    let server = Server::script([Response::resources(["a"])]).token_responses([
        Response::status(500, json!({})),
        Response::raw(b"", Then::Reset),
        Response::status(429, json!({})).with("Retry-After", 0),
        Response::text(201, "<html></html>"),
    ]);
    assert_eq!(list_assets(&client(&server)).await.unwrap(), ["a"]);
    assert_eq!(server.token_requests().len(), 5);
}

#[tokio::test]
async fn stalled_token_request_ends_at_deadline() {
    let server = Server::script([]).token_responses([Response::raw(b"", Then::Stall)]);
    let falcon = builder(&server)
        .overall_timeout(Duration::from_millis(200))
        .build()
        .unwrap();
    let error = list_assets(&falcon).await.unwrap_err();
    assert!(error.is_deadline(), "{error}");
}

#[tokio::test]
async fn deadline_of_renewing_call_spares_waiting_calls() {
    let server = Server::always(Response::resources(["a"]))
        .token_responses([Response::raw(b"", Then::Stall)]);
    let timeout = Duration::from_secs(2);
    let falcon = builder(&server).overall_timeout(timeout).build().unwrap();
    let later = async {
        tokio::time::sleep(timeout / 2).await;
        list_assets(&falcon).await
    };
    let (first, later) = futures_util::future::join(list_assets(&falcon), later).await;
    assert!(first.unwrap_err().is_deadline());
    assert_eq!(later.unwrap(), ["a"]);
}

#[tokio::test]
async fn revoke_sends_credentials_and_discards_token() {
    let server = Server::always(Response::resources(["a"]));
    let falcon = client(&server);
    falcon.revoke().await.unwrap();
    assert!(server.revocations().is_empty(), "revoked without a token");
    list_assets(&falcon).await.unwrap();
    falcon.revoke().await.unwrap();
    let [revocation] = &server.revocations()[..] else {
        panic!("expected one revocation")
    };
    assert_eq!(revocation.method, "POST");
    assert_eq!(
        revocation.form(),
        [("token".to_owned(), "test-token-1".to_owned())]
    );
    let basic = http_client()
        .build()
        .unwrap()
        .get(server.url())
        .basic_auth(CLIENT_ID, Some(CLIENT_SECRET))
        .build()
        .unwrap();
    let expected = basic.headers()["authorization"]
        .to_str()
        .unwrap()
        .to_owned();
    assert_eq!(authorization(revocation), expected);
    list_assets(&falcon).await.unwrap();
    assert_eq!(authorization(&server.requests()[1]), "Bearer test-token-2");
}

#[tokio::test]
async fn revoke_without_credentials_is_config_error() {
    let falcon = Falcon::builder()
        .token("t")
        .base_url("http://127.0.0.1:9")
        .build()
        .unwrap();
    assert!(falcon.revoke().await.unwrap_err().is_config());
}

#[tokio::test]
async fn region_header_is_ignored_with_base_url() {
    let token = json!({"access_token": "t", "expires_in": 1799});
    let server = Server::script([Response::resources(["a"])])
        .token_responses([Response::status(201, token).with("X-Cs-Region", "us-2")]);
    let falcon = client(&server);
    assert_eq!(list_assets(&falcon).await.unwrap(), ["a"]);
    assert_eq!(falcon.base_url(), server.url());
}

#[tokio::test]
async fn redirecting_http_client_leaks_no_secret() {
    for status in [301, 302, 303, 307, 308] {
        let other = Server::always(Response::resources(["stolen"]));
        let redirect_to = |path: &str| {
            Response::status(status, json!({})).with("Location", format!("{}{path}", other.url()))
        };
        let http_client = http_client().build().unwrap();

        // The token request.
        let server = Server::script([]).token_responses([redirect_to("/login")]);
        let falcon = builder(&server)
            .http_client(http_client.clone())
            .build()
            .unwrap();
        assert!(
            list_assets(&falcon).await.unwrap_err().is_redirect(),
            "{status}"
        );

        // A call.
        let server = Server::script([redirect_to("/data")]);
        let falcon = builder(&server).http_client(http_client).build().unwrap();
        assert!(
            list_assets(&falcon).await.unwrap_err().is_redirect(),
            "{status}"
        );

        for request in other.requests() {
            assert_eq!(request.header("authorization"), None, "{status}");
            assert!(request.body.is_empty(), "{status}");
        }
    }
}
