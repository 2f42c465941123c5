//! Validation against the table of a collection.

use fql::collections::external_assets::ExternalAssets;
use fql::collections::sensors::Sensors;
use fql::diagnostics::Severity;
use fql::syntax::Tree;
use fql::{Collection, Filter, Limits, Sort};

use crate::all_types::AllTypes;

/// Checks that a filter is accepted exactly if the grammar accepts it and the table supports every clause,
/// and that an accepted filter and its negation are accepted again in printed form.
pub fn check(data: &[u8]) {
    let Ok(source) = std::str::from_utf8(data) else {
        return;
    };
    check_closed::<ExternalAssets>(source);
    check_closed::<AllTypes>(source);
    let open = Filter::<Sensors>::parse_with(source, &Limits::DEFAULT);
    assert_eq!(
        open.filter().is_some(),
        fql_syntax::parse(source).is_ok(),
        "an open collection does not accept the whole grammar"
    );
    if let Ok(sort) = source.parse::<Sort<ExternalAssets>>() {
        assert_eq!(sort.as_str().parse().as_ref(), Ok(&sort));
    }
}

fn check_closed<C: Collection>(source: &str) {
    let parsed = Filter::<C>::parse_with(source, &Limits::DEFAULT);
    let report = parsed.report();
    assert_eq!(parsed.filter().is_some(), !report.has_errors());
    for diagnostic in report.diagnostics() {
        assert!(source.get(diagnostic.span().range()).is_some());
        assert!(diagnostic.severity() != Severity::Error || !diagnostic.help().is_empty());
    }
    let _ = (report.to_string(), report.fixed());
    let Ok(tree) = fql_syntax::parse(source) else {
        assert!(parsed.filter().is_none());
        return;
    };
    let is_supported = supports_all::<C>(&tree);
    assert_eq!(
        parsed.filter().is_some(),
        is_supported,
        "{source:?}\n{report}"
    );
    assert_eq!(
        !fql::syntax::validate::<C>(&tree).has_errors(),
        is_supported
    );
    if let Some(filter) = parsed.filter() {
        let reparsed: Result<Filter<C>, _> = filter.as_str().parse();
        assert_eq!(reparsed.as_ref(), Ok(filter));
        let negated = filter.clone().negate().map(|negated| {
            let reparsed: Result<Filter<C>, _> = negated.as_str().parse();
            assert_eq!(reparsed, Ok(negated), "the negation is rejected");
        });
        assert_eq!(negated.is_err(), filter.is_match_all());
    }
}

/// Computes support independently of the library's validation.
fn supports_all<C: Collection>(tree: &Tree<'_>) -> bool {
    tree.clauses().all(|clause| {
        let Some(row) = C::TABLE.find(clause.property()) else {
            return false;
        };
        let required = clause.capabilities().iter();
        required.copied().all(|capability| row.supports(capability))
            && clause
                .values()
                .all(|(value, _)| clause.field_types_of(value).contains(row.field_type))
    })
}
