//! Tables for people: in the width of the terminal, and whole where there is none.

use std::io::{self, Write};

use comfy_table::{ColumnConstraint, ContentArrangement, TableComponent, presets};

use crate::output::Output;
use crate::printable::printable;

/// A table of text.
#[derive(Debug)]
pub(crate) struct Table {
    table: comfy_table::Table,
    /// The columns that a narrow terminal does without, the first to go first.
    spare: &'static [usize],
}

impl Table {
    pub(crate) fn new<const N: usize>(headings: [&str; N], spare: &'static [usize]) -> Self {
        let mut table = comfy_table::Table::new();
        table.load_preset(presets::NOTHING).set_header(headings);
        for component in [
            TableComponent::HeaderLines,
            TableComponent::MiddleHeaderIntersections,
        ] {
            table.set_style(component, '─');
        }
        Self { table, spare }
    }

    /// Adds a row. What a terminal would obey is written out.
    pub(crate) fn row<const N: usize>(&mut self, cells: [String; N]) {
        self.table
            .add_row(cells.map(|cell| printable(&cell).into_owned()));
    }

    /// Writes it. Only a terminal has a width to fit.
    pub(crate) fn write(mut self, out: &mut Output) -> io::Result<()> {
        if let Some(width) = out.width() {
            self.fit(u16::try_from(width).unwrap_or(u16::MAX));
        }
        for line in self.table.lines() {
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }

    /// Leaves out spare columns until the rest has room, and breaks the cells of what has none.
    fn fit(&mut self, width: u16) {
        let widths = self.table.column_max_content_widths();
        // A cell has a blank on both sides, and another is between two columns.
        let mut wanted: usize = widths.iter().map(|column| usize::from(*column) + 3).sum();
        for spare in self.spare {
            if wanted <= usize::from(width) + 1 {
                break;
            }
            if let Some(column) = self.table.column_mut(*spare) {
                column.set_constraint(ColumnConstraint::Hidden);
                wanted -= usize::from(widths[*spare]) + 3;
            }
        }
        self.table
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(width);
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    fn table() -> Table {
        let mut table = Table::new(["asset", "ports", "id"], &[2]);
        table.row(["one.example".into(), "22 443".into(), "0".repeat(20)]);
        table.row(["\u{1b}[31m".into(), String::new(), "1".into()]);
        table
    }

    fn lines(table: &Table) -> Vec<String> {
        table
            .table
            .lines()
            .map(|line| line.trim_end().to_owned())
            .collect()
    }

    #[test]
    fn a_table_has_a_line_a_row() {
        assert_eq!(
            lines(&table()),
            [
                " asset         ports    id",
                "─────────────────────────────────────────────",
                " one.example   22 443   00000000000000000000",
                " \\u{1b}[31m             1",
            ]
        );
    }

    #[test]
    fn a_narrow_terminal_does_without_what_is_spare() {
        let mut narrow = table();
        narrow.fit(30);
        assert_eq!(lines(&narrow)[2], " one.example   22 443");
        let mut wide = table();
        wide.fit(80);
        assert_eq!(lines(&wide), lines(&table()));
    }

    #[test]
    fn a_terminal_too_narrow_for_that_breaks_cells() {
        let mut narrow = table();
        narrow.fit(14);
        let lines = lines(&narrow);
        assert!(lines.len() > 4, "{lines:?}");
        assert!(
            lines.iter().all(|line| line.chars().count() <= 14),
            "{lines:?}"
        );
    }
}
