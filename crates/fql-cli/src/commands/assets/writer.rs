//! Writes assets in one of the output formats.

use std::io::{self, Write};

use super::columns::{Column, default_columns, optional_indexes};
use super::document::Document;
use super::format::Format;
use super::table::Table;
use crate::csv::write_row;
use crate::json_text::on_one_line;
use crate::output::{Output, print_message};

/// Writes assets as they arrive. A table is written at the end, when the column widths are known.
pub(super) struct AssetWriter {
    out: Output,
    count: usize,
    format: Format,
    columns: Vec<Column>,
    /// The columns that have had a value.
    has_values: Vec<bool>,
    table: Table,
}

impl AssetWriter {
    /// Without `columns`, tables and CSV have the default ones.
    pub(super) fn new(format: Format, columns: Option<Vec<Column>>) -> io::Result<Self> {
        let mut out = Output::new();
        let (columns, optional) = match columns {
            Some(columns) => (columns, Vec::new()),
            None => {
                let columns = default_columns(format);
                let optional = optional_indexes(&columns);
                (columns, optional)
            }
        };
        let headings = || columns.iter().map(|column| &column.heading);
        if format == Format::Csv {
            let headings = headings().map(|heading| out.displayed(heading));
            let headings: Vec<_> = headings.collect();
            write_row(&mut out, headings)?;
        }
        Ok(Self {
            table: Table::new(headings(), optional),
            has_values: vec![false; columns.len()],
            out,
            count: 0,
            format,
            columns,
        })
    }

    /// Returns the number of assets written.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Returns `true` if nothing is written to a terminal before the end, so that there is room for
    /// progress.
    pub(super) fn has_quiet_terminal(&self) -> bool {
        self.format == Format::Table || !self.out.is_terminal()
    }

    pub(super) fn write(&mut self, asset: &Document) -> io::Result<()> {
        match self.format {
            Format::Json => {
                let separator: &[u8] = if self.count == 0 { b"[\n" } else { b",\n" };
                self.out.write_all(separator)?;
                self.out.write_json_source(asset.source().as_bytes())?;
            }
            Format::Ndjson => {
                let line = on_one_line(asset.source().as_bytes());
                self.out.write_json_source(&line)?;
                self.out.write_all(b"\n")?;
            }
            Format::Table => {
                let cells = self.cells(asset);
                self.table.add_row(cells);
            }
            Format::Csv => {
                let cells = self.cells(asset);
                let cells: Vec<_> = cells.iter().map(|cell| self.out.displayed(cell)).collect();
                write_row(&mut self.out, cells)?;
            }
        }
        self.count += 1;
        self.out.end_result()
    }

    fn cells(&mut self, asset: &Document) -> Vec<String> {
        let asset = asset.value();
        let cells = self.columns.iter().map(|column| column.cell(&asset));
        let cells: Vec<String> = cells.collect();
        for (has_value, cell) in self.has_values.iter_mut().zip(&cells) {
            *has_value |= !cell.is_empty();
        }
        cells
    }

    /// Completes the output. Reports empty columns with a name that may be misspelled.
    pub(super) fn finish(mut self) -> io::Result<()> {
        match self.format {
            Format::Table if self.count > 0 => self.table.write(&mut self.out)?,
            Format::Json if self.count > 0 => self.out.write_all(b"\n]\n")?,
            Format::Json => self.out.write_all(b"[]\n")?,
            Format::Table | Format::Ndjson | Format::Csv => {}
        }
        self.out.flush()?;
        let columns = self.columns.iter().zip(self.has_values);
        let empty = columns.filter(|(_, has_value)| self.count > 0 && !has_value);
        for (column, _) in empty.filter(|(column, _)| !column.is_known()) {
            let suggestion = column
                .suggestion()
                .map_or(String::new(), |name| format!("; did you mean `{name}`?"));
            let name = &column.heading;
            print_message(&format!(
                "no asset has a value for column `{name}`{suggestion}"
            ));
        }
        Ok(())
    }
}
