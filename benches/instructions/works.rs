//! Repeats one workload, for counting instructions: `instructions/run.sh` runs it under callgrind.
//!
//! * `works list` prints the names of all workloads, one per line.
//! * `works NAME TIMES` runs one of them TIMES times.

use std::io::{self, Write};
use std::process::ExitCode;

use fql_benches::works::{TOPICS, Topic, Work};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["list"] => list().is_ok(),
        [name, times] => times.parse().is_ok_and(|times| repeat(name, times)),
        _ => false,
    };
    if done {
        return ExitCode::SUCCESS;
    }
    let _ = writeln!(io::stderr(), "usage: works list, or works NAME TIMES");
    ExitCode::from(2)
}

fn name(topic: Topic, work: &Work) -> String {
    match work.on.as_str() {
        "" => format!("{}: {}", topic.name, work.what),
        on => format!("{}: {}, {on}", topic.name, work.what),
    }
}

fn list() -> io::Result<()> {
    let mut out = io::stdout().lock();
    for topic in TOPICS {
        for work in (topic.works)() {
            writeln!(out, "{}", name(topic, &work))?;
        }
    }
    Ok(())
}

/// Runs a workload. Returns `false` if the name is unknown. Only the workloads of its group are created.
fn repeat(wanted: &str, times: u64) -> bool {
    let of_topic = |topic: &Topic| wanted.starts_with(&format!("{}:", topic.name));
    let Some(topic) = TOPICS.into_iter().find(of_topic) else {
        return false;
    };
    let works = (topic.works)();
    let Some(work) = works.iter().find(|work| name(topic, work) == wanted) else {
        return false;
    };
    for _ in 0..times {
        work.run();
    }
    true
}
