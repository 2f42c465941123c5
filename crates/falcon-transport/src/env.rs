//! Client settings from environment variables.

use crate::builder::FalconBuilder;
use crate::client::Falcon;
use crate::error::Error;

const CLIENT_ID: &str = "FALCON_CLIENT_ID";
const CLIENT_SECRET: &str = "FALCON_CLIENT_SECRET";
const CLOUD: &str = "FALCON_CLOUD";
const MEMBER_CID: &str = "FALCON_MEMBER_CID";
const BASE_URL: &str = "FALCON_BASE_URL";

impl Falcon {
    /// Creates a client from the environment variables that Falcon tools share.
    ///
    /// `FALCON_CLIENT_ID` and `FALCON_CLIENT_SECRET` are required. `FALCON_CLOUD` (a cloud name or
    /// `auto`), `FALCON_MEMBER_CID` and `FALCON_BASE_URL` are optional. An empty variable counts as
    /// unset.
    ///
    /// # Errors
    ///
    /// [`Error::is_config`] when the id or the secret is missing, and for the errors of
    /// [`FalconBuilder::build`].
    pub fn from_env() -> Result<Self, Error> {
        FalconBuilder::from_env()?.build()
    }
}

impl FalconBuilder {
    /// Creates a builder from the environment variables that [`Falcon::from_env`] reads, for
    /// further changes.
    ///
    /// # Errors
    ///
    /// [`Error::is_config`] when the id or the secret is missing, or the cloud is unknown.
    pub fn from_env() -> Result<Self, Error> {
        Self::from_variables(|name| std::env::var(name).ok())
    }

    /// Returns the names of the set variables among those that [`from_env`](Self::from_env) reads.
    ///
    /// A variable that is set to an empty string is included: it was probably meant to have a
    /// value.
    #[must_use]
    pub fn variables_set() -> Vec<&'static str> {
        [CLIENT_ID, CLIENT_SECRET, CLOUD, MEMBER_CID, BASE_URL]
            .into_iter()
            .filter(|name| std::env::var_os(name).is_some())
            .collect()
    }

    fn from_variables(variable: impl Fn(&str) -> Option<String>) -> Result<Self, Error> {
        let get = |name| variable(name).filter(|value| !value.trim().is_empty());
        let missing = |name: &str| Err(Error::config(format!("`{name}` is not set")));
        let mut builder = match (get(CLIENT_ID), get(CLIENT_SECRET)) {
            (Some(id), Some(secret)) => Falcon::builder().credentials(id.trim(), secret.trim()),
            (None, Some(_)) => return missing(CLIENT_ID),
            (Some(_), None) => return missing(CLIENT_SECRET),
            (None, None) => {
                let message = format!("`{CLIENT_ID}` and `{CLIENT_SECRET}` are not set");
                return Err(Error::config(message));
            }
        };
        if let Some(cloud) = get(CLOUD) {
            builder.cloud = Some(cloud.parse()?);
        }
        if let Some(cid) = get(MEMBER_CID) {
            builder = builder.member_cid(cid.trim());
        }
        if let Some(url) = get(BASE_URL) {
            builder = builder.base_url(url.trim());
        }
        Ok(builder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CREDENTIALS: [(&str, &str); 2] = [(CLIENT_ID, "id"), (CLIENT_SECRET, "hush-hush")];

    fn from(variables: &[(&str, &str)]) -> Result<Falcon, Error> {
        let find = |name: &str| {
            variables
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| (*value).to_owned())
        };
        FalconBuilder::from_variables(find)?.build()
    }

    fn error(variables: &[(&str, &str)]) -> String {
        let error = from(variables).unwrap_err();
        assert!(error.is_config());
        error.to_string()
    }

    #[test]
    fn id_and_secret_are_sufficient() {
        let falcon = from(&CREDENTIALS).unwrap();
        assert_eq!(falcon.base_url(), "https://api.crowdstrike.com");
    }

    #[test]
    fn cloud_and_base_url_are_read() {
        let base_url = |name, value| {
            let variables = [CREDENTIALS[0], CREDENTIALS[1], (name, value)];
            from(&variables).unwrap().base_url()
        };
        assert_eq!(base_url(CLOUD, "EU-1"), "https://api.eu-1.crowdstrike.com");
        assert_eq!(base_url(CLOUD, "auto"), "https://api.crowdstrike.com");
        assert_eq!(base_url(CLOUD, ""), "https://api.crowdstrike.com");
        let url = base_url(BASE_URL, "http://127.0.0.1:80/x/");
        assert_eq!(url, "http://127.0.0.1/x");
    }

    #[test]
    fn missing_variables_are_named_without_secrets() {
        assert_eq!(error(&CREDENTIALS[1..]), "`FALCON_CLIENT_ID` is not set");
        let missing_secret = error(&CREDENTIALS[..1]);
        assert_eq!(missing_secret, "`FALCON_CLIENT_SECRET` is not set");
        let missing_both = "`FALCON_CLIENT_ID` and `FALCON_CLIENT_SECRET` are not set";
        assert_eq!(error(&[]), missing_both);
        let unknown_cloud = error(&[CREDENTIALS[0], CREDENTIALS[1], (CLOUD, "mars")]);
        assert_eq!(unknown_cloud, "unknown cloud `mars`");
    }
}
