//! Parses the names of operations.

use std::str::FromStr;

use fql_syntax::{closest_match, excerpt};
use strum::{EnumMessage, IntoEnumIterator};

use crate::api::operation_id::OperationId;
use crate::error::Error;

impl FromStr for OperationId {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        Self::iter()
            .find(|operation| operation.get_serializations().contains(&name))
            .ok_or_else(|| unknown_operation(name))
    }
}

fn unknown_operation(name: &str) -> Error {
    let names = OperationId::iter().flat_map(|operation| operation.get_serializations());
    let help = match closest_match(name, names.copied()) {
        Some(name) => format!("did you mean `{name}`?"),
        None => "use an id from the API reference, such as `query_external_assets_v2`".to_owned(),
    };
    let message = format!("unknown operation `{}`", excerpt(name, 80));
    Error::argument(message).with_help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_operation_suggests_names() {
        let error = "get_policy_rule".parse::<OperationId>().unwrap_err();
        assert!(error.is_argument());
        assert_eq!(error.to_string(), "unknown operation `get_policy_rule`");
        let help = error.help().unwrap();
        assert!(help.contains("did you mean `get_policy_rules`"), "{help}");
        let error = "xyzzy".parse::<OperationId>().unwrap_err();
        let help = error.help().unwrap();
        assert!(help.contains("query_external_assets_v2"), "{help}");
    }
}
