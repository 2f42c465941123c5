//! The client and the state that its clones share.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;

use crate::auth::credentials::Credentials;
use crate::auth::secrets::Secrets;
use crate::auth::token::{Token, TokenCache};
use crate::http::endpoint::{Endpoint, is_loopback};
use crate::http::limiter::Limiter;
use crate::http::peer::Proxies;
use crate::http::retry_policy::{RetryBudget, RetryPolicy};
use crate::response::api_error::ApiError;

/// A client of the Falcon API.
///
/// Create one per API client with [`from_env`](Self::from_env) or [`builder`](Self::builder), and
/// clone it for each task that needs it: clones share the connections, the token, the rate limit
/// and the retry budget.
///
/// # Examples
///
/// ```no_run
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// use falcon_transport::Falcon;
///
/// let falcon = Falcon::from_env()?;
/// let response = falcon.exposure_management().query_assets().page_size(10).send().await?;
/// for id in response.complete()? {
///     println!("{id}");
/// }
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct Falcon {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) http: reqwest::Client,
    /// Proxies of `http`, for error messages.
    pub(crate) proxies: Proxies,
    /// Headers of every API request except `Authorization`.
    pub(crate) headers: HeaderMap,
    pub(crate) endpoint: Endpoint,
    pub(crate) credentials: Option<Credentials>,
    pub(crate) tokens: TokenCache,
    pub(crate) limiter: Limiter,
    pub(crate) retry_policy: RetryPolicy,
    pub(crate) retry_budget: RetryBudget,
    pub(crate) timeouts: Timeouts,
    pub(crate) max_url_len: usize,
    pub(crate) max_response_len: usize,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Timeouts {
    pub(crate) connect: Duration,
    /// Timeout of one attempt.
    pub(crate) request: Option<Duration>,
    /// Timeout of one call with all its attempts and waits.
    pub(crate) overall: Option<Duration>,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            request: Some(Duration::from_secs(60)),
            overall: Some(Duration::from_secs(300)),
        }
    }
}

impl Falcon {
    /// Returns the base URL that requests are sent to, without a trailing slash.
    ///
    /// With [cloud discovery](crate::FalconBuilder::discover_cloud) it may change with the first
    /// token.
    #[must_use]
    pub fn base_url(&self) -> String {
        let url = self.inner.endpoint.base().url().as_str();
        url.trim_end_matches('/').to_owned()
    }

    /// Returns `true` if requests are sent to this machine, for example to a sandbox.
    #[must_use]
    pub fn is_local(&self) -> bool {
        is_loopback(self.inner.endpoint.base().url())
    }

    /// Returns the time until requests are sent again, after a response with status 429, or `None` if
    /// requests do not wait for the rate limit.
    #[must_use]
    pub fn rate_limit_pause(&self) -> Option<Duration> {
        self.inner.limiter.pause_left()
    }

    /// Redacts secrets in an error that consists of data of a response.
    pub(crate) fn redacted(&self, error: ApiError) -> ApiError {
        let token = self.inner.tokens.current();
        error.redacted(&self.secrets(token.as_deref()).values())
    }

    /// Returns the secrets of a request with this token.
    pub(crate) fn secrets<'a>(&'a self, token: Option<&'a Token>) -> Secrets<'a> {
        Secrets {
            credentials: self.inner.credentials.as_ref(),
            token,
        }
    }
}

impl From<Inner> for Falcon {
    fn from(inner: Inner) -> Self {
        Self {
            inner: Arc::new(inner),
        }
    }
}

impl fmt::Debug for Falcon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Falcon")
            .field("base_url", &self.base_url())
            .field("credentials", &self.inner.credentials)
            .finish_non_exhaustive()
    }
}
