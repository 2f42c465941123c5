//! Filters in words, on the terminal.

use std::io::{self, Write};

use fql::describe::{Subject, describe};
use fql::syntax::Tree;
use fql::table::Table;
use fql_syntax::display_safe;

use crate::output::Output;

/// Writes one line per clause and group, indented by its depth.
pub(crate) fn write_tree(tree: &Tree<'_>, table: &Table, out: &mut Output) -> io::Result<()> {
    let painter = out.painter();
    for line in describe(table, tree) {
        let text = display_safe(&line.text);
        let indent = 2 * line.depth;
        match line.subject {
            Subject::Group if tree.is_match_all() => writeln!(out, "{text}")?,
            Subject::Group => writeln!(out, "{:indent$}{}", "", painter.bold(&text))?,
            Subject::Field(field_type) => {
                let note = painter.dimmed(&format!("  ({field_type})"));
                writeln!(out, "{:indent$}{text}{note}", "")?;
            }
            Subject::UnknownField => {
                writeln!(
                    out,
                    "{:indent$}{text}{}",
                    "",
                    painter.dimmed("  (unknown field)")
                )?;
            }
            _ => writeln!(out, "{:indent$}{text}", "")?,
        }
    }
    Ok(())
}
