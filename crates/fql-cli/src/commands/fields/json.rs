//! Fields as JSON.

use std::io::{self, Write};

use fql::table::{Capability, Row, Table};
use serde::Serialize;

use super::{Matches, aliases};
use crate::output::Output;

#[derive(Debug, Serialize)]
struct FieldJson<'t> {
    field: &'t str,
    kind: &'t str,
    exact: bool,
    wildcard: bool,
    list: bool,
    range: bool,
    source: &'t str,
    aliases: Vec<&'t str>,
    values: Option<ValuesJson<'t>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bounds: Option<BoundsJson<'t>>,
    collection: &'t str,
    presence: &'t str,
    grades: GradesJson,
    reason: Option<&'t str>,
}

#[derive(Debug, Serialize)]
struct ValuesJson<'t> {
    published: &'t [&'t str],
    open: bool,
    source: &'t str,
}

/// The published range of numbers.
#[derive(Debug, Serialize)]
struct BoundsJson<'t> {
    min: u32,
    max: u32,
    source: &'t str,
}

#[derive(Debug, Serialize)]
struct GradesJson {
    exact: &'static str,
    wildcard: &'static str,
    list: &'static str,
    range: &'static str,
    text_match: &'static str,
    sort: &'static str,
}

/// Writes one object per field.
pub(super) fn write(matches: &[Matches], out: &mut Output) -> io::Result<()> {
    for (table, rows) in matches {
        for row in rows {
            out.write_json(&field(table, row))?;
            out.write_all(b"\n")?;
        }
    }
    Ok(())
}

fn field<'t>(table: &'t Table, row: &'t Row) -> FieldJson<'t> {
    let grade = |capability| row.grade(capability).name();
    FieldJson {
        field: row.name,
        kind: row.field_type.name(),
        exact: row.supports(Capability::Exact),
        wildcard: row.supports(Capability::Wildcard),
        list: row.supports(Capability::List),
        range: row.supports(Capability::Range),
        source: row.details.source,
        aliases: aliases(table, row).collect(),
        values: row
            .details
            .vocabulary
            .as_ref()
            .map(|vocabulary| ValuesJson {
                published: vocabulary.values,
                open: vocabulary.is_open,
                source: vocabulary.source,
            }),
        bounds: row
            .details
            .rules
            .and_then(|rules| rules.bounds)
            .map(|bounds| BoundsJson {
                min: bounds.min,
                max: bounds.max,
                source: bounds.source,
            }),
        collection: table.name,
        presence: row.presence.name(),
        grades: GradesJson {
            exact: grade(Capability::Exact),
            wildcard: grade(Capability::Wildcard),
            list: grade(Capability::List),
            range: grade(Capability::Range),
            text_match: grade(Capability::TextMatch),
            sort: row.sort_grade().name(),
        },
        reason: (!row.details.reason.is_empty()).then_some(row.details.reason),
    }
}
