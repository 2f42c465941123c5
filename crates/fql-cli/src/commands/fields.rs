//! `fql fields`

mod json;
mod table;

use fql::Pattern;
use fql::table::{Row, Table};

use crate::collection::{CollectionArgs, tables};
use crate::completion::OfferedValues;
use crate::error::{Error, ExitStatus};
use crate::help;
use crate::output::{Format, print_message, with_output};

/// List the fields of a collection with their types and capabilities
#[derive(Debug, clap::Args)]
#[command(
    before_help = EXAMPLES,
    after_long_help = help::sections(&[CAPABILITIES, JSON_OUTPUT, EXIT_STATUS]),
)]
pub(crate) struct Args {
    #[command(flatten)]
    collection: CollectionArgs,

    /// Search the fields of all collections
    #[arg(long, conflicts_with = "selected")]
    all: bool,

    /// Show the sources of graded fields, too
    #[arg(long)]
    sources: bool,

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
  fql fields --collection hosts --sources 'last_*'
  fql fields --all hostname
  fql fields --format json | grep '"range":true'"#;

const CAPABILITIES: &str = "\
Capabilities:
  exact       `f:'x'`, `f:null`
  wildcard    `f:*'x*'`
  list        `f:['x','y']`
  range       `f:>1`, `f:<=1`
  text_match  `f:~'x'`, `f:~*'x*'`
  A field supports any subset of these comparisons. Each can be negated.
  Most tables combine several sources: `exact` is documented, `exact*` is
  shown by a source, and `!exact` is denied by one. About the others no
  source says anything.";

const JSON_OUTPUT: &str = r#"JSON output:
  One object per field:
    {"field","kind","exact","wildcard","list","range",
     "source","aliases","values",
     "collection","presence","grades","reason"}
  `values` is null or the published values:
    {"published","open","source"}
  If `open` is true, there may be other values.
  `grades` has `documented`, `shown`, `denied` or `unknown` for
  `exact`, `wildcard`, `list`, `range`, `text_match` and `sort`.
  `presence` is `documented`, `shown`, `denied`, or `candidate` if
  no source uses the field in a filter."#;

const EXIT_STATUS: &str = "\
Exit status:
  0    fields were listed, or the collection accepts any field
  1    no field matches PATTERN
  2    usage error or I/O error";

/// A collection and those of its fields that match.
type Matches = (&'static Table, Vec<&'static Row>);

pub(crate) fn run(args: &Args) -> Result<ExitStatus, Error> {
    let pattern = args.pattern.as_deref().unwrap_or_default();
    let tables = if args.all {
        tables()
    } else {
        vec![args.collection.get().table()]
    };
    let matches: Vec<Matches> = tables
        .iter()
        .map(|table| (*table, matching_rows(table, pattern)))
        .filter(|(_, rows)| !rows.is_empty())
        .collect();
    if let ([table], true) = (tables.as_slice(), matches.is_empty()) {
        let name = table.name;
        if table.is_open {
            print_message(&format!(
                "`{name}` has no documented fields; any field is accepted"
            ));
            return Ok(ExitStatus::Success);
        }
        print_message(&format!("no field of `{name}` matches `{pattern}`"));
        return Ok(ExitStatus::Failure);
    }
    if matches.is_empty() {
        print_message(&format!("no field of any collection matches `{pattern}`"));
        return Ok(ExitStatus::Failure);
    }
    with_output(|out| {
        match (args.format, matches.as_slice()) {
            (Format::Json, _) => json::write(&matches, out)?,
            (Format::Text, [(table, rows)]) if !args.all => {
                table::write(table, rows, args.sources, out)?;
            }
            (Format::Text, _) => table::write_all(&matches, args.sources, out)?,
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
