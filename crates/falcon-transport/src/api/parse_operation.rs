//! Parses the names of operations.

use std::str::FromStr;

use fql::collections;
use fql::operation::OperationSpec as Described;
use fql::table::Table;
use strum::{EnumMessage, IntoEnumIterator};

use crate::api::operation::Operation;
use crate::api::operation_id::OperationId;
use crate::error::{Error, ErrorKind};

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
    let names = names.copied().chain(described);
    let help = "use an id from the API reference, such as `query_external_assets_v2`";
    Error::unknown(ErrorKind::Argument, "operation", name, names, help)
}
