//! Writes assets in one of the output formats.

use std::io::{self, Write};

use clap::ValueEnum;
use falcon_transport::models::ExternalAsset;
use serde::Serialize;
use serde_json::Value;

use super::columns::{COLUMNS, OPTIONAL};
use super::table::Table;
use crate::csv::write_row;
use crate::output::Output;

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
    /// Columns of the table, with a heading
    Csv,
}

/// Writes assets as they arrive. A table is written at the end, when the column widths are known.
pub(super) struct AssetWriter {
    out: Output,
    count: usize,
    format: Format,
    table: Table,
}

impl AssetWriter {
    pub(super) fn new(format: Format) -> io::Result<Self> {
        let headings = COLUMNS.map(|column| column.heading);
        let mut out = Output::new();
        if format == Format::Csv {
            write_row(&mut out, headings)?;
        }
        Ok(Self {
            out,
            count: 0,
            format,
            table: Table::new(headings, OPTIONAL),
        })
    }

    /// Returns the number of assets written.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    pub(super) fn write(&mut self, asset: &ExternalAsset) -> io::Result<()> {
        match self.format {
            Format::Table => {
                self.count += 1;
                self.table
                    .add_row(COLUMNS.map(|column| (column.cell)(asset)));
                Ok(())
            }
            Format::Csv => {
                self.count += 1;
                write_row(&mut self.out, COLUMNS.map(|column| (column.cell)(asset)))
            }
            Format::Json | Format::Ndjson => self.write_json(asset),
        }
    }

    /// Writes an item that could not be decoded as an asset. Only JSON formats include it.
    pub(super) fn write_malformed(&mut self, item: &Value) -> io::Result<()> {
        match self.format {
            Format::Json | Format::Ndjson => self.write_json(item),
            Format::Table | Format::Csv => Ok(()),
        }
    }

    fn write_json(&mut self, item: &impl Serialize) -> io::Result<()> {
        if self.format == Format::Json {
            let separator: &[u8] = if self.count == 0 { b"[\n" } else { b",\n" };
            self.out.write_all(separator)?;
        }
        self.count += 1;
        self.out.write_json(item)?;
        if self.format == Format::Ndjson {
            self.out.write_all(b"\n")?;
            self.out.end_result()?;
        }
        Ok(())
    }

    /// Completes the output.
    pub(super) fn finish(mut self) -> io::Result<()> {
        match self.format {
            Format::Table if self.count > 0 => self.table.write(&mut self.out)?,
            Format::Json if self.count > 0 => self.out.write_all(b"\n]\n")?,
            Format::Json => self.out.write_all(b"[]\n")?,
            Format::Table | Format::Ndjson | Format::Csv => {}
        }
        self.out.flush()
    }
}
