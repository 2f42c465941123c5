//! How assets are shown: as a table, or as they come in a format for programs.

use std::io::Write;

use clap::ValueEnum;
use falcon_transport::models::ExternalAsset;

use super::columns::{COLUMNS, SPARE};
use crate::failure::Failure;
use crate::output::Output;
use crate::table::Table;

/// `--format`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum Format {
    /// For people, in the width of the terminal
    #[default]
    Table,
    /// One array
    Json,
    /// An asset a line
    Ndjson,
    /// The columns of the table, with a heading
    Csv,
}

/// What was shown so far. Only a table waits for its last row, to know how wide its columns are.
pub(super) struct Show {
    out: Output,
    count: usize,
    style: Style,
}

enum Style {
    Table(Box<Table>),
    Json,
    Ndjson,
    Csv,
}

impl Show {
    pub(super) fn new(format: Format) -> Self {
        Self {
            out: Output::new(),
            count: 0,
            style: match format {
                Format::Table => {
                    let headings = COLUMNS.map(|column| column.heading);
                    Style::Table(Box::new(Table::new(headings, SPARE)))
                }
                Format::Json => Style::Json,
                Format::Ndjson => Style::Ndjson,
                Format::Csv => Style::Csv,
            },
        }
    }

    pub(super) fn count(&self) -> usize {
        self.count
    }

    pub(super) fn asset(&mut self, asset: &ExternalAsset) -> Result<(), Failure> {
        let is_first = self.count == 0;
        self.count += 1;
        let out = &mut self.out;
        match &mut self.style {
            Style::Table(table) => table.row(COLUMNS.map(|column| (column.cell)(asset))),
            Style::Json => {
                out.write_all(if is_first { b"[\n" } else { b",\n" })?;
                write_json(out, asset)?;
            }
            Style::Ndjson => {
                write_json(out, asset)?;
                out.write_all(b"\n")?;
                out.end_answer()?;
            }
            Style::Csv => {
                if is_first {
                    write_csv(out, COLUMNS.iter().map(|column| column.heading.to_owned()))?;
                }
                write_csv(out, COLUMNS.iter().map(|column| (column.cell)(asset)))?;
            }
        }
        Ok(())
    }

    /// Writes what is not written yet.
    pub(super) fn end(mut self) -> Result<(), Failure> {
        let out = &mut self.out;
        match self.style {
            Style::Table(table) => {
                if self.count > 0 {
                    table.write(out)?;
                }
            }
            Style::Json => out.write_all(if self.count > 0 { b"\n]\n" } else { b"[]\n" })?,
            Style::Csv if self.count == 0 => {
                write_csv(out, COLUMNS.iter().map(|column| column.heading.to_owned()))?;
            }
            Style::Ndjson | Style::Csv => {}
        }
        out.flush()?;
        Ok(())
    }
}

fn write_json(out: &mut Output, asset: &ExternalAsset) -> Result<(), Failure> {
    serde_json::to_writer(out, asset).map_err(|error| Failure::Write(error.into()))
}

fn write_csv(out: &mut Output, cells: impl Iterator<Item = String>) -> Result<(), Failure> {
    crate::csv::write_row(out, cells)?;
    Ok(())
}
