//! `fql collections`

use std::io::{self, Write};

use fql::operation::{OperationKind, OperationSpec};
use fql::table::{Capability, Grade, Presence, Table};
use serde::Serialize;

use crate::collection::tables;
use crate::error::{Error, ExitStatus};
use crate::help;
use crate::output::{Format, Output, print_message, with_output};

/// List the collections with the number of their fields and the evidence for these
#[derive(Debug, clap::Args)]
#[command(
    before_help = EXAMPLES,
    after_long_help = help::sections(&[TEXT_OUTPUT, JSON_OUTPUT, EXIT_STATUS]),
)]
pub(crate) struct Args {
    /// Output format
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,

    /// Part of the name of a collection or of one of its operations
    #[arg(value_name = "NAME")]
    name: Option<String>,
}

const EXAMPLES: &str = "Examples:
  fql collections
  fql collections policies
  fql fields --collection hosts";

const TEXT_OUTPUT: &str = "\
Text output:
  FIELDS      fields that a source documents or shows in filters
  CANDIDATES  names that no source uses in a filter
  TABLE       `closed`: any other field is an error; `closed by text only`
              and `advisory`: a warning; `no table`: any field is accepted
  KNOWN       comparisons of the fields that are documented, shown or denied
  OPERATIONS  operations that filter the collection";

const JSON_OUTPUT: &str = r#"JSON output:
  One object per collection:
    {"collection","fields","candidates","table","unknown_field",
     "documented","shown","denied","unknown","sort_separator","id_field",
     "operations","operation_details"}
  `documented` to `unknown` count the comparisons of the fields by grade.
  `unknown_field` is the service's response to other fields: `error`,
  `silent` (no rows) or `unknown`. `operations` are the ids of those that
  filter, `operation_details` the requests of all, with lookups by id."#;

const EXIT_STATUS: &str = "\
Exit status:
  0    collections were listed
  1    no collection matches NAME
  2    usage error or I/O error";

pub(crate) fn run(args: &Args) -> Result<ExitStatus, Error> {
    let name = args.name.as_deref().unwrap_or_default();
    let tables: Vec<&Table> = matching_tables(name);
    if tables.is_empty() {
        print_message(&format!("no collection matches `{name}`"));
        return Ok(ExitStatus::Failure);
    }
    with_output(|out| {
        match args.format {
            Format::Json => write_json(&tables, out)?,
            Format::Text => write_text(&tables, out)?,
        }
        Ok(())
    })?;
    Ok(ExitStatus::Success)
}

/// Returns the collections whose name, or the id of whose operations, contains a string.
fn matching_tables(name: &str) -> Vec<&'static Table> {
    let name = name.to_lowercase();
    let contains = |text: &str| text.to_lowercase().contains(&name);
    let mut tables = tables();
    tables.retain(|table| {
        contains(table.name)
            || table
                .all_operations()
                .any(|operation| contains(operation.id))
    });
    tables.sort_by_key(|table| table.name);
    tables
}

#[derive(Debug, Default, Serialize)]
struct CollectionJson {
    collection: &'static str,
    fields: usize,
    candidates: usize,
    table: &'static str,
    unknown_field: &'static str,
    documented: usize,
    shown: usize,
    denied: usize,
    unknown: usize,
    sort_separator: String,
    id_field: &'static str,
    operations: Vec<&'static str>,
    operation_details: Vec<OperationJson>,
}

/// An operation, also of those that look documents up.
#[derive(Debug, Serialize)]
struct OperationJson {
    id: &'static str,
    purpose: &'static str,
    items: Option<&'static str>,
    method: &'static str,
    path: &'static str,
    filter: &'static str,
    filter_required: bool,
    default_limit: Option<u32>,
    max_limit: Option<u32>,
    pagination: &'static str,
    window: Option<u32>,
    sort: &'static str,
    max_ids: Option<u32>,
    required_parameters: &'static [&'static str],
    optional_parameters: &'static [&'static str],
    note: &'static str,
    source: &'static str,
}

impl OperationJson {
    fn new(operation: &'static OperationSpec, table: &Table) -> Self {
        let (items, max_ids) = match operation.kind {
            OperationKind::Listing(items) => (Some(items.name()), None),
            OperationKind::Details(ids) => (None, ids.max),
            _ => (None, None),
        };
        Self {
            id: operation.id,
            purpose: operation.kind.name(),
            items,
            method: operation.method.name(),
            path: operation.path,
            filter: operation.filter.name(),
            filter_required: operation.is_filter_required,
            default_limit: operation.page_size.default,
            max_limit: operation.page_size.max,
            pagination: operation.pagination.name(),
            window: operation.window,
            sort: operation.sort.name(table.separator),
            max_ids,
            required_parameters: operation.required_parameters,
            optional_parameters: operation.optional_parameters,
            note: operation.note,
            source: operation.source,
        }
    }
}

impl CollectionJson {
    fn new(table: &'static Table) -> Self {
        let mut json = Self {
            collection: table.name,
            table: table.class.name(),
            unknown_field: table.unknown_field.name(),
            sort_separator: table.separator.as_char().to_string(),
            id_field: table.id_field,
            operations: table
                .operations
                .iter()
                .map(|operation| operation.id)
                .collect(),
            operation_details: table
                .all_operations()
                .map(|operation| OperationJson::new(operation, table))
                .collect(),
            ..Self::default()
        };
        for row in table.rows {
            match row.presence {
                Presence::Candidate => {
                    json.candidates += 1;
                    continue;
                }
                Presence::Documented | Presence::Shown => json.fields += 1,
                Presence::Denied => {}
            }
            for capability in Capability::ALL {
                *match row.grade(capability) {
                    Grade::Documented => &mut json.documented,
                    Grade::Shown => &mut json.shown,
                    Grade::Denied => &mut json.denied,
                    Grade::Unknown => &mut json.unknown,
                } += 1;
            }
        }
        json
    }

    /// Returns the share of comparisons about which a source says something.
    fn known(&self) -> String {
        let known = self.documented + self.shown + self.denied;
        match known + self.unknown {
            0 => String::new(),
            all => format!("{} %", known * 100 / all),
        }
    }
}

fn write_json(tables: &[&'static Table], out: &mut Output) -> io::Result<()> {
    for table in tables {
        out.write_json(&CollectionJson::new(table))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn write_text(tables: &[&'static Table], out: &mut Output) -> io::Result<()> {
    let widths = tables.iter().map(|table| table.name.len());
    let width = widths.max().unwrap_or_default().max("COLLECTION".len());
    let heading = format!(
        "{:width$}  FIELDS  CANDIDATES  {:19}  KNOWN  OPERATIONS",
        "COLLECTION", "TABLE"
    );
    let heading = out.painter().bold(&heading).to_string();
    writeln!(out, "{heading}")?;
    for table in tables {
        let json = CollectionJson::new(table);
        let line = format!(
            "{:width$}  {:>6}  {:>10}  {:19}  {:>5}  {:>10}",
            json.collection,
            json.fields,
            json.candidates,
            json.table,
            json.known(),
            json.operations.len(),
        );
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}
