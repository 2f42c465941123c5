//! An aggregate request built and printed.

use std::hint::black_box;
use std::io;

use fql_benches::ratios::Comparison;
use fql_benches::requests;

use crate::tables::Tables;

/// Terms with three nested ones.
pub(crate) fn requests(tables: &mut Tables) -> io::Result<()> {
    let sizes = [10, 5, 3];
    let bytes = requests::formatted(sizes).len();
    tables.write("aggregate, terms with 3 nested", "byte", || {
        Comparison::new()
            .with("plain struct and serde_json", bytes, move || {
                requests::plain(black_box(sizes))
            })
            .with("typed builder", bytes, move || {
                requests::typed(black_box(sizes))
            })
            .with("one format!, the limit", bytes, move || {
                requests::formatted(black_box(sizes))
            })
    })
}
