//! How assets are shown: as a table, or as they come in a format for programs.

use std::io::Write;

use clap::ValueEnum;
use falcon_transport::models::ExternalAsset;
use serde::Serialize;
use serde_json::Value;

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
        match &mut self.style {
            Style::Table(table) => {
                self.count += 1;
                table.row(COLUMNS.map(|column| (column.cell)(asset)));
                Ok(())
            }
            Style::Csv => {
                if self.count == 0 {
                    write_csv(&mut self.out, headings())?;
                }
                self.count += 1;
                write_csv(
                    &mut self.out,
                    COLUMNS.iter().map(|column| (column.cell)(asset)),
                )
            }
            Style::Json | Style::Ndjson => self.json(asset),
        }
    }

    /// What could not be read as an asset: shown where it can be shown as it came.
    pub(super) fn raw(&mut self, item: &Value) -> Result<(), Failure> {
        match self.style {
            Style::Json | Style::Ndjson => self.json(item),
            Style::Table(_) | Style::Csv => Ok(()),
        }
    }

    fn json(&mut self, item: &impl Serialize) -> Result<(), Failure> {
        let is_array = matches!(self.style, Style::Json);
        if is_array {
            let before: &[u8] = if self.count == 0 { b"[\n" } else { b",\n" };
            self.out.write_all(before)?;
        }
        self.count += 1;
        serde_json::to_writer(&mut self.out, item).map_err(|error| Failure::Write(error.into()))?;
        if !is_array {
            self.out.write_all(b"\n")?;
            self.out.end_answer()?;
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
                write_csv(out, headings())?;
            }
            Style::Ndjson | Style::Csv => {}
        }
        out.flush()?;
        Ok(())
    }
}

fn headings() -> impl Iterator<Item = String> {
    COLUMNS.iter().map(|column| column.heading.to_owned())
}

fn write_csv(out: &mut Output, cells: impl Iterator<Item = String>) -> Result<(), Failure> {
    crate::csv::write_row(out, cells)?;
    Ok(())
}
