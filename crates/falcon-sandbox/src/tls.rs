//! The certificate of a server with HTTPS.

use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rcgen::{CertificateParams, DnType, ExtendedKeyUsagePurpose, KeyPair, date_time_ymd};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// The loopback names and addresses of a self-signed certificate.
const LOOPBACK_NAMES: [&str; 3] = ["localhost", "127.0.0.1", "::1"];

const DAY: Duration = Duration::from_secs(86_400);

/// A certificate with its private key, for [`SandboxBuilder::tls`](crate::SandboxBuilder::tls).
pub struct TlsCertificate {
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
}

impl TlsCertificate {
    /// Generates a certificate for `localhost`, `127.0.0.1`, `::1` and these domains or addresses.
    ///
    /// It is valid from yesterday, for a year. Clients have to trust it: see [`to_pem`](Self::to_pem).
    ///
    /// # Errors
    ///
    /// Returns an error if a name is not an ASCII domain or an address.
    pub fn self_signed<S: Into<String>>(names: impl IntoIterator<Item = S>) -> io::Result<Self> {
        let loopback = LOOPBACK_NAMES.map(str::to_owned).into_iter();
        let names: Vec<String> = loopback.chain(names.into_iter().map(Into::into)).collect();
        let mut params = CertificateParams::new(names).map_err(io::Error::other)?;
        let name = &mut params.distinguished_name;
        name.push(DnType::CommonName, "falcon-sandbox");
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        let since_1970 = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let now = date_time_ymd(1970, 1, 1) + since_1970.unwrap_or_default();
        params.not_before = now - DAY;
        params.not_after = now + 364 * DAY;
        let key = KeyPair::generate().map_err(io::Error::other)?;
        let certificate = params.self_signed(&key).map_err(io::Error::other)?;
        Ok(Self {
            chain: vec![certificate.der().clone()],
            key: PrivateKeyDer::try_from(key.serialize_der()).map_err(io::Error::other)?,
        })
    }

    /// Reads a certificate, or a chain that starts with it, and its private key from PEM.
    ///
    /// # Errors
    ///
    /// Returns an error if there is no certificate or no unencrypted private key, or if the key does
    /// not belong to the certificate.
    pub fn from_pem(chain: &[u8], key: &[u8]) -> io::Result<Self> {
        let chain: Vec<_> = CertificateDer::pem_slice_iter(chain)
            .collect::<Result<_, _>>()
            .map_err(|error| invalid(format!("invalid certificate: {error}")))?;
        if chain.is_empty() {
            return Err(invalid("missing certificate".into()));
        }
        let key = PrivateKeyDer::from_pem_slice(key)
            .map_err(|error| invalid(format!("invalid private key: {error}")))?;
        let certificate = Self { chain, key };
        certificate.acceptor()?;
        Ok(certificate)
    }

    /// Returns the certificate, or the chain, as PEM without the private key.
    #[must_use]
    pub fn to_pem(&self) -> String {
        let mut pem = String::new();
        for certificate in &self.chain {
            pem.push_str("-----BEGIN CERTIFICATE-----\n");
            let mut rest = &*STANDARD.encode(certificate);
            while !rest.is_empty() {
                let (line, after) = rest.split_at(rest.len().min(64));
                pem.push_str(line);
                pem.push('\n');
                rest = after;
            }
            pem.push_str("-----END CERTIFICATE-----\n");
        }
        pem
    }

    pub(crate) fn acceptor(&self) -> io::Result<TlsAcceptor> {
        let provider = Arc::new(ring::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .and_then(|builder| {
                builder
                    .with_no_client_auth()
                    .with_single_cert(self.chain.clone(), self.key.clone_key())
            })
            .map_err(|error| invalid(format!("invalid certificate or private key: {error}")))?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(TlsAcceptor::from(Arc::new(config)))
    }
}

impl fmt::Debug for TlsCertificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TlsCertificate").finish_non_exhaustive()
    }
}

fn invalid(message: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, message)
}
