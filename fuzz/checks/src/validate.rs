//! Checks against a table.

use fql::collections::external_assets::ExternalAssets;
use fql::collections::sensors::Sensors;
use fql::{Collection, Filter, Limits, Severity, Sort, Tree};

use crate::things::Things;

/// A text is a filter of a collection just where it is one of the language and each of its clauses
/// is one that the table takes; and what is taken is taken again as it prints.
pub fn check(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    closed::<ExternalAssets>(text);
    closed::<Things>(text);
    let open = Filter::<Sensors>::parse_with(text, &Limits::DEFAULT);
    assert_eq!(
        open.filter().is_some(),
        fql_syntax::parse(text).is_ok(),
        "an open collection takes the whole language"
    );
    if let Ok(sort) = text.parse::<Sort<ExternalAssets>>() {
        assert_eq!(sort.as_str().parse().as_ref(), Ok(&sort));
    }
}

fn closed<C: Collection>(text: &str) {
    let checked = Filter::<C>::parse_with(text, &Limits::DEFAULT);
    let report = checked.report();
    assert_eq!(checked.filter().is_some(), !report.has_errors());
    for diagnostic in report.diagnostics() {
        assert!(text.get(diagnostic.span().range()).is_some());
        assert!(diagnostic.severity() != Severity::Error || !diagnostic.help().is_empty());
    }
    let _ = (report.to_string(), report.fixed());
    let Ok(tree) = fql_syntax::parse(text) else {
        assert!(checked.filter().is_none());
        return;
    };
    let takes = takes_all::<C>(&tree);
    assert_eq!(checked.filter().is_some(), takes, "{text:?}\n{report}");
    assert_eq!(!fql::validate::<C>(&tree).has_errors(), takes);
    if let Some(filter) = checked.filter() {
        let again: Result<Filter<C>, _> = filter.as_str().parse();
        assert_eq!(again.as_ref(), Ok(filter));
        let negated = filter.clone().negate().map(|negated| {
            let read: Result<Filter<C>, _> = negated.as_str().parse();
            assert_eq!(read, Ok(negated), "a negation is taken where the filter is");
        });
        assert_eq!(negated.is_err(), filter.is_match_all());
    }
}

/// The same said in another way than the library does.
fn takes_all<C: Collection>(tree: &Tree<'_>) -> bool {
    tree.clauses().all(|clause| {
        let Some(row) = C::TABLE.find(clause.property()) else {
            return false;
        };
        let Some(asked) = clause.capabilities() else {
            return false;
        };
        asked.iter().all(|capability| row.supports(*capability))
            && clause
                .values()
                .all(|(value, _)| clause.field_types_of(value).contains(row.field_type))
    })
}
