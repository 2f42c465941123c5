//! Parses the names of operations.

use std::str::FromStr;

use fql::collections;
use fql::operation::OperationSpec as Described;
use fql::table::Table;
use fql_syntax::{closest_match, excerpt};
use strum::{EnumMessage, IntoEnumIterator};

use crate::api::operation::Operation;
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

impl FromStr for Operation {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        if let Ok(id) = name.parse::<OperationId>() {
            return Ok(id.into());
        }
        let described = described_operations().find(|operation| operation.id == name);
        let operation = described.map(Self::from);
        operation.ok_or_else(|| unknown_operation(name))
    }
}

impl TryFrom<&str> for Operation {
    type Error = Error;

    fn try_from(name: &str) -> Result<Self, Error> {
        name.parse()
    }
}

/// Returns the operations of the collections of this build.
fn described_operations() -> impl Iterator<Item = &'static Described> {
    collections::all().flat_map(Table::all_operations)
}

fn unknown_operation(name: &str) -> Error {
    let names = OperationId::iter().flat_map(|operation| operation.get_serializations().iter());
    let described = described_operations().map(|operation| operation.id);
    let help = match closest_match(name, names.copied().chain(described)) {
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
