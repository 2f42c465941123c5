//! The `--collection` option.

use clap::ValueEnum;
use fql::collections::{any, external_assets, sensors, subsidiaries};
use fql::{Code, Report, Table};

use crate::output::print_stderr;

/// The collection that a filter is checked against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Collection {
    /// External assets: checks fields, comparisons and values
    ExternalAssets,
    /// Identity Protection sensors: checks syntax only, because no fields are documented
    Sensors,
    /// Ecosystem subsidiaries: checks syntax only, because no fields are documented
    Subsidiaries,
    /// Any other collection: checks syntax only
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

/// The `--collection` option, shared by several subcommands.
#[derive(Debug, clap::Args)]
pub(crate) struct CollectionArgs {
    /// Collection to check against [default: external-assets]
    // The default is applied in `get`, because the hint depends on whether the option is given.
    #[arg(
        short = 'c',
        long = "collection",
        value_enum,
        value_name = "COLLECTION"
    )]
    selected: Option<Collection>,
}

impl CollectionArgs {
    pub(crate) fn get(&self) -> Collection {
        self.selected.unwrap_or(Collection::ExternalAssets)
    }

    /// Returns `true` if a field is unknown and the default collection was used, so that another
    /// collection may have been meant.
    pub(crate) fn needs_hint(&self, report: &Report) -> bool {
        let mut diagnostics = report.diagnostics().iter();
        self.selected.is_none()
            && diagnostics.any(|diagnostic| diagnostic.code() == Code::UnknownField)
    }
}

/// Prints how to select another collection.
pub(crate) fn print_collection_hint() {
    print_stderr(
        "note: checking against `external-assets` (default); use `-c` to select another \
         collection, or `-c any` to check only the syntax\n",
    );
}
