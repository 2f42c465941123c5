//! How time grows with size: writes one line of CSV for each point that `scaling/plot.py` draws.
//!
//! `scaling/run.sh` runs it and draws. A word behind the name chooses one plot.

mod inputs;
mod plots;

use std::io::{self, Write};

use fql_benches::ratios::{Comparison, Effort};

fn main() -> io::Result<()> {
    let wanted = std::env::args().nth(1);
    let mut out = io::stdout().lock();
    writeln!(out, "plot,series,size,nanoseconds")?;
    for (name, series) in plots::ALL {
        if wanted.as_deref().is_none_or(|wanted| wanted == name) {
            for series in series() {
                series.write(name, &mut out)?;
            }
        }
    }
    Ok(())
}

/// One kind of work on inputs of growing size.
struct Series {
    name: &'static str,
    points: Comparison<'static>,
}

impl Series {
    /// The work on an input of each size, which `work` makes.
    fn new<T, W: FnMut() -> T + 'static>(
        name: &'static str,
        sizes: &[usize],
        work: impl Fn(usize) -> W,
    ) -> Self {
        let points = sizes.iter().fold(Comparison::new(), |points, &size| {
            points.with(size.to_string(), size, work(size))
        });
        Self { name, points }
    }

    /// Times all sizes in turn.
    fn write(self, plot: &str, out: &mut impl Write) -> io::Result<()> {
        for row in self.points.run(Effort::SHORT) {
            let Self { name, .. } = self;
            writeln!(out, "{plot},{name},{},{:.1}", row.units, row.nanoseconds)?;
        }
        out.flush()
    }
}
