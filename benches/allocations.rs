//! Counts allocations: number, total bytes and peak bytes of every workload.
//!
//! `cargo bench -p fql-benches --bench allocations`; arguments after `--` select workloads by parts of
//! their names. The counting allocator is linked into this program only.

use std::io::{self, Write};

use allocation_counter::measure;
use fql_benches::works::{TOPICS, Topic, Work};

fn main() -> io::Result<()> {
    let selected: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"))
        .collect();
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "| work | input | bytes of text | allocations | bytes | peak bytes |"
    )?;
    writeln!(out, "|---|---|---|---|---|---|")?;
    for topic in TOPICS {
        for work in (topic.works)() {
            let name = format!("{}: {}, {}", topic.name, work.what, work.on);
            if selected.is_empty() || selected.iter().any(|word| name.contains(word.as_str())) {
                row(&mut out, topic, &work)?;
            }
        }
    }
    Ok(())
}

/// Writes one row. The workload runs once before, so that lazy initialization is not counted.
fn row(out: &mut impl Write, topic: Topic, work: &Work) -> io::Result<()> {
    work.run();
    let counted = measure(|| work.run());
    writeln!(
        out,
        "| {}: {} | {} | {} | {} | {} | {} |",
        topic.name,
        work.what,
        work.on,
        work.bytes,
        counted.count_total,
        counted.bytes_total,
        counted.bytes_max
    )
}
