//! Every piece of work on the fixed set by its name, so that times, allocations and instructions
//! are those of the same work.
//!
//! What they share is made before and kept to the end of the program.

mod aggregate;
mod evaluate;
mod print;
mod read;
mod write;

use std::hint::black_box;

/// A piece of work that can be done again and again.
pub struct Work {
    /// Who does what.
    pub what: &'static str,
    /// On what it is done.
    pub on: String,
    /// How many bytes are read or written.
    pub bytes: usize,
    work: Box<dyn Fn()>,
}

impl Work {
    /// Work whose result is kept from the optimiser.
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

    /// Does it once.
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

/// Works that belong together. They are made only when they are asked for.
#[derive(Debug, Clone, Copy)]
pub struct Topic {
    /// What they do.
    pub name: &'static str,
    /// Makes them.
    pub works: fn() -> Vec<Work>,
}

/// All works. The first one is to do nothing, which is what calling any of them takes.
pub const TOPICS: [Topic; 6] = [
    Topic {
        name: "nothing",
        works: nothing,
    },
    READ,
    PRINT,
    WRITE,
    EVALUATE,
    AGGREGATE,
];

/// Text to tree, and to a filter.
pub const READ: Topic = Topic {
    name: "read",
    works: read::works,
};

/// Tree, and filter, to text.
pub const PRINT: Topic = Topic {
    name: "print",
    works: print::works,
};

/// Values to text.
pub const WRITE: Topic = Topic {
    name: "write",
    works: write::works,
};

/// Filters held against documents.
pub const EVALUATE: Topic = Topic {
    name: "evaluate",
    works: evaluate::works,
};

/// Aggregate requests.
pub const AGGREGATE: Topic = Topic {
    name: "aggregate",
    works: aggregate::works,
};

fn nothing() -> Vec<Work> {
    vec![Work::new("nothing", "", 0, || ())]
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn each_work_has_a_name_of_its_own_and_can_be_done_twice() {
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
