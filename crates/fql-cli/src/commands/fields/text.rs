//! Fields for people: a table that 80 columns hold; for a narrower terminal, two lines a field.

use std::io::{self, Write};

use fql::{Capability, FieldType, Row, Table};

use crate::output::Output;

/// Writes the table, and below it what its rows do not say.
pub(super) fn write(table: &Table, rows: &[&Row], out: &mut Output) -> io::Result<()> {
    let lines = table_lines(rows);
    let paint = out.paint();
    if out.width().is_none_or(|width| widest(&lines) <= width) {
        let mut lines = lines.iter();
        if let Some(title) = lines.next() {
            writeln!(out, "{}", paint.strong(title))?;
        }
        for line in lines {
            writeln!(out, "{line}")?;
        }
    } else {
        for row in rows {
            let takes = takes(row).join(" ");
            writeln!(out, "{}", paint.strong(row.name))?;
            writeln!(out, "  {}: {takes}", row.kind.name())?;
        }
    }
    writeln!(out)?;
    for note in notes(table, rows) {
        writeln!(out, "{}", paint.faint(&note))?;
    }
    Ok(())
}

/// A title, and a line a field.
fn table_lines(rows: &[&Row]) -> Vec<String> {
    let name_width = width(rows.iter().map(|row| row.name));
    let kind_width = width(FieldType::ALL.iter().map(|kind| kind.name()));
    let mut lines = vec![format!(
        "{:name_width$}  {:kind_width$}  TAKES",
        "FIELD", "KIND"
    )];
    for row in rows {
        let (name, kind) = (row.name, row.kind.name());
        let columns = Capability::ALL.map(|capability| {
            let name = capability.name();
            let shown = if row.takes(capability) { name } else { "" };
            format!("{shown:width$}", width = name.len())
        });
        let line = format!(
            "{name:name_width$}  {kind:kind_width$}  {}",
            columns.join(" ")
        );
        lines.push(line.trim_end().to_owned());
    }
    lines
}

fn width<'n>(names: impl Iterator<Item = &'n str>) -> usize {
    names.map(str::len).max().unwrap_or_default()
}

fn widest(lines: &[String]) -> usize {
    width(lines.iter().map(String::as_str))
}

/// The names of the kinds of match.
fn takes(row: &Row) -> Vec<&'static str> {
    let all = Capability::ALL.into_iter();
    all.filter(|capability| row.takes(*capability))
        .map(Capability::name)
        .collect()
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
