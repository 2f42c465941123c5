//! The compared evaluators agree.

use fql_benches::evaluation::{DEEP, SELECTIVE, SIX, lines, matcher, matching};
use fql_benches::naive;
use serde_json::Value;

#[test]
fn documents_are_json_of_about_one_kilobyte() {
    let lines = lines(2_000);
    let mut bytes = 0;
    for line in &lines {
        assert!(
            serde_json::from_str::<Value>(line).is_ok_and(|value| value.is_object()),
            "{line}"
        );
        bytes += line.len();
    }
    assert!(
        (1_000..1_300).contains(&(bytes / lines.len())),
        "{bytes} bytes"
    );
}

#[test]
fn equal_seeds_generate_equal_documents() {
    assert_eq!(lines(20), lines(20));
    assert_ne!(lines(20)[0], lines(20)[1]);
}

#[test]
fn naive_evaluator_agrees_with_matcher() {
    let lines = lines(5_000);
    for (filter, least, most) in [(SIX, 10, 1_000), (SELECTIVE, 5, 50), (DEEP, 100, 2_500)] {
        let matcher = matcher(filter);
        let tree = fql_syntax::parse(filter).expect("a filter");
        let mut found = 0;
        for line in &lines {
            let value: Value = serde_json::from_str(line).expect("a document");
            let matches = matcher.matches(&value);
            assert_eq!(naive::matches(&tree, &value), matches, "{filter} on {line}");
            assert_eq!(
                matcher.matches_json(line.as_bytes()),
                Ok(matches),
                "{filter} on {line}"
            );
            found += usize::from(matches);
        }
        assert!((least..most).contains(&found), "{filter}: {found}");
    }
    assert!(matcher(SIX).matches(&matching()));
}
