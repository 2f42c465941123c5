//! `fql fields`

mod json;
mod text;

use fql::{Pattern, Row, Table};

use crate::collection::CollectionArgs;
use crate::failure::{Failure, Status};
use crate::format::Format;
use crate::help::{Block, Help, Section};
use crate::output::{tell, with_output};
use crate::printable::printable;
use crate::suggested::Suggested;

/// Lists the fields of a collection, their kinds, and the kinds of match that each takes
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    collection: CollectionArgs,

    /// How to list
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,

    /// Only fields with this in their names; with a star, whose whole names match it
    ///
    /// A star stands for any run of characters, and case does not count.
    #[arg(value_name = "PATTERN", value_parser = Suggested::fields(), hide_possible_values = true)]
    pattern: Option<String>,
}

pub(super) fn help() -> Help {
    Help {
        examples: &[
            r"fql fields",
            r"fql fields port",
            r"fql fields 'ip.*'",
            r#"fql fields --format json | grep '"range":true'"#,
        ],
        sections: vec![
            Section {
                heading: "FieldTypes of match",
                blocks: vec![
                    Block::terms(&[
                        ("exact", "`f:'x'`, `f:null`"),
                        ("wildcard", "`f:*'x*'`"),
                        ("list", "`f:['x','y']`"),
                        ("range", "`f:>1`, `f:<=1`"),
                    ]),
                    Block::Text("Each can be negated. None includes another."),
                ],
            },
            Section {
                heading: "JSON",
                blocks: vec![
                    Block::Text("An object a line for each field:"),
                    Block::Lines(JSON),
                ],
            },
        ],
        statuses: &[
            (
                "0",
                "fields are listed, or the collection is open and takes any",
            ),
            ("1", "no field matches PATTERN"),
            (
                "2",
                "the command line is wrong, or something could not be written",
            ),
        ],
    }
}

const JSON: &str = r#"  {"field","kind","exact","wildcard","list","range",
   "source","aliases"}"#;

pub(crate) fn run(args: &Args) -> Result<Status, Failure> {
    let table = args.collection.get().table();
    if table.is_open {
        tell(&format!(
            "no fields of {} are documented: any property is taken\n",
            table.name
        ));
        return Ok(Status::Good);
    }
    let rows = matching(table, args.pattern.as_deref());
    if rows.is_empty() {
        let pattern = printable(args.pattern.as_deref().unwrap_or_default());
        tell(&format!("no field of {} matches `{pattern}`\n", table.name));
        return Ok(Status::Bad);
    }
    with_output(|out| {
        match args.format {
            Format::Json => json::write(table, &rows, out)?,
            Format::Text => text::write(table, &rows, out)?,
        }
        Ok(())
    })?;
    Ok(Status::Good)
}

/// The fields whose name, or a name that is taken for it, matches.
fn matching(table: &Table, pattern: Option<&str>) -> Vec<&'static Row> {
    let Some(pattern) = pattern else {
        return table.rows.iter().collect();
    };
    let pattern = pattern.to_lowercase();
    let matches = |name: &str| {
        let name = name.to_lowercase();
        if pattern.contains('*') {
            Pattern::new(pattern.clone()).matches(&name)
        } else {
            name.contains(&pattern)
        }
    };
    table
        .rows
        .iter()
        .filter(|row| matches(row.name) || aliases(table, row).any(matches))
        .collect()
}

/// Names that are taken for this field's.
fn aliases<'t>(table: &'t Table, row: &'t Row) -> impl Iterator<Item = &'static str> + use<'t> {
    table
        .aliases
        .iter()
        .filter(|alias| alias.field == row.name)
        .map(|alias| alias.name)
}
