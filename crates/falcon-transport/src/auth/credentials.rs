//! Who calls: a client id and its secret.

use std::fmt;

use secrecy::SecretString;

/// An API client's id and secret, and the customer it acts for.
#[derive(Clone)]
pub(crate) struct Credentials {
    pub(crate) client_id: String,
    pub(crate) client_secret: SecretString,
    /// The member customer, for a client of a parent customer.
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
