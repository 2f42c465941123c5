//! Interleaved timing of candidates, compared by ratios.
//!
//! On a shared machine the same code can take twice as long from one second to the next. Each round
//! therefore times every candidate once, in a batch of some hundred microseconds, and only times of the
//! same round are compared. Tables show the median over the rounds.
//!
//! Limitation: caches and branch predictors are warm, because each candidate repeats one input. Every
//! candidate is faster here than in a program.

use std::io::{self, Write};
use std::time::{Duration, Instant};

/// Duration of a candidate's batch in a round.
const BATCH: Duration = Duration::from_micros(400);
/// Number of rounds per run.
const ROUNDS: usize = 101;
/// Number of runs; a table shows the median and the range of their medians.
const RUNS: usize = 5;

/// A timed workload, which passes its result to `std::hint::black_box`.
type Work<'w> = Box<dyn FnMut() + 'w>;

struct Candidate<'w> {
    name: String,
    work: Work<'w>,
    /// Number of units of the work: bytes or list items.
    units: usize,
    /// Number of repetitions in a batch.
    repeats: u32,
}

/// Candidates whose times per unit are compared with that of the first.
#[derive(Default)]
pub struct Comparison<'w> {
    candidates: Vec<Candidate<'w>>,
}

impl std::fmt::Debug for Comparison<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names = self.candidates.iter().map(|candidate| &candidate.name);
        f.debug_list().entries(names).finish()
    }
}

impl<'w> Comparison<'w> {
    /// Creates an empty comparison.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a candidate with the number of units of its work. Its result is passed to `black_box`.
    #[must_use]
    pub fn with<T>(
        mut self,
        name: impl Into<String>,
        units: usize,
        mut work: impl FnMut() -> T + 'w,
    ) -> Self {
        self.candidates.push(Candidate {
            name: name.into(),
            units,
            work: Box::new(move || {
                std::hint::black_box(work());
            }),
            repeats: 1,
        });
        self
    }

    /// Times all candidates.
    #[must_use]
    pub fn run(mut self, effort: Effort) -> Vec<Row> {
        for candidate in &mut self.candidates {
            candidate.calibrate(effort.batch);
        }
        let runs: Vec<_> = (0..effort.runs)
            .map(|_| self.medians(effort.rounds))
            .collect();
        let rows = self.candidates.iter().enumerate();
        rows.map(|(index, candidate)| {
            let of_runs = |pick: fn(&Timing) -> f64| {
                let mut figures: Vec<f64> = runs.iter().map(|run| pick(&run[index])).collect();
                figures.sort_by(f64::total_cmp);
                figures
            };
            let ratios = of_runs(|timing| timing.ratio);
            Row {
                name: candidate.name.clone(),
                units: candidate.units,
                nanoseconds: middle(&of_runs(|timing| timing.nanoseconds)),
                ratio: middle(&ratios),
                lowest: ratios.first().copied().unwrap_or_default(),
                highest: ratios.last().copied().unwrap_or_default(),
            }
        })
        .collect()
    }

    /// Runs all rounds and returns the median time and the median ratio to the first, per candidate.
    fn medians(&mut self, rounds: usize) -> Vec<Timing> {
        let mut times = vec![Vec::with_capacity(rounds); self.candidates.len()];
        for round in 0..rounds {
            // Rotating the order avoids that a candidate always follows the same one.
            for turn in 0..self.candidates.len() {
                let index = (turn + round) % self.candidates.len();
                times[index].push(self.candidates[index].time());
            }
        }
        let first = times.first().cloned().unwrap_or_default();
        let units = |index: usize| self.candidates[index].units as f64;
        let timings = times.into_iter().enumerate().map(|(index, own)| {
            let a_unit = units(0) / units(index);
            let ratios = own
                .iter()
                .zip(&first)
                .map(|(own, first)| own / first * a_unit);
            Timing {
                ratio: median(ratios.collect()),
                nanoseconds: median(own),
            }
        });
        timings.collect()
    }
}

impl Candidate<'_> {
    /// Returns the nanoseconds of one repetition.
    fn time(&mut self) -> f64 {
        let start = Instant::now();
        for _ in 0..self.repeats {
            (self.work)();
        }
        start.elapsed().as_nanos() as f64 / f64::from(self.repeats)
    }

    fn calibrate(&mut self, batch: Duration) {
        while self.repeats < 1 << 24
            && self.time() * f64::from(self.repeats) < batch.as_nanos() as f64
        {
            self.repeats *= 2;
        }
    }
}

struct Timing {
    nanoseconds: f64,
    ratio: f64,
}

/// The number of rounds and runs.
#[derive(Debug, Clone, Copy)]
pub struct Effort {
    batch: Duration,
    rounds: usize,
    runs: usize,
}

impl Effort {
    /// Five runs of 101 rounds.
    pub const FULL: Self = Self {
        batch: BATCH,
        rounds: ROUNDS,
        runs: RUNS,
    };

    /// Three runs of 25 rounds, for many candidates with large differences.
    pub const SHORT: Self = Self {
        batch: BATCH,
        rounds: 25,
        runs: 3,
    };

    /// Everything once, to verify that it runs.
    pub const ONCE: Self = Self {
        batch: Duration::ZERO,
        rounds: 1,
        runs: 1,
    };

    /// Returns [`FULL`](Self::FULL) under `cargo bench`, which passes `--bench`, and
    /// [`ONCE`](Self::ONCE) under `cargo test`.
    #[must_use]
    pub fn from_arguments() -> Self {
        if std::env::args().any(|argument| argument == "--bench") {
            Self::FULL
        } else {
            Self::ONCE
        }
    }
}

/// The result of one candidate.
#[derive(Debug, Clone)]
pub struct Row {
    /// The candidate.
    pub name: String,
    /// The number of units of its work.
    pub units: usize,
    /// The median time of the whole work.
    pub nanoseconds: f64,
    /// The median of the runs' median ratios to the first candidate, per unit.
    pub ratio: f64,
    /// The lowest of the runs' median ratios.
    pub lowest: f64,
    /// The highest of the runs' median ratios.
    pub highest: f64,
}

/// Writes rows as a Markdown table. `unit` is the name of the unit.
///
/// # Errors
/// If writing to `out` fails.
pub fn write_table(out: &mut impl Write, title: &str, unit: &str, rows: &[Row]) -> io::Result<()> {
    writeln!(out, "\n### {title}\n")?;
    writeln!(
        out,
        "| candidate | {unit}s | ns | ns / {unit} | ratio | range of the runs |"
    )?;
    writeln!(out, "|---|---|---|---|---|---|")?;
    for row in rows {
        let a_unit = row.nanoseconds / row.units as f64;
        writeln!(
            out,
            "| {} | {} | {:.0} | {a_unit:.3} | {:.2} | {:.2}-{:.2} |",
            row.name, row.units, row.nanoseconds, row.ratio, row.lowest, row.highest
        )?;
    }
    Ok(())
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    middle(&figures)
}

fn middle(sorted: &[f64]) -> f64 {
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}
