//! Falcon clouds: names and base URLs.

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, ErrorKind};

/// A cloud that hosts Falcon tenants.
///
/// Names are parsed with or without dashes and in any case: `us-1`, `US1` and `Us-1` are the same
/// cloud.
///
/// # Examples
///
/// ```
/// use falcon_transport::Cloud;
///
/// let cloud: Cloud = "EU1".parse()?;
/// assert_eq!(cloud.base_url(), "https://api.eu-1.crowdstrike.com");
/// # Ok::<(), falcon_transport::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Cloud {
    /// `us-1`, the default.
    #[default]
    Us1,
    /// `us-2`.
    Us2,
    /// `us-3`.
    Us3,
    /// `eu-1`.
    Eu1,
    /// `us-gov-1`, also parsed from `gov-1`.
    UsGov1,
    /// `us-gov-2`, also parsed from `gov-2`.
    UsGov2,
}

impl Cloud {
    /// All clouds, in the order of CrowdStrike's documentation.
    pub const ALL: [Self; 6] = [
        Self::Us1,
        Self::Us2,
        Self::Us3,
        Self::Eu1,
        Self::UsGov1,
        Self::UsGov2,
    ];

    /// Returns the name of the cloud with dashes, as in the header `X-Cs-Region`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Us1 => "us-1",
            Self::Us2 => "us-2",
            Self::Us3 => "us-3",
            Self::Eu1 => "eu-1",
            Self::UsGov1 => "us-gov-1",
            Self::UsGov2 => "us-gov-2",
        }
    }

    /// Returns the base URL of the cloud's API, without a trailing slash.
    #[must_use]
    pub fn base_url(self) -> &'static str {
        match self {
            Self::Us1 => "https://api.crowdstrike.com",
            Self::Us2 => "https://api.us-2.crowdstrike.com",
            Self::Us3 => "https://api.us-3.crowdstrike.com",
            Self::Eu1 => "https://api.eu-1.crowdstrike.com",
            Self::UsGov1 => "https://api.laggar.gcw.crowdstrike.com",
            Self::UsGov2 => "https://api.us-gov-2.crowdstrike.mil",
        }
    }

    pub(crate) fn find(name: &str) -> Option<Self> {
        let mut name = normalize(name);
        if name.starts_with("gov") {
            name.insert_str(0, "us");
        }
        Self::ALL
            .into_iter()
            .find(|cloud| normalize(cloud.name()) == name)
    }
}

/// Removes separators and case.
fn normalize(name: &str) -> String {
    name.trim()
        .chars()
        .filter(|c| !matches!(c, '-' | '_'))
        .collect::<String>()
        .to_lowercase()
}

impl fmt::Display for Cloud {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Cloud {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        Self::find(name).ok_or_else(|| unknown_cloud(name))
    }
}

fn unknown_cloud(name: &str) -> Error {
    let names = Cloud::ALL.map(Cloud::name);
    let help = format!("supported: {}, auto", names.join(", "));
    Error::unknown(ErrorKind::Config, "cloud", name, names, &help)
}

/// A cloud, or its discovery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CloudChoice {
    One(Cloud),
    /// Start at us-1 and follow the header `X-Cs-Region` of the token response.
    Auto,
}

impl FromStr for CloudChoice {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        if name.trim().eq_ignore_ascii_case("auto") {
            return Ok(Self::Auto);
        }
        name.parse().map(Self::One)
    }
}
