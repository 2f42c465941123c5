//! The table of fields in `docs/tables.md` is generated from the code.

use std::fmt::Write as _;

use fql::Collection;
use fql::collections::external_assets::ExternalAssets;
use fql::table::{Capability, Table};

/// The columns of the table; no field of external assets supports text matches.
const COLUMNS: [Capability; 4] = [
    Capability::Exact,
    Capability::Wildcard,
    Capability::List,
    Capability::Range,
];

const BEGIN: &str = "<!-- generated: begin -->\n";
const END: &str = "<!-- generated: end -->\n";

#[test]
fn page_matches_table() {
    let path = crate::saved::root().join("docs/tables.md");
    let page = std::fs::read_to_string(&path).expect("the page");
    let page = page.replace("\r\n", "\n");
    let (before, rest) = page.split_once(BEGIN).expect("the begin marker");
    let (_, after) = rest.split_once(END).expect("the end marker");
    let rows = rows(&ExternalAssets::TABLE);
    crate::saved::compare(&path, &format!("{before}{BEGIN}\n{rows}\n{END}{after}"));
}

fn rows(table: &Table) -> String {
    let mut sources: Vec<&str> = Vec::new();
    let mut out = String::from(
        "| field | type | exact | wildcard | list | range | source |\n\
         |---|---|:-:|:-:|:-:|:-:|--:|\n",
    );
    for row in table.rows {
        let source = sources.iter().position(|one| *one == row.details.source);
        let source = source.unwrap_or_else(|| {
            sources.push(row.details.source);
            sources.len() - 1
        });
        write!(out, "| `{}` | {}", row.name, row.field_type.name()).expect("a string");
        for capability in COLUMNS {
            let mark = if row.supports(capability) { "x" } else { "" };
            write!(out, " | {mark}").expect("a string");
        }
        writeln!(out, " | {} |", source + 1).expect("a string");
    }
    let fields = table.rows.len();
    write!(out, "| **{fields} fields** | ").expect("a string");
    for capability in COLUMNS {
        let count = table.rows.iter().filter(|row| row.supports(capability));
        write!(out, " | {}", count.count()).expect("a string");
    }
    out.push_str(" | |\n\nSources:\n\n");
    for (index, source) in sources.iter().enumerate() {
        let rows = table
            .rows
            .iter()
            .filter(|row| row.details.source == *source);
        writeln!(out, "{}. {source} ({})", index + 1, rows.count()).expect("a string");
    }
    out.push_str("\nPublished values:\n\n");
    for row in table.rows {
        if let Some(vocabulary) = row.details.vocabulary {
            let open = if vocabulary.is_open { ", …" } else { "" };
            let values = vocabulary.values.join("`, `");
            writeln!(
                out,
                "- `{}`: `{values}`{open} ({})",
                row.name, vocabulary.source
            )
            .expect("a string");
        }
    }
    out.push_str("\nAliases:\n\n");
    for alias in table.aliases {
        writeln!(out, "- `{}` is an alias of `{}`", alias.name, alias.field).expect("a string");
    }
    out
}

/// The README states the same numbers.
#[test]
fn documented_field_counts() {
    let table = ExternalAssets::TABLE;
    let documented = table.rows.iter();
    let documented =
        documented.filter(|row| row.details.source == "documentation of query_external_assets");
    let documented: Vec<_> = documented.collect();
    let counts = Capability::ALL.map(|capability| {
        documented
            .iter()
            .filter(|row| row.supports(capability))
            .count()
    });
    assert_eq!(documented.len(), 88);
    assert_eq!(counts, [86, 78, 73, 16, 0]);
}
