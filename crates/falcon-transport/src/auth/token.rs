//! Access tokens: cached, shared by all clones of a client, renewed before they expire.

use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderValue};
use secrecy::zeroize::Zeroizing;
use tokio::sync::Mutex;
use tokio::time::Instant;

use crate::error::Error;

const SCHEME: &str = "Bearer ";
/// Longest time before its expiry at which a token is renewed. Short-lived tokens are renewed in
/// the last tenth of their lifetime.
const MAX_RENEWAL_LEAD: Duration = Duration::from_secs(120);
/// Time until the next attempt when a renewal fails and the old token is still valid.
const RENEWAL_RETRY_DELAY: Duration = Duration::from_secs(5);

/// An access token in the form in which it is sent.
///
/// Its memory is wiped when the last request with it is dropped.
pub(crate) struct Token {
    /// All headers of a request: cloning the map is cheaper than building it per request.
    headers: HeaderMap,
    issued_at: Instant,
    /// Start of the renewal; `None` when the lifetime is unknown.
    renew_at: Option<Instant>,
    expires_at: Option<Instant>,
}

impl Token {
    /// Creates a token that is sent together with `headers`; `None` is an unknown lifetime.
    pub(crate) fn new(
        token: &str,
        lifetime: Option<Duration>,
        mut headers: HeaderMap,
    ) -> Result<Self, Error> {
        if token.is_empty() {
            return Err(Error::config("access token is empty"));
        }
        let mut value = Zeroizing::new(Vec::with_capacity(SCHEME.len() + token.len()));
        value.extend_from_slice(SCHEME.as_bytes());
        value.extend_from_slice(token.as_bytes());
        let mut header = HeaderValue::from_maybe_shared(Bytes::from_owner(value))
            .ok()
            .filter(|header| header.to_str().is_ok())
            .ok_or_else(invalid_token)?;
        header.set_sensitive(true);
        headers.insert(AUTHORIZATION, header);
        let now = Instant::now();
        let expires_at = lifetime.and_then(|lifetime| now.checked_add(lifetime));
        let lead = lifetime.map_or(Duration::ZERO, |lifetime| {
            (lifetime / 10).min(MAX_RENEWAL_LEAD)
        });
        let renew_at = expires_at.and_then(|expires_at| expires_at.checked_sub(lead));
        Ok(Self {
            headers,
            issued_at: now,
            renew_at,
            expires_at,
        })
    }

    /// Returns the headers of a request with this token.
    pub(crate) fn headers(&self) -> HeaderMap {
        self.headers.clone()
    }

    /// Returns the token itself.
    pub(crate) fn as_str(&self) -> &str {
        self.headers
            .get(AUTHORIZATION)
            .and_then(|header| header.to_str().ok())
            .and_then(|value| value.strip_prefix(SCHEME))
            .unwrap_or_default()
    }

    fn is_fresh(&self, now: Instant) -> bool {
        self.renew_at.is_none_or(|at| now < at)
    }

    fn is_expired(&self, now: Instant) -> bool {
        self.expires_at.is_some_and(|at| now >= at)
    }

    /// Returns the same token with its renewal postponed.
    fn postponed(&self, delay: Duration) -> Self {
        Self {
            headers: self.headers.clone(),
            renew_at: Instant::now().checked_add(delay),
            ..*self
        }
    }
}

fn invalid_token() -> Error {
    Error::config("access token contains bytes that are not valid in an HTTP header")
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token([secret])")
    }
}

/// The token that all clones of a client share.
#[derive(Debug, Default)]
pub(crate) struct TokenCache {
    current: RwLock<Option<Arc<Token>>>,
    /// Held by the one task that renews the token.
    renewal: Mutex<Option<FailedRenewal>>,
}

/// The last renewal, if it failed.
#[derive(Debug)]
struct FailedRenewal {
    at: Instant,
    error: Error,
}

impl TokenCache {
    pub(crate) fn with_token(token: Token) -> Self {
        Self {
            current: RwLock::new(Some(Arc::new(token))),
            renewal: Mutex::default(),
        }
    }

    /// Returns the current token, even if it has expired.
    pub(crate) fn current(&self) -> Option<Arc<Token>> {
        self.current
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Returns the current token unless it is due for renewal.
    pub(crate) fn fresh(&self) -> Option<Arc<Token>> {
        self.current()
            .filter(|token| token.is_fresh(Instant::now()))
    }

    fn set_current(&self, token: Option<Arc<Token>>) {
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = token;
    }

    /// Returns a fresh token, fetching one if necessary.
    ///
    /// One caller runs `fetch` while the others wait for its result. Cancel-safe: if the renewing
    /// task is dropped, the next waiter renews.
    pub(crate) async fn get_or_renew<F>(&self, fetch: F) -> Result<Arc<Token>, Error>
    where
        F: Future<Output = Result<Token, Error>>,
    {
        let wait_start = Instant::now();
        let mut last_failure = self.renewal.lock().await;
        if let Some(token) = self.fresh() {
            return Ok(token);
        }
        // A zero-lifetime token fetched while we waited is as fresh as one we would fetch.
        if let Some(token) = self.current().filter(|token| token.issued_at > wait_start) {
            return Ok(token);
        }
        // A renewal that failed while we waited fails this call too: waiters must not retry in turn.
        let failure = last_failure.as_ref();
        if let Some(failure) = failure.filter(|failure| failure.at > wait_start) {
            return Err(failure.error.clone());
        }
        match fetch.await {
            Ok(token) => {
                *last_failure = None;
                let token = Arc::new(token);
                self.set_current(Some(Arc::clone(&token)));
                Ok(token)
            }
            Err(error) => self.fall_back(error, &mut last_failure),
        }
    }

    /// Keeps using the current token until it expires.
    fn fall_back(
        &self,
        error: Error,
        last_failure: &mut Option<FailedRenewal>,
    ) -> Result<Arc<Token>, Error> {
        let now = Instant::now();
        if let Some(current) = self.current().filter(|token| !token.is_expired(now)) {
            tracing::warn!(%error, "token renewal failed, using the current token until it expires");
            let token = Arc::new(current.postponed(RENEWAL_RETRY_DELAY));
            self.set_current(Some(Arc::clone(&token)));
            return Ok(token);
        }
        // The deadline is the caller's own: waiters may have a later one.
        if !error.is_deadline() && !error.is_rate_limited() {
            *last_failure = Some(FailedRenewal {
                at: now,
                error: error.clone(),
            });
        }
        Err(error)
    }

    /// Makes a token due for renewal, unless it has been replaced already. If the renewal fails, the
    /// token is used further.
    pub(crate) fn renew_early(&self, token: &Token) {
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(current) = &mut *current
            && current.as_str() == token.as_str()
        {
            *current = Arc::new(current.postponed(Duration::ZERO));
        }
    }

    /// Drops a token that the service rejected, unless it has been replaced already.
    pub(crate) fn reject(&self, rejected: &Token) {
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        if current
            .as_ref()
            .is_some_and(|token| token.as_str() == rejected.as_str())
        {
            *current = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::error::ErrorKind;

    const HALF_HOUR: Duration = Duration::from_secs(1799);

    fn token(token: &str) -> Token {
        Token::new(token, Some(HALF_HOUR), HeaderMap::new()).unwrap()
    }

    #[test]
    fn debug_output_hides_token() {
        let tokens = TokenCache::with_token(token("very-secret"));
        let printed = format!(
            "{tokens:?} {:?} {:?}",
            token("very-secret"),
            token("very-secret").headers()
        );
        assert!(!printed.contains("very"), "{printed}");
        assert!(printed.contains("Token([secret])"), "{printed}");
    }

    #[test]
    fn invalid_token_is_rejected_without_quoting_it() {
        for token in ["", "line\nbreak-secret", "ünïcode-secret"] {
            let error = Token::new(token, None, HeaderMap::new()).unwrap_err();
            assert!(
                error.is_config() && !error.to_string().contains("secret"),
                "{error}"
            );
        }
    }

    #[tokio::test(start_paused = true)]
    async fn token_is_cached_and_renewed_before_expiry() {
        let (tokens, fetched) = (TokenCache::default(), Cell::new(0));
        let fetch = async || {
            fetched.set(fetched.get() + 1);
            Ok(token("t"))
        };
        tokens.get_or_renew(fetch()).await.unwrap();
        tokio::time::advance(HALF_HOUR - MAX_RENEWAL_LEAD - Duration::from_secs(1)).await;
        tokens.get_or_renew(fetch()).await.unwrap();
        assert_eq!(fetched.get(), 1);
        tokio::time::advance(Duration::from_secs(1)).await;
        tokens.get_or_renew(fetch()).await.unwrap();
        assert_eq!(fetched.get(), 2);
    }

    #[tokio::test(start_paused = true)]
    async fn waiters_share_a_failed_renewal() {
        let (tokens, fetched) = (TokenCache::default(), Cell::new(0));
        let fetch = async || {
            fetched.set(fetched.get() + 1);
            tokio::time::sleep(Duration::from_secs(1)).await;
            Err(Error::config("no"))
        };
        let waiters = (0..100).map(|_| tokens.get_or_renew(fetch()));
        let got = futures_util::future::join_all(waiters).await;
        assert!(got.iter().all(Result::is_err));
        assert_eq!(fetched.get(), 1);
        // A later call starts another renewal.
        assert!(tokens.get_or_renew(async { Ok(token("t")) }).await.is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn waiter_with_later_deadline_retries_renewal() {
        let limited = Error::new(ErrorKind::Status, "rate limit exhausted").with_status(429);
        for error in [Error::new(ErrorKind::Deadline, "too late"), limited] {
            let tokens = TokenCache::default();
            let gives_up = tokens.get_or_renew(async {
                tokio::time::sleep(Duration::from_secs(1)).await;
                Err(error)
            });
            let waits = tokens.get_or_renew(async { Ok(token("t")) });
            let (first, second) = futures_util::future::join(gives_up, waits).await;
            assert!(first.is_err());
            assert_eq!(second.unwrap().as_str(), "t");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn concurrent_callers_share_zero_lifetime_token() {
        let (tokens, fetched) = (TokenCache::default(), Cell::new(0));
        let fetch = async || {
            fetched.set(fetched.get() + 1);
            tokio::time::sleep(Duration::from_secs(1)).await;
            Token::new("t", Some(Duration::ZERO), HeaderMap::new())
        };
        let waiters = (0..1000).map(|_| tokens.get_or_renew(fetch()));
        let got = futures_util::future::join_all(waiters).await;
        assert!(got.iter().all(Result::is_ok));
        assert_eq!(fetched.get(), 1);
        // A later call fetches another one.
        tokens.get_or_renew(fetch()).await.unwrap();
        assert_eq!(fetched.get(), 2);
    }

    #[tokio::test(start_paused = true)]
    async fn failed_renewal_keeps_valid_token() {
        let tokens = TokenCache::with_token(token("old"));
        let fail = || async { Err(Error::config("no")) };
        tokio::time::advance(HALF_HOUR - Duration::from_secs(60)).await;
        assert_eq!(tokens.get_or_renew(fail()).await.unwrap().as_str(), "old");
        tokio::time::advance(Duration::from_secs(61)).await;
        assert!(tokens.get_or_renew(fail()).await.is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn rejected_token_is_dropped_but_not_its_successor() {
        let tokens = TokenCache::with_token(token("old"));
        let old = tokens.current().unwrap();
        tokens.reject(&old);
        assert!(tokens.current().is_none());
        tokens
            .get_or_renew(async { Ok(token("new")) })
            .await
            .unwrap();
        tokens.reject(&old);
        assert_eq!(tokens.current().unwrap().as_str(), "new");
    }
}
