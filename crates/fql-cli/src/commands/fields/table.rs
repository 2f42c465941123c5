//! Fields as text: a table, or two lines per field if the terminal is too narrow.

use std::io::{self, Write};

use fql::{Capability, FieldType, Row, Table};

use crate::output::Output;

/// Writes the fields, then their sources and aliases.
pub(super) fn write(table: &Table, rows: &[&Row], out: &mut Output) -> io::Result<()> {
    let painter = out.painter();
    let (heading, lines) = table_lines(rows);
    if out.width().is_none_or(|width| max_width(&lines) <= width) {
        writeln!(out, "{}", painter.bold(&heading))?;
        for line in lines {
            writeln!(out, "{line}")?;
        }
    } else {
        for row in rows {
            writeln!(out, "{}", painter.bold(row.name))?;
            writeln!(
                out,
                "  {}: {}",
                row.field_type.name(),
                capabilities(row).join(" ")
            )?;
        }
    }
    writeln!(out)?;
    for note in notes(table, rows) {
        writeln!(out, "{}", painter.dimmed(&note))?;
    }
    Ok(())
}

/// Returns the heading and one line per field, with aligned columns.
fn table_lines(rows: &[&Row]) -> (String, Vec<String>) {
    let name_width = max_width(rows.iter().map(|row| row.name));
    let type_width = max_width(FieldType::ALL.iter().map(|field_type| field_type.name()));
    let line = |name: &str, field_type: &str, capabilities: &str| {
        let line = format!("{name:name_width$}  {field_type:type_width$}  {capabilities}");
        line.trim_end().to_owned()
    };
    let lines = rows.iter().map(|row| {
        let cells = Capability::ALL.map(|capability| {
            let name = capability.name();
            let cell = if row.supports(capability) { name } else { "" };
            format!("{cell:width$}", width = name.len())
        });
        line(row.name, row.field_type.name(), &cells.join(" "))
    });
    (line("FIELD", "TYPE", "CAPABILITIES"), lines.collect())
}

fn max_width(names: impl IntoIterator<Item = impl AsRef<str>>) -> usize {
    let widths = names.into_iter().map(|name| name.as_ref().len());
    widths.max().unwrap_or_default()
}

fn capabilities(row: &Row) -> Vec<&'static str> {
    let all = Capability::ALL.into_iter();
    all.filter(|capability| row.supports(*capability))
        .map(Capability::name)
        .collect()
}

fn notes(table: &Table, rows: &[&Row]) -> Vec<String> {
    let mut sources: Vec<(&str, Vec<&str>)> = Vec::new();
    for row in rows {
        match sources.iter_mut().find(|(source, _)| *source == row.source) {
            Some((_, names)) => names.push(row.name),
            None => sources.push((row.source, vec![row.name])),
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
    sources.chain(aliases).chain(values).collect()
}

/// Returns the note about the published values of a field.
fn published_values(row: &Row) -> Option<String> {
    let vocabulary = row.vocabulary?;
    let open = if vocabulary.is_open { ", …" } else { "" };
    Some(format!(
        "values of `{}`: {}{open}",
        row.name,
        vocabulary.values.join(", "),
    ))
}
