//! The configuration file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use fql::diagnostics::Code;
use fql_syntax::closest_match;
use serde::Deserialize;

use super::finding::Finding;
use crate::error::Error;

/// The name of the file that is read without `--config`.
const FILE_NAME: &str = "fql-lint.toml";

/// The settings of a configuration file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Config {
    /// Paths to leave out, as in `.gitignore`.
    #[serde(default)]
    pub(super) exclude: Vec<String>,
    /// The severity of findings by code.
    #[serde(default)]
    severity: BTreeMap<String, Level>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Level {
    Off,
    Warning,
    Error,
}

impl Config {
    /// Reads the file, or the one with the default name if there is one.
    pub(super) fn read(path: Option<&PathBuf>) -> Result<Self, Error> {
        let default = Path::new(FILE_NAME);
        let path = match path {
            Some(path) => path,
            None if default.is_file() => default,
            None => return Ok(Self::default()),
        };
        let file = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|error| Error::Read {
            file: file.clone(),
            error,
        })?;
        Self::parse(&text).map_err(|reason| Error::InvalidInput { file, reason })
    }

    fn parse(text: &str) -> Result<Self, String> {
        let config: Self = toml::from_str(text).map_err(|error| error.message().to_owned())?;
        let mut codes = config.severity.keys();
        let is_known = |code: &&String| Code::ALL.iter().any(|known| known.as_str() == **code);
        match codes.find(|code| !is_known(code)) {
            None => Ok(config),
            Some(code) => {
                let known = Code::ALL.iter().map(|known| known.as_str());
                let tip = closest_match(code, known);
                let tip = tip.map_or(String::new(), |known| format!("; did you mean `{known}`?"));
                Err(format!("unknown code `{code}`{tip}"))
            }
        }
    }

    /// Applies the severity of the code. Returns `None` if the code is off.
    pub(super) fn apply(&self, finding: Finding) -> Option<Finding> {
        use fql::diagnostics::Severity;
        let severity = match self.severity.get(finding.code().as_str()) {
            Some(Level::Off) => return None,
            Some(Level::Warning) => Severity::Warning,
            Some(Level::Error) => Severity::Error,
            None => finding.severity,
        };
        Some(Finding {
            severity,
            ..finding
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn config_with_unknown_code_suggests_one() {
        let error = Config::parse("[severity]\nFQL11 = \"off\"\n").expect_err("an unknown code");
        assert!(
            error.starts_with("unknown code `FQL11`; did you mean `FQL"),
            "{error}"
        );
    }

    #[test]
    fn config_denies_unknown_keys() {
        let error = Config::parse("excludes = []").expect_err("an unknown key");
        assert!(error.contains("excludes"), "{error}");
        assert!(Config::parse("[severity]\nFQL101 = \"loud\"\n").is_err());
    }
}
