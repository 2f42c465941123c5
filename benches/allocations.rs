//! Counts allocations: how many, how many bytes in all, and how many at once, for every work on
//! the set.
//!
//! `cargo bench -p fql-benches --bench allocations`; words behind `--` choose the works that have
//! one of them in their names. The counting allocator is linked into this program only, so that it
//! slows no other bench.

use std::io::{self, Write};

use allocation_counter::measure;
use fql_benches::works::{TOPICS, Topic, Work};

fn main() -> io::Result<()> {
    let wanted: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"))
        .collect();
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "| work | on | bytes of text | allocations | bytes | peak bytes |"
    )?;
    writeln!(out, "|---|---|---|---|---|---|")?;
    for topic in TOPICS {
        for work in (topic.works)() {
            let name = format!("{}: {}, {}", topic.name, work.what, work.on);
            if wanted.is_empty() || wanted.iter().any(|word| name.contains(word.as_str())) {
                row(&mut out, topic, &work)?;
            }
        }
    }
    Ok(())
}

/// One line of the table. The work is done once before, so that nothing lazy is counted.
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
