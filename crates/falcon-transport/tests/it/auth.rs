//! Tokens: got, shared, renewed, given back.

use std::time::Duration;

use falcon_transport::{Error, Falcon};
use serde_json::json;

use crate::support::{CLIENT_ID, CLIENT_SECRET, Reply, Request, Server};

async fn read(falcon: &Falcon) -> Result<Vec<String>, Error> {
    Ok(falcon
        .exposure_management()
        .query_assets()
        .send()
        .await?
        .complete()?)
}

fn unauthorized() -> Reply {
    Reply::status(
        401,
        json!({"errors": [{"code": 401, "message": "access denied"}]}),
    )
}

fn bearer(request: &Request) -> &str {
    request.header("authorization").unwrap_or_default()
}

#[tokio::test]
async fn a_token_is_got_once_and_shared_by_clones() {
    let server = Server::with(|_| Some(Reply::ids(&["a"]))).await;
    let falcon = server.client();
    assert!(
        server.tokens().is_empty(),
        "nothing is sent before it is needed"
    );
    read(&falcon).await.unwrap();
    read(&falcon.clone()).await.unwrap();
    assert_eq!(server.tokens().len(), 1);
    assert!(
        server
            .seen()
            .iter()
            .all(|request| bearer(request) == "Bearer test-token-1")
    );
}

#[tokio::test]
async fn a_401_is_followed_by_one_new_token_and_one_repetition() {
    let server = Server::script([unauthorized(), Reply::ids(&["a"])]).await;
    // A deletion: what was refused was not done.
    let deleted = server
        .client()
        .exposure_management()
        .delete_assets(["a"])
        .send()
        .await
        .unwrap();
    assert_eq!(deleted.complete().unwrap(), ["a"]);
    let sent: Vec<_> = server
        .seen()
        .iter()
        .map(|request| bearer(request).to_owned())
        .collect();
    assert_eq!(sent, ["Bearer test-token-1", "Bearer test-token-2"]);
}

#[tokio::test]
async fn a_401_again_is_an_error() {
    let server = Server::script([unauthorized(), unauthorized()]).await;
    let error = read(&server.client()).await.unwrap_err();
    assert!(error.is_unauthorized() && !error.is_retryable(), "{error}");
    assert_eq!((error.attempts(), server.tokens().len()), (2, 2));
    assert!(
        error.to_string().contains("access denied (code 401)"),
        "{error}"
    );
}

#[tokio::test]
async fn a_token_given_is_used_and_its_refusal_is_an_error() {
    let server = Server::script([Reply::ids(&["a"]), unauthorized()]).await;
    let falcon = Falcon::builder()
        .token("given")
        .base_url(server.url())
        .build()
        .unwrap();
    read(&falcon).await.unwrap();
    assert!(read(&falcon).await.unwrap_err().is_unauthorized());
    assert!(server.tokens().is_empty());
    assert_eq!(bearer(&server.seen()[0]), "Bearer given");
}

#[tokio::test]
async fn a_token_given_beside_credentials_is_renewed_by_them() {
    let server = Server::script([unauthorized(), Reply::ids(&["a"])]).await;
    let falcon = server.builder().token("given").build().unwrap();
    assert_eq!(read(&falcon).await.unwrap(), ["a"]);
    assert_eq!(bearer(&server.seen()[1]), "Bearer test-token-1");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_calls_at_a_tokens_end_renew_it_once() {
    let server = Server::with(|request| match bearer(request) {
        "Bearer test-token-1" if request.param("limit").as_deref() != Some("1") => {
            Some(unauthorized())
        }
        _ => Some(Reply::ids(&["a"])),
    })
    .await;
    let falcon = server.client();
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
            tokio::spawn(async move { read(&falcon).await })
        })
        .collect();
    for call in calls {
        assert_eq!(call.await.unwrap().unwrap(), ["a"]);
    }
    assert_eq!(
        server.tokens().len(),
        2,
        "one to begin with, and one renewal"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_calls_at_once_get_their_first_token_once() {
    let server = Server::with(|_| Some(Reply::ids(&["a"]))).await;
    let falcon = server.client();
    let calls: Vec<_> = (0..1000)
        .map(|_| {
            let falcon = falcon.clone();
            tokio::spawn(async move { read(&falcon).await })
        })
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!((server.tokens().len(), server.seen().len()), (1, 1000));
}

#[tokio::test]
async fn a_token_of_no_life_is_renewed_for_each_call() {
    let server = Server::with(|_| Some(Reply::ids(&["a"])))
        .await
        .token_life(0);
    let falcon = server.client();
    read(&falcon).await.unwrap();
    read(&falcon).await.unwrap();
    assert_eq!(server.tokens().len(), 2);
}

#[tokio::test]
async fn bad_credentials_are_told_with_what_to_check() {
    let refusal = json!({"errors": [{"code": 403, "message": "access denied, invalid client"}]});
    let server = Server::script([])
        .await
        .token_replies([Reply::status(403, refusal)]);
    let error = read(&server.client()).await.unwrap_err();
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
    let server = Server::script([Reply::ids(&["a"])]).await.token_replies([
        Reply::status(500, json!({})),
        Reply::RawThenReset(Vec::new()),
        Reply::status(429, json!({})).with("Retry-After", 0),
        Reply::text(201, "<html>no json</html>"),
    ]);
    assert_eq!(read(&server.client()).await.unwrap(), ["a"]);
    assert_eq!(server.tokens().len(), 5);
}

#[tokio::test]
async fn a_token_that_is_slow_to_come_ends_with_the_calls_deadline() {
    let server = Server::script([])
        .await
        .token_replies([Reply::RawThenStall(Vec::new())]);
    let falcon = server
        .builder()
        .overall_timeout(Duration::from_millis(200))
        .build()
        .unwrap();
    let error = read(&falcon).await.unwrap_err();
    assert!(error.is_deadline(), "{error}");
}

#[tokio::test]
async fn the_deadline_of_the_call_that_renews_does_not_end_those_that_wait_for_it() {
    let server = Server::with(|_| Some(Reply::ids(&["a"])))
        .await
        .token_replies([Reply::RawThenStall(Vec::new())]);
    let time = Duration::from_secs(2);
    let falcon = server.builder().overall_timeout(time).build().unwrap();
    let later = async {
        tokio::time::sleep(time / 2).await;
        read(&falcon).await
    };
    let (first, later) = futures_util::future::join(read(&falcon), later).await;
    assert!(first.unwrap_err().is_deadline());
    assert_eq!(later.unwrap(), ["a"]);
}

#[tokio::test]
async fn a_revoked_token_is_given_back_with_the_credentials_and_replaced() {
    let server = Server::with(|_| Some(Reply::ids(&["a"]))).await;
    let falcon = server.client();
    falcon.revoke().await.unwrap();
    assert!(
        server.revoked().is_empty(),
        "without a token there is nothing to give back"
    );
    read(&falcon).await.unwrap();
    falcon.revoke().await.unwrap();
    let [revoked] = &server.revoked()[..] else {
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
    read(&falcon).await.unwrap();
    assert_eq!(bearer(&server.seen()[1]), "Bearer test-token-2");
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
    let server = Server::script([Reply::ids(&["a"])])
        .await
        .token_replies([Reply::status(201, token).with("X-Cs-Region", "us-2")]);
    let falcon = server.client();
    assert_eq!(read(&falcon).await.unwrap(), ["a"]);
    assert_eq!(falcon.base_url(), server.url());
}

#[tokio::test]
async fn secrets_do_not_follow_a_redirect_of_a_client_that_follows_them() {
    for status in [301, 302, 303, 307, 308] {
        let elsewhere = Server::with(|_| Some(Reply::ids(&["stolen"]))).await;
        let to = |path: &str| {
            Reply::status(status, json!({})).with("Location", format!("{}{path}", elsewhere.url()))
        };
        let following = reqwest::Client::new();

        // The request for a token.
        let server = Server::script([]).await.token_replies([to("/login")]);
        let falcon = server
            .builder()
            .http_client(following.clone())
            .build()
            .unwrap();
        assert!(read(&falcon).await.unwrap_err().is_redirect(), "{status}");

        // A call.
        let server = Server::script([to("/data")]).await;
        let falcon = server.builder().http_client(following).build().unwrap();
        assert!(read(&falcon).await.unwrap_err().is_redirect(), "{status}");

        for request in elsewhere.seen() {
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
        Some(Reply::ids(&["a"]))
    })
    .await;
    let falcon = Falcon::builder()
        .token("t")
        .base_url("http://api.example.com")
        .allow_insecure_http()
        .proxy(proxy.url())
        .user_agent("tests/1")
        .build()
        .unwrap();
    assert_eq!(read(&falcon).await.unwrap(), ["a"]);
    assert_eq!(proxy.only().header("user-agent"), Some("tests/1"));
}

#[tokio::test]
async fn a_base_url_may_have_a_path() {
    let server = Server::script([Reply::ids(&["a"])]).await;
    let url = format!("{}/gateway/", server.url());
    let falcon = Falcon::builder().token("t").base_url(url).build().unwrap();
    assert_eq!(read(&falcon).await.unwrap(), ["a"]);
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
