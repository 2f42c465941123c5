//! Writes items in one of the output formats.

use std::collections::BTreeSet;
use std::io::{self, Write};

use falcon_sandbox::data::visit_values;
use serde_json::Value;

use super::asset_columns;
use super::columns::Column;
use super::document_columns::{self, SAMPLE};
use super::format::Format;
use super::item::Item;
use super::table::Table;
use crate::csv::write_row;
use crate::json_text::on_one_line;
use crate::output::{Output, print_message};

/// Writes items as they arrive. A table is written at the end, when the column widths are known.
pub(super) struct ItemWriter {
    out: Output,
    count: usize,
    format: Format,
    table: &'static fql::table::Table,
    /// The name of an item in messages.
    noun: &'static str,
    rows: Rows,
    /// Paths of the first documents, from which a misspelled column is corrected.
    paths: BTreeSet<String>,
}

/// The rows of a table or of CSV.
enum Rows {
    /// The first documents, from which the columns will be chosen.
    Sample(Vec<Value>),
    Columns(ColumnRows),
}

struct ColumnRows {
    columns: Vec<Column>,
    /// The columns that have had a value.
    has_values: Vec<bool>,
    /// The rows of a table, which is written at the end.
    table: Table,
}

impl ItemWriter {
    /// Without `columns`, tables and CSV have the default ones.
    pub(super) fn new(
        format: Format,
        table: &'static fql::table::Table,
        noun: &'static str,
        columns: Option<Vec<Column>>,
    ) -> io::Result<Self> {
        let mut writer = Self {
            out: Output::new(),
            count: 0,
            format,
            table,
            noun,
            rows: Rows::Sample(Vec::new()),
            paths: BTreeSet::new(),
        };
        match columns {
            Some(columns) => writer.set_columns(columns, Vec::new())?,
            None if table.name == asset_columns::COLLECTION => {
                let columns = asset_columns::default_columns(format);
                let optional = asset_columns::optional_indexes(&columns);
                writer.set_columns(columns, optional)?;
            }
            None => {}
        }
        Ok(writer)
    }

    /// Returns the number of items written.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Returns `true` if nothing is written to a terminal before the end, so that there is room for
    /// progress.
    pub(super) fn has_quiet_terminal(&self) -> bool {
        self.format == Format::Table || !self.out.is_terminal()
    }

    pub(super) fn write(&mut self, item: &Item) -> io::Result<()> {
        match self.format {
            Format::Json => {
                let separator: &[u8] = if self.count == 0 { b"[\n" } else { b",\n" };
                self.out.write_all(separator)?;
                self.out.write_json_source(item.source().as_bytes())?;
            }
            Format::Ndjson => {
                let source = item.source();
                let line = on_one_line(source.as_bytes());
                self.out.write_json_source(&line)?;
                self.out.write_all(b"\n")?;
            }
            Format::Table | Format::Csv => self.write_document(item.value(self.table.id_field))?,
        }
        self.count += 1;
        self.out.end_result()
    }

    fn write_document(&mut self, document: Value) -> io::Result<()> {
        match &mut self.rows {
            Rows::Sample(documents) => {
                documents.push(document);
                if documents.len() == SAMPLE {
                    self.choose_columns()?;
                }
                Ok(())
            }
            Rows::Columns(rows) => {
                if self.count < SAMPLE {
                    visit_values(&document, &mut |path, _| {
                        self.paths.insert(path.to_owned());
                    });
                }
                rows.add(&document, self.format, &mut self.out)
            }
        }
    }

    /// Chooses the columns from the documents so far and writes these.
    fn choose_columns(&mut self) -> io::Result<()> {
        let Rows::Sample(documents) = &mut self.rows else {
            return Ok(());
        };
        let documents = std::mem::take(documents);
        if documents.is_empty() {
            return Ok(());
        }
        let columns = document_columns::choose_columns(&documents, self.table.id_field);
        let optional = document_columns::optional_indexes(&columns);
        self.set_columns(columns, optional)?;
        let mut documents = documents.into_iter();
        documents.try_for_each(|document| self.write_document(document))
    }

    /// Sets the columns. CSV starts with their headings.
    fn set_columns(&mut self, columns: Vec<Column>, optional: Vec<usize>) -> io::Result<()> {
        let headings = || columns.iter().map(|column| &column.heading);
        if self.format == Format::Csv {
            let headings: Vec<_> = headings()
                .map(|heading| self.out.displayed(heading))
                .collect();
            write_row(&mut self.out, headings)?;
        }
        self.rows = Rows::Columns(ColumnRows {
            table: Table::new(headings(), optional),
            has_values: vec![false; columns.len()],
            columns,
        });
        Ok(())
    }

    /// Passes on what is written so far.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    /// Completes the output. Reports empty columns with a name that may be misspelled.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.choose_columns()?;
        match self.format {
            Format::Json if self.count > 0 => self.out.write_all(b"\n]\n")?,
            Format::Json => self.out.write_all(b"[]\n")?,
            Format::Table | Format::Ndjson | Format::Csv => {}
        }
        let rows = match self.rows {
            Rows::Columns(rows) if self.format.has_columns() => rows,
            _ => return self.out.flush(),
        };
        if self.format == Format::Table && self.count > 0 {
            rows.table.write(&mut self.out)?;
        }
        self.out.flush()?;
        let columns = rows.columns.iter().zip(rows.has_values);
        let empty = columns.filter(|(_, has_value)| self.count > 0 && !has_value);
        for (column, _) in empty.filter(|(column, _)| !column.is_known(self.table)) {
            let suggestion = column
                .suggestion(self.table, &self.paths)
                .map_or(String::new(), |name| format!("; did you mean `{name}`?"));
            let (noun, name) = (self.noun, &column.heading);
            print_message(&format!(
                "no {noun} has a value for column `{name}`{suggestion}"
            ));
        }
        Ok(())
    }
}

impl ColumnRows {
    fn add(&mut self, document: &Value, format: Format, out: &mut Output) -> io::Result<()> {
        let cells = self.columns.iter().map(|column| column.cell(document));
        let cells: Vec<String> = cells.collect();
        for (has_value, cell) in self.has_values.iter_mut().zip(&cells) {
            *has_value |= !cell.is_empty();
        }
        if format == Format::Csv {
            let cells: Vec<_> = cells.iter().map(|cell| out.displayed(cell)).collect();
            return write_row(out, cells);
        }
        self.table.add_row(cells);
        Ok(())
    }
}
