//! TLS to a real server on this machine, with a certificate of the tests' own.

use std::error::Error as StdError;
use std::sync::Arc;

use falcon_transport::{Error, Falcon};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

use test_server::{Response, Server};

use crate::support::{builder, quick_retry};

/// TLS in front of a server.
struct Tls {
    url: String,
    /// The root of the server's certificate, in PEM.
    root: String,
}

impl Tls {
    /// Begins with a certificate for `name`, signed by a root that nobody knows.
    async fn before(server: &Server, name: &str) -> Self {
        let root_key = KeyPair::generate().unwrap();
        let mut root = CertificateParams::default();
        root.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let root_certificate = root.self_signed(&root_key).unwrap();
        let issuer = Issuer::new(root, root_key);

        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new([name.to_owned()]).unwrap();
        let certificate = params.signed_by(&key, &issuer).unwrap();
        let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        let config = ServerConfig::builder()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(config));

        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let behind = server.url().replace("http://", "");
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (acceptor, behind) = (acceptor.clone(), behind.clone());
                tokio::spawn(async move {
                    // A client that does not trust the certificate ends it here.
                    let Ok(mut outside) = acceptor.accept(stream).await else {
                        return;
                    };
                    let mut inside = TcpStream::connect(behind).await.unwrap();
                    let _ = tokio::io::copy_bidirectional(&mut outside, &mut inside).await;
                });
            }
        });
        Self {
            url: format!("https://localhost:{port}"),
            root: root_certificate.pem(),
        }
    }
}

/// An error and all that lies under it.
fn causes(error: &Error) -> String {
    let first: &dyn StdError = error;
    let all = std::iter::successors(Some(first), |&error| error.source());
    all.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

#[tokio::test]
async fn an_extra_root_certificate_is_trusted() {
    let server = Server::script([Response::resources(["a"])]);
    let tls = Tls::before(&server, "localhost").await;
    let falcon = builder(&server)
        .base_url(&tls.url)
        .root_certificate(tls.root)
        .build()
        .unwrap();
    let answer = falcon.exposure_management().query_assets().send().await;
    assert_eq!(answer.unwrap().complete().unwrap(), ["a"]);
    assert_eq!(server.token_requests().len(), 1);
}

#[tokio::test]
async fn a_certificate_of_an_unknown_root_is_refused_before_anything_is_sent() {
    let server = Server::script([]);
    let tls = Tls::before(&server, "localhost").await;
    let falcon = builder(&server).base_url(&tls.url).build().unwrap();
    let request = falcon.exposure_management().query_assets();
    let error = request.send().await.unwrap_err();
    assert!(error.is_connect(), "{error}");
    let text = error.to_string();
    assert!(text.contains("certificate is not trusted"), "{text}");
    let help = error.help().unwrap();
    assert!(help.contains("`root_certificate`"), "{help}");
    assert!(
        causes(&error).contains("UnknownIssuer"),
        "{}",
        causes(&error)
    );
    assert!(server.token_requests().is_empty() && server.connections() == 0);
}

#[tokio::test]
async fn a_certificate_for_another_name_is_refused_though_its_root_is_known() {
    let server = Server::script([]);
    let tls = Tls::before(&server, "other.example").await;
    let falcon = builder(&server)
        .base_url(&tls.url)
        .root_certificate(tls.root)
        .build()
        .unwrap();
    let request = falcon.exposure_management().query_assets();
    let error = request.send().await.unwrap_err();
    assert!(error.is_connect(), "{error}");
    assert!(
        causes(&error).contains("not valid for name"),
        "{}",
        causes(&error)
    );
    assert!(server.token_requests().is_empty());
}

#[tokio::test]
async fn plain_http_server_is_connect_error() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let response = b"HTTP/1.1 400 Bad Request\r\n\r\n";
            stream.write_all(response).await.unwrap();
        }
    });
    let falcon = Falcon::builder()
        .token("t")
        .base_url(url)
        .retry(quick_retry());
    let query = falcon.build().unwrap().exposure_management().query_assets();
    let error = query.send().await.unwrap_err();
    assert!(error.is_connect(), "{error}");
}
