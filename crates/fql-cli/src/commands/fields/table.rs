//! Fields as text: a table, or two lines per field if the terminal is too narrow.

use std::io::{self, Write};

use fql::table::{Capability, FieldType, Grade, Presence, Row, Table};

use crate::output::Output;

/// Writes the fields of a collection, then notes about them. The sources of graded fields are many, and
/// only written on request.
pub(super) fn write(
    table: &Table,
    rows: &[&Row],
    with_sources: bool,
    out: &mut Output,
) -> io::Result<()> {
    write_rows(table, rows, out)?;
    writeln!(out)?;
    let with_sources = with_sources || !table.is_graded();
    let mut notes = notes(table, rows, with_sources);
    if table.is_graded() {
        notes.insert(0, GRADES.to_owned());
        if !with_sources {
            notes.push("`--sources` shows the sources".to_owned());
        }
    }
    let painter = out.painter();
    for note in notes {
        writeln!(out, "{}", painter.dimmed(&note))?;
    }
    Ok(())
}

const GRADES: &str = "`exact` is documented, `exact*` shown by a source, `!exact` denied by one; about \
                      the rest no source says anything";

/// Writes the fields of several collections, each after the name of the collection.
pub(super) fn write_all(
    matches: &[super::Matches],
    with_sources: bool,
    out: &mut Output,
) -> io::Result<()> {
    for (index, (table, rows)) in matches.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        let heading = out.painter().success(table.name);
        writeln!(out, "{heading}")?;
        write_rows(table, rows, out)?;
        if with_sources {
            for note in notes(table, rows, true) {
                writeln!(out, "{}", out.painter().dimmed(&note))?;
            }
        }
    }
    Ok(())
}

fn write_rows(table: &Table, rows: &[&Row], out: &mut Output) -> io::Result<()> {
    let painter = out.painter();
    let (heading, lines) = table_lines(table, rows);
    if out.width().is_none_or(|width| max_width(&lines) <= width) {
        writeln!(out, "{}", painter.bold(&heading))?;
        for line in lines {
            writeln!(out, "{line}")?;
        }
        return Ok(());
    }
    for row in rows {
        writeln!(out, "{}", painter.bold(row.name))?;
        let cells = cells(table, row)
            .into_iter()
            .filter(|cell| !cell.is_empty());
        let cells: Vec<String> = cells.collect();
        writeln!(out, "  {}: {}", row.field_type.name(), cells.join(" "))?;
    }
    Ok(())
}

/// Returns the heading and one line per field, with aligned columns.
fn table_lines(table: &Table, rows: &[&Row]) -> (String, Vec<String>) {
    let name_width = max_width(rows.iter().map(|row| row.name));
    let type_width = max_width(FieldType::ALL.iter().map(|field_type| field_type.name()));
    let line = |name: &str, field_type: &str, capabilities: &str| {
        let line = format!("{name:name_width$}  {field_type:type_width$}  {capabilities}");
        line.trim_end().to_owned()
    };
    let cells: Vec<Vec<String>> = rows.iter().map(|row| cells(table, row)).collect();
    let width = |column: usize| {
        let name = Capability::ALL.get(column).map_or("", |one| one.name());
        max_width(cells.iter().map(|cells| &cells[column])).max(name.len())
    };
    let widths: Vec<usize> = (0..cells.first().map_or(0, Vec::len)).map(width).collect();
    let lines = rows.iter().zip(&cells).map(|(row, cells)| {
        let padded = cells.iter().zip(&widths);
        let padded: Vec<String> = padded
            .map(|(cell, width)| format!("{cell:width$}"))
            .collect();
        line(row.name, row.field_type.name(), &padded.join(" "))
    });
    (line("FIELD", "TYPE", "CAPABILITIES"), lines.collect())
}

/// Returns the cells of a field: its comparisons by grade, and its presence if it is not a field of
/// filters.
fn cells(table: &Table, row: &Row) -> Vec<String> {
    let mut cells: Vec<String> = Capability::ALL
        .iter()
        .map(|capability| (capability.name(), row.grade(*capability)))
        .chain([("sort", row.sort_grade())])
        .map(|(name, grade)| match grade {
            Grade::Documented => name.to_owned(),
            Grade::Shown => format!("{name}*"),
            Grade::Denied if table.is_graded() => format!("!{name}"),
            Grade::Denied | Grade::Unknown => String::new(),
        })
        .collect();
    cells.push(match row.presence {
        Presence::Candidate => "candidate".to_owned(),
        Presence::Denied => "(denied)".to_owned(),
        Presence::Documented | Presence::Shown => String::new(),
    });
    cells
}

fn max_width(names: impl IntoIterator<Item = impl AsRef<str>>) -> usize {
    let widths = names.into_iter().map(|name| name.as_ref().len());
    widths.max().unwrap_or_default()
}

fn notes(table: &Table, rows: &[&Row], with_sources: bool) -> Vec<String> {
    let mut sources: Vec<(&str, Vec<&str>)> = Vec::new();
    let with_source = rows
        .iter()
        .filter(|row| with_sources && !row.details.source.is_empty());
    for row in with_source {
        match sources
            .iter_mut()
            .find(|(source, _)| *source == row.details.source)
        {
            Some((_, names)) => names.push(row.name),
            None => sources.push((row.details.source, vec![row.name])),
        }
    }
    let sources = sources.iter().map(|(source, names)| match names[..] {
        [name] => format!("source of `{name}`: {source}"),
        _ => format!("source of {} fields: {source}", names.len()),
    });
    let aliases = rows.iter().flat_map(|row| {
        let aliases = super::aliases(table, row);
        aliases.map(|alias| format!("`{alias}` is an alias of `{}`", row.name))
    });
    let values = rows.iter().filter_map(|row| published_values(row));
    let reasons = rows
        .iter()
        .filter(|row| !row.details.reason.is_empty())
        .map(|row| {
            let kind = if row.is_disputed {
                "conflict about"
            } else {
                "reason for"
            };
            format!("{kind} `{}`: {}", row.name, row.details.reason)
        });
    sources
        .chain(aliases)
        .chain(values)
        .chain(reasons)
        .collect()
}

/// Returns the note about the published values of a field.
fn published_values(row: &Row) -> Option<String> {
    if let Some(bounds) = row.details.rules.and_then(|rules| rules.bounds) {
        let (min, max) = (bounds.min, bounds.max);
        return Some(format!("values of `{}`: {min} to {max}", row.name));
    }
    let vocabulary = row.details.vocabulary?;
    let open = if vocabulary.is_open { ", …" } else { "" };
    let values: Vec<&str> = vocabulary
        .values
        .iter()
        .map(|value| if value.is_empty() { "''" } else { value })
        .collect();
    let values = values.join(", ");
    Some(format!("values of `{}`: {values}{open}", row.name))
}
