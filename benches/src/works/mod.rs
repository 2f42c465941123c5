//! All named workloads on the sample filters, so that times, allocations and instructions refer to the
//! same work. Shared inputs are created once and leaked.

mod aggregate;
mod evaluate;
mod print;
mod read;
mod sql;
mod write;

use std::hint::black_box;

/// A repeatable workload.
pub struct Work {
    /// The implementation and the operation.
    pub what: &'static str,
    /// The input.
    pub on: String,
    /// The number of bytes read or written.
    pub bytes: usize,
    work: Box<dyn Fn()>,
}

impl Work {
    /// Creates a workload whose result is passed to `black_box`.
    fn new<T>(
        what: &'static str,
        on: impl Into<String>,
        bytes: usize,
        work: impl Fn() -> T + 'static,
    ) -> Self {
        Self {
            what,
            on: on.into(),
            bytes,
            work: Box::new(move || drop(black_box(work()))),
        }
    }

    /// Runs it once.
    #[inline]
    pub fn run(&self) {
        (self.work)();
    }
}

impl std::fmt::Debug for Work {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Work")
            .field("what", &self.what)
            .field("on", &self.on)
            .finish_non_exhaustive()
    }
}

/// A group of workloads, created on demand.
#[derive(Debug, Clone, Copy)]
pub struct Topic {
    /// The name of the group.
    pub name: &'static str,
    /// Creates the workloads.
    pub works: fn() -> Vec<Work>,
}

/// All groups. The first is an empty workload, which measures the overhead of a call.
pub const TOPICS: [Topic; 7] = [
    Topic {
        name: "nothing",
        works: nothing,
    },
    READ,
    PRINT,
    WRITE,
    EVALUATE,
    AGGREGATE,
    SQL,
];

/// Parsing to a tree and to a filter.
pub const READ: Topic = Topic {
    name: "read",
    works: read::works,
};

/// Printing a tree and a filter.
pub const PRINT: Topic = Topic {
    name: "print",
    works: print::works,
};

/// Building filters from values.
pub const WRITE: Topic = Topic {
    name: "write",
    works: write::works,
};

/// Evaluating filters against documents.
pub const EVALUATE: Topic = Topic {
    name: "evaluate",
    works: evaluate::works,
};

/// Aggregation requests.
pub const AGGREGATE: Topic = Topic {
    name: "aggregate",
    works: aggregate::works,
};

/// Lowering filters to SQL.
pub const SQL: Topic = Topic {
    name: "sql",
    works: sql::works,
};

fn nothing() -> Vec<Work> {
    vec![Work::new("nothing", "", 0, || ())]
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn works_are_unique_and_repeatable() {
        let mut names = HashSet::new();
        for topic in TOPICS {
            for work in (topic.works)() {
                work.run();
                work.run();
                assert!(names.insert((topic.name, work.what, work.on)));
            }
        }
        assert!(names.len() > 100, "{}", names.len());
    }
}
