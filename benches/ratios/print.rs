//! Tree to text.

use std::hint::black_box;
use std::io;

use fql_benches::filters::{self, CLEAN, DIRTY};
use fql_benches::ratios::Comparison;
use fql_benches::scan_copy;

use crate::tables::Tables;

/// Tree to text; also of a text in which nothing is canonical. `print_to` writes into a new
/// string, and `to_string` goes through the formatter.
pub(crate) fn trees(tables: &mut Tables) -> io::Result<()> {
    let spaced_text = filters::spaced();
    let spaced = fql_syntax::parse(&spaced_text).expect("a filter");
    for (name, values) in [("clean", CLEAN), ("2 of 4 escaped", DIRTY)] {
        let text = filters::six_clauses(values);
        let bytes = text.len();
        let tree = fql_syntax::parse(&text).expect("a filter");
        tables.write(&format!("print, 6 clauses, {name}"), "byte", || {
            Comparison::new()
                .with("limit", bytes, || scan_copy::scan_words(black_box(&values)))
                .with("fql, print_to", bytes, || {
                    let mut out = String::new();
                    black_box(&tree).print_to(&mut out);
                    out
                })
                .with("fql, to_string", bytes, || black_box(&tree).to_string())
                .with("fql, to_string, spaced", bytes, || {
                    black_box(&spaced).to_string()
                })
        })?;
    }
    Ok(())
}
