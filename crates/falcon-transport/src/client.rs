//! The client that all calls go through.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;

use crate::api::exposure_management::ExposureManagement;
use crate::api::identity_protection::IdentityProtection;
use crate::auth::credentials::Credentials;
use crate::auth::token::Tokens;
use crate::builder::{FalconBuilder, is_this_machine};
use crate::http::endpoint::Endpoint;
use crate::http::rate_limit::Limiter;
use crate::http::retry::{RetryBudget, RetryPolicy};

/// A client of the Falcon API.
///
/// A clone costs nothing and shares everything: connections, token, rate limit and the budget for
/// repeated calls. It can be used from any number of tasks and threads at once.
///
/// ```no_run
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// use falcon_transport::Falcon;
///
/// let falcon = Falcon::from_env()?;
/// let answer = falcon.exposure_management().query_assets().limit(10).send().await?;
/// for id in answer.complete()? {
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
    /// What every call says beside its token.
    pub(crate) headers: HeaderMap,
    pub(crate) endpoint: Endpoint,
    pub(crate) credentials: Option<Credentials>,
    pub(crate) tokens: Tokens,
    pub(crate) limits: Limiter,
    pub(crate) retry: RetryPolicy,
    pub(crate) budget: RetryBudget,
    pub(crate) timeouts: Timeouts,
    pub(crate) max_url_len: usize,
}

/// How long things may take.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Timeouts {
    pub(crate) connect: Duration,
    /// One attempt.
    pub(crate) request: Option<Duration>,
    /// One call, with all its attempts and waits.
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
    /// A builder without anything given yet.
    pub fn builder() -> FalconBuilder {
        FalconBuilder::default()
    }

    /// The operations of Exposure Management.
    #[must_use]
    pub fn exposure_management(&self) -> ExposureManagement {
        ExposureManagement::new(self.clone())
    }

    /// The operations of Identity Protection.
    #[must_use]
    pub fn identity_protection(&self) -> IdentityProtection {
        IdentityProtection::new(self.clone())
    }

    /// Where requests go now, without a slash at the end. With cloud discovery it may change with
    /// the first token.
    #[must_use]
    pub fn base_url(&self) -> String {
        self.inner
            .endpoint
            .base()
            .url()
            .as_str()
            .trim_end_matches('/')
            .to_owned()
    }

    /// Whether requests go to this machine, as to a sandbox.
    #[must_use]
    pub fn is_local(&self) -> bool {
        is_this_machine(self.inner.endpoint.base().url())
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
