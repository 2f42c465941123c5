//! Holds what is measured against what it is to be.
//!
//! A figure is the median of the runs' medians, and its range is theirs. A goal is reached by the
//! figure, whatever the range.

use std::io;

use fql_benches::ratios::{Comparison, Row};

use crate::tables::Tables;

/// The part that times may differ where they are to be the same.
const SAME: f64 = 0.2;
/// So many nanoseconds are no more than a look at the nearest cache, which takes five turns of the core's clock,
/// and what this clock can tell. Whether it is nothing at all, the assembly shows (`instructions/literal.sh`).
const ONE_LOOK: f64 = 2.0;

/// Work, and how many units it is of.
pub(crate) struct Of<W> {
    units: usize,
    work: W,
}

/// Work of so many units.
pub(crate) fn of<W>(units: usize, work: W) -> Of<W> {
    Of { units, work }
}

/// Judges one goal after the other, and writes what it found.
pub(crate) struct Judge<'t> {
    tables: &'t mut Tables,
    /// Rows of the table of lists, which comes last.
    lists: Vec<String>,
}

impl<'t> Judge<'t> {
    pub(crate) fn new(tables: &'t mut Tables) -> io::Result<Self> {
        tables.line("\n### goals\n")?;
        tables.line("| work | to | goal | figure | range of the runs | ns | reached |")?;
        tables.line("|---|---|---|---|---|---|---|")?;
        Ok(Self {
            tables,
            lists: Vec::new(),
        })
    }

    /// Both in turn; the first is the baseline.
    fn measure<A, B>(
        &self,
        mut baseline: Of<impl FnMut() -> A>,
        mut work: Of<impl FnMut() -> B>,
    ) -> [Row; 2] {
        let rows = Comparison::new()
            .with("baseline", baseline.units, &mut baseline.work)
            .with("work", work.units, &mut work.work)
            .run(self.tables.effort());
        rows.try_into().expect("two candidates")
    }

    fn row(
        &mut self,
        work: &str,
        to: &str,
        goal: &str,
        rows: &[Row],
        verdict: &str,
    ) -> io::Result<()> {
        let last = rows.last().expect("a row");
        let times: Vec<_> = rows
            .iter()
            .map(|row| format!("{:.1}", row.nanoseconds))
            .collect();
        self.tables.line(&format!(
            "| {work} | {to} | {goal} | {:.3} | {:.3}-{:.3} | {} | {verdict} |",
            last.ratio,
            last.lowest,
            last.highest,
            times.iter().rev().cloned().collect::<Vec<_>>().join(" to "),
        ))
    }

    /// The work takes at most so much of the baseline's time.
    pub(crate) fn at_most<A, B>(
        &mut self,
        name: &str,
        (to, most): (&str, f64),
        baseline: Of<impl FnMut() -> A>,
        work: Of<impl FnMut() -> B>,
    ) -> io::Result<()> {
        let rows = self.measure(baseline, work);
        let verdict = if rows[1].ratio <= most { "yes" } else { "no" };
        self.row(name, to, &format!("at most {most}"), &rows, verdict)
    }

    /// The work takes as long as the baseline, a unit of each.
    pub(crate) fn same<A, B>(
        &mut self,
        name: &str,
        to: &str,
        baseline: Of<impl FnMut() -> A>,
        work: Of<impl FnMut() -> B>,
    ) -> io::Result<()> {
        let rows = self.measure(baseline, work);
        self.same_rows(name, to, &rows)
    }

    fn same_rows(&mut self, name: &str, to: &str, rows: &[Row; 2]) -> io::Result<()> {
        let verdict = match rows[1].ratio {
            ratio if ratio > 1.0 + SAME => "no",
            ratio if ratio < 1.0 - SAME => "yes: it takes less",
            _ => "yes",
        };
        let goal = format!("{} to {}", 1.0 - SAME, 1.0 + SAME);
        self.row(name, to, &goal, rows, verdict)
    }

    /// The same of lists, whose elements are the units. So many bytes are their filters.
    pub(crate) fn same_of_elements<A, B>(
        &mut self,
        name: &str,
        to: &str,
        bytes: [usize; 2],
        baseline: Of<impl FnMut() -> A>,
        work: Of<impl FnMut() -> B>,
    ) -> io::Result<()> {
        let rows = self.measure(baseline, work);
        for (row, bytes) in rows.iter().zip(bytes) {
            self.lists.push(format!(
                "| {name} | {} | {:.1} | {:.2} | {:.3} |",
                row.units,
                row.nanoseconds,
                row.nanoseconds / row.units as f64,
                row.nanoseconds / bytes as f64,
            ));
        }
        self.same_rows(name, to, &rows)
    }

    /// The work takes no longer than a look at memory more than the baseline.
    pub(crate) fn same_call<A, B>(
        &mut self,
        name: &str,
        to: &str,
        baseline: Of<impl FnMut() -> A>,
        work: Of<impl FnMut() -> B>,
    ) -> io::Result<()> {
        let rows = self.measure(baseline, work);
        let more = rows[1].nanoseconds - rows[0].nanoseconds;
        let verdict = if more <= ONE_LOOK { "yes" } else { "no" };
        let goal = format!("{ONE_LOOK} ns more");
        self.row(name, to, &goal, &rows, verdict)
    }

    /// The work takes at most so long.
    pub(crate) fn nanoseconds_at_most<A>(
        &mut self,
        name: &str,
        most: f64,
        mut work: Of<impl FnMut() -> A>,
    ) -> io::Result<()> {
        let rows = Comparison::new()
            .with("work", work.units, &mut work.work)
            .run(self.tables.effort());
        let verdict = if rows[0].nanoseconds <= most {
            "yes"
        } else {
            "no"
        };
        self.row(
            name,
            "the clock",
            &format!("at most {most} ns"),
            &rows,
            verdict,
        )
    }

    /// What an element and a byte of the lists take: the shorter list carries what a filter takes
    /// whatever its length.
    pub(crate) fn lists(self) -> io::Result<()> {
        self.tables.line("\n### goals, the lists\n")?;
        self.tables
            .line("| work | elements | ns | ns / element | ns / byte |")?;
        self.tables.line("|---|---|---|---|---|")?;
        for row in &self.lists {
            self.tables.line(row)?;
        }
        Ok(())
    }
}
