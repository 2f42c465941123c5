//! Round trips between trees and their canonical text.

use fql::Filter;
use fql::collections::any::Any;
use fql_syntax::{Limits, Tree, parse_with};

/// Checks that a tree, its negation and each of its clauses equal their printed and reparsed forms, and that
/// a combined filter stays one operand.
pub fn check(data: &[u8]) {
    let Ok(source) = std::str::from_utf8(data) else {
        return;
    };
    let Ok(tree) = parse_with(source, &Limits::DEFAULT).into_result() else {
        return;
    };
    let canonical = assert_round_trip(&tree);
    assert_eq!(tree.clone().into_owned(), tree);
    for clause in tree.clauses() {
        let printed = clause.canonical();
        let reparsed = parse_trusted(&printed);
        let mut clauses = reparsed.clauses();
        assert_eq!(clauses.next(), Some(clause), "{printed}");
        assert_eq!(clauses.next(), None, "{printed}");
    }
    match tree.clone().negated() {
        None => assert!(tree.is_match_all()),
        Some(negated) => {
            assert_round_trip(&negated);
            let twice = negated.negated().map(|tree| tree.canonical());
            assert_eq!(twice.as_deref(), Some(canonical.as_str()));
        }
    }

    let filter: Filter<Any> = match source.parse() {
        Ok(filter) => filter,
        Err(error) => panic!("{error}"),
    };
    assert_eq!(filter.as_str(), canonical);
    // A combined filter must not regroup the clauses of this one.
    let other = Filter::<Any>::unchecked("z:1");
    for combined in [filter.clone() & other.clone(), filter.clone() | other] {
        let clauses = combined.tree().map(|tree| tree.clauses().count());
        let expected = match (filter.is_match_all(), combined.is_match_all()) {
            (true, true) => 0,
            _ => tree.clauses().count() + 1,
        };
        assert_eq!(clauses, Ok(expected), "{combined}");
    }
}

/// Returns the canonical text after checking that it parses as the same tree and prints as itself.
fn assert_round_trip(tree: &Tree<'_>) -> String {
    let canonical = tree.canonical();
    let reparsed = parse_trusted(&canonical);
    assert_eq!(&reparsed, tree, "{canonical}");
    assert_eq!(reparsed.canonical(), canonical);
    canonical
}

fn parse_trusted(source: &str) -> Tree<'_> {
    match parse_with(source, &Limits::TRUSTED).into_result() {
        Ok(tree) => tree,
        Err(report) => panic!("{report}"),
    }
}
