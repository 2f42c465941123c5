//! Getting and revoking tokens.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::stream;
use http::header::{AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue};
use secrecy::ExposeSecret;
use secrecy::zeroize::Zeroizing;
use serde::{Deserialize, Deserializer};

use crate::api::operation::Idempotency;
use crate::auth::credentials::Credentials;
use crate::auth::secrets::Secrets;
use crate::auth::token::Token;
use crate::client::Falcon;
use crate::error::{Error, ErrorKind};
use crate::http::background::Background;
use crate::http::deadline::Deadline;
use crate::http::endpoint::Base;
use crate::http::error_response::refusal;
use crate::http::response_head::header_str;
use crate::http::retry::{AttemptError, Attempts, RetryClass};
use crate::http::send::{IncomingResponse, limited_too_long, read_body, redirected};

/// How long a token lasts when the service does not say, in seconds.
const LIFETIME: u64 = 1799;
/// The cloud that the tenant lives in.
static REGION: HeaderName = HeaderName::from_static("x-cs-region");
/// The largest token answer that is read, in bytes.
const LARGEST: usize = 1 << 20;

#[derive(Deserialize)]
struct TokenAnswer {
    #[serde(deserialize_with = "wiped_on_drop")]
    access_token: Zeroizing<String>,
    #[serde(default, deserialize_with = "crate::response::lenient::count")]
    expires_in: Option<u64>,
}

fn wiped_on_drop<'de, D: Deserializer<'de>>(text: D) -> Result<Zeroizing<String>, D::Error> {
    String::deserialize(text).map(Zeroizing::new)
}

impl Falcon {
    /// Gives the token back: the service takes it no more. The next call gets a new one.
    ///
    /// Without a token held, nothing is sent.
    ///
    /// # Errors
    ///
    /// When the client has no id and secret, which the service asks for here, and for what any
    /// call can fail of.
    pub async fn revoke(&self) -> Result<(), Error> {
        let Some(token) = self.inner.tokens.held() else {
            return Ok(());
        };
        let Some(credentials) = &self.inner.credentials else {
            return Err(Error::config(
                "a token can be revoked only with the client id and secret it was got with",
            ));
        };
        let deadline = Deadline::after(self.inner.timeouts.overall);
        let form = form(&[("token", token.text())]);
        let sent = self
            .persist("the token could not be revoked", deadline, || {
                self.ask_to_revoke(credentials, &token, form.clone())
            })
            .await;
        if sent.is_ok() {
            self.inner.tokens.reject(&token);
        }
        sent
    }

    /// A token that lasts, within the call's time.
    pub(crate) async fn token(&self, deadline: Deadline) -> Result<Arc<Token>, Error> {
        match self.inner.tokens.fresh() {
            Some(token) => Ok(token),
            // Rare, and large: boxed, so that no call carries it along.
            None => Box::pin(self.renewed_token(deadline)).await,
        }
    }

    async fn renewed_token(&self, deadline: Deadline) -> Result<Arc<Token>, Error> {
        let falcon = self.clone();
        // Others wait for it, so that it must go on also while this call is not polled. The time is
        // bounded within: what a renewal that fails leaves to the others is a part of it.
        Background::begin(async move {
            let get = falcon.inner.tokens.get(falcon.fetch_token(deadline));
            let Some(end) = deadline.or_after(None) else {
                return get.await;
            };
            tokio::time::timeout_at(end, get).await.unwrap_or_else(|_| {
                Err(Error::new(
                    ErrorKind::Deadline,
                    "no token came in the time that the call may take",
                ))
            })
        })
        .await
    }

    async fn fetch_token(&self, deadline: Deadline) -> Result<Token, Error> {
        let Some(credentials) = &self.inner.credentials else {
            return Err(Error::config("the token given is refused")
                .with_status(401)
                .with_help("give a client id and secret, with which another can be got"));
        };
        self.persist("the token request failed", deadline, || {
            self.ask_for_token(credentials)
        })
        .await
    }

    /// Asks until there is an answer; `failed` is what is said when none comes. Asking twice for a
    /// token, or twice to revoke one, does no harm, so both count as reads.
    async fn persist<T, F, A>(
        &self,
        failed: &str,
        deadline: Deadline,
        mut ask: F,
    ) -> Result<T, Error>
    where
        F: FnMut() -> A,
        A: Future<Output = Result<T, AttemptError>>,
    {
        let inner = &*self.inner;
        let mut attempts = Attempts::new(&inner.retry, &inner.budget, Idempotency::Idempotent);
        let mut last_refusal = None;
        loop {
            if let Err(wait) = inner.limits.turn(deadline).await {
                return Err(limited_too_long(wait, last_refusal));
            }
            attempts.begin();
            let AttemptError { error, class } = match self.within_time(deadline, ask()).await {
                Ok(answer) => return Ok(answer),
                Err(failure) => failure,
            };
            let error = error.context(failed);
            tracing::warn!(%error, "failed");
            let Some(wait) = attempts.next(class) else {
                return Err(error);
            };
            if matches!(class, RetryClass::RateLimited(_)) {
                inner.limits.pause(wait);
                last_refusal = Some(error);
            } else if deadline.sleep(wait).await.is_err() {
                return Err(error);
            }
        }
    }

    async fn ask_for_token(&self, credentials: &Credentials) -> Result<Token, AttemptError> {
        let secret = credentials.client_secret.expose_secret();
        let mut pairs = vec![
            ("client_id", credentials.client_id.as_str()),
            ("client_secret", secret),
        ];
        if let Some(cid) = &credentials.member_cid {
            pairs.push(("member_cid", cid));
        }
        let base = self.inner.endpoint.base();
        let request = form_request(base, "/oauth2/token", form(&pairs));
        let IncomingResponse { head, mut response } = *self.heads(request, base).await?;
        let region = header_str(response.headers(), &REGION).unwrap_or_default();
        let moved = self.inner.endpoint.follow(&region);
        if response.status().is_redirection() {
            let AttemptError { error, class } = redirected(&head, &response);
            // The tenant's cloud is known now, and nothing was done at this one.
            return Err(AttemptError::new(
                if moved { RetryClass::NotSent } else { class },
                error,
            ));
        }
        if !response.status().is_success() {
            let body = self.read_what_comes(&mut response).await;
            let secrets = self.secrets(None);
            let refusal = refusal(&head, response.headers(), &body, secrets);
            return Err(advised(refusal));
        }
        let body = read_body(&mut response, LARGEST).await?;
        read_token(&body, self.inner.headers.clone()).ok_or_else(|| {
            // Neither the body nor what the parser says of it is shown: it may hold the token.
            let message = format!("status {}, but no token as documented", head.status);
            let error = Error::new(ErrorKind::Decode, message).with_status(head.status);
            AttemptError::new(
                RetryClass::Unknown(None),
                error.with_trace_id(head.trace_id),
            )
        })
    }

    async fn ask_to_revoke(
        &self,
        credentials: &Credentials,
        token: &Token,
        form: Bytes,
    ) -> Result<(), AttemptError> {
        let base = self.inner.endpoint.base();
        let mut request = form_request(base, "/oauth2/revoke", form);
        let secret = credentials.client_secret.expose_secret();
        let basic = self.basic(&credentials.client_id, secret)?;
        request.headers_mut().insert(AUTHORIZATION, basic.clone());
        let IncomingResponse { head, mut response } = *self.heads(request, base).await?;
        if response.status().is_success() {
            return Ok(());
        }
        if response.status().is_redirection() {
            return Err(redirected(&head, &response));
        }
        let body = self.read_what_comes(&mut response).await;
        let basic = basic.to_str().ok();
        let basic = basic.and_then(|text| text.strip_prefix("Basic "));
        let secrets = Secrets {
            // The signs at its end are written in more than one way.
            basic: basic.map(|text| text.trim_end_matches('=')),
            ..self.secrets(Some(token))
        };
        Err(refusal(&head, response.headers(), &body, secrets))
    }

    /// The value of `Authorization` for HTTP basic authentication.
    fn basic(&self, id: &str, secret: &str) -> Result<HeaderValue, AttemptError> {
        let invalid = || {
            AttemptError::new(
                RetryClass::Final,
                Error::config("the client id is no header text"),
            )
        };
        let request = self
            .inner
            .http
            .get(self.inner.endpoint.base().url().clone());
        let request = request
            .basic_auth(id, Some(secret))
            .build()
            .map_err(|_| invalid())?;
        request
            .headers()
            .get(AUTHORIZATION)
            .cloned()
            .ok_or_else(invalid)
    }
}

/// A POST of a form.
///
/// The body goes as a stream that cannot be sent twice, so that an HTTP client which follows
/// redirects by itself has nothing to give to another host.
fn form_request(base: &Base, path: &str, form: Bytes) -> reqwest::Request {
    let mut request = reqwest::Request::new(http::Method::POST, base.join(path));
    let headers = request.headers_mut();
    let kind = HeaderValue::from_static("application/x-www-form-urlencoded");
    headers.insert(CONTENT_TYPE, kind);
    headers.insert(CONTENT_LENGTH, HeaderValue::from(form.len()));
    let body = stream::once(async { Ok::<_, Infallible>(form) });
    *request.body_mut() = Some(reqwest::Body::wrap_stream(body));
    request
}

/// The pairs as a form, in memory that is wiped when it is no more needed.
fn form(pairs: &[(&str, &str)]) -> Bytes {
    let room = pairs
        .iter()
        .map(|(key, value)| key.len() + 3 * value.len() + 2)
        .sum();
    let mut form = form_urlencoded::Serializer::new(String::with_capacity(room));
    let form = form.extend_pairs(pairs).finish();
    Bytes::from_owner(Zeroizing::new(form.into_bytes()))
}

fn read_token(body: &[u8], headers: HeaderMap) -> Option<Token> {
    let answer: TokenAnswer = serde_json::from_slice(body).ok()?;
    let lifetime = Duration::from_secs(answer.expires_in.unwrap_or(LIFETIME));
    Token::new(&answer.access_token, Some(lifetime), headers).ok()
}

fn advised(failure: AttemptError) -> AttemptError {
    if !matches!(failure.error.status(), Some(400 | 401 | 403)) {
        return failure;
    }
    let help = "check the client id and secret, the cloud, and the addresses allowed for them";
    AttemptError {
        error: failure.error.with_help(help),
        ..failure
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_token_that_lasts_is_used_when_none_comes_in_the_time_of_a_call() {
        // It takes connections, and answers nothing.
        let silent = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}", silent.local_addr().expect("an address"));
        let falcon = Falcon::builder().credentials("id", "secret").base_url(url);
        let falcon = falcon.build().expect("a client");
        let old = async { Token::new("old", Some(Duration::from_secs(1_000)), HeaderMap::new()) };
        falcon.inner.tokens.get(old).await.expect("a token");
        tokio::time::advance(Duration::from_secs(950)).await;
        let deadline = Deadline::after(Some(Duration::from_secs(5)));
        let token = falcon.token(deadline).await.expect("the old one");
        assert_eq!(token.text(), "old");
    }
}
