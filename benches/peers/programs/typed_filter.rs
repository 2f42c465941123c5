//! Builds the six-clause filter repeatedly for a tenth of a second and prints the nanoseconds per filter:
//! with typed fields and, on a second line, with unescaped `format!`.

use std::hint::black_box;
use std::time::{Duration, Instant};

use fql_benches::filters::CLEAN;
use fql_benches::{scan_copy, typed};

fn main() {
    println!("{}", nanoseconds(|| typed::fields(black_box(&CLEAN))));
    println!(
        "{}",
        nanoseconds(|| scan_copy::format_unescaped(black_box(&CLEAN)))
    );
}

/// The median of batches of a thousand.
fn nanoseconds<T>(mut work: impl FnMut() -> T) -> f64 {
    const BATCH: u32 = 1_000;
    let begin = Instant::now();
    let mut batches = Vec::new();
    while begin.elapsed() < Duration::from_millis(100) {
        let start = Instant::now();
        for _ in 0..BATCH {
            black_box(work());
        }
        batches.push(start.elapsed().as_secs_f64() * 1e9 / f64::from(BATCH));
    }
    batches.sort_by(f64::total_cmp);
    batches[batches.len() / 2]
}
