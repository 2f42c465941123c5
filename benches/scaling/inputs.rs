//! Inputs of any size, and work on them.

use std::fmt::Write as _;
use std::hint::black_box;

use fql::Filter;
use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql_syntax::{Limits, Tree};

/// Reads texts with as many properties as they have: their count is no matter here.
pub(crate) fn parse(text: &str) -> Tree<'_> {
    let reading = fql_syntax::parse_with(text, &Limits::DEFAULT);
    reading.into_result().expect("a filter")
}

/// Text to tree.
pub(crate) fn to_tree(text: String) -> impl FnMut() {
    move || drop(black_box(fql_syntax::parse(black_box(&text))))
}

/// Text to a tree that is checked against its collection.
pub(crate) fn to_checked_tree(text: String) -> impl FnMut() {
    move || {
        let tree = fql_syntax::parse(black_box(&text));
        let findings = tree.map(|tree| fql::validate::<ExternalAssets>(&tree));
        drop(black_box(findings));
    }
}

/// Tree to text.
pub(crate) fn to_text(text: String) -> impl FnMut() {
    let tree = parse(&text).into_owned();
    move || drop(black_box(black_box(&tree).canonical()))
}

/// A clause with one text of so many bytes, every hundredth of which needs an escape.
pub(crate) fn value(bytes: usize) -> String {
    let hundred = format!("{}'", "x".repeat(99));
    let mut value = hundred.repeat(bytes / 100);
    value.push_str(&hundred[..bytes % 100]);
    value
}

/// The filter of [`value`], by a typed field.
pub(crate) fn field(value: &str) -> Filter<ExternalAssets> {
    asset::criticality.eq(value).into()
}

/// Groups in groups, by typed fields: each level joins one clause with all that is within.
pub(crate) fn levels(count: usize) -> Filter<ExternalAssets> {
    let mut filter = asset::confidence.eq(100) & asset::perimeter.is_null();
    for level in (0..count).rev() {
        filter = match level % 2 {
            0 => asset::ip::asn.eq(64496) & filter,
            _ => asset::manual.eq(true) | filter,
        };
    }
    filter
}

/// A document of at least so many bytes: one with ever more services.
pub(crate) fn document(bytes: usize) -> String {
    let mut document = String::from(
        r#"{"asset_type":"ip","criticality":"High","ip":{"ip_address":"192.0.2.1","services":["#,
    );
    let mut port = 1;
    while document.len() < bytes {
        // Writing to a string does not fail.
        let _ = write!(
            document,
            r#"{{"port":{port},"protocol":"https","status":"open","status_code":200,"applications":[{{"name":"Example Server","vendor":"Example Corporation","version":"1.{port}.0"}}]}},"#,
        );
        port += 1;
    }
    document.push_str(r#"{"port":0}]}}"#);
    document
}
