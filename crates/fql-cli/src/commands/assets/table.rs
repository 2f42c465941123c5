//! A table that fits the terminal.

use std::io::{self, Write};

use comfy_table::{ColumnConstraint, ContentArrangement, TableComponent, presets};
use fql_syntax::display_safe;

use crate::output::Output;

/// A table of text.
#[derive(Debug)]
pub(super) struct Table {
    table: comfy_table::Table,
    /// Indexes of the columns that are hidden on a narrow terminal, in this order.
    optional: &'static [usize],
}

impl Table {
    pub(super) fn new<const N: usize>(headings: [&str; N], optional: &'static [usize]) -> Self {
        let mut table = comfy_table::Table::new();
        table.load_preset(presets::NOTHING).set_header(headings);
        for component in [
            TableComponent::HeaderLines,
            TableComponent::MiddleHeaderIntersections,
        ] {
            table.set_style(component, '─');
        }
        Self { table, optional }
    }

    pub(super) fn add_row<const N: usize>(&mut self, cells: [String; N]) {
        self.table
            .add_row(cells.map(|cell| display_safe(&cell).into_owned()));
    }

    /// Writes the table, fitted to the terminal if the output is one.
    pub(super) fn write(mut self, out: &mut Output) -> io::Result<()> {
        if let Some(width) = out.width() {
            self.fit(u16::try_from(width).unwrap_or(u16::MAX));
        }
        for line in self.table.lines() {
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }

    /// Hides optional columns until the others fit. If they never do, cells are wrapped.
    fn fit(&mut self, width: u16) {
        // A cell has one space of padding on each side and one between columns.
        const PADDING: usize = 3;
        let widths = self.table.column_max_content_widths();
        let mut total: usize = widths
            .iter()
            .map(|width| usize::from(*width) + PADDING)
            .sum();
        for index in self.optional {
            if total <= usize::from(width) + 1 {
                break;
            }
            if let Some(column) = self.table.column_mut(*index) {
                column.set_constraint(ColumnConstraint::Hidden);
                total -= usize::from(widths[*index]) + PADDING;
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
        table.add_row(["one.example".into(), "22 443".into(), "0".repeat(20)]);
        table.add_row(["\u{1b}[31m".into(), "a\u{200b}b".into(), "1".into()]);
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
    fn rows_are_aligned_and_display_safe() {
        assert_eq!(
            lines(&table()),
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
        let mut narrow = table();
        narrow.fit(30);
        assert_eq!(lines(&narrow)[2], " one.example   22 443");
        let mut wide = table();
        wide.fit(80);
        assert_eq!(lines(&wide), lines(&table()));
    }

    #[test]
    fn very_narrow_table_wraps_cells() {
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
