//! Building filters from values: with the library, with the limit, and without the library.

use std::hint::black_box;

use super::Work;
use crate::filters::{CLEAN, DIRTY, Values};
use crate::grouped::{self, GROUP_VALUES};
use crate::long::{self, Clauses};
use crate::{lists, one, scan_copy, typed};

pub(super) fn works() -> Vec<Work> {
    let mut works: Vec<Work> = literals().into();
    works.extend(one_clause());
    works.extend(six_clauses("6 clauses", &CLEAN));
    works.extend(six_clauses("6 clauses, dirty", &DIRTY));
    works.extend(long("20 clauses", 20, CLEAN));
    works.extend(long("200 clauses", 200, CLEAN));
    works.extend(long("200 clauses, dirty", 200, DIRTY));
    works.extend(groups());
    works.extend(three());
    for count in [3, 300] {
        works.extend(integers(count));
        works.extend(strings(count));
    }
    works
}

fn literals() -> [Work; 2] {
    let bytes = one::literal().len();
    [
        Work::new("a string", "1 clause", one::text().len(), one::text),
        Work::new("fql!, a literal", "6 clauses", bytes, one::literal),
    ]
}

fn one_clause() -> [Work; 5] {
    let criticality = "Critical";
    let bytes = one::formatted(criticality).len();
    let clauses: &_ = Box::leak(Box::new(Clauses::new(1, CLEAN)));
    let on = "1 clause";
    [
        Work::new("format!", on, bytes, move || {
            one::formatted(black_box(criticality))
        }),
        Work::new("limit", on, bytes, move || long::limit(black_box(clauses))),
        Work::new("fields", on, bytes, move || {
            one::field(black_box(criticality))
        }),
        Work::new("fql!", on, bytes, move || {
            one::placeholder(black_box(criticality))
        }),
        Work::new("at run time", on, bytes, move || {
            long::at_run_time(black_box(clauses))
        }),
    ]
}

fn six_clauses(on: &'static str, values: &'static Values<'static>) -> Vec<Work> {
    let bytes = typed::fields(values).as_str().len();
    let four = typed::four_placeholders(values).as_str().len();
    vec![
        Work::new("format!", on, bytes, move || {
            scan_copy::format_unescaped(black_box(values))
        }),
        Work::new("format! and replace", on, bytes, move || {
            scan_copy::format_replaced(black_box(values))
        }),
        Work::new("limit", on, bytes, move || {
            scan_copy::scan_words(black_box(values))
        }),
        Work::new("limit, by memchr", on, bytes, move || {
            scan_copy::scan_memchr(black_box(values))
        }),
        Work::new("fields", on, bytes, move || {
            typed::fields(black_box(values))
        }),
        Work::new("fql!", on, bytes, move || {
            typed::placeholders(black_box(values))
        }),
        Work::new("format!, 4 strings", on, four, move || {
            typed::four_formatted(black_box(values))
        }),
        Work::new("fql!, 4 strings", on, four, move || {
            typed::four_placeholders(black_box(values))
        }),
        Work::new("at run time", on, bytes, move || {
            typed::at_run_time(black_box(values))
        }),
    ]
}

fn long(on: &'static str, count: usize, values: Values<'static>) -> [Work; 5] {
    let clauses: &_ = Box::leak(Box::new(Clauses::new(count, values)));
    let bytes = long::fields(clauses).as_str().len();
    [
        Work::new("format!", on, bytes, move || {
            long::format_unescaped(black_box(clauses))
        }),
        Work::new("format! and replace", on, bytes, move || {
            long::format_replaced(black_box(clauses))
        }),
        Work::new("limit", on, bytes, move || long::limit(black_box(clauses))),
        Work::new("fields", on, bytes, move || {
            long::fields(black_box(clauses))
        }),
        Work::new("at run time", on, bytes, move || {
            long::at_run_time(black_box(clauses))
        }),
    ]
}

fn groups() -> [Work; 5] {
    let on = "groups";
    let bytes = grouped::fields(&GROUP_VALUES).as_str().len();
    [
        Work::new("format!", on, bytes, move || {
            grouped::format_unescaped(black_box(&GROUP_VALUES))
        }),
        Work::new("format! and replace", on, bytes, move || {
            grouped::format_replaced(black_box(&GROUP_VALUES))
        }),
        Work::new("limit", on, bytes, move || {
            grouped::limit(black_box(&GROUP_VALUES))
        }),
        Work::new("fields", on, bytes, move || {
            grouped::fields(black_box(&GROUP_VALUES))
        }),
        Work::new("fql!", on, bytes, move || {
            grouped::placeholders(black_box(&GROUP_VALUES))
        }),
    ]
}

/// Lists of compile-time length.
fn three() -> [Work; 2] {
    const PORTS: [u32; 3] = [1024, 1025, 1026];
    const CITIES: [&str; 3] = ["Example City 000", "Example City 001", "Example City 002"];
    let integers = lists::three_integers(PORTS).as_str().len();
    let bytes = lists::three_strings(CITIES).as_str().len();
    [
        Work::new(
            "fields, an array",
            "list of 3 integers",
            integers,
            move || lists::three_integers(black_box(PORTS)),
        ),
        Work::new("fields, an array", "list of 3 strings", bytes, move || {
            lists::three_strings(black_box(CITIES))
        }),
    ]
}

fn integers(count: u32) -> [Work; 5] {
    let ports: &[u32] = lists::ports(count).leak();
    let on = format!("list of {count} integers");
    let bytes = lists::limit_of_integers(ports).len();
    [
        Work::new("format!", &on, bytes, move || {
            lists::format_of_integers(black_box(ports))
        }),
        Work::new("limit", &on, bytes, move || {
            lists::limit_of_integers(black_box(ports))
        }),
        Work::new("fields", &on, bytes, move || {
            lists::integers(black_box(ports))
        }),
        Work::new("fql!", &on, bytes, move || {
            lists::placeholder_of_integers(black_box(ports))
        }),
        Work::new("at run time", &on, bytes, move || {
            lists::integers_at_run_time(black_box(ports))
        }),
    ]
}

fn strings(count: u32) -> [Work; 6] {
    let cities: &[String] = lists::cities(count).leak();
    let on = format!("list of {count} strings");
    let bytes = lists::limit_of_strings(cities).len();
    [
        Work::new("format!", &on, bytes, move || {
            lists::format_of_strings(black_box(cities))
        }),
        Work::new("format! and replace", &on, bytes, move || {
            lists::replaced_of_strings(black_box(cities))
        }),
        Work::new("limit", &on, bytes, move || {
            lists::limit_of_strings(black_box(cities))
        }),
        Work::new("fields", &on, bytes, move || {
            lists::strings(black_box(cities))
        }),
        Work::new("fql!", &on, bytes, move || {
            lists::placeholder_of_strings(black_box(cities))
        }),
        Work::new("at run time", &on, bytes, move || {
            lists::strings_at_run_time(black_box(cities))
        }),
    ]
}
