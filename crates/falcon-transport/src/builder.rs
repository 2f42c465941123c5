//! How a client is made.

use std::fmt;
use std::time::Duration;

use http::header::{ACCEPT, USER_AGENT};
use http::{HeaderMap, HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use url::{Host, Url};

use crate::auth::credentials::Credentials;
use crate::auth::token::{Token, Tokens};
use crate::client::{Falcon, Inner, Timeouts};
use crate::cloud::{Cloud, CloudChoice};
use crate::error::Error;
use crate::http::endpoint::Endpoint;
use crate::http::rate_limit::Limiter;
use crate::http::retry::{RetryBudget, RetryPolicy};
use crate::http::text::one_line;

/// The longest address line by default, in bytes. What the service itself takes is not
/// documented; load balancers commonly end at 16 KiB, and a hundred ids fit in it.
const ADDRESS_LIMIT: usize = 16 * 1024;

/// The longest that can be sent at all: the HTTP library counts an address in 16 bits, and the
/// scheme and the host are a part of it.
const LONGEST_ADDRESS: usize = 60_000;

/// Builds a [`Falcon`] client.
///
/// ```
/// use falcon_transport::{Cloud, Falcon};
///
/// let falcon = Falcon::builder()
///     .credentials("client-id", "client-secret")
///     .cloud(Cloud::Eu1)
///     .build()?;
/// # Ok::<(), falcon_transport::Error>(())
/// ```
///
/// Nothing is sent while a client is built: the token is got when the first call needs it.
#[must_use]
pub struct FalconBuilder {
    client_id: Option<String>,
    client_secret: Option<SecretString>,
    member_cid: Option<String>,
    token: Option<SecretString>,
    pub(crate) cloud: CloudChoice,
    base_url: Option<String>,
    allow_insecure_http: bool,
    http: Option<reqwest::Client>,
    proxy: Option<SecretString>,
    root_certificates: Vec<Vec<u8>>,
    user_agent: String,
    timeouts: Timeouts,
    retry: RetryPolicy,
    max_url_len: usize,
}

impl Default for FalconBuilder {
    fn default() -> Self {
        Self {
            client_id: None,
            client_secret: None,
            member_cid: None,
            token: None,
            cloud: CloudChoice::One(Cloud::default()),
            base_url: None,
            allow_insecure_http: false,
            http: None,
            proxy: None,
            root_certificates: Vec::new(),
            user_agent: concat!("falcon-transport/", env!("CARGO_PKG_VERSION")).to_owned(),
            timeouts: Timeouts::default(),
            retry: RetryPolicy::default(),
            max_url_len: ADDRESS_LIMIT,
        }
    }
}

impl FalconBuilder {
    /// The API client's id and secret. The secret is wiped from memory when the client is gone.
    pub fn credentials(mut self, id: impl Into<String>, secret: impl Into<String>) -> Self {
        self.client_id = Some(id.into());
        self.client_secret = Some(SecretString::from(secret.into()));
        self
    }

    /// A token got elsewhere. Without credentials beside it, it cannot be renewed: once the
    /// service refuses it, calls fail with [`Error::is_unauthorized`].
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(SecretString::from(token.into()));
        self
    }

    /// The member customer to act for, when the API client is a parent customer's.
    pub fn member_cid(mut self, cid: impl Into<String>) -> Self {
        self.member_cid = Some(cid.into());
        self
    }

    /// The cloud that the tenant lives in; `us-1` unless said otherwise.
    pub fn cloud(mut self, cloud: Cloud) -> Self {
        self.cloud = CloudChoice::One(cloud);
        self
    }

    /// Finds the cloud by itself: `us-1` is asked for a token, and the header `X-Cs-Region` of its
    /// answer names the cloud that is used from then on. Only the clouds of [`Cloud`] are followed.
    pub fn discover_cloud(mut self) -> Self {
        self.cloud = CloudChoice::Auto;
        self
    }

    /// Another address for the API, such as a sandbox or a gateway; it may have a path. It takes
    /// the place of the cloud, and `X-Cs-Region` is not followed.
    ///
    /// Plain `http` is refused except to this machine; see
    /// [`allow_insecure_http`](Self::allow_insecure_http).
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Lets a base URL be plain `http` to another machine: the secret and the token can then be
    /// read on the way.
    pub fn allow_insecure_http(mut self) -> Self {
        self.allow_insecure_http = true;
        self
    }

    /// Your own HTTP client, with its own TLS, proxy and connection settings; those given here are
    /// then not used, except the timeouts of attempts and calls.
    ///
    /// Build it with `redirect(Policy::none())`. If it follows redirects all the same, the token
    /// is not sent to another host, the token request is not repeated there, and what came from
    /// another host is refused.
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.http = Some(client);
        self
    }

    /// A proxy for all requests, such as `http://proxy.example:3128`. Without one, the
    /// environment's `HTTPS_PROXY` and its like are used, except for a base URL on this machine.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.proxy = Some(SecretString::from(url.into()));
        self
    }

    /// One more root certificate to trust, in PEM: for a gateway that looks into TLS.
    pub fn root_certificate(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.root_certificates.push(pem.into());
        self
    }

    /// The header `User-Agent`; `falcon-transport/` and its version unless said otherwise.
    pub fn user_agent(mut self, text: impl Into<String>) -> Self {
        self.user_agent = text.into();
        self
    }

    /// How long making a connection may take; 10 s unless said otherwise.
    pub fn connect_timeout(mut self, time: Duration) -> Self {
        self.timeouts.connect = time;
        self
    }

    /// How long one attempt may take, from its first byte sent to its last byte received; 60 s
    /// unless said otherwise. Of a download, it bounds the wait for the headers, and then the wait
    /// for each piece; of a refusal, half of it the wait for the body.
    pub fn request_timeout(mut self, time: Duration) -> Self {
        self.timeouts.request = Some(time);
        self
    }

    /// How long one call may take in all, with every attempt, every wait and the token; 5 minutes
    /// unless said otherwise. A wait that would not end in time is not begun. In a listing it
    /// counts for each page, and of a download it ends with the headers.
    /// `None` removes the limit: a call then waits however long the service asks.
    pub fn overall_timeout(mut self, time: impl Into<Option<Duration>>) -> Self {
        self.timeouts.overall = time.into();
        self
    }

    /// How often and how patiently calls are repeated.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// The longest address line that is sent, path and query, in bytes; 16,384 unless said
    /// otherwise, and at most 60,000. A longer one is an error before anything is sent.
    pub fn max_url_len(mut self, bytes: usize) -> Self {
        self.max_url_len = bytes.min(LONGEST_ADDRESS);
        self
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// [`Error::is_config`]: no credentials and no token, one of id and secret without the other,
    /// an address that is none, plain `http` to another machine, a proxy or certificate that
    /// cannot be used.
    pub fn build(self) -> Result<Falcon, Error> {
        let endpoint = self.endpoint()?;
        let credentials = self.credentials_given()?;
        let headers = self.headers();
        let tokens = match &self.token {
            Some(token) => {
                let token = Token::new(token.expose_secret(), None, headers.clone())?;
                Tokens::with(token)
            }
            None if credentials.is_none() => return Err(no_credentials()),
            None => Tokens::default(),
        };
        let http = match self.http.clone() {
            Some(client) => client,
            None => self.http_client_made(&endpoint)?,
        };
        Ok(Falcon::from(Inner {
            http,
            headers,
            endpoint,
            credentials,
            tokens,
            limits: Limiter::default(),
            retry: self.retry,
            budget: RetryBudget::full(),
            timeouts: self.timeouts,
            max_url_len: self.max_url_len,
        }))
    }

    fn endpoint(&self) -> Result<Endpoint, Error> {
        match &self.base_url {
            Some(text) => Ok(Endpoint::fixed(checked_base(
                text,
                self.allow_insecure_http,
            )?)),
            None => Endpoint::of_cloud(self.cloud),
        }
    }

    fn credentials_given(&self) -> Result<Option<Credentials>, Error> {
        let id = self.client_id.as_ref().filter(|id| !id.is_empty());
        let secret = self
            .client_secret
            .as_ref()
            .filter(|secret| !secret.expose_secret().is_empty());
        match (id, secret) {
            (Some(id), Some(secret)) => Ok(Some(Credentials {
                client_id: id.clone(),
                client_secret: secret.clone(),
                member_cid: self.member_cid.clone().filter(|cid| !cid.is_empty()),
            })),
            (None, None) if self.client_id.is_none() && self.client_secret.is_none() => Ok(None),
            (None, _) => Err(Error::config(
                "the client id is empty: give the API client's id",
            )),
            (_, None) => Err(Error::config(
                "the client secret is empty: give the API client's secret",
            )),
        }
    }

    /// What every call says beside its token. The user agent stands here and not only in our HTTP
    /// client, which would put it into each request anew.
    fn headers(&self) -> HeaderMap {
        let accept = HeaderValue::from_static("application/json, */*;q=0.5");
        let mut headers = HeaderMap::from_iter([(ACCEPT, accept)]);
        // A client that was given says itself what it is, and ours refuses what is no header text.
        if self.http.is_none()
            && let Ok(agent) = HeaderValue::from_str(&self.user_agent)
        {
            headers.insert(USER_AGENT, agent);
        }
        headers
    }

    fn http_client_made(&self, endpoint: &Endpoint) -> Result<reqwest::Client, Error> {
        let mut builder = reqwest::Client::builder()
            .user_agent(&self.user_agent)
            .connect_timeout(self.timeouts.connect)
            .redirect(reqwest::redirect::Policy::none());
        if let Some(proxy) = &self.proxy {
            // The address may hold a password, so neither it nor the cause is shown.
            let proxy = reqwest::Proxy::all(proxy.expose_secret())
                .map_err(|_| Error::config("the proxy is no address: write `http://host:port`"))?;
            builder = builder.proxy(proxy);
        } else if is_this_machine(endpoint.base().url()) {
            // A proxy of the environment would be shown what is meant for this machine alone.
            builder = builder.no_proxy();
        }
        for pem in &self.root_certificates {
            let certificates = reqwest::Certificate::from_pem_bundle(pem)
                .ok()
                .filter(|certificates| !certificates.is_empty())
                .ok_or_else(|| Error::config("the root certificate is not in PEM"))?;
            builder = builder.tls_certs_merge(certificates);
        }
        builder.build().map_err(|cause| {
            Error::config("the HTTP client cannot be made: check user agent and certificates")
                .with_source(cause.without_url())
        })
    }
}

fn no_credentials() -> Error {
    Error::config("no credentials: give a client id and secret with `credentials`, or a token")
}

/// Reads a base URL and refuses what would give secrets away.
fn checked_base(text: &str, allow_insecure_http: bool) -> Result<Url, Error> {
    // A password may stand in the text, so it is shown only once it is known to hold none.
    let url = Url::parse(text.trim())
        .map_err(|_| Error::config("the base URL is no address: write `https://host`"))?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Error::config(
            "the base URL holds a user or password: give client id and secret with `credentials`",
        ));
    }
    let shown = one_line(url.as_str(), 120);
    if url.query().is_some() || url.fragment().is_some() {
        let message = format!("the base URL `{shown}` has a query: write only `https://host/path`");
        return Err(Error::config(message));
    }
    match url.scheme() {
        "https" => Ok(url),
        "http" if allow_insecure_http || is_this_machine(&url) => Ok(url),
        "http" => Err(Error::config(format!(
            "the base URL `{shown}` is plain http, which shows the secret on the way: \
             write `https://…`, or say `allow_insecure_http()`"
        ))),
        _ => Err(Error::config(format!(
            "the base URL `{shown}` is not http: write `https://host`"
        ))),
    }
}

pub(crate) fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        None => false,
    }
}

impl fmt::Debug for FalconBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FalconBuilder")
            .field("client_id", &self.client_id)
            .field("cloud", &self.cloud)
            .field(
                "base_url",
                &self
                    .base_url
                    .as_deref()
                    .and_then(|url| checked_base(url, true).ok())
                    .map(String::from),
            )
            .field("timeouts", &self.timeouts)
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(builder: FalconBuilder) -> String {
        let error = builder.build().unwrap_err();
        assert!(error.is_config());
        error.to_string()
    }

    fn with_base(url: &str) -> FalconBuilder {
        Falcon::builder().credentials("id", "secret").base_url(url)
    }

    #[test]
    fn plain_http_is_refused_except_to_this_machine_or_by_choice() {
        assert!(refused(with_base("http://api.example.com")).contains("plain http"));
        assert!(refused(with_base("http://localhost.example.com")).contains("plain http"));
        for url in [
            "http://127.0.0.1:1",
            "http://[::1]:1",
            "http://localhost:1",
            "https://a.example",
        ] {
            assert!(with_base(url).build().is_ok(), "{url}");
        }
        assert!(
            with_base("http://api.example.com")
                .allow_insecure_http()
                .build()
                .is_ok()
        );
    }

    #[test]
    fn addresses_that_are_none_are_refused_without_showing_a_password() {
        for url in ["", "host", "ftp://host", "https://h/?q=1", "https://h/#f"] {
            refused(with_base(url));
        }
        let text = refused(with_base("https://user:hunter2@host"));
        assert!(!text.contains("hunter2"), "{text}");
        assert!(!format!("{:?}", with_base("https://user:hunter2@host")).contains("hunter2"));
    }

    #[test]
    fn credentials_must_be_whole() {
        assert!(refused(Falcon::builder()).contains("no credentials"));
        assert!(refused(Falcon::builder().credentials("", "s")).contains("client id is empty"));
        assert!(refused(Falcon::builder().credentials("i", "")).contains("client secret is empty"));
        assert!(Falcon::builder().token("t").build().is_ok());
    }

    #[test]
    fn proxies_certificates_and_user_agents_that_cannot_be_used_are_refused() {
        let builder = || Falcon::builder().credentials("id", "secret");
        assert!(refused(builder().proxy("http://")).contains("proxy"));
        assert!(refused(builder().root_certificate("no pem")).contains("PEM"));
        assert!(refused(builder().user_agent("a\nb")).contains("user agent"));
    }

    #[test]
    fn no_secret_is_ever_printed() {
        let builder = Falcon::builder()
            .credentials("id", "secret-1")
            .token("secret-2")
            .proxy("http://u:secret-3@127.0.0.1:1");
        let mut printed = format!("{builder:?}");
        printed += &format!("{:?}", builder.build().unwrap());
        assert!(!printed.contains("secret-"), "{printed}");
    }
}
