//! The pages of `docs/collections` are generated from the tables.

use std::fmt::Write as _;

use fql::collections;
use fql::table::{Capability, Grade, Presence, Row, Table};

const BEGIN: &str = "<!-- generated: begin -->\n";
const END: &str = "<!-- generated: end -->\n";

#[test]
fn pages_match_tables() {
    let folder = crate::saved::root().join("docs/collections");
    for (family, tables) in families() {
        let mut page = format!("# Collections: {family}\n\n");
        writeln!(
            page,
            "Generated from the tables of the feature `{family}`. [How to read it](README.md).\n"
        )
        .expect("a string");
        for table in tables {
            push_table(&mut page, table);
        }
        crate::saved::compare(&folder.join(format!("{family}.md")), &page);
    }
}

#[test]
fn index_lists_all_collections() {
    let path = crate::saved::root().join("docs/collections/README.md");
    let page = std::fs::read_to_string(&path).expect("the page");
    let page = page.replace("\r\n", "\n");
    let (before, rest) = page.split_once(BEGIN).expect("the begin marker");
    let (_, after) = rest.split_once(END).expect("the end marker");
    let index = index();
    crate::saved::compare(&path, &format!("{before}{BEGIN}\n{index}\n{END}{after}"));
}

/// Returns the families that have a page: the first one is that of the default build.
fn families() -> impl Iterator<Item = (&'static str, &'static [&'static Table])> {
    collections::families().filter(|(family, _)| !family.is_empty())
}

fn index() -> String {
    let mut out = String::from(
        "| collection | family | fields | table | unknown field |\n|---|---|--:|---|---|\n",
    );
    let mut rows: Vec<(&Table, &str)> = families()
        .flat_map(|(family, tables)| tables.iter().map(move |table| (*table, family)))
        .collect();
    rows.sort_by_key(|(table, _)| table.name);
    for (table, family) in rows {
        let name = table.name;
        writeln!(
            out,
            "| [{name}]({family}.md#{name}) | `{family}` | {} | {} | {} |",
            fields(table).count(),
            table.class.name(),
            table.unknown_field.name(),
        )
        .expect("a string");
    }
    out
}

/// Returns the fields that sources use in filters, or deny.
fn fields(table: &Table) -> impl Iterator<Item = &'static Row> {
    let rows = table.rows.iter();
    rows.filter(|row| row.presence != Presence::Candidate)
}

fn push_table(page: &mut String, table: &Table) {
    let mut push = |line: String| {
        page.push_str(&line);
        page.push('\n');
    };
    push(format!("## {}\n", table.name));
    let operations: Vec<String> = table
        .operations
        .iter()
        .map(|operation| format!("`{operation}`"))
        .collect();
    if !operations.is_empty() {
        push(format!("Operations: {}.\n", operations.join(", ")));
    }
    if table.is_open {
        push("No list of fields is public: filters may use any field.\n".to_owned());
        return;
    }
    push(format!(
        "Table: {}. Unknown fields: {}. Sort separator: `{}`.\n",
        table.class.name(),
        table.unknown_field.name(),
        table.separator.as_char()
    ));
    if fields(table).next().is_some() {
        push("| field | type | exact | wildcard | list | range | text_match | sort |".to_owned());
        push("|---|---|:-:|:-:|:-:|:-:|:-:|:-:|".to_owned());
    }
    for row in fields(table) {
        let grades = Capability::ALL.map(|capability| row.grade(capability));
        let grades = grades.into_iter().chain([row.sort_grade()]);
        let marks: Vec<&str> = grades.map(mark).collect();
        let note = match row.presence {
            Presence::Denied => " (denied)",
            Presence::Shown => " (shown)",
            _ => "",
        };
        push(format!(
            "| `{}`{note} | {} | {} |",
            row.name,
            row.field_type.name(),
            marks.join(" | ")
        ));
    }
    if fields(table).next().is_some() {
        push(String::new());
    }
    let candidates: Vec<String> = table
        .rows
        .iter()
        .filter(|row| row.presence == Presence::Candidate)
        .map(|row| format!("`{}`", row.name))
        .collect();
    if !candidates.is_empty() {
        push(format!("Candidates: {}.\n", candidates.join(", ")));
    }
}

fn mark(grade: Grade) -> &'static str {
    match grade {
        Grade::Documented => "x",
        Grade::Shown => "s",
        Grade::Denied => "no",
        Grade::Unknown => "",
    }
}
