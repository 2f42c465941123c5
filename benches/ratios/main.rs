//! Every comparison as one table of ratios, the candidates timed in turn, and the goals that they are
//! held against.
//!
//! `cargo bench -p fql-benches --bench ratios` measures all of them. Words behind `--`
//! choose the tables that have one of them in their titles; `-- goals` measures what the goals are
//! about, and says which are reached.

mod aggregate;
mod evaluate;
mod goals;
mod judge;
mod parse;
mod print;
mod serialize;
mod tables;

use std::io;

use tables::Tables;

fn main() -> io::Result<()> {
    let mut tables = Tables::from_arguments();
    parse::each(&mut tables)?;
    parse::longer(&mut tables)?;
    print::trees(&mut tables)?;
    serialize::six_clauses(&mut tables)?;
    serialize::other_counts(&mut tables)?;
    serialize::lists(&mut tables)?;
    evaluate::documents(&mut tables)?;
    aggregate::requests(&mut tables)?;
    goals::all(&mut tables)
}
