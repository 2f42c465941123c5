//! Values that shell completion offers for arguments that accept any string.

#[cfg(feature = "network")]
use std::collections::BTreeSet;

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
#[cfg(feature = "network")]
use falcon_transport::operation::OperationId;
use fql::collections::external_assets;
#[cfg(feature = "network")]
use fql::{collections, operation::OperationSpec, table::Table};

/// Parses any string and offers some values to shell completion.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OfferedValues(fn() -> Vec<&'static str>);

impl OfferedValues {
    /// Offers the fields of the default collection.
    pub(crate) fn fields() -> Self {
        Self(|| {
            let rows = external_assets::TABLE.rows.iter();
            rows.map(|row| row.name).collect()
        })
    }

    /// Offers the operations of all collections that list documents or their ids.
    #[cfg(feature = "network")]
    pub(crate) fn listings() -> Self {
        Self(|| operation_ids(|operation| operation.as_listing().is_some()))
    }

    /// Offers the operations of all collections that aggregate.
    #[cfg(feature = "network")]
    pub(crate) fn aggregations() -> Self {
        Self(|| operation_ids(|operation| operation.as_aggregation().is_some()))
    }

    /// Offers the operations of the API, by id and by alias, and those of all collections.
    #[cfg(feature = "network")]
    pub(crate) fn operations() -> Self {
        Self(|| {
            let names = OperationId::all().flat_map(|operation| {
                let aliases = operation.aliases().iter().copied();
                std::iter::once(operation.id()).chain(aliases)
            });
            let ids = operation_ids(|operation| operation.id.parse::<OperationId>().is_err());
            names.chain(ids).collect()
        })
    }
}

/// Returns the ids of the operations of all collections that `is_offered` selects.
#[cfg(feature = "network")]
fn operation_ids(is_offered: fn(&'static OperationSpec) -> bool) -> Vec<&'static str> {
    let operations = collections::all().flat_map(Table::all_operations);
    let offered = operations.filter(|operation| is_offered(operation));
    // Some operations list documents of several collections.
    let ids: BTreeSet<_> = offered.map(|operation| operation.id).collect();
    ids.into_iter().collect()
}

impl TypedValueParser for OfferedValues {
    type Value = String;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &std::ffi::OsStr,
    ) -> Result<String, clap::Error> {
        StringValueParser::new().parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new((self.0)().into_iter().map(PossibleValue::new)))
    }
}
