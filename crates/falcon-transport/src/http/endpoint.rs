//! Base URL of the API and the URLs of its operations.

use std::fmt;
use std::sync::OnceLock;

use strum::EnumCount;
use url::{Host, Url};

use crate::api::operation::Operation;
use crate::api::operation_id::OperationId;
use crate::cloud::{Cloud, CloudChoice};
use crate::error::Error;

/// Base URL that requests are sent to: fixed, or discovered with the first token.
#[derive(Debug)]
pub(crate) struct Endpoint {
    /// Used until discovery ends.
    initial: BaseUrl,
    discovery: Option<CloudDiscovery>,
}

/// Base URL of the API, with the URLs of its operations, each built on first use.
#[derive(Debug)]
pub(crate) struct BaseUrl {
    url: Url,
    operations: [OnceLock<Url>; OperationId::COUNT],
}

impl BaseUrl {
    pub(crate) fn new(url: Url) -> Self {
        Self {
            url,
            operations: [const { OnceLock::new() }; OperationId::COUNT],
        }
    }

    pub(crate) fn url(&self) -> &Url {
        &self.url
    }

    /// Returns the URL of an operation. Those of the twenty operations are cached, because building
    /// one per request would cost more than encoding the query.
    pub(crate) fn operation_url(&self, operation: &Operation) -> Url {
        let url = || self.join(operation.path());
        match operation.id() {
            Some(id) => self.operations[id as usize].get_or_init(url).clone(),
            None => url(),
        }
    }

    /// Returns the URL of a path that starts with a slash.
    pub(crate) fn join(&self, path: &str) -> Url {
        let mut url = self.url.clone();
        let prefix = self.url.path().trim_end_matches('/');
        if prefix.is_empty() {
            url.set_path(path);
        } else {
            url.set_path(&format!("{prefix}{path}"));
        }
        url
    }
}

/// Returns the base URL of a cloud. Tests have clouds of their own.
type ResolveCloud = Box<dyn Fn(Cloud) -> Result<Url, Error> + Send + Sync>;

/// Discovery of the tenant's cloud, which ends once.
struct CloudDiscovery {
    discovered: OnceLock<BaseUrl>,
    resolve: ResolveCloud,
}

impl fmt::Debug for CloudDiscovery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let discovered = self.discovered.get().map(BaseUrl::url);
        f.debug_tuple("CloudDiscovery").field(&discovered).finish()
    }
}

impl Endpoint {
    pub(crate) fn fixed(url: Url) -> Self {
        Self {
            initial: BaseUrl::new(url),
            discovery: None,
        }
    }

    pub(crate) fn for_cloud(choice: CloudChoice) -> Result<Self, Error> {
        match choice {
            CloudChoice::One(cloud) => cloud_url(cloud).map(Self::fixed),
            CloudChoice::Auto => Self::with_discovery(Box::new(cloud_url)),
        }
    }

    fn with_discovery(resolve: ResolveCloud) -> Result<Self, Error> {
        let initial = resolve(Cloud::Us1)?;
        Ok(Self {
            initial: BaseUrl::new(initial),
            discovery: Some(CloudDiscovery {
                discovered: OnceLock::new(),
                resolve,
            }),
        })
    }

    /// Returns the current base URL.
    pub(crate) fn base(&self) -> &BaseUrl {
        self.discovery
            .as_ref()
            .and_then(|discovery| discovery.discovered.get())
            .unwrap_or(&self.initial)
    }

    /// Switches to the region that a token response names and returns whether the base URL changed.
    ///
    /// Only known clouds are followed, and only the first time.
    pub(crate) fn follow_region(&self, region: &str) -> bool {
        let Some(discovery) = &self.discovery else {
            return false;
        };
        let Some(Ok(url)) = Cloud::find(region).map(&discovery.resolve) else {
            return false;
        };
        let has_moved = url != self.initial.url;
        discovery.discovered.set(BaseUrl::new(url)).is_ok() && has_moved
    }
}

fn cloud_url(cloud: Cloud) -> Result<Url, Error> {
    Url::parse(cloud.base_url())
        .map_err(|cause| Error::config("invalid base URL of the cloud").with_source(cause))
}

/// Returns `true` if the host of a URL is this machine.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use test_server::{Response, Server};

    use super::*;
    use crate::Falcon;

    #[test]
    fn discovery_follows_a_known_region_once() {
        let endpoint = Endpoint::for_cloud(CloudChoice::Auto).unwrap();
        assert_eq!(
            endpoint.base().url().as_str(),
            "https://api.crowdstrike.com/"
        );
        assert!(!endpoint.follow_region("sandbox"));
        assert!(!endpoint.follow_region("evil.example.com"));
        assert!(endpoint.follow_region("eu-1"));
        assert!(!endpoint.follow_region("us-2"));
        assert_eq!(
            endpoint.base().join("/x").as_str(),
            "https://api.eu-1.crowdstrike.com/x"
        );
    }

    #[test]
    fn region_of_initial_cloud_ends_discovery() {
        let endpoint = Endpoint::for_cloud(CloudChoice::Auto).unwrap();
        assert!(!endpoint.follow_region("us-1"));
        assert!(!endpoint.follow_region("eu-1"));
        assert_eq!(
            endpoint.base().url().as_str(),
            "https://api.crowdstrike.com/"
        );
    }

    /// Returns a client whose cloud us-1 is the first server and eu-1 the second.
    fn client(us: &Server, eu: &Server) -> Falcon {
        let (us, eu) = (us.url(), eu.url());
        let resolve = move |cloud: Cloud| {
            let url = if cloud == Cloud::Us1 { &us } else { &eu };
            Ok(Url::parse(url).unwrap())
        };
        let falcon = Falcon::builder()
            .credentials("id", "secret")
            .build()
            .unwrap();
        let mut inner = std::sync::Arc::into_inner(falcon.inner).unwrap();
        inner.endpoint = Endpoint::with_discovery(Box::new(resolve)).unwrap();
        Falcon::from(inner)
    }

    async fn list(falcon: &Falcon) -> Vec<String> {
        let query = falcon.exposure_management().query_assets();
        query.send().await.unwrap().complete().unwrap()
    }

    #[tokio::test]
    async fn calls_go_to_region_of_first_token() {
        let token = json!({"access_token": "t", "expires_in": 1799});
        let us = Server::script([]);
        let us = us.token_responses([Response::status(201, token).with("X-Cs-Region", "eu-1")]);
        let eu = Server::script([Response::resources(["a"])]);
        let falcon = client(&us, &eu);
        assert_eq!(list(&falcon).await, ["a"]);
        assert_eq!(falcon.base_url(), eu.url());
        assert_eq!(eu.only().header("authorization"), Some("Bearer t"));
    }

    #[tokio::test]
    async fn redirect_with_known_region_moves_token_request() {
        let us = Server::script([]);
        let moved = Response::status(308, json!({})).with("X-Cs-Region", "eu-1");
        let us = us.token_responses([moved.with("Location", "https://evil.example/")]);
        let eu = Server::script([Response::resources(["a"])]);
        let falcon = client(&us, &eu);
        assert_eq!(list(&falcon).await, ["a"]);
        assert_eq!(
            (us.token_requests().len(), eu.token_requests().len()),
            (1, 1)
        );
    }
}
