//! The output formats of documents.

use clap::ValueEnum;

/// `--format`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum Format {
    /// Table that fits the terminal
    #[default]
    Table,
    /// One JSON array
    Json,
    /// One JSON value per line
    Ndjson,
    /// Columns with a heading
    Csv,
}

impl Format {
    /// Returns `true` for a format with columns.
    pub(super) fn has_columns(self) -> bool {
        matches!(self, Self::Table | Self::Csv)
    }
}
