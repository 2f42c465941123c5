//! HTTPS.

use falcon_sandbox::{Fault, Sandbox, TlsCertificate};
use falcon_transport::Falcon;
use reqwest::Certificate;
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::{builder, http_client};

const V2: &str = "/fem/queries/external-assets/v2";
const FORM: &str = "client_id=sandbox&client_secret=sandbox";

fn trusting(pem: &str) -> reqwest::Client {
    http_client()
        .tls_certs_only([Certificate::from_pem(pem.as_bytes()).unwrap()])
        .build()
        .unwrap()
}

async fn token(http: &reqwest::Client, url: &str) -> Result<String, reqwest::Error> {
    let request = http.post(format!("{url}/oauth2/token")).body(FORM);
    let response: Value = request.send().await?.json().await?;
    Ok(response["access_token"].as_str().unwrap().to_owned())
}

async fn start() -> (Sandbox, String) {
    let certificate = TlsCertificate::self_signed(["api.example"]).unwrap();
    let pem = certificate.to_pem();
    let builder = builder().tls(certificate).allow_host("api.example");
    (builder.start().await.unwrap(), pem)
}

#[tokio::test]
async fn self_signed_certificate_serves_https() {
    let (sandbox, pem) = start().await;
    let http = trusting(&pem);
    let port = sandbox.address().port();
    for url in [sandbox.url(), format!("https://localhost:{port}")] {
        assert!(url.starts_with("https://"), "{url}");
        let token = token(&http, &url).await.unwrap();
        let request = http.get(format!("{url}{V2}")).bearer_auth(token);
        assert_eq!(request.send().await.unwrap().status(), 200);
    }
    let resolved = http_client()
        .tls_certs_only([Certificate::from_pem(pem.as_bytes()).unwrap()])
        .resolve("api.example", sandbox.address())
        .build()
        .unwrap();
    let url = format!("https://api.example:{port}");
    assert!(token(&resolved, &url).await.is_ok());
}

#[tokio::test]
async fn untrusted_certificate_is_refused_by_clients() {
    let (sandbox, _) = start().await;
    let (_, other) = start().await;
    assert!(token(&trusting(&other), &sandbox.url()).await.is_err());
    let falcon = Falcon::builder()
        .credentials("sandbox", "sandbox")
        .base_url(sandbox.url())
        .build()
        .unwrap();
    let query = falcon.exposure_management().query_assets();
    assert!(query.send().await.is_err());
}

#[tokio::test]
async fn plain_http_to_https_port_is_a_400() {
    let (sandbox, pem) = start().await;
    let mut stream = TcpStream::connect(sandbox.address()).await.unwrap();
    let request = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
    stream.write_all(request).await.unwrap();
    let mut response = String::new();
    stream.read_to_string(&mut response).await.unwrap();
    assert!(response.starts_with("HTTP/1.1 400 "), "{response}");
    assert!(response.contains("plain HTTP request to an HTTPS port"));
    // Neither garbage nor a connection without a handshake affects other clients.
    let _silent = TcpStream::connect(sandbox.address()).await.unwrap();
    let mut garbage = TcpStream::connect(sandbox.address()).await.unwrap();
    garbage.write_all(&[22, 3, 1, 255, 255, 0]).await.unwrap();
    assert!(token(&trusting(&pem), &sandbox.url()).await.is_ok());
}

#[tokio::test]
async fn faults_break_https_connections() {
    let (sandbox, pem) = start().await;
    let http = trusting(&pem);
    let token = token(&http, &sandbox.url()).await.unwrap();
    sandbox.script([Fault::reset(), Fault::truncate(), Fault::none()]);
    let get = || {
        let request = http.get(format!("{}{V2}", sandbox.url()));
        request.bearer_auth(&token).send()
    };
    assert!(get().await.is_err());
    let truncated = get().await.unwrap();
    assert_eq!(truncated.status(), 200);
    assert!(truncated.bytes().await.is_err());
    assert_eq!(get().await.unwrap().status(), 200);
}

#[test]
fn invalid_certificates_are_rejected() {
    let certificate = TlsCertificate::self_signed([""; 0]).unwrap();
    let pem = certificate.to_pem();
    for (chain, key, part) in [
        ("", "", "missing certificate"),
        (&*pem, "", "private key"),
        (&*pem, &*pem, "private key"),
        ("-----BEGIN CERTIFICATE-----\n!\n", "", "certificate"),
    ] {
        let error = TlsCertificate::from_pem(chain.as_bytes(), key.as_bytes()).unwrap_err();
        assert!(error.to_string().contains(part), "{error}");
    }
    assert!(TlsCertificate::self_signed(["not ASCII: é"]).is_err());
    assert_eq!(format!("{certificate:?}"), "TlsCertificate { .. }");
}
