//! A table that fits the terminal.

use std::io::{self, Write};

use comfy_table::{ColumnConstraint, ContentArrangement, TableComponent, Width, presets};
use console::measure_text_width;
use fql_syntax::display_safe;

use crate::output::Output;

/// A cell has one space of padding on each side and one between columns.
const PADDING: usize = 3;

/// A table of text.
#[derive(Debug)]
pub(super) struct Table {
    headings: Vec<String>,
    rows: Vec<Vec<String>>,
    /// Indexes of the columns that are hidden on a narrow terminal, in this order.
    optional: Vec<usize>,
}

impl Table {
    pub(super) fn new(
        headings: impl IntoIterator<Item = impl AsRef<str>>,
        optional: Vec<usize>,
    ) -> Self {
        let headings = headings.into_iter();
        Self {
            headings: headings.map(|heading| safe(heading.as_ref())).collect(),
            rows: Vec::new(),
            optional,
        }
    }

    pub(super) fn add_row(&mut self, cells: impl IntoIterator<Item = String>) {
        let cells = cells.into_iter();
        self.rows.push(cells.map(|cell| safe(&cell)).collect());
    }

    /// Writes the table, fitted to the terminal if the output is one.
    pub(super) fn write(self, out: &mut Output) -> io::Result<()> {
        for line in self.lines(out.width()) {
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }

    fn lines(&self, width: Option<usize>) -> Vec<String> {
        let all: Vec<usize> = (0..self.headings.len()).collect();
        let Some(width) = width else {
            return self.grid(&all, None);
        };
        let columns = self.fitting_columns(all, width);
        let narrowest = columns
            .iter()
            .map(|column| self.column_width(*column, word_width));
        if narrowest.sum::<usize>() <= width + 1 {
            self.grid(&columns, Some(width))
        } else {
            self.blocks(&columns, width)
        }
    }

    /// Hides optional columns until the others fit. If they never do, cells are wrapped.
    fn fitting_columns(&self, mut columns: Vec<usize>, width: usize) -> Vec<usize> {
        for hidden in &self.optional {
            let widths = columns
                .iter()
                .map(|column| self.column_width(*column, measure_text_width));
            if widths.sum::<usize>() <= width + 1 {
                break;
            }
            columns.retain(|column| column != hidden);
        }
        columns
    }

    /// Returns the largest width of a cell, with its padding.
    fn column_width(&self, column: usize, cell_width: fn(&str) -> usize) -> usize {
        let cells = self.rows.iter().filter_map(|row| row.get(column));
        let cells = cells.chain(&self.headings[column..=column]);
        PADDING + cells.map(|cell| cell_width(cell)).max().unwrap_or(0)
    }

    /// Returns rows of aligned cells. Cells are wrapped between words to fit the width.
    fn grid(&self, columns: &[usize], width: Option<usize>) -> Vec<String> {
        let cells = |row: &'_ Vec<String>| -> Vec<String> {
            let cells = columns.iter().map(|column| row.get(*column).cloned());
            cells.map(Option::unwrap_or_default).collect()
        };
        let mut table = comfy_table::Table::new();
        table
            .load_preset(presets::NOTHING)
            .set_header(cells(&self.headings));
        for component in [
            TableComponent::HeaderLines,
            TableComponent::MiddleHeaderIntersections,
        ] {
            table.set_style(component, '─');
        }
        table.add_rows(self.rows.iter().map(cells));
        if let Some(width) = width {
            let width = u16::try_from(width).unwrap_or(u16::MAX);
            table
                .set_content_arrangement(ContentArrangement::Dynamic)
                .set_width(width);
            for (index, column) in columns.iter().enumerate() {
                let narrowest = self.column_width(*column, word_width) - 1;
                let narrowest = u16::try_from(narrowest).unwrap_or(u16::MAX);
                if let Some(column) = table.column_mut(index) {
                    let boundary = Width::Fixed(narrowest);
                    column.set_constraint(ColumnConstraint::LowerBoundary(boundary));
                }
            }
        }
        table.lines().collect()
    }

    /// Returns a block per row: the first cell, then a line for each other cell that is not empty.
    fn blocks(&self, columns: &[usize], width: usize) -> Vec<String> {
        let mut lines = Vec::new();
        for row in &self.rows {
            let mut cells = columns
                .iter()
                .filter_map(|column| Some((&self.headings[*column], row.get(*column)?)));
            if let Some((_, first)) = cells.next() {
                let first = if first.is_empty() { "-" } else { first };
                wrap(first, "", width, &mut lines);
            }
            for (heading, cell) in cells.filter(|(_, cell)| !cell.is_empty()) {
                wrap(&format!("{heading}: {cell}"), "  ", width, &mut lines);
            }
        }
        lines
    }
}

fn safe(text: &str) -> String {
    display_safe(text).into_owned()
}

/// Returns the width of the longest word.
fn word_width(text: &str) -> usize {
    text.split(' ').map(measure_text_width).max().unwrap_or(0)
}

/// Wraps text between words. A word that is wider than the terminal is not broken.
fn wrap(text: &str, indent: &str, width: usize, lines: &mut Vec<String>) {
    let mut line = String::from(indent);
    let mut is_start = true;
    for word in text.split(' ') {
        if !is_start && measure_text_width(&line) + 1 + measure_text_width(word) > width {
            lines.push(std::mem::replace(&mut line, format!("{indent}  ")));
            is_start = true;
        }
        if !is_start {
            line.push(' ');
        }
        line.push_str(word);
        is_start = false;
    }
    lines.push(line);
}

#[cfg(test)]
mod tests {
    use super::Table;

    fn table() -> Table {
        let mut table = Table::new(["asset", "ports", "id"], vec![2]);
        table.add_row(["one.example".into(), "22 443".into(), "0".repeat(20)]);
        table.add_row(["\u{1b}[31m".into(), "a\u{200b}b".into(), "1".into()]);
        table
    }

    fn lines(table: &Table, width: Option<usize>) -> Vec<String> {
        let lines = table.lines(width).into_iter();
        lines.map(|line| line.trim_end().to_owned()).collect()
    }

    #[test]
    fn rows_are_aligned_and_display_safe() {
        assert_eq!(
            lines(&table(), None),
            [
                " asset         ports        id",
                "─────────────────────────────────────────────────",
                " one.example   22 443       00000000000000000000",
                " \\u{1b}[31m    a\\u{200b}b   1",
            ]
        );
    }

    #[test]
    fn narrow_table_hides_optional_columns() {
        assert_eq!(lines(&table(), Some(30))[2], " one.example   22 443");
        assert_eq!(lines(&table(), Some(80)), lines(&table(), None));
    }

    #[test]
    fn narrow_table_wraps_between_values() {
        let mut table = Table::new(["asset", "ports"], Vec::new());
        table.add_row([
            "2001:db8::1234:5678".into(),
            "22 80 443 8080 8443 50051".into(),
        ]);
        assert_eq!(
            lines(&table, Some(34))[2..],
            [
                " 2001:db8::1234:5678   22 80 443",
                "                       8080 8443",
                "                       50051",
            ]
        );
    }

    #[test]
    fn very_narrow_table_has_a_block_per_row() {
        let mut table = Table::new(["asset", "ports", "id"], vec![2]);
        table.add_row([
            "2001:db8::1234:5678".into(),
            "22 80 443 8080".into(),
            "1".into(),
        ]);
        table.add_row([String::new(), String::new(), "2".into()]);
        assert_eq!(
            lines(&table, Some(20)),
            ["2001:db8::1234:5678", "  ports: 22 80 443", "    8080", "-"]
        );
        // A value that is wider than the terminal is not broken.
        assert_eq!(lines(&table, Some(8))[0], "2001:db8::1234:5678");
    }
}
