//! Fields for people: a table, narrow enough for 80 columns.

use std::io::{self, Write};

use fql::{Capability, Kind, Row, Table};

use crate::output::Output;

/// Writes the table, and below it what its rows do not say.
pub(super) fn write(table: &Table, rows: &[&Row], out: &mut Output) -> io::Result<()> {
    let paint = out.paint();
    let name_width = width(rows.iter().map(|row| row.name));
    let kind_width = width(Kind::ALL.iter().map(|kind| kind.name()));
    let title = format!("{:name_width$}  {:kind_width$}  TAKES", "FIELD", "KIND");
    writeln!(out, "{}", paint.strong(&title))?;
    for row in rows {
        let (name, kind) = (row.name, row.kind.name());
        let takes = takes(row);
        writeln!(out, "{name:name_width$}  {kind:kind_width$}  {takes}")?;
    }
    writeln!(out)?;
    for note in notes(table, rows) {
        writeln!(out, "{}", paint.faint(&note))?;
    }
    Ok(())
}

fn width<'n>(names: impl Iterator<Item = &'n str>) -> usize {
    names.map(str::len).max().unwrap_or_default()
}

/// The names of the kinds of match, each in a column of its own.
fn takes(row: &Row) -> String {
    let columns = Capability::ALL.map(|capability| {
        let name = capability.name();
        let shown = if row.takes(capability) { name } else { "" };
        format!("{shown:width$}", width = name.len())
    });
    columns.join(" ").trim_end().to_owned()
}

/// How many fields come from where, and which other names are taken for one.
fn notes(table: &Table, rows: &[&Row]) -> Vec<String> {
    let mut notes = Vec::new();
    let mut sources: Vec<&str> = Vec::new();
    for row in rows {
        if !sources.contains(&row.source) {
            sources.push(row.source);
        }
    }
    for source in sources {
        let names: Vec<&str> = rows
            .iter()
            .filter(|row| row.source == source)
            .map(|row| row.name)
            .collect();
        notes.push(match names[..] {
            [name] => format!("{name} comes from: {source}"),
            _ => format!("{} fields come from: {source}", names.len()),
        });
    }
    for row in rows {
        for alias in super::aliases(table, row) {
            notes.push(format!("{alias} is taken for {}", row.name));
        }
    }
    notes
}
