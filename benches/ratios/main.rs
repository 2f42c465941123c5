//! Ratios to baselines, with interleaved timing.
//!
//! `cargo bench -p fql-benches --bench ratios` prints all tables. Arguments after `--` select the tables
//! whose titles contain one of them; `-- goals` prints the performance goals and whether they are met.

mod evaluate;
mod goals;
mod judge;
mod tables;

use std::io;

use tables::Tables;

fn main() -> io::Result<()> {
    let mut tables = Tables::from_arguments();
    evaluate::documents(&mut tables)?;
    goals::all(&mut tables)
}
