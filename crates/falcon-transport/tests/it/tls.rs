//! TLS to a loopback server with a generated certificate.

use std::error::Error as StdError;
use std::sync::Arc;

use falcon_transport::{Error, Falcon};
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use test_server::{Response, Server};
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

use crate::support::{builder, list_assets, quick_retry};

/// The end of the message for an unknown issuer, and that for another name.
#[cfg(not(feature = "native-tls"))]
const MESSAGES: [&str; 2] = ["UnknownIssuer", "not valid for name"];
#[cfg(feature = "native-tls")]
const MESSAGES: [&str; 2] = [
    "unable to get local issuer certificate",
    "hostname mismatch",
];

/// A TLS proxy of a server.
struct TlsProxy {
    url: String,
    /// The root certificate, in PEM.
    root_pem: String,
}

impl TlsProxy {
    /// Starts a proxy with a certificate for `name`, issued by a new root.
    async fn start(server: &Server, name: &str) -> Self {
        let root_key = KeyPair::generate().unwrap();
        let mut root = CertificateParams::default();
        root.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        // OpenSSL takes a certificate with the name of its issuer for a self-signed one.
        root.distinguished_name
            .push(DnType::CommonName, "test root");
        let root_certificate = root.self_signed(&root_key).unwrap();
        let issuer = Issuer::new(root, root_key);

        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new([name.to_owned()]).unwrap();
        let certificate = params.signed_by(&key, &issuer).unwrap();
        let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(config));

        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let target = server.url().replace("http://", "");
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (acceptor, target) = (acceptor.clone(), target.clone());
                tokio::spawn(async move {
                    // Fails if the client rejects the certificate.
                    let Ok(mut client) = acceptor.accept(stream).await else {
                        return;
                    };
                    let mut server = TcpStream::connect(target).await.unwrap();
                    let _ = tokio::io::copy_bidirectional(&mut client, &mut server).await;
                });
            }
        });
        Self {
            url: format!("https://localhost:{port}"),
            root_pem: root_certificate.pem(),
        }
    }
}

/// Returns the messages of an error and its causes.
fn messages(error: &Error) -> String {
    let first: &dyn StdError = error;
    let errors = std::iter::successors(Some(first), |&error| error.source());
    errors
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(": ")
}

#[tokio::test]
async fn additional_root_certificate_is_trusted() {
    let server = Server::script([Response::resources(["a"])]);
    let tls = TlsProxy::start(&server, "localhost").await;
    let falcon = builder(&server)
        .base_url(&tls.url)
        .root_certificate(tls.root_pem)
        .build()
        .unwrap();
    assert_eq!(list_assets(&falcon).await.unwrap(), ["a"]);
    assert_eq!(server.token_requests().len(), 1);
}

#[tokio::test]
async fn unknown_issuer_is_rejected_before_request() {
    let server = Server::script([]);
    let tls = TlsProxy::start(&server, "localhost").await;
    let falcon = builder(&server).base_url(&tls.url).build().unwrap();
    let error = list_assets(&falcon).await.unwrap_err();
    assert!(error.is_connect(), "{error}");
    let message = error.to_string();
    let expected = format!(
        "could not connect to `{}`: server certificate is not",
        tls.url
    );
    assert!(message.contains(&expected), "{message}");
    let help = error.help().unwrap();
    assert!(help.contains("`root_certificate`"), "{help}");
    assert!(
        messages(&error).contains(MESSAGES[0]),
        "{}",
        messages(&error)
    );
    assert!(server.token_requests().is_empty() && server.connections() == 0);
}

#[tokio::test]
async fn certificate_for_other_name_is_rejected() {
    let server = Server::script([]);
    let tls = TlsProxy::start(&server, "other.example").await;
    let falcon = builder(&server)
        .base_url(&tls.url)
        .root_certificate(tls.root_pem)
        .build()
        .unwrap();
    let error = list_assets(&falcon).await.unwrap_err();
    assert!(error.is_connect(), "{error}");
    assert!(
        messages(&error).contains(MESSAGES[1]),
        "{}",
        messages(&error)
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
    let error = list_assets(&falcon.build().unwrap()).await.unwrap_err();
    assert!(error.is_connect(), "{error}");
}
