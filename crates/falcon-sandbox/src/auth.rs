//! Clients, their tokens, and what they may do.

use std::collections::{HashMap, HashSet, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::operation::{SCOPES, Spec};
use crate::refusal::Refusal;

/// The id and the secret of the client that there is unless others are named.
pub(crate) const DEFAULT_CLIENT: &str = "sandbox";
/// How long a token lasts, as the service says.
pub(crate) const LIFETIME: Duration = Duration::from_secs(1799);
/// So many tokens last at once; the oldest makes room.
const MOST_TOKENS: usize = 10_000;

/// Who may ask for a token.
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

/// The clients, and the tokens that they hold.
pub(crate) struct Auth {
    clients: Vec<Arc<Client>>,
    lifetime: Duration,
    tokens: Mutex<Tokens>,
}

#[derive(Default)]
struct Tokens {
    grants: HashMap<Box<str>, Grant>,
    /// In the order in which they end.
    in_order: VecDeque<(Instant, Box<str>)>,
}

struct Grant {
    client: Arc<Client>,
    ends: Instant,
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

    /// Gives a token for the id and the secret in a form.
    pub(crate) fn token(&self, form: &[u8]) -> Result<Value, Refusal> {
        let form = Form::read(form)?;
        let id = form.required("client_id")?;
        let secret = form.required("client_secret")?;
        let client = self.client(id, secret)?;
        let token = format!("{:032x}{:032x}", random(), random());
        let now = Instant::now();
        let ends = now.checked_add(self.lifetime).unwrap_or(now);
        self.with_tokens(|tokens| {
            tokens.forget_ended(now);
            if tokens.grants.len() >= MOST_TOKENS {
                tokens.forget_oldest();
            }
            let client = Arc::clone(client);
            tokens
                .grants
                .insert(token.as_str().into(), Grant { client, ends });
            tokens.in_order.push_back((ends, token.as_str().into()));
        });
        Ok(json!({
            "access_token": token,
            "expires_in": self.lifetime.as_secs(),
            "token_type": "bearer",
        }))
    }

    /// Takes the token in a form back, for the client in the header `Authorization`.
    pub(crate) fn revoke(&self, authorization: Option<&str>, form: &[u8]) -> Result<(), Refusal> {
        let (id, secret) = authorization
            .and_then(basic)
            .ok_or_else(|| Refusal::new(401, "access denied, client id and secret are missing"))?;
        let client = self.client(&id, &secret)?;
        let form = Form::read(form)?;
        let token = form.required("token")?;
        self.with_tokens(|tokens| {
            let is_own = |grant: &Grant| Arc::ptr_eq(&grant.client, client);
            if tokens.grants.get(token).is_some_and(is_own) {
                tokens.forget(token);
            }
        });
        Ok(())
    }

    /// The client that a request comes from, if it may do this.
    pub(crate) fn check(
        &self,
        authorization: Option<&str>,
        spec: &Spec,
    ) -> Result<Arc<Client>, Refusal> {
        let denied = || Refusal::new(401, "access denied, invalid bearer token");
        let token = authorization.and_then(bearer).ok_or_else(denied)?;
        let client = self.with_tokens(|tokens| {
            let grant = tokens.grants.get(token)?;
            if grant.ends <= Instant::now() {
                tokens.forget(token);
                return None;
            }
            Some(Arc::clone(&grant.client))
        });
        let client = client.ok_or_else(denied)?;
        if spec
            .scope
            .is_some_and(|scope| !client.scopes.contains(scope))
        {
            return Err(Refusal::new(403, "access denied, authorization failed"));
        }
        Ok(client)
    }

    /// Ends the token of a request before its time.
    pub(crate) fn expire(&self, authorization: Option<&str>) {
        if let Some(token) = authorization.and_then(bearer) {
            self.with_tokens(|tokens| tokens.forget(token));
        }
    }

    /// Ends all tokens before their time.
    pub(crate) fn expire_all(&self) {
        self.with_tokens(|tokens| *tokens = Tokens::default());
    }

    fn client(&self, id: &str, secret: &str) -> Result<&Arc<Client>, Refusal> {
        self.clients
            .iter()
            .find(|client| client.id == id && client.secret == secret)
            .ok_or_else(|| Refusal::new(403, "access denied, invalid client id or secret"))
    }

    fn with_tokens<T>(&self, work: impl FnOnce(&mut Tokens) -> T) -> T {
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        work(&mut tokens)
    }
}

impl Tokens {
    fn forget(&mut self, token: &str) {
        self.grants.remove(token);
        // Its place in the order goes with its time; many that were taken back go at once.
        if self.in_order.len() > 2 * self.grants.len() + 16 {
            let grants = &self.grants;
            self.in_order
                .retain(|(_, token)| grants.contains_key(token));
        }
    }

    fn forget_ended(&mut self, now: Instant) {
        while self.in_order.front().is_some_and(|(ends, _)| *ends <= now) {
            self.forget_oldest();
        }
    }

    fn forget_oldest(&mut self) {
        if let Some((_, token)) = self.in_order.pop_front() {
            self.grants.remove(&token);
        }
    }
}

fn random() -> u128 {
    fastrand::u128(..)
}

/// The credentials of `Basic …`.
fn basic(header: &str) -> Option<(String, String)> {
    let text = String::from_utf8(STANDARD.decode(scheme(header, "basic")?).ok()?).ok()?;
    let (id, secret) = text.split_once(':')?;
    Some((id.to_owned(), secret.to_owned()))
}

/// The token of `Bearer …`.
fn bearer(header: &str) -> Option<&str> {
    scheme(header, "bearer")
}

fn scheme<'h>(header: &'h str, name: &str) -> Option<&'h str> {
    let (scheme, rest) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case(name).then_some(rest.trim())
}

/// A body of pairs.
struct Form(Vec<(String, String)>);

impl Form {
    fn read(body: &[u8]) -> Result<Self, Refusal> {
        if std::str::from_utf8(body).is_err() {
            return Err(Refusal::bad_request(
                "the body is malformed: it is a form, `client_id=…&client_secret=…`",
            ));
        }
        Ok(Self(form_urlencoded::parse(body).into_owned().collect()))
    }

    fn required(&self, key: &str) -> Result<&str, Refusal> {
        self.0
            .iter()
            .find(|(name, value)| name == key && !value.is_empty())
            .map(|(_, value)| value.as_str())
            .ok_or_else(|| Refusal::bad_request(format!("the form has no `{key}`: it is required")))
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

    fn header(answer: &Value) -> String {
        format!("Bearer {}", answer["access_token"].as_str().unwrap())
    }

    fn status(auth: &Auth, header: &str) -> Option<u16> {
        let spec = Operation::GetAssets.spec();
        auth.check(Some(header), spec)
            .err()
            .map(|refusal| refusal.status)
    }

    #[test]
    fn a_token_serves_until_it_is_taken_back() {
        let auth = auth(LIFETIME);
        let answer = auth.token(FORM).unwrap();
        assert_eq!(answer["expires_in"], 1799);
        let header = header(&answer);
        assert_eq!(status(&auth, &header), None);
        let form = format!("token={}", answer["access_token"].as_str().unwrap());
        let basic = format!("basic {}", STANDARD.encode("sandbox:sandbox"));
        auth.revoke(Some(&basic), form.as_bytes()).unwrap();
        assert_eq!(status(&auth, &header), Some(401));
        // Twice is no mistake.
        auth.revoke(Some(&basic), form.as_bytes()).unwrap();
    }

    #[test]
    fn a_token_ends_with_its_time() {
        let auth = auth(Duration::ZERO);
        let header = header(&auth.token(FORM).unwrap());
        assert_eq!(status(&auth, &header), Some(401));
    }

    #[test]
    fn who_is_not_known_gets_nothing() {
        let auth = auth(LIFETIME);
        for (form, status) in [
            (&b"client_id=sandbox&client_secret=x"[..], 403),
            (b"client_id=x&client_secret=sandbox", 403),
            (b"client_id=sandbox", 400),
            (b"", 400),
            (b"\xff", 400),
        ] {
            assert_eq!(auth.token(form).unwrap_err().status, status);
        }
        let basic = format!("Basic {}", STANDARD.encode("sandbox:x"));
        assert_eq!(
            auth.revoke(Some(&basic), b"token=a").unwrap_err().status,
            403
        );
        assert_eq!(auth.revoke(None, b"token=a").unwrap_err().status, 401);
        for header in ["", "Bearer", "Bearer x", "Basic x", "x"] {
            assert_eq!(status(&auth, header), Some(401), "{header}");
        }
    }

    #[test]
    fn a_scope_that_is_missing_is_a_403() {
        let scopes = ["assets:read".to_owned()].into_iter();
        let auth = Auth::new(vec![Client::new("a".into(), "b".into(), scopes)], LIFETIME);
        let header = header(&auth.token(b"client_id=a&client_secret=b").unwrap());
        let check = |operation: Operation| auth.check(Some(&header), operation.spec());
        assert!(check(Operation::GetAssets).is_ok());
        assert_eq!(check(Operation::DeleteAssets).unwrap_err().status, 403);
    }

    #[test]
    fn tokens_do_not_grow_without_end() {
        let auth = auth(LIFETIME);
        for _ in 0..MOST_TOKENS + 100 {
            auth.token(FORM).unwrap();
        }
        auth.with_tokens(|tokens| {
            assert_eq!(tokens.grants.len(), MOST_TOKENS);
            assert_eq!(tokens.in_order.len(), MOST_TOKENS);
        });
        let header = header(&auth.token(FORM).unwrap());
        for _ in 0..1000 {
            let answer = auth.token(FORM).unwrap();
            auth.expire(Some(&super::tests::header(&answer)));
        }
        assert_eq!(status(&auth, &header), None);
        auth.expire_all();
        auth.with_tokens(|tokens| assert!(tokens.in_order.is_empty()));
    }

    #[test]
    fn secrets_are_not_printed() {
        let client = Client::new("id".into(), "hidden".into(), std::iter::empty());
        let auth = Auth::new(vec![client], LIFETIME);
        auth.token(b"client_id=id&client_secret=hidden").unwrap();
        assert!(!format!("{auth:?}").contains("hidden"));
    }
}
