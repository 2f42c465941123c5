//! Filters in words.

mod clause;
mod pattern;
mod value;

use std::io::{self, Write};

use fql::{Connective, Table, Tree};
use fql_syntax::{Clause, Expression};

use crate::output::Output;
use crate::printable::printable;

/// Writes a tree, a line for each clause and each group, indented by its depth.
///
/// The stack is a vector, so that no depth of a filter can overflow the program's.
pub(crate) fn write_tree(tree: &Tree<'_>, table: &Table, out: &mut Output) -> io::Result<()> {
    let Some(root) = tree.root() else {
        return writeln!(out, "everything");
    };
    let paint = out.paint();
    let mut open = vec![(0, root)];
    while let Some((depth, expression)) = open.pop() {
        write!(out, "{:1$}", "", 2 * depth)?;
        match expression {
            Expression::Group(group) => {
                writeln!(out, "{}", paint.strong(heading(group.connective())))?;
                let behind = open.len();
                open.extend(group.parts().map(|part| (depth + 1, part)));
                open[behind..].reverse();
            }
            Expression::Clause(clause) => {
                let (words, note) = in_words(&clause, table);
                writeln!(out, "{}{}", printable(&words), paint.faint(&note))?;
            }
            // Only templates have holes, and no text of a user is read as one.
            Expression::Placeholder(hole) => writeln!(out, "{{{}}}", hole.expression())?,
        }
    }
    Ok(())
}

fn heading(join: Connective) -> &'static str {
    match join {
        Connective::And => "all of:",
        Connective::Or => "any of:",
    }
}

/// A clause in words, and what is to be noted of its field.
fn in_words(clause: &Clause<'_>, table: &Table) -> (String, String) {
    let row = table.find(clause.property());
    let words = clause::in_words(clause, row.map(|row| row.kind));
    let note = match row {
        Some(row) => format!("  ({})", row.kind),
        None if table.is_open => String::new(),
        None => format!("  (no field of {})", table.name),
    };
    (words, note)
}
