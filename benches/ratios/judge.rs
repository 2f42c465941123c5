//! Compares measurements with goals.
//!
//! A figure is the median of the runs' medians, with their range. The figure alone decides whether a goal
//! is met.

use std::io;

use fql_benches::ratios::{Comparison, Row};

use crate::tables::Tables;

/// Accepted relative difference between times that should be equal.
const SAME: f64 = 0.2;
/// Nanoseconds of one access to the first-level cache plus the resolution of the clock. The assembly shows
/// whether a call is free (`instructions/literal.sh`).
const ONE_ACCESS: f64 = 2.0;

/// A workload with its number of units.
pub(crate) struct Of<W> {
    units: usize,
    work: W,
}

/// Creates a workload with its number of units.
pub(crate) fn of<W>(units: usize, work: W) -> Of<W> {
    Of { units, work }
}

/// Measures goals and writes the results.
pub(crate) struct Judge<'t> {
    tables: &'t mut Tables,
    /// Rows of the table of lists, which is written last.
    lists: Vec<String>,
}

impl<'t> Judge<'t> {
    pub(crate) fn new(tables: &'t mut Tables) -> io::Result<Self> {
        tables.line("\n### goals\n")?;
        tables.line("| work | baseline | goal | ratio | range of the runs | ns | met |")?;
        tables.line("|---|---|---|---|---|---|---|")?;
        Ok(Self {
            tables,
            lists: Vec::new(),
        })
    }

    /// Times both, interleaved; the first is the baseline.
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

    /// Goal: the work takes at most the fraction `most` of the baseline's time.
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

    /// Goal: the work takes as long as the baseline, per unit.
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
            ratio if ratio < 1.0 - SAME => "yes: less",
            _ => "yes",
        };
        let goal = format!("{} to {}", 1.0 - SAME, 1.0 + SAME);
        self.row(name, to, &goal, rows, verdict)
    }

    /// The same for lists, whose items are the units. `bytes` are the lengths of the filters.
    pub(crate) fn same_per_item<A, B>(
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

    /// Goal: the work takes at most one memory access longer than the baseline.
    pub(crate) fn same_call<A, B>(
        &mut self,
        name: &str,
        to: &str,
        baseline: Of<impl FnMut() -> A>,
        work: Of<impl FnMut() -> B>,
    ) -> io::Result<()> {
        let rows = self.measure(baseline, work);
        let more = rows[1].nanoseconds - rows[0].nanoseconds;
        let verdict = if more <= ONE_ACCESS { "yes" } else { "no" };
        let goal = format!("{ONE_ACCESS} ns more");
        self.row(name, to, &goal, &rows, verdict)
    }

    /// Goal: the work takes at most this many nanoseconds.
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
            "absolute",
            &format!("at most {most} ns"),
            &rows,
            verdict,
        )
    }

    /// Writes the times per item and per byte of the lists. The fixed cost of a filter is part of the
    /// shorter list.
    pub(crate) fn lists(self) -> io::Result<()> {
        self.tables.line("\n### goals, the lists\n")?;
        self.tables
            .line("| work | items | ns | ns / item | ns / byte |")?;
        self.tables.line("|---|---|---|---|---|")?;
        for row in &self.lists {
            self.tables.line(row)?;
        }
        Ok(())
    }
}
