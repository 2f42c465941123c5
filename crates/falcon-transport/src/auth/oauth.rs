//! OAuth 2.0 client credentials flow: requests and revokes access tokens.

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
use crate::auth::token::Token;
use crate::client::Falcon;
use crate::error::{Error, ErrorKind};
use crate::http::background::BackgroundTask;
use crate::http::deadline::Deadline;
use crate::http::endpoint::BaseUrl;
use crate::http::exchange::read_body;
use crate::http::response_head::{ResponseHead, header_str};
use crate::http::retry::{AttemptError, RetryClass, RetryLoop};
use crate::response::decode::without_bom;

/// Lifetime of a token whose response does not report one, in seconds.
const DEFAULT_LIFETIME: u64 = 1799;
/// Maximum size of a token response, in bytes.
const MAX_TOKEN_BODY: usize = 1 << 20;

static REGION: HeaderName = HeaderName::from_static("x-cs-region");

#[derive(Deserialize)]
struct TokenResponse {
    #[serde(deserialize_with = "zeroizing_string")]
    access_token: Zeroizing<String>,
    #[serde(default, deserialize_with = "crate::response::decode::count")]
    expires_in: Option<u64>,
}

fn zeroizing_string<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Zeroizing<String>, D::Error> {
    String::deserialize(deserializer).map(Zeroizing::new)
}

impl Falcon {
    /// Revokes the current access token. The next call requests a new one.
    ///
    /// Without a current token, nothing is sent.
    ///
    /// # Errors
    ///
    /// [`Error::is_config`] when the client has no client id and secret, which the revocation
    /// request requires; otherwise the errors of any call.
    pub async fn revoke(&self) -> Result<(), Error> {
        let Some(token) = self.inner.tokens.current() else {
            return Ok(());
        };
        let Some(credentials) = &self.inner.credentials else {
            let message = "token revocation requires a client id and secret";
            return Err(Error::config(message));
        };
        let deadline = Deadline::after(self.inner.timeouts.overall);
        let form = encode_form(&[("token", token.as_str())]);
        let attempt = || self.revoke_once(credentials, &token, form.clone());
        self.retry_token_request("token revocation failed", deadline, attempt)
            .await?;
        self.inner.tokens.reject(&token);
        Ok(())
    }

    /// Returns a fresh access token within the deadline of the call.
    pub(crate) async fn token(&self, deadline: Deadline) -> Result<Arc<Token>, Error> {
        match self.inner.tokens.fresh() {
            Some(token) => Ok(token),
            // Boxed because it is large and rare.
            None => Box::pin(self.renew_token(deadline)).await,
        }
    }

    async fn renew_token(&self, deadline: Deadline) -> Result<Arc<Token>, Error> {
        let falcon = self.clone();
        // A task, because all other calls wait for the renewal: it must proceed even while this
        // future is not polled. The timeout is inside, so that a failure reaches the cache.
        let renewal = async move {
            let renewal = falcon
                .inner
                .tokens
                .get_or_renew(falcon.request_token(deadline));
            let Some(end) = deadline.earliest(None) else {
                return renewal.await;
            };
            let outcome = tokio::time::timeout_at(end, renewal).await;
            outcome.unwrap_or_else(|_| {
                let message = "overall timeout exceeded while waiting for an access token";
                Err(Error::new(ErrorKind::Deadline, message))
            })
        };
        BackgroundTask::spawn(renewal).await
    }

    async fn request_token(&self, deadline: Deadline) -> Result<Token, Error> {
        let Some(credentials) = &self.inner.credentials else {
            return Err(Error::config("access token rejected")
                .with_status(401)
                .with_help("set a client id and secret, so that the token can be renewed"));
        };
        let attempt = || self.request_token_once(credentials);
        self.retry_token_request("token request failed", deadline, attempt)
            .await
    }

    /// Repeats a token request until it succeeds. Requesting or revoking a token twice is harmless,
    /// so both are idempotent.
    async fn retry_token_request<T, F, A>(
        &self,
        context: &str,
        deadline: Deadline,
        mut attempt: F,
    ) -> Result<T, Error>
    where
        F: FnMut() -> A,
        A: Future<Output = Result<T, AttemptError>>,
    {
        // Attempts are not counted with `begin`: `Error::attempts` excludes token requests.
        let mut retry = RetryLoop::new(&self.inner, Idempotency::Idempotent, deadline);
        loop {
            retry.ready().await?;
            let failure = match self.with_timeout(deadline, attempt()).await {
                Ok(output) => return Ok(output),
                Err(failure) => failure.map(|error| error.context(context)),
            };
            tracing::warn!(error = %failure.error, "token endpoint request failed");
            retry.after_failure(failure).await?;
        }
    }

    async fn request_token_once(&self, credentials: &Credentials) -> Result<Token, AttemptError> {
        let secret = credentials.client_secret.expose_secret();
        let mut pairs = vec![
            ("client_id", credentials.client_id.as_str()),
            ("client_secret", secret),
        ];
        if let Some(cid) = &credentials.member_cid {
            pairs.push(("member_cid", cid));
        }
        let base = self.inner.endpoint.base();
        let request = form_request(base, "/oauth2/token", encode_form(&pairs));
        let secrets = self.secrets(None);
        let mut incoming = self.exchange(request, base, secrets).await?;
        let status = incoming.response.status();
        let region = header_str(incoming.response.headers(), &REGION).unwrap_or_default();
        let has_moved = self.inner.endpoint.follow_region(&region);
        if !status.is_success() {
            let failure = self.response_error(incoming, secrets).await;
            let mut failure = failure.map(with_credentials_help);
            if status.is_redirection() && has_moved {
                // The tenant's cloud is known now, and nothing was done at this one.
                failure.class = RetryClass::NotSent;
            }
            return Err(failure);
        }
        let body = read_body(&mut incoming.response, MAX_TOKEN_BODY).await?;
        decode_token(&body, self.inner.headers.clone()).ok_or_else(|| missing_token(incoming.head))
    }

    async fn revoke_once(
        &self,
        credentials: &Credentials,
        token: &Token,
        form: Bytes,
    ) -> Result<(), AttemptError> {
        let base = self.inner.endpoint.base();
        let mut request = form_request(base, "/oauth2/revoke", form);
        let secret = credentials.client_secret.expose_secret();
        let basic = self.basic_auth(&credentials.client_id, secret)?;
        request.headers_mut().insert(AUTHORIZATION, basic);
        let secrets = self.secrets(Some(token));
        let incoming = self.exchange(request, base, secrets).await?;
        match incoming.response.status().is_success() {
            true => Ok(()),
            false => Err(self.response_error(incoming, secrets).await),
        }
    }

    /// Returns the value of `Authorization` for HTTP basic authentication.
    fn basic_auth(&self, id: &str, secret: &str) -> Result<HeaderValue, AttemptError> {
        let invalid = || {
            let message = "client id contains characters that are not valid in an HTTP header";
            AttemptError::new(RetryClass::Permanent, Error::config(message))
        };
        let url = self.inner.endpoint.base().url().clone();
        let request = self.inner.http.get(url).basic_auth(id, Some(secret));
        let request = request.build().map_err(|_| invalid())?;
        let value = request.headers().get(AUTHORIZATION).cloned();
        value.ok_or_else(invalid)
    }
}

/// Creates a POST request of a form.
///
/// The body is a stream, which cannot be sent twice: a custom HTTP client that follows redirects
/// cannot pass the secrets on to another host.
fn form_request(base: &BaseUrl, path: &str, form: Bytes) -> reqwest::Request {
    let mut request = reqwest::Request::new(http::Method::POST, base.join(path));
    let headers = request.headers_mut();
    let media_type = HeaderValue::from_static("application/x-www-form-urlencoded");
    headers.insert(CONTENT_TYPE, media_type);
    headers.insert(CONTENT_LENGTH, HeaderValue::from(form.len()));
    let body = stream::once(async { Ok::<_, Infallible>(form) });
    *request.body_mut() = Some(reqwest::Body::wrap_stream(body));
    request
}

/// Encodes pairs as a form in memory that is wiped when it is dropped.
fn encode_form(pairs: &[(&str, &str)]) -> Bytes {
    // Percent encoding triples a value at most. Growing the string would leave copies of the
    // secrets in freed memory.
    let capacity = pairs
        .iter()
        .map(|(key, value)| key.len() + 3 * value.len() + 2)
        .sum();
    let mut form = form_urlencoded::Serializer::new(String::with_capacity(capacity));
    let form = form.extend_pairs(pairs).finish();
    Bytes::from_owner(Zeroizing::new(form.into_bytes()))
}

fn decode_token(body: &[u8], headers: HeaderMap) -> Option<Token> {
    let response: TokenResponse = serde_json::from_slice(without_bom(body)).ok()?;
    let lifetime = Duration::from_secs(response.expires_in.unwrap_or(DEFAULT_LIFETIME));
    Token::new(&response.access_token, Some(lifetime), headers).ok()
}

/// Shows neither the body nor the decoding error, which may contain the token.
fn missing_token(head: ResponseHead) -> AttemptError {
    let message = format!("status {}: response contains no access token", head.status);
    let error = Error::new(ErrorKind::Decode, message).with_head(&head);
    AttemptError::new(RetryClass::Ambiguous(None), error)
}

fn with_credentials_help(error: Error) -> Error {
    if !matches!(error.status(), Some(400 | 401 | 403)) {
        return error;
    }
    error.with_help("check the client id and secret, the cloud, and the IP allowlist of the client")
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn valid_token_is_used_when_renewal_times_out() {
        // Accepts connections and never responds.
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let builder = Falcon::builder().credentials("id", "secret").base_url(url);
        let falcon = builder.build().unwrap();
        let lifetime = Some(Duration::from_secs(1_000));
        let old = async { Token::new("old", lifetime, HeaderMap::new()) };
        falcon.inner.tokens.get_or_renew(old).await.unwrap();
        tokio::time::advance(Duration::from_secs(950)).await;
        let deadline = Deadline::after(Some(Duration::from_secs(5)));
        let token = falcon.token(deadline).await.unwrap();
        assert_eq!(token.as_str(), "old");
    }
}
