//! Falcon clouds: names and base URLs.

use std::fmt;
use std::str::FromStr;

use fql_syntax::{closest_match, excerpt};

use crate::error::Error;

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
    let help = match closest_match(name, names) {
        Some(cloud) => format!("did you mean `{cloud}`?"),
        None => format!("supported: {}, auto", names.join(", ")),
    };
    let message = format!("unknown cloud `{}`", excerpt(name, 40));
    Error::config(message).with_help(help)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_parsed_in_any_spelling() {
        for cloud in Cloud::ALL {
            for name in [
                cloud.name().to_owned(),
                cloud.name().to_uppercase(),
                cloud.name().replace('-', ""),
                cloud.name().replace('-', "_"),
            ] {
                assert_eq!(name.parse::<Cloud>().unwrap(), cloud, "{name}");
            }
        }
    }

    #[test]
    fn government_clouds_have_short_names() {
        assert_eq!("gov-1".parse::<Cloud>().unwrap(), Cloud::UsGov1);
        assert_eq!("GOV2".parse::<Cloud>().unwrap(), Cloud::UsGov2);
    }

    #[test]
    fn unknown_cloud_suggests_a_name() {
        let error = "eu-11".parse::<Cloud>().unwrap_err();
        assert_eq!(error.to_string(), "unknown cloud `eu-11`");
        assert_eq!(error.help(), Some("did you mean `eu-1`?"));
        let error = "mars".parse::<Cloud>().unwrap_err();
        let help = "supported: us-1, us-2, us-3, eu-1, us-gov-1, us-gov-2, auto";
        assert_eq!(error.help(), Some(help));
    }

    #[test]
    fn auto_is_a_choice_and_not_a_cloud() {
        assert_eq!("Auto".parse::<CloudChoice>().unwrap(), CloudChoice::Auto);
        assert!("auto".parse::<Cloud>().unwrap_err().is_config());
    }
}
