//! API clients, their access tokens and their scopes.

use std::collections::{HashMap, HashSet, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::id;
use crate::operation::{SCOPES, Target};
use crate::response::ErrorResponse;

/// The id and the secret of the default client.
const DEFAULT_CLIENT: &str = "sandbox";
/// The token lifetime of the service.
pub(crate) const DEFAULT_LIFETIME: Duration = Duration::from_secs(1799);
/// Maximum number of valid tokens; issuing another one drops the oldest.
const MAX_TOKENS: usize = 10_000;

/// An API client that can request tokens.
pub(crate) struct Client {
    pub(crate) id: String,
    secret: String,
    scopes: HashSet<String>,
}

impl Client {
    pub(crate) fn new(id: String, secret: String, scopes: impl Iterator<Item = String>) -> Self {
        Self {
            id,
            secret,
            scopes: scopes.collect(),
        }
    }

    pub(crate) fn default_client() -> Self {
        let scopes = SCOPES.iter().map(|scope| (*scope).to_owned());
        Self::new(DEFAULT_CLIENT.into(), DEFAULT_CLIENT.into(), scopes)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("id", &self.id)
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}

/// The known clients and their valid tokens.
pub(crate) struct Auth {
    clients: Vec<Arc<Client>>,
    lifetime: Duration,
    tokens: Mutex<Tokens>,
}

#[derive(Default)]
struct Tokens {
    grants: HashMap<Box<str>, Grant>,
    /// In order of expiry. Tokens that were removed early keep their entry until it expires or
    /// [`Tokens::remove`] compacts the queue.
    by_expiry: VecDeque<(Instant, Box<str>)>,
}

struct Grant {
    client: Arc<Client>,
    expires: Instant,
}

impl fmt::Debug for Auth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Auth")
            .field("clients", &self.clients)
            .field("lifetime", &self.lifetime)
            .finish_non_exhaustive()
    }
}

impl Auth {
    pub(crate) fn new(clients: Vec<Client>, lifetime: Duration) -> Self {
        Self {
            clients: clients.into_iter().map(Arc::new).collect(),
            lifetime,
            tokens: Mutex::default(),
        }
    }

    /// Returns the id and the secret of the default client. Instead of those of other clients, which may be
    /// confidential, returns their names.
    pub(crate) fn public_credentials(&self) -> (&str, &str) {
        let mut clients = self.clients.iter();
        let is_public = |client: &Client| client.id == DEFAULT_CLIENT && client.secret == client.id;
        match clients.any(|client| is_public(client)) {
            true => (DEFAULT_CLIENT, DEFAULT_CLIENT),
            false => ("CLIENT_ID", "CLIENT_SECRET"),
        }
    }

    /// Issues a token for the credentials in a form or, without those, in the `Authorization`
    /// header: OAuth libraries send them there, as RFC 6749 recommends.
    pub(crate) fn issue_token(
        &self,
        authorization: Option<&str>,
        form: &[u8],
    ) -> Result<Value, ErrorResponse> {
        let form = Form::parse(form)?;
        let client = match authorization.and_then(basic_credentials) {
            Some((id, secret)) if form.get("client_secret").is_none() => {
                self.authenticate(&id, &secret)?
            }
            _ => self.authenticate(form.required("client_id")?, form.required("client_secret")?)?,
        };
        let client = Arc::clone(client);
        let token = format!("{}{}", id::hex(), id::hex());
        let now = Instant::now();
        let expires = now.checked_add(self.lifetime).unwrap_or(now);
        self.with_tokens(|tokens| {
            tokens.remove_expired(now);
            tokens.insert(&token, Grant { client, expires });
        });
        Ok(json!({
            "access_token": token,
            "expires_in": self.lifetime.as_secs(),
            "token_type": "bearer",
        }))
    }

    /// Revokes the token in a form if it belongs to the client in the `Authorization` header.
    pub(crate) fn revoke_token(
        &self,
        authorization: Option<&str>,
        form: &[u8],
    ) -> Result<(), ErrorResponse> {
        let (id, secret) = authorization.and_then(basic_credentials).ok_or_else(|| {
            ErrorResponse::new(401, "access denied, client id and secret are missing")
        })?;
        let client = self.authenticate(&id, &secret)?;
        let form = Form::parse(form)?;
        let token = form.required("token")?;
        self.with_tokens(|tokens| {
            let is_own = |grant: &Grant| Arc::ptr_eq(&grant.client, client);
            if tokens.grants.get(token).is_some_and(is_own) {
                tokens.remove(token);
            }
        });
        Ok(())
    }

    /// Returns the client that sent a request if it has the scope of the operation.
    pub(crate) fn authorize(
        &self,
        authorization: Option<&str>,
        target: Target,
    ) -> Result<Arc<Client>, ErrorResponse> {
        let client = authorization
            .and_then(bearer_token)
            .and_then(|token| self.with_tokens(|tokens| tokens.client(token, Instant::now())))
            .ok_or_else(|| ErrorResponse::new(401, "access denied, invalid bearer token"))?;
        if target
            .scope()
            .is_some_and(|scope| !client.scopes.contains(scope))
        {
            return Err(ErrorResponse::new(
                403,
                "access denied, authorization failed",
            ));
        }
        Ok(client)
    }

    /// Expires the token of a request early.
    pub(crate) fn expire(&self, authorization: Option<&str>) {
        if let Some(token) = authorization.and_then(bearer_token) {
            self.with_tokens(|tokens| tokens.remove(token));
        }
    }

    /// Expires all tokens early.
    pub(crate) fn expire_all(&self) {
        self.with_tokens(|tokens| *tokens = Tokens::default());
    }

    fn authenticate(&self, id: &str, secret: &str) -> Result<&Arc<Client>, ErrorResponse> {
        self.clients
            .iter()
            .find(|client| client.id == id && client.secret == secret)
            .ok_or_else(|| ErrorResponse::new(403, "access denied, invalid client id or secret"))
    }

    fn with_tokens<T>(&self, f: impl FnOnce(&mut Tokens) -> T) -> T {
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        f(&mut tokens)
    }
}

impl Tokens {
    fn client(&mut self, token: &str, now: Instant) -> Option<Arc<Client>> {
        let grant = self.grants.get(token)?;
        if grant.expires <= now {
            self.remove(token);
            return None;
        }
        Some(Arc::clone(&grant.client))
    }

    fn insert(&mut self, token: &str, grant: Grant) {
        if self.grants.len() >= MAX_TOKENS {
            self.remove_oldest();
        }
        self.by_expiry.push_back((grant.expires, token.into()));
        self.grants.insert(token.into(), grant);
    }

    fn remove(&mut self, token: &str) {
        self.grants.remove(token);
        if self.by_expiry.len() > 2 * self.grants.len() + 16 {
            let grants = &self.grants;
            self.by_expiry
                .retain(|(_, token)| grants.contains_key(token));
        }
    }

    fn remove_expired(&mut self, now: Instant) {
        while self
            .by_expiry
            .front()
            .is_some_and(|(expires, _)| *expires <= now)
        {
            self.remove_oldest();
        }
    }

    fn remove_oldest(&mut self) {
        if let Some((_, token)) = self.by_expiry.pop_front() {
            self.grants.remove(&token);
        }
    }
}

/// Returns the user and password of a `Basic` authorization header. RFC 6749 encodes both as in a
/// form, which changes only ids and secrets that contain other characters than letters and digits.
fn basic_credentials(header: &str) -> Option<(String, String)> {
    let decoded = STANDARD.decode(credentials(header, "basic")?).ok()?;
    let decoded = String::from_utf8(decoded).ok()?;
    let (id, secret) = decoded.split_once(':')?;
    Some((id.to_owned(), secret.to_owned()))
}

/// Returns the token of a `Bearer` authorization header.
fn bearer_token(header: &str) -> Option<&str> {
    credentials(header, "bearer")
}

fn credentials<'h>(header: &'h str, scheme: &str) -> Option<&'h str> {
    let (name, credentials) = header.split_once(' ')?;
    name.eq_ignore_ascii_case(scheme)
        .then_some(credentials.trim())
}

/// A URL-encoded form body.
struct Form(Vec<(String, String)>);

impl Form {
    fn parse(body: &[u8]) -> Result<Self, ErrorResponse> {
        if std::str::from_utf8(body).is_err() {
            return Err(ErrorResponse::bad_request(
                "invalid request body: expected a form such as `client_id=…&client_secret=…`",
            ));
        }
        Ok(Self(form_urlencoded::parse(body).into_owned().collect()))
    }

    /// Returns the value of a field; an empty one counts as missing.
    fn get(&self, key: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(name, value)| name == key && !value.is_empty())
            .map(|(_, value)| value.as_str())
    }

    fn required(&self, key: &str) -> Result<&str, ErrorResponse> {
        self.get(key)
            .ok_or_else(|| ErrorResponse::bad_request(format!("missing form field `{key}`")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::Operation;

    const FORM: &[u8] = b"client_id=sandbox&client_secret=sandbox&member_cid=abc";

    fn auth(lifetime: Duration) -> Auth {
        Auth::new(vec![Client::default_client()], lifetime)
    }

    fn bearer_header(token_response: &Value) -> String {
        format!(
            "Bearer {}",
            token_response["access_token"].as_str().unwrap()
        )
    }

    fn error_status(auth: &Auth, header: &str) -> Option<u16> {
        let result = auth.authorize(Some(header), Operation::GetAssets.into());
        result.err().map(|error| error.status)
    }

    #[test]
    fn token_is_valid_until_revoked() {
        let auth = auth(DEFAULT_LIFETIME);
        let response = auth.issue_token(None, FORM).unwrap();
        assert_eq!(response["expires_in"], 1799);
        let header = bearer_header(&response);
        assert_eq!(error_status(&auth, &header), None);
        let form = format!("token={}", response["access_token"].as_str().unwrap());
        let basic = format!("basic {}", STANDARD.encode("sandbox:sandbox"));
        auth.revoke_token(Some(&basic), form.as_bytes()).unwrap();
        assert_eq!(error_status(&auth, &header), Some(401));
        // Revoking an unknown token is not an error.
        auth.revoke_token(Some(&basic), form.as_bytes()).unwrap();
    }

    #[test]
    fn basic_credentials_get_a_token() {
        let auth = auth(DEFAULT_LIFETIME);
        let basic = |pair: &str| format!("Basic {}", STANDARD.encode(pair));
        let issue = |header: &str, form: &[u8]| auth.issue_token(Some(header), form);
        let form = b"grant_type=client_credentials";
        assert!(issue(&basic("sandbox:sandbox"), form).is_ok());
        assert!(issue(&basic("sandbox:sandbox"), b"").is_ok());
        for (header, form, status) in [
            (basic("sandbox:x"), &form[..], 403),
            ("Basic x".to_owned(), form, 400),
            ("Bearer x".to_owned(), form, 400),
            // Credentials in the form take precedence.
            (
                basic("sandbox:sandbox"),
                b"client_id=x&client_secret=x",
                403,
            ),
        ] {
            assert_eq!(issue(&header, form).unwrap_err().status, status, "{header}");
        }
        assert!(issue(&basic("x:x"), FORM).is_ok());
    }

    #[test]
    fn token_expires_after_its_lifetime() {
        let auth = auth(Duration::ZERO);
        let header = bearer_header(&auth.issue_token(None, FORM).unwrap());
        assert_eq!(error_status(&auth, &header), Some(401));
    }

    #[test]
    fn invalid_credentials_are_rejected() {
        let auth = auth(DEFAULT_LIFETIME);
        for (form, status) in [
            (&b"client_id=sandbox&client_secret=x"[..], 403),
            (b"client_id=x&client_secret=sandbox", 403),
            (b"client_id=sandbox", 400),
            (b"", 400),
            (b"\xff", 400),
        ] {
            assert_eq!(auth.issue_token(None, form).unwrap_err().status, status);
        }
        let revoke = |header| auth.revoke_token(header, b"token=a").unwrap_err().status;
        let basic = format!("Basic {}", STANDARD.encode("sandbox:x"));
        assert_eq!(revoke(Some(&basic)), 403);
        assert_eq!(revoke(None), 401);
        for header in ["", "Bearer", "Bearer x", "Basic x", "x"] {
            assert_eq!(error_status(&auth, header), Some(401), "{header}");
        }
    }

    #[test]
    fn missing_scope_is_a_403() {
        let scopes = ["assets:read".to_owned()].into_iter();
        let client = Client::new("a".into(), "b".into(), scopes);
        let auth = Auth::new(vec![client], DEFAULT_LIFETIME);
        let header = bearer_header(
            &auth
                .issue_token(None, b"client_id=a&client_secret=b")
                .unwrap(),
        );
        let authorize = |operation: Operation| auth.authorize(Some(&header), operation.into());
        assert!(authorize(Operation::GetAssets).is_ok());
        assert_eq!(authorize(Operation::DeleteAssets).unwrap_err().status, 403);
    }

    #[test]
    fn number_of_tokens_is_bounded() {
        let auth = auth(DEFAULT_LIFETIME);
        for _ in 0..MAX_TOKENS + 100 {
            auth.issue_token(None, FORM).unwrap();
        }
        auth.with_tokens(|tokens| {
            assert_eq!(tokens.grants.len(), MAX_TOKENS);
            assert_eq!(tokens.by_expiry.len(), MAX_TOKENS);
        });
        let header = bearer_header(&auth.issue_token(None, FORM).unwrap());
        for _ in 0..1000 {
            let response = auth.issue_token(None, FORM).unwrap();
            auth.expire(Some(&bearer_header(&response)));
        }
        assert_eq!(error_status(&auth, &header), None);
        auth.expire_all();
        auth.with_tokens(|tokens| assert!(tokens.by_expiry.is_empty()));
    }

    #[test]
    fn debug_output_has_no_secrets() {
        let client = Client::new("id".into(), "hidden".into(), std::iter::empty());
        let auth = Auth::new(vec![client], DEFAULT_LIFETIME);
        auth.issue_token(None, b"client_id=id&client_secret=hidden")
            .unwrap();
        assert!(!format!("{auth:?}").contains("hidden"));
    }
}
