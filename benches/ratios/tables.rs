//! Where tables go, and which are asked for.

use std::io::{self, Write};

use fql_benches::ratios::{Comparison, Effort, write_table};

/// The word that asks for the goals, and nothing else.
const GOALS: &str = "goals";

pub(crate) struct Tables {
    out: io::Stdout,
    effort: Effort,
    wanted: Vec<String>,
}

impl Tables {
    pub(crate) fn from_arguments() -> Self {
        Self {
            out: io::stdout(),
            effort: Effort::from_arguments(),
            wanted: std::env::args()
                .skip(1)
                .filter(|argument| !argument.starts_with("--"))
                .collect(),
        }
    }

    /// Whether the goals are asked for. They are when nothing is said.
    pub(crate) fn wants_goals(&self) -> bool {
        self.wanted.is_empty() || self.wanted.iter().any(|word| word == GOALS)
    }

    /// Measures and writes one table, if it is asked for.
    pub(crate) fn write<'w>(
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

    pub(crate) fn effort(&self) -> Effort {
        self.effort
    }

    pub(crate) fn line(&mut self, line: &str) -> io::Result<()> {
        writeln!(self.out, "{line}")?;
        self.out.flush()
    }
}
