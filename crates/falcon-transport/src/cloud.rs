//! The clouds: their names and where their API is.

use std::fmt;
use std::str::FromStr;

use crate::error::Error;
use crate::nearest::nearest;

/// One of the clouds that a Falcon tenant can live in.
///
/// Names are read with or without dashes, in any case: `us-1`, `US1` and `Us-1` are one cloud.
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
    /// `us-gov-1`, also read as `gov-1`.
    UsGov1,
    /// `us-gov-2`, also read as `gov-2`.
    UsGov2,
}

impl Cloud {
    /// Every cloud, in the order of the documents.
    pub const ALL: [Self; 6] = [
        Self::Us1,
        Self::Us2,
        Self::Us3,
        Self::Eu1,
        Self::UsGov1,
        Self::UsGov2,
    ];

    /// The cloud's name, with dashes, as the header `X-Cs-Region` writes it.
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

    /// Where the cloud's API is, without a slash at the end.
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

    /// The cloud of this name, or nothing.
    pub(crate) fn find(name: &str) -> Option<Self> {
        let wanted = squeezed(name);
        let wanted = if wanted.starts_with("gov") {
            format!("us{wanted}")
        } else {
            wanted
        };
        Self::ALL
            .into_iter()
            .find(|cloud| squeezed(cloud.name()) == wanted)
    }
}

/// The name without what people write in different ways.
fn squeezed(name: &str) -> String {
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
    let near = nearest(name, names.iter().copied());
    let help = match near.first() {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!(
            "the clouds are {} and `auto`",
            crate::http::text::backticked(&names)
        ),
    };
    Error::config(format!(
        "there is no cloud `{}`: {help}",
        crate::http::text::one_line(name, 40)
    ))
}

/// Where requests go: one cloud, or the one that the service names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CloudChoice {
    One(Cloud),
    /// Ask us-1, and follow its header `X-Cs-Region`.
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
    fn every_cloud_is_read_with_and_without_dashes_in_any_case() {
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
    fn government_clouds_have_a_short_name() {
        assert_eq!("gov-1".parse::<Cloud>().unwrap(), Cloud::UsGov1);
        assert_eq!("GOV2".parse::<Cloud>().unwrap(), Cloud::UsGov2);
    }

    #[test]
    fn an_unknown_cloud_is_an_error_with_the_nearest_name() {
        let error = "eu-11".parse::<Cloud>().unwrap_err().to_string();
        assert_eq!(error, "there is no cloud `eu-11`: did you mean `eu-1`?");
    }

    #[test]
    fn auto_is_a_choice_but_no_cloud() {
        assert_eq!("Auto".parse::<CloudChoice>().unwrap(), CloudChoice::Auto);
        assert!("auto".parse::<Cloud>().unwrap_err().is_config());
    }
}
