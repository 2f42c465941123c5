//! Text to tree, and to a filter.

use std::hint::black_box;
use std::io;

use fql::Filter;
use fql::collections::external_assets::ExternalAssets;
use fql_benches::filters::{self, CLEAN, Sample};
use fql_benches::limit_parser;
use fql_benches::ratios::Comparison;

use crate::tables::Tables;

/// Text to tree; to a tree that is checked against its collection; and to a filter, which is
/// checked and printed.
pub(crate) fn each(tables: &mut Tables) -> io::Result<()> {
    for Sample { name, text } in &filters::set() {
        let bytes = text.len();
        tables.write(&format!("parse, {name}"), "byte", || {
            Comparison::new()
                .with("limit", bytes, || limit_parser::parse(black_box(text)))
                .with("fql", bytes, || fql_syntax::parse(black_box(text)))
                .with("fql, checked", bytes, || {
                    let tree = fql_syntax::parse(black_box(text));
                    tree.map(|tree| fql::validate::<ExternalAssets>(&tree))
                })
                .with("fql, to a filter", bytes, || {
                    black_box(text).parse::<Filter<ExternalAssets>>()
                })
        })?;
    }
    Ok(())
}

/// Text to tree: whether the time grows with the length, and no faster.
pub(crate) fn longer(tables: &mut Tables) -> io::Result<()> {
    tables.write("parse, more clauses", "byte", || {
        let texts = [6, 1, 20, 200, 2_000].map(|count| (count, filters::clauses(count, CLEAN)));
        texts
            .into_iter()
            .fold(Comparison::new(), |all, (count, text)| {
                let name = format!("{count} clauses");
                all.with(name, text.len(), move || {
                    drop(fql_syntax::parse(black_box(&text)));
                })
            })
    })?;
    for (kind, list) in [
        ("integers", filters::integers as fn(usize) -> String),
        ("texts", filters::texts),
    ] {
        tables.write(&format!("parse, longer lists of {kind}"), "element", || {
            [3, 30, 300, 3_000]
                .into_iter()
                .fold(Comparison::new(), |all, count| {
                    let text = list(count);
                    all.with(format!("list of {count}"), count, move || {
                        drop(fql_syntax::parse(black_box(&text)));
                    })
                })
        })?;
    }
    Ok(())
}
