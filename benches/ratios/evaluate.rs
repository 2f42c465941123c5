//! Evaluation of filters against documents.

use std::hint::black_box;
use std::io;

use fql_benches::ratios::Comparison;
use fql_benches::{evaluation, naive};
use serde::de::IgnoredAny;
use serde_json::Value;

use crate::tables::Tables;

/// Evaluates filters against one parsed document and a stream of JSON documents.
pub(crate) fn documents(tables: &mut Tables) -> io::Result<()> {
    tables.write("evaluate, a parsed document", "document", || {
        let document = evaluation::matching();
        let matcher = evaluation::matcher(evaluation::SIX);
        let tree = fql_syntax::parse(evaluation::SIX).expect("a valid filter");
        let copy = document.clone();
        Comparison::new()
            .with("naive walk", 1, move || {
                naive::matches(&tree, black_box(&copy))
            })
            .with("fql", 1, move || matcher.matches(black_box(&document)))
    })?;
    let lines = &evaluation::lines(200);
    let bytes = lines.iter().map(String::len).sum();
    tables.write("evaluate, a stream", "byte", || {
        let read = |line: &String| serde_json::from_str::<Value>(line);
        let all = Comparison::new()
            .with("serde_json to Value only", bytes, move || {
                lines.iter().map(read).filter(Result::is_ok).count()
            })
            .with("serde_json to IgnoredAny", bytes, || {
                let nothing = lines
                    .iter()
                    .map(|line| serde_json::from_str::<IgnoredAny>(line));
                nothing.filter(Result::is_ok).count()
            });
        let filters = [
            ("selective", evaluation::SELECTIVE),
            ("deep", evaluation::DEEP),
        ];
        filters.into_iter().fold(all, |all, (name, filter)| {
            let matcher = evaluation::matcher(filter);
            let is_match = move |line: &&String| {
                matcher
                    .matches_json(line.as_bytes())
                    .is_ok_and(|is_match| is_match)
            };
            all.with(format!("fql, {name}"), bytes, move || {
                lines.iter().filter(&is_match).count()
            })
        })
    })
}
