//! Credentials of an API client.

use std::fmt;

use secrecy::SecretString;

/// Id and secret of an API client, and the member customer it acts for.
#[derive(Clone)]
pub(crate) struct Credentials {
    pub(crate) client_id: String,
    pub(crate) client_secret: SecretString,
    pub(crate) member_cid: Option<String>,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("client_id", &self.client_id)
            .field("client_secret", &"[secret]")
            .field("member_cid", &self.member_cid)
            .finish()
    }
}
