//! Where requests go.

use std::fmt;
use std::sync::OnceLock;

use strum::EnumCount;
use url::Url;

use crate::api::operation::OperationId;
use crate::cloud::{Cloud, CloudChoice};
use crate::error::Error;

/// Where requests go: one address, or that of a cloud still to be found.
#[derive(Debug)]
pub(crate) struct Endpoint {
    /// Used until another is found.
    first: Base,
    search: Option<Search>,
}

/// The address of the API, and those of its operations, each made when it is first needed.
#[derive(Debug)]
pub(crate) struct Base {
    url: Url,
    operations: [OnceLock<Url>; OperationId::COUNT],
}

impl Base {
    fn new(url: Url) -> Self {
        Self {
            url,
            operations: [const { OnceLock::new() }; OperationId::COUNT],
        }
    }

    /// The address itself.
    pub(crate) fn url(&self) -> &Url {
        &self.url
    }

    /// The address of an operation, to be copied: to make it anew for each request would cost
    /// more than to encode the request's query.
    pub(crate) fn of(&self, operation: OperationId) -> &Url {
        self.operations[operation as usize].get_or_init(|| self.join(operation.path()))
    }

    /// The address of a path that begins with a slash.
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

/// The search for the tenant's cloud, which ends once.
struct Search {
    found: OnceLock<Base>,
    /// Where a cloud is; tests have clouds of their own.
    address: Box<dyn Fn(Cloud) -> Result<Url, Error> + Send + Sync>,
}

impl fmt::Debug for Search {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = self.found.get().map(Base::url);
        f.debug_tuple("Search").field(&found).finish()
    }
}

impl Endpoint {
    pub(crate) fn fixed(base: Url) -> Self {
        Self {
            first: Base::new(base),
            search: None,
        }
    }

    pub(crate) fn of_cloud(choice: CloudChoice) -> Result<Self, Error> {
        match choice {
            CloudChoice::One(cloud) => address(cloud).map(Self::fixed),
            CloudChoice::Auto => Self::searching(Box::new(address)),
        }
    }

    fn searching(
        address: Box<dyn Fn(Cloud) -> Result<Url, Error> + Send + Sync>,
    ) -> Result<Self, Error> {
        let first = address(Cloud::Us1)?;
        Ok(Self {
            first: Base::new(first),
            search: Some(Search {
                found: OnceLock::new(),
                address,
            }),
        })
    }

    /// The address to use now.
    pub(crate) fn base(&self) -> &Base {
        self.search
            .as_ref()
            .and_then(|search| search.found.get())
            .unwrap_or(&self.first)
    }

    /// Follows the region that a token's answer names; only known clouds are followed, and only
    /// once. Gives whether the address has changed.
    pub(crate) fn follow(&self, region: &str) -> bool {
        let Some(search) = &self.search else {
            return false;
        };
        let Some(Ok(url)) = Cloud::find(region).map(&search.address) else {
            return false;
        };
        let moved = url != self.first.url;
        search.found.set(Base::new(url)).is_ok() && moved
    }
}

fn address(cloud: Cloud) -> Result<Url, Error> {
    Url::parse(cloud.base_url())
        .map_err(|cause| Error::config("the cloud's address is none").with_source(cause))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn discovery_follows_a_known_region_once() {
        let endpoint = Endpoint::of_cloud(CloudChoice::Auto).unwrap();
        assert_eq!(
            endpoint.base().url().as_str(),
            "https://api.crowdstrike.com/"
        );
        assert!(!endpoint.follow("sandbox"));
        assert!(!endpoint.follow("evil.example.com"));
        assert!(endpoint.follow("eu-1"));
        assert!(!endpoint.follow("us-2"));
        assert_eq!(
            endpoint.base().join("/x").as_str(),
            "https://api.eu-1.crowdstrike.com/x"
        );
    }

    #[test]
    fn a_region_that_is_the_first_cloud_itself_ends_the_search() {
        let endpoint = Endpoint::of_cloud(CloudChoice::Auto).unwrap();
        assert!(!endpoint.follow("us-1"));
        assert!(!endpoint.follow("eu-1"));
        assert_eq!(
            endpoint.base().url().as_str(),
            "https://api.crowdstrike.com/"
        );
    }

    #[test]
    fn a_chosen_cloud_and_a_base_url_do_not_move() {
        let endpoint = Endpoint::of_cloud(CloudChoice::One(Cloud::Us2)).unwrap();
        assert!(!endpoint.follow("eu-1"));
        let endpoint = Endpoint::fixed(Url::parse("https://gateway.example/falcon/").unwrap());
        assert!(!endpoint.follow("eu-1"));
        assert_eq!(
            endpoint.base().join("/a").as_str(),
            "https://gateway.example/falcon/a"
        );
    }

    #[test]
    fn every_operation_has_its_own_address_also_when_it_is_asked_for_again() {
        let endpoint = Endpoint::fixed(Url::parse("https://gateway.example/falcon/").unwrap());
        for _ in 0..2 {
            for operation in OperationId::all() {
                let address = format!("https://gateway.example/falcon{}", operation.path());
                assert_eq!(endpoint.base().of(operation).as_str(), address);
            }
        }
    }
}

#[cfg(test)]
mod discovery {
    use serde_json::json;

    use super::*;
    use crate::Falcon;
    use crate::support::{Reply, Server};

    /// A client whose cloud us-1 is the first server, and eu-1 the second.
    fn client(us: &Server, eu: &Server) -> Falcon {
        let (us, eu) = (us.url(), eu.url());
        let address = move |cloud: Cloud| {
            let url = if cloud == Cloud::Us1 { &us } else { &eu };
            Ok(Url::parse(url).unwrap())
        };
        let falcon = Falcon::builder()
            .credentials("id", "secret")
            .build()
            .unwrap();
        let mut inner = std::sync::Arc::into_inner(falcon.inner).unwrap();
        inner.endpoint = Endpoint::searching(Box::new(address)).unwrap();
        Falcon::from(inner)
    }

    async fn list(falcon: &Falcon) -> Vec<String> {
        let answer = falcon
            .exposure_management()
            .query_assets()
            .send()
            .await
            .unwrap();
        answer.complete().unwrap()
    }

    #[tokio::test]
    async fn the_region_of_the_first_token_is_where_calls_go() {
        let token = json!({"access_token": "t", "expires_in": 1799});
        let us = Server::script([]).await;
        let us = us.token_replies([Reply::status(201, token).with("X-Cs-Region", "eu-1")]);
        let eu = Server::script([Reply::ids(&["a"])]).await;
        let falcon = client(&us, &eu);
        assert_eq!(list(&falcon).await, ["a"]);
        assert_eq!(falcon.base_url(), eu.url());
        assert_eq!(eu.only().header("authorization"), Some("Bearer t"));
    }

    #[tokio::test]
    async fn a_redirect_that_names_a_known_region_moves_the_token_request_there() {
        let us = Server::script([]).await;
        let moved = Reply::status(308, json!({})).with("X-Cs-Region", "eu-1");
        let us = us.token_replies([moved.with("Location", "https://evil.example/")]);
        let eu = Server::script([Reply::ids(&["a"])]).await;
        let falcon = client(&us, &eu);
        assert_eq!(list(&falcon).await, ["a"]);
        assert_eq!((us.tokens().len(), eu.tokens().len()), (1, 1));
    }
}
