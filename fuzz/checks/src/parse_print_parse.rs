//! What is printed reads as what it was printed from.

use fql::Filter;
use fql::collections::any::Any;
use fql_syntax::{Limits, Tree, parse_with};

/// A tree, its negation and each of its clauses are what their canonical texts read as.
pub fn check(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let Ok(tree) = parse_with(text, &Limits::DEFAULT).into_result() else {
        return;
    };
    let canonical = again(&tree);
    assert_eq!(tree.clone().into_owned(), tree);
    for clause in tree.clauses() {
        let alone = clause.canonical();
        let read = trusted(&alone);
        let mut clauses = read.clauses();
        assert_eq!(clauses.next(), Some(clause), "{alone}");
        assert_eq!(clauses.next(), None, "{alone}");
    }
    match tree.clone().negated() {
        None => assert!(tree.is_match_all()),
        Some(negated) => {
            again(&negated);
            let twice = negated.negated().map(|tree| tree.canonical());
            assert_eq!(twice.as_deref(), Some(canonical.as_str()));
        }
    }

    let filter: Filter<Any> = match text.parse() {
        Ok(filter) => filter,
        Err(error) => panic!("{error}"),
    };
    assert_eq!(filter.as_str(), canonical);
    // Joined with another it is still one operand.
    let other = Filter::<Any>::unchecked("z:1");
    for joined in [filter.clone() & other.clone(), filter.clone() | other] {
        let clauses = joined.tree().map(|tree| tree.clauses().count());
        let expected = match (filter.is_match_all(), joined.is_match_all()) {
            (true, true) => 0,
            _ => tree.clauses().count() + 1,
        };
        assert_eq!(clauses, Ok(expected), "{joined}");
    }
}

/// The canonical text, which reads as the same tree and prints as itself.
fn again(tree: &Tree<'_>) -> String {
    let canonical = tree.canonical();
    let read = trusted(&canonical);
    assert_eq!(&read, tree, "{canonical}");
    assert_eq!(read.canonical(), canonical);
    canonical
}

fn trusted(text: &str) -> Tree<'_> {
    match parse_with(text, &Limits::TRUSTED).into_result() {
        Ok(tree) => tree,
        Err(report) => panic!("{report}"),
    }
}
