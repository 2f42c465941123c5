//! Parses each line of a file to a `serde_json::Value` and does nothing else: the minimum cost of a program
//! that parses whole documents.
//!
//! usage: values FILE
//!
//! It reads line by line into one buffer, whose UTF-8 is validated once, so its memory is flat.

use std::error::Error;
use std::fs::File;
use std::hint::black_box;
use std::io::{BufRead, BufReader};

use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args_os().nth(1).ok_or("usage: values FILE")?;
    let mut file = BufReader::with_capacity(1 << 16, File::open(path)?);
    let mut line = String::new();
    while file.read_line(&mut line)? > 0 {
        black_box(serde_json::from_str::<Value>(&line)?);
        line.clear();
    }
    Ok(())
}
