//! The pages of `docs/collections` are generated from the tables.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use fql::collections;
use fql::operation::{OperationKind, Pagination, SortForm};
use fql::table::{
    Capability, ExactForm, Grade, PatternSpelling, Patterns, Presence, Quoting, Row, Table,
};

use crate::collection_notes::Notes;

const BEGIN: &str = "<!-- generated: begin -->\n";
const END: &str = "<!-- generated: end -->\n";

#[test]
fn index_matches_tables() {
    let path = crate::saved::root().join("docs/collections/README.md");
    let page = std::fs::read_to_string(&path).expect("the page");
    let page = page.replace("\r\n", "\n");
    let (before, rest) = page.split_once(BEGIN).expect("the begin marker");
    let (_, after) = rest.split_once(END).expect("the end marker");
    let index = index();
    crate::saved::compare(&path, &format!("{before}{BEGIN}\n{index}\n{END}{after}"));
}

#[test]
fn family_pages_match_tables() {
    let folder = crate::saved::root().join("docs/collections");
    let mut pages = Vec::new();
    for (family, tables) in families() {
        let mut page = format!("# Collections of the feature `{family}`\n\n");
        push(
            &mut page,
            "This page is generated from the tables. [Collections](README.md) explains its marks.\n",
        );
        for table in tables {
            push_collection(&mut page, family, table);
        }
        page.truncate(page.trim_end().len());
        page.push('\n');
        crate::saved::compare(&folder.join(format!("{family}.md")), &page);
        pages.push(format!("{family}.md"));
    }
    let saved = std::fs::read_dir(&folder).expect("a directory");
    let saved = saved.map(|entry| entry.expect("an entry").file_name());
    let mut saved: Vec<_> = saved
        .map(|name| name.into_string().expect("UTF-8"))
        .collect();
    saved.sort();
    saved.retain(|name| name != "README.md");
    assert_eq!(saved, pages);
}

/// Returns the families with a page: all except the collections of every build.
fn families() -> impl Iterator<Item = (&'static str, &'static [&'static Table])> {
    collections::families().filter(|(family, _)| !family.is_empty())
}

fn push(out: &mut String, line: &str) {
    out.push_str(line);
    out.push('\n');
}

fn index() -> String {
    let mut rows = BTreeMap::new();
    let (mut fields, mut candidates) = (0, 0);
    for (family, tables) in families() {
        for table in tables {
            let name = table.name;
            let title = Notes::read(family, name).title;
            let count = filter_fields(table).count();
            fields += count;
            candidates += table.rows.len() - count;
            let row = format!(
                "| [{name}]({family}.md#{name}) | {title} | `{family}` | {count} | {} | {} | {} |",
                table.operations.len(),
                table.class.name(),
                unknown_field(table),
            );
            rows.insert(name, row);
        }
    }
    let mut out = String::new();
    let count = rows.len();
    writeln!(
        out,
        "{count} collections with {fields} fields, and {candidates} candidates:\n"
    )
    .expect("a string");
    push(
        &mut out,
        "| collection | content | feature | fields | operations | table | unknown field |\n\
         |---|---|---|--:|--:|---|---|",
    );
    for row in rows.values() {
        push(&mut out, row);
    }
    out
}

fn unknown_field(table: &Table) -> &'static str {
    match table.unknown_field.name() {
        "unknown" => "",
        name => name,
    }
}

/// Returns the fields that sources use in filters, or deny.
fn filter_fields(table: &Table) -> impl Iterator<Item = &'static Row> {
    let rows = table.rows.iter();
    rows.filter(|row| row.presence != Presence::Candidate)
}

fn push_collection(page: &mut String, family: &str, table: &Table) {
    let notes = Notes::read(family, table.name);
    push(page, &format!("## {}\n\n{}.\n", table.name, notes.title));
    push_facts(page, table);
    for note in &notes.collection {
        push(page, &format!("- {note}"));
    }
    page.push('\n');
    let mut sources = Vec::new();
    push_fields(page, table, &mut sources);
    push_reasons(page, table);
    push_values(page, table);
    push_list(page, "Notes", &notes.fields);
    push_candidates(page, table);
    let sources: Vec<String> = sources.into_iter().map(str::to_owned).collect();
    if !sources.is_empty() {
        push(page, "Sources:\n");
        for (index, source) in sources.iter().enumerate() {
            push(page, &format!("{}. {source}", index + 1));
        }
        page.push('\n');
    }
}

fn push_list(page: &mut String, heading: &str, items: &[String]) {
    if items.is_empty() {
        return;
    }
    push(page, &format!("{heading}:\n"));
    for item in items {
        push(page, &format!("- {item}"));
    }
    page.push('\n');
}

/// The facts about the collection as a whole.
fn push_facts(page: &mut String, table: &Table) {
    let unknown_field = match table.unknown_field.name() {
        "error" => "; the service rejects unknown fields",
        "silent" => "; the service responds to unknown fields with no rows",
        _ => "",
    };
    let class = table.class.name();
    push(page, &format!("- Table: {class}{unknown_field}."));
    push_rules(page, table);
    if !table.required.is_empty() {
        let required = code(table.required);
        push(page, &format!("- Every filter needs {required}."));
    }
    if table.denied_empty_filter.is_some() {
        push(page, "- The empty filter is not supported.");
    }
    let separator = table.separator.as_char();
    push(page, &format!("- Sort: `field{separator}asc`."));
    push_operations(page, table);
}

fn push_operations(page: &mut String, table: &Table) {
    if table.all_operations().next().is_none() {
        return;
    }
    push(
        page,
        "\n| operation | purpose | request | limit | pages | sort |\n|---|---|---|---|---|---|",
    );
    for operation in table.all_operations() {
        let purpose = match operation.kind {
            OperationKind::Listing(items) => format!("lists {}", items.name()),
            kind => kind.name().to_owned(),
        };
        let max_ids = match operation.kind {
            OperationKind::Details(ids) => ids.max,
            _ => None,
        };
        let limit = match (
            operation.page_size.default,
            operation.page_size.max.or(max_ids),
        ) {
            (None, None) => String::new(),
            (Some(default), None) => format!("{default}"),
            (None, Some(max)) => format!("up to {max}"),
            (Some(default), Some(max)) => format!("{default}, up to {max}"),
        };
        let pages = match (operation.pagination, operation.window) {
            (Pagination::None, _) => String::new(),
            (pagination, None) => pagination.name().to_owned(),
            (pagination, Some(window)) => format!("{} up to {window}", pagination.name()),
        };
        let sort = match operation.sort {
            SortForm::None => String::new(),
            SortForm::Unknown => "unknown".to_owned(),
            // A bar would end the cell.
            form => format!("`{}`", form.name(table.separator)).replace('|', "\\|"),
        };
        push(
            page,
            &format!(
                "| `{}` | {purpose} | {} {} | {limit} | {pages} | {sort} |",
                operation.id,
                operation.method.name(),
                operation.path,
            ),
        );
    }
    let notes = table
        .all_operations()
        .filter(|operation| !operation.note.is_empty());
    let notes: Vec<String> = notes
        .map(|operation| format!("- `{}`: {}.", operation.id, operation.note))
        .collect();
    if !notes.is_empty() {
        push(page, &format!("\n{}", notes.join("\n")));
    }
}

/// Returns the names as code, separated by commas.
fn code(names: &[&str]) -> String {
    format!("`{}`", names.join("`, `"))
}

/// Writes the rules for patterns, equality and names.
fn push_rules(page: &mut String, table: &Table) {
    let mut groups: Vec<(Patterns, Vec<&str>)> = Vec::new();
    for row in table.rows {
        let rules = row.details.rules.copied();
        if let Some(patterns) = rules.and_then(|rules| rules.patterns) {
            match groups.iter_mut().find(|(group, _)| *group == patterns) {
                Some((_, names)) => names.push(row.name),
                None => groups.push((patterns, vec![row.name])),
            }
        }
        if let Some(rule) = rules.and_then(|rules| rules.inexact) {
            let exact = match rule.exact {
                ExactForm::List => format!("; exact: `{}:['x']`", row.name),
                ExactForm::Field(field) => format!("; exact: `{field}`"),
                _ => String::new(),
            };
            let name = row.name;
            push(
                page,
                &format!("- Equality of `{name}` {}{exact}.", rule.matches),
            );
        }
        if let Some(field) = row.details.replacement {
            push(page, &format!("- `{}` is replaced by `{field}`.", row.name));
        }
        if row.is_absolute {
            push(
                page,
                &format!("- `{}` supports absolute times only.", row.name),
            );
        }
        push_value_rules(page, row);
    }
    if !table.denied_negated_text.is_empty() {
        push(page, "- `!~` is not supported.");
    }
    groups.sort_by_key(|(_, names)| std::cmp::Reverse(names.len()));
    for (index, (patterns, names)) in groups.iter().enumerate() {
        let fields = match index {
            0 if names.len() > 1 => String::new(),
            _ => format!(" of {}", code(names)),
        };
        push(
            page,
            &format!("- Patterns{fields}: {}.", spellings(patterns)),
        );
    }
    for renamed in table.renamed {
        let (name, field) = (renamed.name, renamed.field);
        push(page, &format!("- `{name}` is `{field}` in filters."));
    }
}

/// Writes the rules for the values of a field.
fn push_value_rules(page: &mut String, row: &Row) {
    let name = row.name;
    match row.quoting {
        Quoting::Optional => {}
        Quoting::Required => push(page, &format!("- Numbers of `{name}` are in quotes.")),
        Quoting::Denied => {
            push(
                page,
                &format!("- `true` and `false` of `{name}` have no quotes."),
            );
        }
    }
    let Some(rules) = row.details.rules else {
        return;
    };
    if let Some(bounds) = rules.bounds {
        let (min, max) = (bounds.min, bounds.max);
        push(page, &format!("- Values of `{name}` are {min} to {max}."));
    }
    if let Some(ids) = rules.ids {
        let (prefix, field) = (ids.prefix, ids.field);
        push(
            page,
            &format!("- Ids, such as `{prefix}1000`, are values of `{field}`, not of `{name}`."),
        );
    }
    if let Some(field) = rules.pattern_field {
        push(page, &format!("- Patterns of `{name}` match `{field}`."));
    }
    if !rules.prefixes.is_empty() {
        let prefixes = code(rules.prefixes);
        push(
            page,
            &format!("- Values of `{name}` start with {prefixes}."),
        );
    }
}

fn spellings(patterns: &Patterns) -> String {
    let spellings = [
        (PatternSpelling::Operator, "`field:*'*x*'`"),
        (PatternSpelling::PlainAffix, "`field:'x*'`"),
        (PatternSpelling::Plain, "`field:'*x*'`"),
        (PatternSpelling::Bare, "`field:x*`"),
    ];
    let with_grade = |is_wanted: fn(Grade) -> bool| -> Vec<&str> {
        let wanted = spellings
            .iter()
            .filter(|(spelling, _)| is_wanted(patterns.grade(*spelling)));
        wanted.map(|(_, example)| *example).collect()
    };
    let supported = with_grade(Grade::is_supported).join(", ");
    let denied = with_grade(|grade| grade == Grade::Denied).join(", ");
    match (supported.as_str(), denied.as_str()) {
        (supported, "") => supported.to_owned(),
        ("", denied) => format!("not {denied}"),
        _ => format!("{supported}; not {denied}"),
    }
}

fn push_fields(page: &mut String, table: &Table, sources: &mut Vec<&'static str>) {
    if filter_fields(table).next().is_none() {
        push(page, "No source lists fields: filters may use any field.\n");
        return;
    }
    push(
        page,
        "| field | type | exact | wildcard | list | range | `~` | sort | sources |\n\
         |---|---|:-:|:-:|:-:|:-:|:-:|:-:|---|",
    );
    for row in filter_fields(table) {
        let grades = Capability::ALL.map(|capability| row.grade(capability));
        let grades = grades.into_iter().chain([row.sort_grade()]);
        let marks: Vec<&str> = grades.map(|grade| mark(grade, row.is_disputed)).collect();
        let presence = match row.presence {
            Presence::Denied => " (denied)",
            Presence::Shown => " (shown)",
            Presence::Documented | Presence::Candidate => "",
        };
        let epoch = if row.accepts_epoch { " or seconds" } else { "" };
        push(
            page,
            &format!(
                "| `{}`{presence} | {}{epoch} | {} | {} |",
                row.name,
                row.field_type.name(),
                marks.join(" | "),
                source_numbers(row, sources),
            ),
        );
    }
    page.push('\n');
}

/// Returns the numbers of a row's sources, and adds those that are new.
fn source_numbers(row: &Row, sources: &mut Vec<&'static str>) -> String {
    let mut numbers = Vec::new();
    for source in row
        .details
        .source
        .split("; ")
        .filter(|source| !source.is_empty())
    {
        let known = sources.iter().position(|one| *one == source);
        numbers.push(
            1 + known.unwrap_or_else(|| {
                sources.push(source);
                sources.len() - 1
            }),
        );
    }
    numbers.sort_unstable();
    let numbers: Vec<String> = numbers.iter().map(usize::to_string).collect();
    numbers.join(", ")
}

fn mark(grade: Grade, is_disputed: bool) -> &'static str {
    match grade {
        Grade::Documented => "x",
        Grade::Shown => "s",
        Grade::Denied if is_disputed => "no?",
        Grade::Denied => "no",
        Grade::Unknown => "",
    }
}

/// The reasons of denied cells: those of the whole collection, then those of single fields.
fn push_reasons(page: &mut String, table: &Table) {
    let mut reasons: Vec<String> = Vec::new();
    let mut add = |line: String| {
        if !reasons.contains(&line) {
            reasons.push(line);
        }
    };
    for row in filter_fields(table).filter(|row| row.details.reason.is_empty()) {
        for capability in Capability::ALL {
            let reason = table.reason(row, capability);
            if row.grade(capability) == Grade::Denied && !reason.is_empty() {
                add(format!(
                    "{}: {}",
                    capability.name(),
                    crate::collection_notes::escape(reason)
                ));
            }
        }
        let reason = table.sort_reason(row);
        if row.sort_grade() == Grade::Denied && !reason.is_empty() {
            add(format!("sort: {}", crate::collection_notes::escape(reason)));
        }
    }
    reasons.sort();
    for row in filter_fields(table).filter(|row| !row.details.reason.is_empty()) {
        let reason = crate::collection_notes::escape(row.details.reason);
        reasons.push(format!("`{}`: {reason}", row.name));
    }
    push_list(page, "Denied or in conflict", &reasons);
}

fn push_values(page: &mut String, table: &Table) {
    let mut values = Vec::new();
    for row in filter_fields(table) {
        if let Some(vocabulary) = row.details.vocabulary {
            let open = if vocabulary.is_open { ", …" } else { "" };
            let literals = vocabulary.values.iter();
            let literals: Vec<String> = literals.map(|value| format!("`'{value}'`")).collect();
            let literals = literals.join(", ");
            let source = match vocabulary.source {
                source if source == row.details.source => String::new(),
                source => format!(" ({source})"),
            };
            values.push(format!("`{}`: {literals}{open}{source}", row.name));
        }
    }
    push_list(page, "Published values", &values);
}

fn push_candidates(page: &mut String, table: &Table) {
    let rows = table.rows.iter();
    let (sorted, others): (Vec<&Row>, Vec<&Row>) = rows
        .filter(|row| row.presence == Presence::Candidate)
        .partition(|row| row.sort_grade().is_supported());
    for (heading, rows) in [
        ("Candidates that sort", sorted),
        ("Other candidates", others),
    ] {
        if !rows.is_empty() {
            let names: Vec<&str> = rows.iter().map(|row| row.name).collect();
            push(page, &format!("{heading}: {}.\n", code(&names)));
        }
    }
}
