//! Every comparison as one table of ratios, the candidates timed in turn.
//!
//! `cargo bench -p fql-benches --bench ratios` measures for about a minute; words behind `--`
//! choose the tables that have one of them in their titles.

use std::hint::black_box;
use std::io::{self, Write};

use fql::Filter;
use fql::collections::external_assets::ExternalAssets;
use fql_benches::filters::{self, CLEAN, DIRTY, Sample};
use fql_benches::ratios::{Comparison, Effort, write_table};
use fql_benches::{evaluation, limit_parser, naive, scan_copy, typed};
use serde::de::IgnoredAny;
use serde_json::Value;

fn main() -> io::Result<()> {
    let mut tables = Tables::from_arguments();
    parse(&mut tables)?;
    parse_longer(&mut tables)?;
    print(&mut tables)?;
    serialize(&mut tables)?;
    evaluate(&mut tables)
}

/// Text to tree; to a tree that is checked against its collection; and to a filter, which is
/// checked and printed.
fn parse(tables: &mut Tables) -> io::Result<()> {
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
fn parse_longer(tables: &mut Tables) -> io::Result<()> {
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

/// Tree to text; also of a text in which nothing is canonical. `print_to` writes into a new
/// string, and `to_string` goes through the formatter.
fn print(tables: &mut Tables) -> io::Result<()> {
    let spaced_text = filters::spaced();
    let spaced = fql_syntax::parse(&spaced_text).expect("a filter");
    for (name, values) in [("clean", CLEAN), ("2 of 4 escaped", DIRTY)] {
        let text = filters::six_clauses(values);
        let bytes = text.len();
        let tree = fql_syntax::parse(&text).expect("a filter");
        tables.write(&format!("print, 6 clauses, {name}"), "byte", || {
            Comparison::new()
                .with("limit", bytes, || scan_copy::scan_words(black_box(&values)))
                .with("fql, print_to", bytes, || {
                    let mut out = String::new();
                    black_box(&tree).print_to(&mut out);
                    out
                })
                .with("fql, to_string", bytes, || black_box(&tree).to_string())
                .with("fql, to_string, spaced", bytes, || {
                    black_box(&spaced).to_string()
                })
        })?;
    }
    Ok(())
}

/// Values to text: the library's ways, its limits, and what people write without it.
fn serialize(tables: &mut Tables) -> io::Result<()> {
    for (name, values) in [("clean", CLEAN), ("2 of 4 escaped", DIRTY)] {
        let values = &values;
        let bytes = filters::six_clauses(*values).len();
        tables.write(&format!("serialize, 6 clauses, {name}"), "byte", || {
            Comparison::new()
                .with("format! unescaped", bytes, || {
                    scan_copy::format_unescaped(black_box(values))
                })
                .with("format! and replace", bytes, || {
                    scan_copy::format_replaced(black_box(values))
                })
                .with("limit, memchr", bytes, || {
                    scan_copy::scan_memchr(black_box(values))
                })
                .with("limit, words", bytes, || {
                    scan_copy::scan_words(black_box(values))
                })
                .with("fields", bytes, || typed::fields(black_box(values)))
                .with("fql!", bytes, || typed::placeholders(black_box(values)))
                .with("at run time", bytes, || {
                    typed::at_run_time(black_box(values))
                })
        })?;
        let bytes = typed::four_placeholders(values).as_str().len();
        tables.write(
            &format!("serialize, 4 placeholders, {name}"),
            "byte",
            || {
                Comparison::new()
                    .with("format! unescaped", bytes, || {
                        typed::four_formatted(black_box(values))
                    })
                    .with("fql!", bytes, || {
                        typed::four_placeholders(black_box(values))
                    })
            },
        )?;
    }
    Ok(())
}

/// Filters held against documents: one that was parsed, and a stream of texts.
fn evaluate(tables: &mut Tables) -> io::Result<()> {
    tables.write("evaluate, a parsed document", "document", || {
        let document = evaluation::matching();
        let matcher = evaluation::matcher(evaluation::SIX);
        let tree = fql_syntax::parse(evaluation::SIX).expect("a filter");
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
            .with("serde_json to a value, no more", bytes, move || {
                lines.iter().map(read).filter(Result::is_ok).count()
            })
            .with("serde_json to nothing", bytes, || {
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
            let found = move |line: &&String| {
                matcher
                    .matches_json(line.as_bytes())
                    .is_ok_and(|found| found)
            };
            all.with(format!("fql, {name}"), bytes, move || {
                lines.iter().filter(&found).count()
            })
        })
    })
}

/// Where tables go, and which are asked for.
struct Tables {
    out: io::Stdout,
    effort: Effort,
    wanted: Vec<String>,
}

impl Tables {
    fn from_arguments() -> Self {
        Self {
            out: io::stdout(),
            effort: Effort::from_arguments(),
            wanted: std::env::args()
                .skip(1)
                .filter(|argument| !argument.starts_with("--"))
                .collect(),
        }
    }

    /// Measures and writes one table, if it is asked for.
    fn write<'w>(
        &mut self,
        title: &str,
        unit: &str,
        comparison: impl FnOnce() -> Comparison<'w>,
    ) -> io::Result<()> {
        let is_wanted = |word: &String| title.contains(word.as_str());
        if !self.wanted.is_empty() && !self.wanted.iter().any(is_wanted) {
            return Ok(());
        }
        let rows = comparison().run(self.effort);
        write_table(&mut self.out, title, unit, &rows)?;
        self.out.flush()
    }
}
