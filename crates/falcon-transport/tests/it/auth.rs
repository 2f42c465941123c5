//! Tokens: got, shared, renewed, given back.

use std::time::Duration;

use falcon_transport::Falcon;
use serde_json::json;

use test_server::{Request, Response, Server, Then};

use crate::support::{CLIENT_ID, CLIENT_SECRET, builder, client, list_assets};

fn unauthorized() -> Response {
    Response::status(
        401,
        json!({"errors": [{"code": 401, "message": "access denied"}]}),
    )
}

fn bearer(request: &Request) -> &str {
    request.header("authorization").unwrap_or_default()
}

#[tokio::test]
async fn a_token_is_got_once_and_shared_by_clones() {
    let server = Server::always(Response::resources(["a"]));
    let falcon = client(&server);
    assert!(
        server.token_requests().is_empty(),
        "nothing is sent before it is needed"
    );
    list_assets(&falcon).await.unwrap();
    list_assets(&falcon.clone()).await.unwrap();
    assert_eq!(server.token_requests().len(), 1);
    assert!(
        server
            .requests()
            .iter()
            .all(|request| bearer(request) == "Bearer test-token-1")
    );
}

#[tokio::test]
async fn a_401_is_followed_by_one_new_token_and_one_repetition() {
    let server = Server::script([unauthorized(), Response::resources(["a"])]);
    // A deletion: what was refused was not done.
    let deleted = client(&server)
        .exposure_management()
        .delete_assets(["a"])
        .send()
        .await
        .unwrap();
    assert_eq!(deleted.complete().unwrap(), ["a"]);
    let sent: Vec<_> = server
        .requests()
        .iter()
        .map(|request| bearer(request).to_owned())
        .collect();
    assert_eq!(sent, ["Bearer test-token-1", "Bearer test-token-2"]);
}

#[tokio::test]
async fn a_401_again_is_an_error() {
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
async fn a_token_given_is_used_and_its_refusal_is_an_error() {
    let server = Server::script([Response::resources(["a"]), unauthorized()]);
    let falcon = Falcon::builder()
        .token("given")
        .base_url(server.url())
        .build()
        .unwrap();
    list_assets(&falcon).await.unwrap();
    assert!(list_assets(&falcon).await.unwrap_err().is_unauthorized());
    assert!(server.token_requests().is_empty());
    assert_eq!(bearer(&server.requests()[0]), "Bearer given");
}

#[tokio::test]
async fn a_token_given_beside_credentials_is_renewed_by_them() {
    let server = Server::script([unauthorized(), Response::resources(["a"])]);
    let falcon = builder(&server).token("given").build().unwrap();
    assert_eq!(list_assets(&falcon).await.unwrap(), ["a"]);
    assert_eq!(bearer(&server.requests()[1]), "Bearer test-token-1");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_calls_at_a_tokens_end_renew_it_once() {
    let server = Server::with(|request| match bearer(request) {
        "Bearer test-token-1" if request.param("limit").as_deref() != Some("1") => {
            Some(unauthorized())
        }
        _ => Some(Response::resources(["a"])),
    });
    let falcon = client(&server);
    falcon
        .exposure_management()
        .query_assets()
        .limit(1)
        .send()
        .await
        .unwrap()
        .complete()
        .unwrap();
    let calls: Vec<_> = (0..1000)
        .map(|_| {
            let falcon = falcon.clone();
            tokio::spawn(async move { list_assets(&falcon).await })
        })
        .collect();
    for call in calls {
        assert_eq!(call.await.unwrap().unwrap(), ["a"]);
    }
    assert_eq!(
        server.token_requests().len(),
        2,
        "one to begin with, and one renewal"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_calls_at_once_get_their_first_token_once() {
    let server = Server::always(Response::resources(["a"]));
    let falcon = client(&server);
    let calls: Vec<_> = (0..1000)
        .map(|_| {
            let falcon = falcon.clone();
            tokio::spawn(async move { list_assets(&falcon).await })
        })
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(
        (server.token_requests().len(), server.requests().len()),
        (1, 1000)
    );
}

#[tokio::test]
async fn a_token_of_no_life_is_renewed_for_each_call() {
    let server = Server::always(Response::resources(["a"])).token_lifetime(0);
    let falcon = client(&server);
    list_assets(&falcon).await.unwrap();
    list_assets(&falcon).await.unwrap();
    assert_eq!(server.token_requests().len(), 2);
}

#[tokio::test]
async fn bad_credentials_are_told_with_what_to_check() {
    let refusal = json!({"errors": [{"code": 403, "message": "access denied, invalid client"}]});
    let server = Server::script([]).token_responses([Response::status(403, refusal)]);
    let error = list_assets(&client(&server)).await.unwrap_err();
    assert!(error.is_forbidden() && !error.is_retryable(), "{error}");
    let text = error.to_string();
    assert!(
        text.contains("token request failed: 403 Forbidden"),
        "{text}"
    );
    assert!(text.contains("access denied, invalid client"), "{text}");
    let help = error.help().unwrap();
    assert!(help.contains("check the client id and secret"), "{help}");
}

#[tokio::test]
async fn a_token_request_survives_faults() {
    let server = Server::script([Response::resources(["a"])]).token_responses([
        Response::status(500, json!({})),
        Response::raw(Vec::new(), Then::Reset),
        Response::status(429, json!({})).with("Retry-After", 0),
        Response::text(201, "<html>no json</html>"),
    ]);
    assert_eq!(list_assets(&client(&server)).await.unwrap(), ["a"]);
    assert_eq!(server.token_requests().len(), 5);
}

#[tokio::test]
async fn a_token_that_is_slow_to_come_ends_with_the_calls_deadline() {
    let server = Server::script([]).token_responses([Response::raw(Vec::new(), Then::Stall)]);
    let falcon = builder(&server)
        .overall_timeout(Duration::from_millis(200))
        .build()
        .unwrap();
    let error = list_assets(&falcon).await.unwrap_err();
    assert!(error.is_deadline(), "{error}");
}

#[tokio::test]
async fn the_deadline_of_the_call_that_renews_does_not_end_those_that_wait_for_it() {
    let server = Server::always(Response::resources(["a"]))
        .token_responses([Response::raw(Vec::new(), Then::Stall)]);
    let time = Duration::from_secs(2);
    let falcon = builder(&server).overall_timeout(time).build().unwrap();
    let later = async {
        tokio::time::sleep(time / 2).await;
        list_assets(&falcon).await
    };
    let (first, later) = futures_util::future::join(list_assets(&falcon), later).await;
    assert!(first.unwrap_err().is_deadline());
    assert_eq!(later.unwrap(), ["a"]);
}

#[tokio::test]
async fn a_revoked_token_is_given_back_with_the_credentials_and_replaced() {
    let server = Server::always(Response::resources(["a"]));
    let falcon = client(&server);
    falcon.revoke().await.unwrap();
    assert!(
        server.revocations().is_empty(),
        "without a token there is nothing to give back"
    );
    list_assets(&falcon).await.unwrap();
    falcon.revoke().await.unwrap();
    let [revoked] = &server.revocations()[..] else {
        panic!("one revocation")
    };
    assert_eq!(revoked.method, "POST");
    assert_eq!(
        revoked.form(),
        [("token".to_owned(), "test-token-1".to_owned())]
    );
    let basic = reqwest::Client::new()
        .get(server.url())
        .basic_auth(CLIENT_ID, Some(CLIENT_SECRET))
        .build()
        .unwrap();
    let expected = basic.headers()["authorization"]
        .to_str()
        .unwrap()
        .to_owned();
    assert_eq!(bearer(revoked), expected);
    list_assets(&falcon).await.unwrap();
    assert_eq!(bearer(&server.requests()[1]), "Bearer test-token-2");
}

#[tokio::test]
async fn a_token_without_credentials_cannot_be_revoked() {
    let falcon = Falcon::builder()
        .token("t")
        .base_url("http://127.0.0.1:9")
        .build()
        .unwrap();
    assert!(falcon.revoke().await.unwrap_err().is_config());
}

#[tokio::test]
async fn with_a_base_url_the_region_header_is_not_followed() {
    let token = json!({"access_token": "t", "expires_in": 1799});
    let server = Server::script([Response::resources(["a"])])
        .token_responses([Response::status(201, token).with("X-Cs-Region", "us-2")]);
    let falcon = client(&server);
    assert_eq!(list_assets(&falcon).await.unwrap(), ["a"]);
    assert_eq!(falcon.base_url(), server.url());
}

#[tokio::test]
async fn secrets_do_not_follow_a_redirect_of_a_client_that_follows_them() {
    for status in [301, 302, 303, 307, 308] {
        let elsewhere = Server::always(Response::resources(["stolen"]));
        let to = |path: &str| {
            Response::status(status, json!({}))
                .with("Location", format!("{}{path}", elsewhere.url()))
        };
        let following = reqwest::Client::new();

        // The request for a token.
        let server = Server::script([]).token_responses([to("/login")]);
        let falcon = builder(&server)
            .http_client(following.clone())
            .build()
            .unwrap();
        assert!(
            list_assets(&falcon).await.unwrap_err().is_redirect(),
            "{status}"
        );

        // A call.
        let server = Server::script([to("/data")]);
        let falcon = builder(&server).http_client(following).build().unwrap();
        assert!(
            list_assets(&falcon).await.unwrap_err().is_redirect(),
            "{status}"
        );

        for request in elsewhere.requests() {
            assert_eq!(request.header("authorization"), None, "{status}");
            assert!(request.body.is_empty(), "{status}");
        }
    }
}

#[tokio::test]
async fn a_proxy_is_used_when_one_is_given() {
    let proxy = Server::with(|request| {
        assert!(
            request.target.starts_with("http://api.example.com/fem/"),
            "{}",
            request.target
        );
        Some(Response::resources(["a"]))
    });
    let falcon = Falcon::builder()
        .token("t")
        .base_url("http://api.example.com")
        .allow_insecure_http()
        .proxy(proxy.url())
        .user_agent("tests/1")
        .build()
        .unwrap();
    assert_eq!(list_assets(&falcon).await.unwrap(), ["a"]);
    assert_eq!(proxy.only().header("user-agent"), Some("tests/1"));
}

#[tokio::test]
async fn a_base_url_may_have_a_path() {
    let server = Server::script([Response::resources(["a"])]);
    let url = format!("{}/gateway/", server.url());
    let falcon = Falcon::builder().token("t").base_url(url).build().unwrap();
    assert_eq!(list_assets(&falcon).await.unwrap(), ["a"]);
    assert_eq!(
        server.only().path(),
        "/gateway/fem/queries/external-assets/v2"
    );
    assert!(
        server
            .only()
            .header("user-agent")
            .unwrap()
            .starts_with("falcon-transport/")
    );
}
