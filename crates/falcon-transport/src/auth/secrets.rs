//! What must not be quoted from an answer, should the other side have echoed it.

use secrecy::ExposeSecret;

use crate::auth::credentials::Credentials;
use crate::auth::token::Token;
use crate::http::text::without;

/// The secrets that a request holds. They are looked up only where something is quoted.
#[derive(Clone, Copy)]
pub(crate) struct Secrets<'a> {
    pub(crate) credentials: Option<&'a Credentials>,
    pub(crate) token: Option<&'a Token>,
    /// The id and secret in the form of HTTP basic authentication.
    pub(crate) basic: Option<&'a str>,
}

impl<'a> Secrets<'a> {
    /// Their texts.
    pub(crate) fn texts(self) -> Vec<&'a str> {
        let secret = self.credentials.map(|c| c.client_secret.expose_secret());
        self.token
            .map(Token::text)
            .into_iter()
            .chain(secret)
            .chain(self.basic)
            .collect()
    }

    /// What a server sent, as text without them. It is to be cut only afterwards: of a secret that
    /// is cut, the rest would stay.
    pub(crate) fn taken_out_of(self, sent: &[u8]) -> String {
        without(String::from_utf8_lossy(sent).into_owned(), &self.texts())
    }
}
