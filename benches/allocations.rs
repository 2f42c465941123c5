//! Counts allocations: how many, how many bytes in all, and how many at once.
//!
//! The counting allocator is linked into this program only, so that it slows no other bench.

use std::hint::black_box;
use std::io::{self, Write};

use allocation_counter::measure;
use fql_benches::filters::{self, CLEAN, DIRTY};
use fql_benches::{limit_parser, scan_copy, typed};

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "| what | on | allocations | bytes | peak bytes |")?;
    writeln!(out, "|---|---|---|---|---|")?;
    for sample in filters::set() {
        let text = sample.text.as_str();
        let tree = fql_syntax::parse(text).expect("a filter");
        row(&mut out, "parse", sample.name, || {
            drop(black_box(fql_syntax::parse(black_box(text))));
        })?;
        row(&mut out, "parse, limit", sample.name, || {
            drop(black_box(limit_parser::parse(black_box(text))));
        })?;
        row(&mut out, "print", sample.name, || {
            drop(black_box(black_box(&tree).to_string()));
        })?;
    }
    for (name, values) in [("6 clauses", CLEAN), ("6 clauses, dirty", DIRTY)] {
        row(&mut out, "format! unescaped", name, || {
            drop(black_box(scan_copy::format_unescaped(black_box(&values))));
        })?;
        row(&mut out, "format! and replace", name, || {
            drop(black_box(scan_copy::format_replaced(black_box(&values))));
        })?;
        row(&mut out, "fields", name, || {
            drop(black_box(typed::fields(black_box(&values))));
        })?;
        row(&mut out, "fql!", name, || {
            drop(black_box(typed::placeholders(black_box(&values))));
        })?;
        row(&mut out, "write, limit", name, || {
            drop(black_box(scan_copy::scan_words(black_box(&values))));
        })?;
    }
    Ok(())
}

/// One line of the table. The work is done once before, so that nothing lazy is counted.
fn row(out: &mut impl Write, what: &str, on: &str, work: impl Fn()) -> io::Result<()> {
    work();
    let counted = measure(work);
    writeln!(
        out,
        "| {what} | {on} | {} | {} | {} |",
        counted.count_total, counted.bytes_total, counted.bytes_max
    )
}
