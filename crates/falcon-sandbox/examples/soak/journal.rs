//! What the sandbox was asked, and what it did: written by its process, read by the client's.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};

use falcon_sandbox::Requests;

/// The operations that change something here.
pub(crate) const WRITES: [&str; 3] = [
    "patch_external_assets",
    "post_policy_rules",
    "delete_policy_rules",
];

/// All requests of a soak.
#[derive(Debug, Default)]
pub(crate) struct Journal {
    /// How many there were, by operation and status of the answer, also of one that did not arrive.
    pub(crate) answers: BTreeMap<(String, u16), u64>,
    /// Each write that was done, by operation and the trace id of its answer.
    pub(crate) done: Vec<(String, String)>,
    /// How many requests are not in here, because more came at once than a sandbox remembers.
    pub(crate) lost: u64,
    /// The memory of the sandbox's process at the end, in KiB.
    pub(crate) memory: u64,
    taken: u64,
}

impl Journal {
    /// Takes in what came since the last time.
    pub(crate) fn take(&mut self, requests: &Requests) {
        let new = requests.total() - self.taken;
        self.taken = requests.total();
        let mut found = 0;
        let new_ones = usize::try_from(new).unwrap_or(usize::MAX);
        for request in requests.recent().rev().take(new_ones) {
            found += 1;
            let operation = request.operation.unwrap_or("none").to_owned();
            if WRITES.contains(&&*operation) && request.status < 300 {
                let done = (operation.clone(), request.trace_id.clone());
                self.done.push(done);
            }
            *self.answers.entry((operation, request.status)).or_default() += 1;
        }
        self.lost += new - found;
    }

    /// How many requests there were of an operation.
    pub(crate) fn count(&self, operation: &str) -> u64 {
        let of_it =
            |((name, _), count): (&(String, u16), &u64)| (name == operation).then_some(*count);
        self.answers.iter().filter_map(of_it).sum()
    }

    /// How many answers had a status, of whichever operation.
    pub(crate) fn status(&self, status: u16) -> u64 {
        let of_it = |((_, had), count): (&(String, u16), &u64)| (*had == status).then_some(*count);
        self.answers.iter().filter_map(of_it).sum()
    }

    pub(crate) fn total(&self) -> u64 {
        self.answers.values().sum()
    }

    pub(crate) fn write(&self, out: &mut impl Write) -> io::Result<()> {
        for ((operation, status), count) in &self.answers {
            writeln!(out, "answers {operation} {status} {count}")?;
        }
        for (operation, trace_id) in &self.done {
            writeln!(out, "done {operation} {trace_id}")?;
        }
        writeln!(out, "lost {}\nmemory {}\n", self.lost, self.memory)
    }

    pub(crate) fn read(from: &mut impl BufRead) -> Self {
        let mut journal = Self::default();
        for line in from.lines() {
            let line = line.unwrap();
            match *line.split(' ').collect::<Vec<_>>() {
                ["answers", operation, status, count] => {
                    let key = (operation.to_owned(), status.parse().unwrap());
                    journal.answers.insert(key, count.parse().unwrap());
                }
                ["done", operation, trace_id] => {
                    let done = (operation.to_owned(), trace_id.to_owned());
                    journal.done.push(done);
                }
                ["lost", lost] => journal.lost = lost.parse().unwrap(),
                ["memory", memory] => journal.memory = memory.parse().unwrap(),
                _ => break,
            }
        }
        journal
    }
}
