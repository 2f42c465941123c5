//! Filters in words.

mod clause;
mod time;

use std::io::{self, Write};

use fql::syntax::{Connective, Tree};
use fql::table::Table;
use fql_syntax::Expression;
use fql_syntax::display_safe;

use crate::output::Output;

/// Writes one line per clause and group, indented by its depth.
///
/// Uses an explicit stack, so that deep filters cannot overflow the call stack.
pub(crate) fn write_tree(tree: &Tree<'_>, table: &Table, out: &mut Output) -> io::Result<()> {
    let Some(root) = tree.root() else {
        return writeln!(out, "everything");
    };
    let painter = out.painter();
    let mut stack = vec![(0, root)];
    while let Some((depth, expression)) = stack.pop() {
        write!(out, "{:1$}", "", 2 * depth)?;
        match expression {
            Expression::Group(group) => {
                writeln!(out, "{}", painter.bold(heading(group.connective())))?;
                let first = stack.len();
                stack.extend(group.parts().map(|part| (depth + 1, part)));
                stack[first..].reverse();
            }
            Expression::Clause(clause) => {
                let row = table.find(clause.property());
                let words = clause::describe(&clause, row.map(|row| row.field_type));
                let note = match row {
                    Some(row) => format!("  ({})", row.field_type),
                    None if table.is_open => String::new(),
                    None => "  (unknown field)".to_owned(),
                };
                writeln!(out, "{}{}", display_safe(&words), painter.dimmed(&note))?;
            }
            // Only templates have placeholders, and filters are not parsed as templates.
            Expression::Placeholder(placeholder) => {
                writeln!(out, "{{{}}}", placeholder.expression())?;
            }
        }
    }
    Ok(())
}

fn heading(connective: Connective) -> &'static str {
    match connective {
        Connective::And => "all of:",
        Connective::Or => "any of:",
    }
}
