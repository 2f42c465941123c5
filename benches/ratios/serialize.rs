//! Values to text.

use std::hint::black_box;
use std::io;

use fql_benches::filters::{self, CLEAN, DIRTY};
use fql_benches::long::{self, Clauses};
use fql_benches::ratios::Comparison;
use fql_benches::{grouped, lists, one, scan_copy, typed};

use crate::tables::Tables;

/// Values to text: the library's ways, its limits, and what people write without it.
pub(crate) fn six_clauses(tables: &mut Tables) -> io::Result<()> {
    for (name, values) in [("clean", CLEAN), ("2 of 4 escaped", DIRTY)] {
        let values = &values;
        let bytes = filters::six_clauses(*values).len();
        tables.write(&format!("serialize, 6 clauses, {name}"), "byte", || {
            Comparison::new()
                .with("format! unescaped", bytes, || {
                    scan_copy::format_unescaped(black_box(values))
                })
                .with("format! and replace", bytes, || {
                    scan_copy::format_replaced(black_box(values))
                })
                .with("limit, memchr", bytes, || {
                    scan_copy::scan_memchr(black_box(values))
                })
                .with("limit, words", bytes, || {
                    scan_copy::scan_words(black_box(values))
                })
                .with("fields", bytes, || typed::fields(black_box(values)))
                .with("fql!", bytes, || typed::placeholders(black_box(values)))
                .with("at run time", bytes, || {
                    typed::at_run_time(black_box(values))
                })
        })?;
        let bytes = typed::four_placeholders(values).as_str().len();
        tables.write(
            &format!("serialize, 4 placeholders, {name}"),
            "byte",
            || {
                Comparison::new()
                    .with("format! unescaped", bytes, || {
                        typed::four_formatted(black_box(values))
                    })
                    .with("fql!", bytes, || {
                        typed::four_placeholders(black_box(values))
                    })
            },
        )?;
    }
    Ok(())
}

/// One clause, and many, a clause at a time; and nested groups.
pub(crate) fn other_counts(tables: &mut Tables) -> io::Result<()> {
    let criticality = CLEAN.criticality;
    let bytes = one::formatted(criticality).len();
    tables.write("serialize, 1 clause", "byte", || {
        Comparison::new()
            .with("format! unescaped", bytes, || {
                one::formatted(black_box(criticality))
            })
            .with("fields", bytes, || one::field(black_box(criticality)))
            .with("fql!", bytes, || one::placeholder(black_box(criticality)))
    })?;
    for (name, count, values) in [
        ("6 clauses in a loop", 6, CLEAN),
        ("20 clauses", 20, CLEAN),
        ("200 clauses", 200, CLEAN),
        ("200 clauses, dirty", 200, DIRTY),
    ] {
        let clauses = &Clauses::new(count, values);
        let bytes = filters::clauses(count, values).len();
        tables.write(&format!("serialize, {name}"), "byte", || {
            Comparison::new()
                .with("write! unescaped", bytes, || {
                    long::format_unescaped(black_box(clauses))
                })
                .with("write! and replace", bytes, || {
                    long::format_replaced(black_box(clauses))
                })
                .with("limit", bytes, || long::limit(black_box(clauses)))
                .with("fields", bytes, || long::fields(black_box(clauses)))
                .with("at run time", bytes, || {
                    long::at_run_time(black_box(clauses))
                })
        })?;
    }
    let asked = &grouped::ASKED;
    let bytes = grouped::limit(asked).len();
    tables.write("serialize, groups", "byte", || {
        Comparison::new()
            .with("format! unescaped", bytes, || {
                grouped::format_unescaped(black_box(asked))
            })
            .with("format! and replace", bytes, || {
                grouped::format_replaced(black_box(asked))
            })
            .with("limit", bytes, || grouped::limit(black_box(asked)))
            .with("fields", bytes, || grouped::fields(black_box(asked)))
            .with("fql!", bytes, || grouped::placeholders(black_box(asked)))
    })
}

/// Lists whose length is known only when the program runs.
pub(crate) fn lists(tables: &mut Tables) -> io::Result<()> {
    for count in [3, 300] {
        let ports = &*lists::ports(count);
        let elements = ports.len();
        tables.write(
            &format!("serialize, list of {count} integers"),
            "element",
            || {
                Comparison::new()
                    .with("format!", elements, || {
                        lists::format_of_integers(black_box(ports))
                    })
                    .with("limit", elements, || {
                        lists::limit_of_integers(black_box(ports))
                    })
                    .with("fields", elements, || lists::integers(black_box(ports)))
                    .with("fql!", elements, || {
                        lists::placeholder_of_integers(black_box(ports))
                    })
                    .with("at run time", elements, || {
                        lists::integers_at_run_time(black_box(ports))
                    })
            },
        )?;
        let cities = &*lists::cities(count);
        tables.write(
            &format!("serialize, list of {count} texts"),
            "element",
            || {
                Comparison::new()
                    .with("format! unescaped", elements, || {
                        lists::format_of_texts(black_box(cities))
                    })
                    .with("format! and replace", elements, || {
                        lists::replaced_of_texts(black_box(cities))
                    })
                    .with("limit", elements, || {
                        lists::limit_of_texts(black_box(cities))
                    })
                    .with("fields", elements, || lists::texts(black_box(cities)))
                    .with("fql!", elements, || {
                        lists::placeholder_of_texts(black_box(cities))
                    })
                    .with("at run time", elements, || {
                        lists::texts_at_run_time(black_box(cities))
                    })
            },
        )?;
    }
    Ok(())
}
