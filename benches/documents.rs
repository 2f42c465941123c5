//! `cargo run --release -p fql-benches --example documents -- COUNT [SEED]` writes COUNT documents as
//! NDJSON to standard output.

use std::io::{self, BufWriter, Write};

use fql_benches::documents::Documents;

fn main() -> io::Result<()> {
    let mut numbers = std::env::args().skip(1).map(|number| number.parse().ok());
    let (Some(Some(count)), Some(seed)) = (numbers.next(), numbers.next().unwrap_or(Some(1)))
    else {
        let _ = writeln!(io::stderr(), "usage: documents COUNT [SEED]");
        std::process::exit(2);
    };
    let mut documents = Documents::new(seed);
    let mut out = BufWriter::new(io::stdout().lock());
    let mut line = String::new();
    for _ in 0..count {
        line.clear();
        documents.push_next(&mut line);
        line.push('\n');
        out.write_all(line.as_bytes())?;
    }
    out.flush()
}
