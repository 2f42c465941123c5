//! Parses each line of a file to a `serde_json::Value` and does nothing else: what a program pays
//! before it can look at a document that it reads whole.
//!
//! usage: values FILE
//!
//! It reads as little code as possible would: line by line into one buffer, which is looked at once
//! whether it is text. So its memory is flat.

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
