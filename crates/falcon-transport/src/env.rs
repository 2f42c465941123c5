//! A client from the environment.

use crate::builder::FalconBuilder;
use crate::client::Falcon;
use crate::error::Error;

/// The variables that tools for Falcon share.
const CLIENT_ID: &str = "FALCON_CLIENT_ID";
const CLIENT_SECRET: &str = "FALCON_CLIENT_SECRET";
const CLOUD: &str = "FALCON_CLOUD";
const MEMBER_CID: &str = "FALCON_MEMBER_CID";
const BASE_URL: &str = "FALCON_BASE_URL";

impl Falcon {
    /// A client from the environment: `FALCON_CLIENT_ID` and `FALCON_CLIENT_SECRET`, and, where
    /// they are set, `FALCON_CLOUD` (a name or `auto`), `FALCON_MEMBER_CID` and `FALCON_BASE_URL`.
    /// An empty variable counts as not set.
    ///
    /// # Errors
    ///
    /// [`Error::is_config`] when one of id and secret is missing, naming it, and for what
    /// [`FalconBuilder::build`] refuses.
    pub fn from_env() -> Result<Self, Error> {
        FalconBuilder::from_env()?.build()
    }
}

impl FalconBuilder {
    /// A builder with what the environment says, as [`Falcon::from_env`] reads it, to be changed
    /// before it is built.
    ///
    /// # Errors
    ///
    /// [`Error::is_config`] when one of id and secret is missing, or the cloud is unknown.
    pub fn from_env() -> Result<Self, Error> {
        Self::from_variables(|name| std::env::var(name).ok())
    }

    /// The variables that [`from_env`](Self::from_env) reads and that are set, by their names. One
    /// that is set to nothing is among them: it was meant to hold something.
    #[must_use]
    pub fn variables_set() -> Vec<&'static str> {
        [CLIENT_ID, CLIENT_SECRET, CLOUD, MEMBER_CID, BASE_URL]
            .into_iter()
            .filter(|name| std::env::var_os(name).is_some())
            .collect()
    }

    fn from_variables(variable: impl Fn(&str) -> Option<String>) -> Result<Self, Error> {
        let set = |name| variable(name).filter(|value| !value.trim().is_empty());
        let missing = |name: &str| Err(Error::config(format!("`{name}` is not set: set it")));
        let mut builder = match (set(CLIENT_ID), set(CLIENT_SECRET)) {
            (Some(id), Some(secret)) => Falcon::builder().credentials(id.trim(), secret.trim()),
            (None, Some(_)) => return missing(CLIENT_ID),
            (Some(_), None) => return missing(CLIENT_SECRET),
            (None, None) => {
                let message = format!("`{CLIENT_ID}` and `{CLIENT_SECRET}` are not set: set them");
                return Err(Error::config(message));
            }
        };
        if let Some(cloud) = set(CLOUD) {
            builder.cloud = cloud.parse()?;
        }
        if let Some(cid) = set(MEMBER_CID) {
            builder = builder.member_cid(cid.trim());
        }
        if let Some(url) = set(BASE_URL) {
            builder = builder.base_url(url.trim());
        }
        Ok(builder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(variables: &[(&str, &str)]) -> Result<Falcon, Error> {
        let find = |name: &str| {
            variables
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| (*value).to_owned())
        };
        FalconBuilder::from_variables(find)?.build()
    }

    const BOTH: [(&str, &str); 2] = [(CLIENT_ID, "id"), (CLIENT_SECRET, "hush-hush")];

    #[test]
    fn id_and_secret_are_enough() {
        assert_eq!(
            from(&BOTH).unwrap().base_url(),
            "https://api.crowdstrike.com"
        );
    }

    #[test]
    fn the_cloud_and_a_base_url_are_read() {
        let with = |name, value| {
            let variables = [BOTH[0], BOTH[1], (name, value)];
            from(&variables).unwrap().base_url()
        };
        assert_eq!(with(CLOUD, "EU-1"), "https://api.eu-1.crowdstrike.com");
        assert_eq!(with(CLOUD, "auto"), "https://api.crowdstrike.com");
        assert_eq!(
            with(BASE_URL, "http://127.0.0.1:80/x/"),
            "http://127.0.0.1/x"
        );
        assert_eq!(with(CLOUD, ""), "https://api.crowdstrike.com");
    }

    #[test]
    fn what_is_missing_is_named_and_no_secret_is_shown() {
        let error = from(&BOTH[1..]).unwrap_err().to_string();
        assert_eq!(error, "`FALCON_CLIENT_ID` is not set: set it");
        let error = from(&BOTH[..1]).unwrap_err().to_string();
        assert_eq!(error, "`FALCON_CLIENT_SECRET` is not set: set it");
        assert!(from(&[]).unwrap_err().is_config());
        let error = from(&[BOTH[0], BOTH[1], (CLOUD, "mars")])
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("`mars`") && !error.contains("hush"),
            "{error}"
        );
    }
}
