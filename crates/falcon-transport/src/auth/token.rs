//! The access token: got when first needed, shared by all clones, renewed ahead of its end.

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

/// A token, ready to be sent. Its memory is wiped when the last request that holds it is gone.
pub(crate) struct Token {
    /// The headers of a request with it: to copy them costs less than to make them.
    headers: HeaderMap,
    got_at: Instant,
    /// From here on it is renewed; nothing means that nobody knows.
    renew_at: Option<Instant>,
    ends_at: Option<Instant>,
}

impl Token {
    /// A token that lasts `lifetime`, or for a time that nobody knows, and is sent with `headers`.
    pub(crate) fn new(
        text: &str,
        lifetime: Option<Duration>,
        mut headers: HeaderMap,
    ) -> Result<Self, Error> {
        let mut value = Zeroizing::new(Vec::with_capacity(SCHEME.len() + text.len()));
        value.extend_from_slice(SCHEME.as_bytes());
        value.extend_from_slice(text.as_bytes());
        let mut header = HeaderValue::from_maybe_shared(Bytes::from_owner(value))
            .ok()
            .filter(|header| !text.is_empty() && header.to_str().is_ok())
            .ok_or_else(|| Error::config("the token holds what no token holds: check it"))?;
        header.set_sensitive(true);
        headers.insert(AUTHORIZATION, header);
        let now = Instant::now();
        let ends_at = lifetime.and_then(|lifetime| now.checked_add(lifetime));
        let ahead = lifetime.map_or(Duration::ZERO, |lifetime| (lifetime / 10).min(AHEAD));
        let renew_at = ends_at.and_then(|end| end.checked_sub(ahead));
        Ok(Self {
            headers,
            got_at: now,
            renew_at,
            ends_at,
        })
    }

    /// The headers of a request with it.
    pub(crate) fn headers(&self) -> HeaderMap {
        self.headers.clone()
    }

    /// The token itself.
    pub(crate) fn text(&self) -> &str {
        self.headers
            .get(AUTHORIZATION)
            .and_then(|header| header.to_str().ok())
            .and_then(|text| text.strip_prefix(SCHEME))
            .unwrap_or_default()
    }

    fn is_fresh(&self, now: Instant) -> bool {
        self.renew_at.is_none_or(|at| now < at)
    }

    fn has_ended(&self, now: Instant) -> bool {
        self.ends_at.is_some_and(|at| now >= at)
    }

    /// The same token, to be renewed a little later.
    fn kept_for(&self, time: Duration) -> Self {
        let renew_at = Instant::now().checked_add(time);
        Self {
            headers: self.headers.clone(),
            got_at: self.got_at,
            renew_at,
            ends_at: self.ends_at,
        }
    }
}

/// How long before its end a token is renewed at most; short-lived ones in their last tenth.
const AHEAD: Duration = Duration::from_secs(120);
/// How long a token that could not be renewed, but still lasts, is used before the next try.
const AFTER_FAILURE: Duration = Duration::from_secs(5);

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token([secret])")
    }
}

/// The token that all clones of a client share.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    current: RwLock<Option<Arc<Token>>>,
    /// Held by the one task that renews; it holds how the last renewal failed.
    renewal: Mutex<Option<Failed>>,
}

#[derive(Debug)]
struct Failed {
    at: Instant,
    error: Error,
}

impl Tokens {
    pub(crate) fn with(token: Token) -> Self {
        Self {
            current: RwLock::new(Some(Arc::new(token))),
            renewal: Mutex::default(),
        }
    }

    /// The token held, however old.
    pub(crate) fn held(&self) -> Option<Arc<Token>> {
        self.current
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn hold(&self, token: Option<Arc<Token>>) {
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = token;
    }

    /// The token held, unless it is time to renew it.
    pub(crate) fn fresh(&self) -> Option<Arc<Token>> {
        self.held().filter(|token| token.is_fresh(Instant::now()))
    }

    /// A token that lasts; `fetch` is run by one caller while the others wait for it.
    ///
    /// Who is dropped while it renews leaves it to the next one.
    pub(crate) async fn get<F>(&self, fetch: F) -> Result<Arc<Token>, Error>
    where
        F: Future<Output = Result<Token, Error>>,
    {
        let asked = Instant::now();
        let mut last_failure = self.renewal.lock().await;
        if let Some(token) = self.fresh() {
            return Ok(token);
        }
        // A token of no life, got while this one waited, is as good as one it would get itself.
        if let Some(token) = self.held().filter(|token| token.got_at > asked) {
            return Ok(token);
        }
        // Who waited for a renewal that failed does not begin another one in its turn.
        if let Some(failed) = last_failure.as_ref().filter(|failed| failed.at > asked) {
            return Err(failed.error.shared());
        }
        match fetch.await {
            Ok(token) => {
                *last_failure = None;
                let token = Arc::new(token);
                self.hold(Some(Arc::clone(&token)));
                Ok(token)
            }
            Err(error) => self.make_do(error, &mut last_failure),
        }
    }

    /// Goes on with the old token while it lasts.
    fn make_do(&self, error: Error, failure: &mut Option<Failed>) -> Result<Arc<Token>, Error> {
        let now = Instant::now();
        if let Some(old) = self.held().filter(|old| !old.has_ended(now)) {
            tracing::warn!(error = %error, "the token could not be renewed ahead of its end");
            let kept = Arc::new(old.kept_for(AFTER_FAILURE));
            self.hold(Some(Arc::clone(&kept)));
            return Ok(kept);
        }
        // That this call may not wait any longer says nothing of the others.
        if !error.is_deadline() && !error.is_rate_limited() {
            *failure = Some(Failed {
                at: now,
                error: error.shared(),
            });
        }
        Err(error)
    }

    /// Forgets a token that the service refused, unless another has taken its place.
    pub(crate) fn reject(&self, refused: &Token) {
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        if current
            .as_ref()
            .is_some_and(|token| token.text() == refused.text())
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

    fn token(text: &str) -> Token {
        Token::new(text, Some(HALF_HOUR), HeaderMap::new()).unwrap()
    }

    #[test]
    fn a_token_is_never_printed() {
        let tokens = Tokens::with(token("very-secret"));
        let printed = format!(
            "{tokens:?} {:?} {:?}",
            token("very-secret"),
            token("very-secret").headers()
        );
        assert!(!printed.contains("very"), "{printed}");
        assert!(printed.contains("Token([secret])"), "{printed}");
    }

    #[test]
    fn a_token_that_no_header_can_hold_is_refused_without_being_shown() {
        for text in ["", "line\nbreak-secret", "ünïcode-secret"] {
            let error = Token::new(text, None, HeaderMap::new()).unwrap_err();
            assert!(
                error.is_config() && !error.to_string().contains("secret"),
                "{error}"
            );
        }
    }

    #[tokio::test(start_paused = true)]
    async fn it_is_got_once_and_renewed_ahead_of_its_end() {
        let (tokens, fetched) = (Tokens::default(), Cell::new(0));
        let fetch = async || {
            fetched.set(fetched.get() + 1);
            Ok(token("t"))
        };
        tokens.get(fetch()).await.unwrap();
        tokio::time::advance(HALF_HOUR - AHEAD - Duration::from_secs(1)).await;
        tokens.get(fetch()).await.unwrap();
        assert_eq!(fetched.get(), 1);
        tokio::time::advance(Duration::from_secs(1)).await;
        tokens.get(fetch()).await.unwrap();
        assert_eq!(fetched.get(), 2);
    }

    #[tokio::test(start_paused = true)]
    async fn a_thousand_waiters_share_one_renewal() {
        let (tokens, fetched) = (Tokens::default(), Cell::new(0));
        let fetch = async || {
            fetched.set(fetched.get() + 1);
            tokio::time::sleep(Duration::from_secs(1)).await;
            Ok(token("t"))
        };
        let waiters = (0..1000).map(|_| tokens.get(fetch()));
        let got = futures_util::future::join_all(waiters).await;
        assert!(got.iter().all(Result::is_ok));
        assert_eq!(fetched.get(), 1);
    }

    #[tokio::test(start_paused = true)]
    async fn those_who_waited_for_a_renewal_that_failed_fail_with_it() {
        let (tokens, fetched) = (Tokens::default(), Cell::new(0));
        let fetch = async || {
            fetched.set(fetched.get() + 1);
            tokio::time::sleep(Duration::from_secs(1)).await;
            Err(Error::config("no"))
        };
        let waiters = (0..100).map(|_| tokens.get(fetch()));
        let got = futures_util::future::join_all(waiters).await;
        assert!(got.iter().all(Result::is_err));
        assert_eq!(fetched.get(), 1);
        // A later call tries anew.
        assert!(tokens.get(async { Ok(token("t")) }).await.is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn who_may_wait_longer_than_the_one_before_tries_anew() {
        let limited = Error::new(ErrorKind::Status, "the rate limit is used up").with_status(429);
        for error in [Error::new(ErrorKind::Deadline, "too late"), limited] {
            let tokens = Tokens::default();
            let gives_up = tokens.get(async {
                tokio::time::sleep(Duration::from_secs(1)).await;
                Err(error)
            });
            let waits = tokens.get(async { Ok(token("t")) });
            let (first, second) = futures_util::future::join(gives_up, waits).await;
            assert!(first.is_err());
            assert_eq!(second.unwrap().text(), "t");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_thousand_waiters_share_a_token_of_no_life_too() {
        let (tokens, fetched) = (Tokens::default(), Cell::new(0));
        let fetch = async || {
            fetched.set(fetched.get() + 1);
            tokio::time::sleep(Duration::from_secs(1)).await;
            Token::new("t", Some(Duration::ZERO), HeaderMap::new())
        };
        let waiters = (0..1000).map(|_| tokens.get(fetch()));
        let got = futures_util::future::join_all(waiters).await;
        assert!(got.iter().all(Result::is_ok));
        assert_eq!(fetched.get(), 1);
        // Who asks later gets one of their own.
        tokens.get(fetch()).await.unwrap();
        assert_eq!(fetched.get(), 2);
    }

    #[tokio::test(start_paused = true)]
    async fn a_renewal_that_is_dropped_is_taken_over() {
        let tokens = Tokens::default();
        let stuck = tokens.get(std::future::pending());
        assert!(
            tokio::time::timeout(Duration::from_secs(1), stuck)
                .await
                .is_err()
        );
        assert_eq!(
            tokens.get(async { Ok(token("t")) }).await.unwrap().text(),
            "t"
        );
    }

    #[tokio::test(start_paused = true)]
    async fn a_token_that_cannot_be_renewed_is_used_while_it_lasts() {
        let tokens = Tokens::with(token("old"));
        let fail = || async { Err(Error::config("no")) };
        tokio::time::advance(HALF_HOUR - Duration::from_secs(60)).await;
        assert_eq!(tokens.get(fail()).await.unwrap().text(), "old");
        tokio::time::advance(Duration::from_secs(61)).await;
        assert!(tokens.get(fail()).await.is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn a_refused_token_is_forgotten_but_not_its_successor() {
        let tokens = Tokens::with(token("old"));
        let old = tokens.held().unwrap();
        tokens.reject(&old);
        assert!(tokens.held().is_none());
        tokens.get(async { Ok(token("new")) }).await.unwrap();
        tokens.reject(&old);
        assert_eq!(tokens.held().unwrap().text(), "new");
    }
}
