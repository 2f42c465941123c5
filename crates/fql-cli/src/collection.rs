//! The collections as the command line names them.

use clap::ValueEnum;
use fql::Table;
use fql::collections::{any, external_assets, sensors, subsidiaries};

/// What a filter is checked against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Collection {
    /// External assets: fields, kinds of match and values are checked
    ExternalAssets,
    /// Sensors of Identity Protection: no fields are documented, so the syntax alone is checked
    Sensors,
    /// Ecosystem subsidiaries: no fields are documented, so the syntax alone is checked
    Subsidiaries,
    /// Any other collection: the syntax alone is checked
    Any,
}

impl Collection {
    pub(crate) const fn table(self) -> &'static Table {
        match self {
            Self::ExternalAssets => &external_assets::TABLE,
            Self::Sensors => &sensors::TABLE,
            Self::Subsidiaries => &subsidiaries::TABLE,
            Self::Any => &any::TABLE,
        }
    }
}

/// `-c`, which several subcommands take.
#[derive(Debug, clap::Args)]
pub(crate) struct CollectionArgs {
    /// The collection that the filters are for [default: external-assets]
    // No default value of clap's: those who did not choose get a hint.
    #[arg(
        short = 'c',
        long = "collection",
        value_enum,
        value_name = "COLLECTION"
    )]
    chosen: Option<Collection>,
}

impl CollectionArgs {
    pub(crate) fn get(&self) -> Collection {
        self.chosen.unwrap_or(Collection::ExternalAssets)
    }

    pub(crate) fn is_chosen(&self) -> bool {
        self.chosen.is_some()
    }
}
