//! Selection and output of tables.

use std::io::{self, Write};

use fql_benches::ratios::{Comparison, Effort, write_table};

/// The argument that selects the goals only.
const GOALS: &str = "goals";

pub(crate) struct Tables {
    out: io::Stdout,
    effort: Effort,
    selected: Vec<String>,
}

impl Tables {
    pub(crate) fn from_arguments() -> Self {
        Self {
            out: io::stdout(),
            effort: Effort::from_arguments(),
            selected: std::env::args()
                .skip(1)
                .filter(|argument| !argument.starts_with("--"))
                .collect(),
        }
    }

    /// Returns `true` if the goals are selected, as they are by default.
    pub(crate) fn selects_goals(&self) -> bool {
        self.selected.is_empty() || self.selected.iter().any(|word| word == GOALS)
    }

    /// Measures and writes one table, if it is selected.
    pub(crate) fn write<'w>(
        &mut self,
        title: &str,
        unit: &str,
        comparison: impl FnOnce() -> Comparison<'w>,
    ) -> io::Result<()> {
        let is_selected = |word: &String| title.contains(word.as_str());
        if !self.selected.is_empty() && !self.selected.iter().any(is_selected) {
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
