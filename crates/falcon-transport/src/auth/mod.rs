//! Authentication: credentials, access tokens and redaction of secrets.

pub(crate) mod credentials;
mod oauth;
pub(crate) mod redact;
pub(crate) mod secrets;
pub(crate) mod token;
