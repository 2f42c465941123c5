//! Options of the client: proxy, base URL, user agent.

use falcon_transport::{Falcon, RetryPolicy};
use serde_json::json;
use test_server::{Response, Server};

use crate::support::{builder, client, http_client, list_assets};

#[tokio::test]
async fn configured_proxy_is_used() {
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
async fn unreachable_proxy_is_named_without_user_info() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    for (base_url, server) in [
        ("http://api.example.com/x", "http://api.example.com:80"),
        ("https://api.example.com", "https://api.example.com:443"),
    ] {
        let falcon = Falcon::builder()
            .token("t")
            .base_url(base_url)
            .allow_insecure_http()
            .retry(RetryPolicy::never())
            .proxy(format!("http://admin:hunter2@{address}"))
            .build()
            .unwrap();
        let error = list_assets(&falcon).await.unwrap_err();
        assert!(error.is_connect(), "{error}");
        let peer = format!("could not connect to `{server}` through proxy `http://{address}`");
        assert!(error.to_string().ends_with(&peer), "{error}");
        let printed = format!("{error:?} {falcon:?}");
        assert!(
            !printed.contains("hunter2") && !printed.contains("admin"),
            "{printed}"
        );
    }
}

#[tokio::test]
async fn base_url_may_have_path() {
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

#[tokio::test]
async fn default_user_agent_can_be_replaced() {
    let server = Server::always(Response::resources(json!([])));
    for falcon in [
        client(&server),
        builder(&server).user_agent("custom/1").build().unwrap(),
    ] {
        let query = falcon.exposure_management().query_assets();
        assert!(query.send().await.unwrap().is_complete());
    }
    let agents: Vec<_> = [server.requests(), server.token_requests()]
        .concat()
        .iter()
        .map(|request| request.header("user-agent").unwrap().to_owned())
        .collect();
    let default = concat!("falcon-transport/", env!("CARGO_PKG_VERSION"));
    assert_eq!(agents, [default, "custom/1", default, "custom/1"]);
}

#[tokio::test]
async fn custom_http_client_keeps_its_user_agent() {
    for user_agent in [None, Some("client/1")] {
        let http = http_client();
        let http = match user_agent {
            Some(agent) => http.user_agent(agent),
            None => http,
        };
        let server = Server::always(Response::resources(json!([])));
        let builder = builder(&server).http_client(http.build().unwrap());
        let falcon = builder.user_agent("custom/1").build().unwrap();
        let query = falcon.exposure_management().query_assets();
        assert!(query.send().await.unwrap().is_complete());
        assert_eq!(server.only().header("user-agent"), user_agent);
        assert_eq!(server.token_requests()[0].header("user-agent"), user_agent);
    }
}
