//! The output formats of assets.

use clap::ValueEnum;

/// `--format`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum Format {
    /// Table that fits the terminal
    #[default]
    Table,
    /// One JSON array
    Json,
    /// One JSON object per line
    Ndjson,
    /// Columns of the table and the country, with a heading
    Csv,
}
