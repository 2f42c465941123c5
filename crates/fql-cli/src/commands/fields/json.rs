//! Fields for programs.

use std::io::{self, Write};

use fql::{Capability, Row, Table};
use serde::Serialize;

#[derive(Debug, Serialize)]
struct Field<'t> {
    field: &'t str,
    kind: &'t str,
    exact: bool,
    wildcard: bool,
    list: bool,
    range: bool,
    source: &'t str,
    aliases: Vec<&'t str>,
}

/// Writes a line for each field.
pub(super) fn write(table: &Table, rows: &[&Row], out: &mut impl Write) -> io::Result<()> {
    for row in rows {
        let field = Field {
            field: row.name,
            kind: row.kind.name(),
            exact: row.takes(Capability::Exact),
            wildcard: row.takes(Capability::Wildcard),
            list: row.takes(Capability::List),
            range: row.takes(Capability::Range),
            source: row.source,
            aliases: super::aliases(table, row).collect(),
        };
        serde_json::to_writer(&mut *out, &field)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
