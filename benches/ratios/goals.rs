//! The performance goals, as one table.

use std::hint::black_box;
use std::io;

use fql::Filter;
use fql::collections::external_assets::ExternalAssets;
use fql_benches::filters::{self, CLEAN, DIRTY, Values};
use fql_benches::long::{self, Clauses};
use fql_benches::{evaluation, limit_parser, lists, naive, one, requests, scan_copy, typed};

use crate::judge::{Judge, of};
use crate::tables::Tables;

/// Measures all goals, if they are selected.
pub(crate) fn all(tables: &mut Tables) -> io::Result<()> {
    if !tables.selects_goals() {
        return Ok(());
    }
    let mut judge = Judge::new(tables)?;
    write(&mut judge)?;
    placeholders(&mut judge)?;
    print(&mut judge)?;
    read(&mut judge)?;
    more_clauses(&mut judge)?;
    longer_lists(&mut judge)?;
    aggregate(&mut judge)?;
    evaluate(&mut judge)?;
    judge.lists()
}

/// Building filters with typed fields.
fn write(judge: &mut Judge<'_>) -> io::Result<()> {
    for (name, values, to_format, to_limit) in [
        ("typed fields, 6 clauses", CLEAN, 0.5, 1.1),
        ("typed fields, 2 of 4 strings escaped", DIRTY, 1.0, 1.2),
    ] {
        let values = &values;
        let bytes = filters::six_clauses(*values).len();
        let fields = || typed::fields(black_box(values));
        judge.at_most(
            name,
            ("unescaped `format!`", to_format),
            of(bytes, || scan_copy::format_unescaped(black_box(values))),
            of(bytes, fields),
        )?;
        judge.at_most(
            name,
            ("scan and copy (the limit)", to_limit),
            of(bytes, || scan_copy::scan_words(black_box(values))),
            of(bytes, fields),
        )?;
    }
    Ok(())
}

/// `fql!`, with and without placeholders.
fn placeholders(judge: &mut Judge<'_>) -> io::Result<()> {
    let bytes = one::literal().len();
    judge.same_call(
        "`fql!`, a literal",
        "returning a string constant",
        of(bytes, one::text),
        of(bytes, one::literal),
    )?;
    for (name, values) in [
        ("`fql!`, 4 string placeholders", CLEAN),
        ("the same, 2 of 4 escaped (no goal)", DIRTY),
    ] {
        let values: &Values<'_> = &values;
        judge.at_most(
            name,
            ("unescaped `format!` of the same 4", 0.45),
            of(bytes, || typed::four_formatted(black_box(values))),
            of(bytes, || typed::four_placeholders(black_box(values))),
        )?;
    }
    Ok(())
}

/// The text of a filter, and printing a tree.
fn print(judge: &mut Judge<'_>) -> io::Result<()> {
    let text = filters::six_clauses(CLEAN);
    let bytes = text.len();
    let filter: Filter<ExternalAssets> = text.parse().expect("a valid filter");
    let kept: Box<str> = text.as_str().into();
    judge.same_call(
        "`as_str` of a parsed filter",
        "reading a `Box<str>`",
        of(bytes, || black_box(black_box(&kept).as_ref()).len()),
        of(bytes, || black_box(black_box(&filter).as_str()).len()),
    )?;
    for (name, values) in [
        ("print tree, 6 clauses", CLEAN),
        ("print tree, 2 of 4 strings escaped", DIRTY),
    ] {
        let text = filters::six_clauses(values);
        let tree = fql_syntax::parse(&text).expect("a valid filter");
        judge.at_most(
            name,
            ("scan and copy (the limit)", 1.3),
            of(text.len(), || scan_copy::scan_words(black_box(&values))),
            of(text.len(), || black_box(&tree).canonical()),
        )?;
    }
    Ok(())
}

/// Parsing to a tree.
fn read(judge: &mut Judge<'_>) -> io::Result<()> {
    for (name, checked, values) in [
        (
            "parse to tree, 6 clauses",
            "parse and validate, 6 clauses",
            CLEAN,
        ),
        (
            "parse to tree, 2 of 4 strings escaped",
            "parse and validate, 2 of 4 strings escaped",
            DIRTY,
        ),
    ] {
        let text = &*filters::six_clauses(values);
        let bytes = text.len();
        let limit = || limit_parser::parse(black_box(text));
        judge.at_most(
            name,
            ("hand-written parser", 1.3),
            of(bytes, limit),
            of(bytes, || fql_syntax::parse(black_box(text))),
        )?;
        judge.at_most(
            checked,
            ("hand-written parser without validation", 1.5),
            of(bytes, limit),
            of(bytes, || parse_checked(text)),
        )?;
    }
    Ok(())
}

fn parse_checked(text: &str) -> impl Sized {
    let tree = fql_syntax::parse(black_box(text));
    tree.map(|tree| fql::syntax::validate::<ExternalAssets>(&tree))
}

/// Time per byte of many clauses compared with six.
fn more_clauses(judge: &mut Judge<'_>) -> io::Result<()> {
    let six_text = &*filters::six_clauses(CLEAN);
    let six = six_text.len();
    let to = "6 clauses, per byte";
    for count in [20, 200] {
        let text = &*filters::clauses(count, CLEAN);
        let bytes = text.len();
        judge.same(
            &format!("parse to tree, {count} clauses"),
            to,
            of(six, || fql_syntax::parse(black_box(six_text))),
            of(bytes, || fql_syntax::parse(black_box(text))),
        )?;
        judge.same(
            &format!("parse and validate, {count} clauses"),
            to,
            of(six, || parse_checked(six_text)),
            of(bytes, || parse_checked(text)),
        )?;
        let clauses = &Clauses::new(count, CLEAN);
        judge.same(
            &format!("typed fields, {count} clauses in a loop"),
            "6 in one expression, per byte",
            of(six, || typed::fields(black_box(&CLEAN))),
            of(bytes, || long::fields(black_box(clauses))),
        )?;
    }
    Ok(())
}

/// Time per item of long lists compared with short ones.
fn longer_lists(judge: &mut Judge<'_>) -> io::Result<()> {
    let to = "a list of 3, per item";
    for (kind, text_of) in [
        ("integers", filters::integers as fn(usize) -> String),
        ("strings", filters::strings),
    ] {
        let [short, long] = [3, 300].map(text_of);
        let (short, long) = (&*short, &*long);
        judge.same_per_item(
            &format!("parse to tree, a list of 300 {kind}"),
            to,
            [short.len(), long.len()],
            of(3, || fql_syntax::parse(black_box(short))),
            of(300, || fql_syntax::parse(black_box(long))),
        )?;
        judge.same_per_item(
            &format!("parse and validate, a list of 300 {kind}"),
            to,
            [short.len(), long.len()],
            of(3, || parse_checked(short)),
            of(300, || parse_checked(long)),
        )?;
    }
    let bytes = [3, 300].map(|count| filters::integers(count).len());
    let [few, many] = [3, 300].map(lists::ports);
    judge.same_per_item(
        "typed field, a list of 300 integers",
        to,
        bytes,
        of(3, || lists::integers(black_box(&few))),
        of(300, || lists::integers(black_box(&many))),
    )?;
    let bytes = [3, 300].map(|count| filters::strings(count).len());
    let [few, many] = [3, 300].map(lists::cities);
    judge.same_per_item(
        "typed field, a list of 300 strings",
        to,
        bytes,
        of(3, || lists::strings(black_box(&few))),
        of(300, || lists::strings(black_box(&many))),
    )
}

/// An aggregate request: serialized, and also built. The typed builder validates it, the plain
/// struct does not.
fn aggregate(judge: &mut Judge<'_>) -> io::Result<()> {
    let sizes = [10, 5, 3];
    let bytes = requests::formatted(sizes).len();
    let plain = requests::build_plain(sizes);
    let typed = requests::build_typed(sizes).expect("unique names");
    judge.at_most(
        "aggregate request, terms with 3 nested, serialized",
        ("plain struct, serialized by serde_json", 1.05),
        of(bytes, || serde_json::to_string(black_box(&plain))),
        of(bytes, || black_box(&typed).to_json()),
    )?;
    judge.at_most(
        "aggregate request, terms with 3 nested, built and serialized",
        ("plain struct, serialized by serde_json", 1.3),
        of(bytes, || requests::plain(black_box(sizes))),
        of(bytes, || requests::typed(black_box(sizes))),
    )
}

/// Evaluating a filter against a parsed document.
fn evaluate(judge: &mut Judge<'_>) -> io::Result<()> {
    let document = &evaluation::matching();
    let matcher = evaluation::matcher(evaluation::SIX);
    let tree = fql_syntax::parse(evaluation::SIX).expect("a valid filter");
    let matches = || matcher.matches(black_box(document));
    judge.at_most(
        "evaluate 6 clauses on a parsed document",
        ("naive walk", 0.5),
        of(1, || naive::matches(&tree, black_box(document))),
        of(1, matches),
    )?;
    judge.nanoseconds_at_most(
        "evaluate 6 clauses on a parsed document",
        1_000.0,
        of(1, matches),
    )
}
