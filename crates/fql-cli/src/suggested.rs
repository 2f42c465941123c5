//! Values that shells are told of, where others are taken, too.

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
#[cfg(feature = "network")]
use falcon_transport::OperationId;
use fql::collections::external_assets;

use crate::commands;

/// Takes any text, and suggests some.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Suggested(fn() -> Vec<&'static str>);

impl Suggested {
    /// The fields of the collection that is meant unless another is said.
    pub(crate) fn fields() -> Self {
        Self(|| {
            let rows = external_assets::TABLE.rows.iter();
            rows.map(|row| row.name).collect()
        })
    }

    /// The operations of the API, by each of their names.
    #[cfg(feature = "network")]
    pub(crate) fn operations() -> Self {
        Self(|| {
            let named = OperationId::all().map(|operation| {
                let aliases = operation.aliases().iter().copied();
                std::iter::once(operation.id()).chain(aliases)
            });
            named.flatten().collect()
        })
    }

    /// The subcommands of the program.
    pub(crate) fn subcommands() -> Self {
        Self(|| commands::HELP.iter().map(|(name, _)| *name).collect())
    }
}

impl TypedValueParser for Suggested {
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
