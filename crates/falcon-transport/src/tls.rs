//! TLS of the HTTP client, selected by features.
//!
//! With rustls, the client gets a complete configuration instead of the name of a backend: reqwest
//! itself chooses aws-lc-rs or else the default of the process, which a library must not set.

#[cfg(any(feature = "__rustls", feature = "native-tls"))]
use reqwest::ClientBuilder;

#[cfg(any(feature = "__rustls", feature = "native-tls"))]
use crate::error::Error;

/// Sets TLS with the root certificates of the system and those of `roots`, which are PEM.
#[cfg(feature = "native-tls")]
pub(crate) fn configure(builder: ClientBuilder, roots: &[Vec<u8>]) -> Result<ClientBuilder, Error> {
    let builder = roots.iter().try_fold(builder, |builder, pem| {
        let certificates = reqwest::Certificate::from_pem_bundle(pem)
            .ok()
            .filter(|certificates| !certificates.is_empty())
            .ok_or_else(invalid_root)?;
        Ok::<_, Error>(builder.tls_certs_merge(certificates))
    });
    Ok(builder?.tls_backend_native())
}

/// Sets TLS with the root certificates of the system and those of `roots`, which are PEM.
#[cfg(all(feature = "__rustls", not(feature = "native-tls")))]
pub(crate) fn configure(builder: ClientBuilder, roots: &[Vec<u8>]) -> Result<ClientBuilder, Error> {
    rustls_config::build(roots).map(|config| builder.tls_backend_preconfigured(config))
}

/// Installs the provider of rustls that this crate uses as the default of the process, unless there
/// is one.
///
/// Call it before building a [`reqwest::Client`] if reqwest has TLS only through the features
/// `rustls-ring` or `rustls-aws-lc-rs` of this crate: reqwest panics without a default. It is
/// unnecessary for [`FalconBuilder::build`](crate::FalconBuilder::build), and does nothing without
/// these features.
///
/// # Examples
///
/// ```
/// # use falcon_transport::reqwest;
/// falcon_transport::install_tls_provider();
/// let http = reqwest::Client::builder()
///     .redirect(reqwest::redirect::Policy::none())
///     .build()?;
/// let falcon = falcon_transport::Falcon::builder()
///     .credentials("client-id", "client-secret")
///     .http_client(http)
///     .build()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn install_tls_provider() {
    // It fails if another thread was first.
    #[cfg(feature = "__rustls")]
    if rustls::crypto::CryptoProvider::get_default().is_none() {
        let _ = provider().install_default();
    }
}

/// Returns the provider of the features.
#[cfg(feature = "__rustls")]
fn provider() -> rustls::crypto::CryptoProvider {
    #[cfg(feature = "rustls-aws-lc-rs")]
    return rustls::crypto::aws_lc_rs::default_provider();
    #[cfg(not(feature = "rustls-aws-lc-rs"))]
    return rustls::crypto::ring::default_provider();
}

#[cfg(any(feature = "__rustls", feature = "native-tls"))]
fn invalid_root() -> Error {
    Error::config("root certificate is not valid PEM")
}

#[cfg(all(feature = "__rustls", not(feature = "native-tls")))]
mod rustls_config {
    use std::sync::Arc;

    use rustls::ClientConfig;
    use rustls::crypto::CryptoProvider;
    use rustls::pki_types::CertificateDer;
    use rustls::pki_types::pem::PemObject;
    use rustls_platform_verifier::Verifier;

    use super::{invalid_root, provider};
    use crate::error::Error;

    pub(super) fn build(roots: &[Vec<u8>]) -> Result<ClientConfig, Error> {
        let roots = roots.iter().map(|pem| certificates(pem));
        let roots = roots.collect::<Result<Vec<_>, _>>()?.concat();
        let default = CryptoProvider::get_default().map(Arc::clone);
        let provider = default.unwrap_or_else(|| Arc::new(provider()));
        let config = ClientConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()
            .and_then(|builder| Ok((builder, Verifier::new_with_extra_roots(roots, provider)?)))
            .map_err(|cause| {
                Error::config("could not build the HTTP client")
                    .with_source(cause)
                    .with_help("check the root certificates")
            });
        let (builder, verifier) = config?;
        let verified = builder
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier));
        let mut config = verified.with_no_client_auth();
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(config)
    }

    fn certificates(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, Error> {
        CertificateDer::pem_slice_iter(pem)
            .collect::<Result<Vec<_>, _>>()
            .ok()
            .filter(|certificates| !certificates.is_empty())
            .ok_or_else(invalid_root)
    }
}

#[cfg(all(test, feature = "__rustls"))]
mod tests {
    use rustls::crypto::CryptoProvider;

    use crate::Falcon;

    // One test, because the default belongs to the process.
    #[test]
    fn default_provider_is_set_on_request_only() {
        let build = || Falcon::builder().token("t").build();
        assert!(build().is_ok());
        assert!(CryptoProvider::get_default().is_none());
        super::install_tls_provider();
        super::install_tls_provider();
        assert!(CryptoProvider::get_default().is_some());
        assert!(build().is_ok());
    }
}
