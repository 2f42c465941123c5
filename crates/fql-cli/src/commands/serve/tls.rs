//! The options for HTTPS.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use falcon_sandbox::TlsCertificate;
use tempfile::NamedTempFile;

use crate::error::Error;

/// The options for HTTPS.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "HTTPS")]
pub(super) struct TlsArgs {
    /// Serve HTTPS, with a generated certificate unless `--tls-cert` is given
    ///
    /// The certificate is valid for `localhost`, 127.0.0.1, ::1 and the hosts of `--allow-host`.
    #[arg(long)]
    tls: bool,

    /// PEM file of the certificate to use for HTTPS
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,

    /// PEM file of the private key of the certificate
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
}

/// The certificate to use for HTTPS.
#[derive(Debug)]
pub(super) struct Certificate {
    pub(super) tls: TlsCertificate,
    /// The file of a generated certificate. It is deleted when it is dropped.
    pub(super) file: Option<NamedTempFile>,
}

impl TlsArgs {
    /// Reads or generates the certificate; `None` without HTTPS.
    pub(super) fn certificate(&self, hosts: &[String]) -> Result<Option<Certificate>, Error> {
        if let (Some(certificate), Some(key)) = (&self.tls_cert, &self.tls_key) {
            return from_files(certificate, key).map(Some);
        }
        if self.tls {
            return generate(hosts).map(Some);
        }
        Ok(None)
    }
}

fn from_files(certificate: &Path, key: &Path) -> Result<Certificate, Error> {
    let (chain, key) = (read(certificate)?, read(key)?);
    let tls = TlsCertificate::from_pem(&chain, &key).map_err(|error| Error::InvalidInput {
        file: certificate.display().to_string(),
        reason: error.to_string(),
    })?;
    Ok(Certificate { tls, file: None })
}

fn read(path: &Path) -> Result<Vec<u8>, Error> {
    fs::read(path).map_err(|error| Error::Read {
        file: path.display().to_string(),
        error,
    })
}

fn generate(hosts: &[String]) -> Result<Certificate, Error> {
    let tls = TlsCertificate::self_signed(hosts)
        .map_err(|error| Error::Network(format!("cannot generate a certificate: {error}")))?;
    let file = write_temporary(&tls.to_pem()).map_err(|error| Error::Write {
        file: "the generated certificate".into(),
        error,
    })?;
    Ok(Certificate {
        tls,
        file: Some(file),
    })
}

fn write_temporary(pem: &str) -> io::Result<NamedTempFile> {
    let mut file = tempfile::Builder::new()
        .prefix("fql-sandbox-")
        .suffix(".pem")
        .tempfile()?;
    file.write_all(pem.as_bytes())?;
    Ok(file)
}
