//! The `--collection` option.

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use clap::error::ErrorKind;
use fql::Report;
use fql::collections::{self, external_assets};
use fql::diagnostics::{Code, Diagnostic};
use fql::table::{Presence, Table};
use fql_syntax::{MAX_DIAGNOSTICS, Parsed, closest_match, display_safe};

use crate::output::print_stderr;

/// The collection that a filter is checked against.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Collection(&'static Table);

impl Collection {
    pub(crate) const fn table(self) -> &'static Table {
        self.0
    }
}

/// Collections that hints name before others.
const FREQUENT: [&str; 6] = [
    "hosts",
    "alerts",
    "spotlight-vulnerabilities",
    "iocs",
    "discover-hosts",
    "external-assets",
];

/// Returns the tables of all collections, frequent ones first, then by name.
pub(crate) fn tables() -> Vec<&'static Table> {
    let mut tables: Vec<&Table> = collections::all().collect();
    let rank = |table: &&Table| FREQUENT.iter().position(|name| *name == table.name);
    tables.sort_by_key(|table| (rank(table).unwrap_or(FREQUENT.len()), table.name));
    tables
}

/// The `--collection` option, shared by several subcommands.
#[derive(Debug, clap::Args)]
pub(crate) struct CollectionArgs {
    /// Collection to check against [default: external-assets]
    ///
    /// `fql collections` lists the names. `any` checks only the syntax.
    // The default is applied in `get`, because the hint depends on whether the option is given.
    #[arg(
        short = 'c',
        long = "collection",
        value_parser = CollectionParser,
        value_name = "COLLECTION",
        hide_possible_values = true
    )]
    selected: Option<Collection>,
}

impl CollectionArgs {
    pub(crate) fn get(&self) -> Collection {
        self.selected.unwrap_or(Collection(&external_assets::TABLE))
    }

    /// Returns `true` if the option is not given and a filter is the name of a collection.
    #[cfg(feature = "network")]
    pub(crate) fn is_named_by(&self, filter: &str) -> bool {
        self.selected.is_none() && collections::find(filter).is_some()
    }

    /// Returns `true` if a field is unknown and the default collection was used, so that another
    /// collection may have been meant.
    pub(crate) fn needs_hint(&self, report: &Report) -> bool {
        let mut diagnostics = report.diagnostics().iter();
        self.selected.is_none()
            && diagnostics.any(|diagnostic| diagnostic.code() == Code::UnknownField)
    }
}

/// Parses the name of a collection, and offers all names to shell completion.
#[derive(Debug, Clone, Copy)]
struct CollectionParser;

impl TypedValueParser for CollectionParser {
    type Value = Collection;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &std::ffi::OsStr,
    ) -> Result<Collection, clap::Error> {
        let name = StringValueParser::new().parse_ref(command, argument, value)?;
        find(&name).map(Collection).map_err(|message| {
            let message = format!("{message}\n");
            command.clone().error(ErrorKind::InvalidValue, message)
        })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let names = tables().into_iter().map(|table| table.name);
        Some(Box::new(names.chain(["any"]).map(PossibleValue::new)))
    }
}

/// Returns the table of a collection, or a message that suggests a name.
pub(crate) fn find(name: &str) -> Result<&'static Table, String> {
    collections::find(name).ok_or_else(|| {
        let tip = match similar_collections(name).as_slice() {
            [] => "run `fql collections` to list them".to_owned(),
            [known] => format!("did you mean `{known}`?"),
            known => format!("did you mean one of {}?", known.join(", ")),
        };
        format!("unknown collection `{}`; {tip}", display_safe(name))
    })
}

/// Former and other names of what collections list.
const FORMER_NAMES: [(&str, &[&str]); 2] = [
    ("detection", &["alerts", "detects-legacy"]),
    ("vulnerability", &["spotlight-vulnerabilities"]),
];

/// Returns the collections that may have been meant: the one with this name in the singular
/// or plural, or else those with a former name and those that contain the name as a word, or else the one
/// with the closest name.
fn similar_collections(name: &str) -> Vec<&'static str> {
    let singular = |word: &str| match word.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => word.strip_suffix('s').unwrap_or(word).to_owned(),
    };
    let wanted = singular(&name.to_ascii_lowercase().replace(['_', ' '], "-"));
    let former = FORMER_NAMES.iter().filter(|(former, _)| *former == wanted);
    let mut names: Vec<&str> = former
        .flat_map(|(_, names)| names.iter().copied())
        .collect();
    names.retain(|name| collections::find(name).is_some());
    let mut whole = collections::all().map(|table| table.name);
    if let Some(known) = whole.find(|known| singular(known) == wanted) {
        return vec![known];
    }
    let contains = |known: &str| {
        let mut words = known.split('-');
        !wanted.is_empty() && words.any(|word| singular(word) == wanted)
    };
    for known in tables().into_iter().map(|table| table.name) {
        if contains(known) && !names.contains(&known) {
            names.push(known);
        }
    }
    if names.is_empty() {
        names.extend(closest_match(
            name,
            collections::all().map(|table| table.name),
        ));
    }
    names
}

/// Prints how to select another collection.
pub(crate) fn print_collection_hint() {
    print_stderr(
        "note: checking against `external-assets` (default); use `-c` to select another \
         collection, or `-c any` to check only the syntax\n",
    );
}

/// The number of collections up to which a hint names them.
const MAX_NAMED: usize = 3;

/// Adds to the diagnostics of unknown fields which other collections have the field, and how to select one.
pub(crate) fn name_other_collections(table: &Table, parsed: &mut Parsed<'_>) {
    name_others(table, parsed, |first| format!(": use `-c {first}`"));
}

/// Adds to the diagnostics of unknown fields which other collections have the field. The program decides
/// the collection, so that no option selects another.
#[cfg(feature = "lint")]
pub(crate) fn name_collections_of_fields(table: &Table, parsed: &mut Parsed<'_>) {
    name_others(table, parsed, |_| String::new());
}

fn name_others(table: &Table, parsed: &mut Parsed<'_>, advice: fn(&str) -> String) {
    let is_unknown = |diagnostic: &Diagnostic| {
        matches!(diagnostic.code(), Code::UnknownField | Code::UnlistedField)
    };
    if !parsed.diagnostics().kept().iter().any(is_unknown) {
        return;
    }
    let source = parsed.partial_tree().text().to_owned();
    let tables = tables();
    parsed.diagnostics_mut().replace_each(|index, diagnostic| {
        if !is_unknown(&diagnostic) || index >= MAX_DIAGNOSTICS {
            return diagnostic;
        }
        let field = source.get(diagnostic.span().range()).unwrap_or_default();
        let is_explained = diagnostic.fix().is_some()
            || table.hint(field).is_some()
            || suggests_path(&diagnostic, field);
        match other_collections(&tables, table, field, advice) {
            Some(hint) if !is_explained => {
                let help = match diagnostic.help() {
                    help if help.starts_with("no field") => hint,
                    help if help.ends_with('?') => format!("{help} {hint}"),
                    help => format!("{help}; {hint}"),
                };
                diagnostic.with_help(help)
            }
            _ => diagnostic,
        }
    });
}

/// Returns `true` if the help names a field of the same collection with the same last name, as
/// `device.hostname` for `hostname` or the reverse.
fn suggests_path(diagnostic: &Diagnostic, field: &str) -> bool {
    let last = |path: &str| {
        let last = path.rsplit('.').next()?;
        Some(last.replace('_', "").to_ascii_lowercase())
    };
    let suggested = diagnostic.help().strip_prefix("did you mean `");
    let suggested = suggested.and_then(|help| help.split('`').next());
    suggested.is_some_and(|suggested| last(suggested) == last(field))
}

/// Returns the hint to other collections that have a field of this name.
fn other_collections(
    tables: &[&Table],
    table: &Table,
    field: &str,
    advice: fn(&str) -> String,
) -> Option<String> {
    let has_field = |other: &&&Table| {
        other.name != table.name
            && other
                .row(field)
                .is_some_and(|row| matches!(row.presence, Presence::Documented | Presence::Shown))
    };
    let names: Vec<&str> = tables
        .iter()
        .filter(has_field)
        .map(|other| other.name)
        .collect();
    let first = names.first()?;
    let mut list = names[..names.len().min(MAX_NAMED)].join(", ");
    if names.len() > MAX_NAMED {
        list.push_str(&format!(" and {} more", names.len() - MAX_NAMED));
    }
    Some(format!("`{field}` is a field of {list}{}", advice(first)))
}
