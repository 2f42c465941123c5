//! An aggregate request built and printed, beside a plain struct that serde serializes.
//!
//! `benches/peers` has the same beside other crates.

#[path = "aggregates/requests.rs"]
mod requests;

use std::hint::black_box;
use std::io;

use fql_benches::ratios::{Comparison, Effort, write_table};

fn main() -> io::Result<()> {
    let sizes = [10, 5, 3];
    let bytes = requests::formatted(sizes).len();
    assert_eq!(
        requests::typed(sizes).ok(),
        Some(requests::formatted(sizes))
    );
    assert_eq!(
        requests::plain(sizes).ok(),
        Some(requests::formatted(sizes))
    );
    let rows = Comparison::new()
        .with("plain struct and serde_json", bytes, || {
            requests::plain(black_box(sizes))
        })
        .with("typed builder", bytes, || requests::typed(black_box(sizes)))
        .with("one format!, the limit", bytes, || {
            requests::formatted(black_box(sizes))
        })
        .run(Effort::from_arguments());
    let title = "terms with three nested ones, built and printed";
    write_table(&mut io::stdout().lock(), title, "byte", &rows)
}
