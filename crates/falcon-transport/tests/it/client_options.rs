//! Options of the client: proxy, base URL, user agent.

use falcon_transport::{Falcon, FalconBuilder, RetryPolicy};
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

fn build_error(builder: FalconBuilder) -> String {
    let error = builder.build().unwrap_err();
    assert!(error.is_config());
    error.to_string()
}

fn with_base(url: &str) -> FalconBuilder {
    Falcon::builder().credentials("id", "secret").base_url(url)
}

#[test]
fn plain_http_is_rejected_except_loopback_or_opt_in() {
    assert!(build_error(with_base("http://api.example.com")).contains("plain http"));
    assert!(build_error(with_base("http://localhost.example.com")).contains("plain http"));
    for url in [
        "http://127.0.0.1:1",
        "http://[::1]:1",
        "http://localhost:1",
        "https://a.example",
    ] {
        assert!(with_base(url).build().is_ok(), "{url}");
    }
    assert!(
        with_base("http://api.example.com")
            .allow_insecure_http()
            .build()
            .is_ok()
    );
}

#[test]
fn invalid_base_urls_are_rejected() {
    for url in ["", "host", "ftp://host", "https://h/?q=1", "https://h/#f"] {
        build_error(with_base(url));
    }
}

#[test]
fn rejected_base_url_hides_user_info() {
    let user_info = "admin:hunter2@gateway.example";
    let mut urls: Vec<_> = ["", " ", "//", "https:", "https:/", "https://", "http:\\\\"]
        .into_iter()
        .chain(["http://", "ftp:", "ftp:/", "ftp://", "data:,", "\u{feff}"])
        .map(|prefix| format!("{prefix}{user_info}"))
        .collect();
    urls.extend(
        [
            "admin:hunter2",
            "admin:/hunter2@gateway.example",
            "admin://hunter2@gateway.example",
            "admin://hunter2/x@gateway.example",
            "https://:hunter2@gateway.example",
            "https://admin:1/hunter2@gateway.example?a",
            "https://admin:hunter2/x@gateway.example",
            "https://admin:12/hunter2@gateway.example",
            "https://admin:12/hunter2/x@gateway.example/path",
            "https://admin/hunter2@gateway.example",
            "http://admin:12\\hunter2@gateway.example",
            "https://admin#hunter2@gateway.example",
            "https://admin?hunter2@gateway.example",
            "http://admin/hunter2@gateway.example",
            "https://admin%3Ahunter2%40gateway.example",
            "ftp://admin%3Ahunter2%40gateway.example",
            "https://gateway.example/hunter2?admin",
        ]
        .map(str::to_owned),
    );
    for url in urls {
        let builder = with_base(&url);
        let mut printed = format!("{builder:?}");
        let error = builder.build().unwrap_err();
        printed += &format!("{error} {error:?} {:?}", error.help());
        assert!(error.is_config(), "{url}");
        assert!(!printed.contains("hunter2"), "{url}: {printed}");
        assert!(!printed.contains("admin"), "{url}: {printed}");
    }
    let message = build_error(with_base("http://gateway.example:8080/path"));
    assert!(
        message.contains("`http://gateway.example:8080`"),
        "{message}"
    );
}

#[test]
fn incomplete_credentials_are_rejected() {
    assert!(build_error(Falcon::builder()).contains("no credentials"));
    assert!(build_error(Falcon::builder().credentials("", "s")).contains("client id is empty"));
    assert!(build_error(Falcon::builder().credentials("i", "")).contains("client secret is empty"));
    assert!(Falcon::builder().token("t").build().is_ok());
}

#[test]
fn invalid_proxy_certificate_user_agent_rejected() {
    let builder = || Falcon::builder().credentials("id", "secret");
    for proxy in [
        "http://",
        "http://u:1/2@proxy.example",
        "u:1#2@proxy.example",
    ] {
        assert!(build_error(builder().proxy(proxy)).contains("invalid proxy URL"));
    }
    assert!(build_error(builder().root_certificate("no pem")).contains("PEM"));
    assert!(build_error(builder().user_agent("a\nb")).contains("user agent"));
}

#[test]
fn builder_debug_output_hides_secrets() {
    let builder = Falcon::builder()
        .credentials("id", "secret-1")
        .token("secret-2")
        .proxy("http://u:secret-3@127.0.0.1:1");
    let mut printed = format!("{builder:?}");
    printed += &format!("{:?}", builder.build().unwrap());
    assert!(!printed.contains("secret-"), "{printed}");
}
