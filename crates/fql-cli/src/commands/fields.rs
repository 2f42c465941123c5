//! `fql fields`

mod table;

use std::io::{self, Write};

use fql::{Capability, Pattern, Row, Table};
use serde::Serialize;

use crate::collection::CollectionArgs;
use crate::completion::OfferedValues;
use crate::error::{Error, ExitStatus};
use crate::help;
use crate::output::{Format, Output, print_message, with_output};

/// List the fields of a collection with their types and capabilities
#[derive(Debug, clap::Args)]
#[command(
    before_help = EXAMPLES,
    after_long_help = help::sections(&[CAPABILITIES, JSON_OUTPUT, EXIT_STATUS]),
)]
pub(crate) struct Args {
    #[command(flatten)]
    collection: CollectionArgs,

    /// Output format
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,

    /// Part of a field name, or a pattern for the whole name if it contains `*`
    ///
    /// `*` matches any sequence of characters. Matching ignores case.
    #[arg(value_name = "PATTERN", value_parser = OfferedValues::fields(), hide_possible_values = true)]
    pattern: Option<String>,
}

const EXAMPLES: &str = r#"Examples:
  fql fields
  fql fields port
  fql fields 'ip.*'
  fql fields --format json | grep '"range":true'"#;

const CAPABILITIES: &str = "\
Capabilities:
  exact     `f:'x'`, `f:null`
  wildcard  `f:*'x*'`
  list      `f:['x','y']`
  range     `f:>1`, `f:<=1`
  A field supports any subset of these comparisons. Each can be negated.";

const JSON_OUTPUT: &str = r#"JSON output:
  One object per field:
    {"field","kind","exact","wildcard","list","range",
     "source","aliases","values"}
  `values` is null or the published values:
    {"published","open","source"}
  If `open` is true, there may be other values."#;

const EXIT_STATUS: &str = "\
Exit status:
  0    fields were listed, or the collection accepts any field
  1    no field matches PATTERN
  2    usage error or I/O error";

pub(crate) fn run(args: &Args) -> Result<ExitStatus, Error> {
    let table = args.collection.get().table();
    let name = table.name;
    if table.is_open {
        print_message(&format!(
            "`{name}` has no documented fields; any field is accepted"
        ));
        return Ok(ExitStatus::Success);
    }
    let pattern = args.pattern.as_deref().unwrap_or_default();
    let rows = matching_rows(table, pattern);
    if rows.is_empty() {
        print_message(&format!("no field of `{name}` matches `{pattern}`"));
        return Ok(ExitStatus::Failure);
    }
    with_output(|out| {
        match args.format {
            Format::Json => write_json(table, &rows, out)?,
            Format::Text => table::write(table, &rows, out)?,
        }
        Ok(())
    })?;
    Ok(ExitStatus::Success)
}

/// Returns the fields whose name or alias matches. An empty pattern matches every field.
fn matching_rows(table: &Table, pattern: &str) -> Vec<&'static Row> {
    let pattern = pattern.to_lowercase();
    let glob = pattern.contains('*').then(|| Pattern::new(pattern.clone()));
    let matches = |name: &str| {
        let name = name.to_lowercase();
        match &glob {
            Some(glob) => glob.matches(&name),
            None => name.contains(&pattern),
        }
    };
    let rows = table.rows.iter();
    rows.filter(|row| matches(row.name) || aliases(table, row).any(matches))
        .collect()
}

/// Returns the aliases of a field.
fn aliases<'t>(table: &'t Table, row: &'t Row) -> impl Iterator<Item = &'static str> + use<'t> {
    let aliases = table.aliases.iter();
    aliases
        .filter(|alias| alias.field == row.name)
        .map(|alias| alias.name)
}

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
}

#[derive(Debug, Serialize)]
struct ValuesJson<'t> {
    published: &'t [&'t str],
    open: bool,
    source: &'t str,
}

fn write_json(table: &Table, rows: &[&Row], out: &mut Output) -> io::Result<()> {
    for row in rows {
        let field = FieldJson {
            field: row.name,
            kind: row.field_type.name(),
            exact: row.supports(Capability::Exact),
            wildcard: row.supports(Capability::Wildcard),
            list: row.supports(Capability::List),
            range: row.supports(Capability::Range),
            source: row.source,
            aliases: aliases(table, row).collect(),
            values: row.vocabulary.as_ref().map(|vocabulary| ValuesJson {
                published: vocabulary.values,
                open: vocabulary.is_open,
                source: vocabulary.source,
            }),
        };
        out.write_json(&field)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
