//! An aggregate request, serialized, and built and serialized.

use std::hint::black_box;
use std::io;

use fql_benches::ratios::Comparison;
use fql_benches::requests;

use crate::tables::Tables;

/// `terms` with three nested aggregations.
pub(crate) fn requests(tables: &mut Tables) -> io::Result<()> {
    let sizes = [10, 5, 3];
    let bytes = requests::formatted(sizes).len();
    let plain = requests::build_plain(sizes);
    let typed = requests::build_typed(sizes).expect("unique names");
    tables.write("aggregate serialized, terms with 3 nested", "byte", || {
        Comparison::new()
            .with("plain struct and serde_json", bytes, || {
                serde_json::to_string(black_box(&plain))
            })
            .with("typed builder", bytes, || black_box(&typed).to_json())
    })?;
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
