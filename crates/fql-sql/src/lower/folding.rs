//! Comparisons that ignore case, as replacements of characters.
//!
//! The engines fold case by different versions and subsets of Unicode. Only the characters of the
//! literal matter: a character whose folding has none of them is a mismatch whether it is folded or
//! not. So the test replaces those whose folding has one, and no others.

use std::collections::HashMap;
use std::sync::OnceLock;

use fql::eval::fold_case;

use super::Leaf;
use crate::test::TextTest;

/// Returns a test for folded text.
pub(super) fn folded(test: TextTest, leaf: Leaf) -> TextTest {
    if leaf != Leaf::Text {
        // The text of a number is folded.
        return test;
    }
    let literals = match &test {
        TextTest::In(literals) | TextTest::Like(literals) => literals,
        _ => return test,
    };
    let mut sources: Vec<char> = literals
        .iter()
        .flat_map(|literal| literal.chars())
        .filter_map(|character| sources().get(&character))
        .flatten()
        .copied()
        .collect();
    sources.sort_unstable();
    sources.dedup();
    if sources.is_empty() {
        return test;
    }
    let replacements = sources
        .into_iter()
        .map(|source| (source, fold_case(source.encode_utf8(&mut [0; 4]))));
    TextTest::Folded(replacements.collect(), Box::new(test))
}

/// Returns the characters whose folding has a character and differs from themselves.
fn sources() -> &'static HashMap<char, Vec<char>> {
    static SOURCES: OnceLock<HashMap<char, Vec<char>>> = OnceLock::new();
    SOURCES.get_or_init(|| {
        let mut sources: HashMap<char, Vec<char>> = HashMap::new();
        // No character from U+20000 on has a case.
        for source in '\0'..'\u{20000}' {
            let mut buffer = [0; 4];
            let text = source.encode_utf8(&mut buffer);
            let folded = fold_case(text);
            if folded != *text {
                for character in folded.chars() {
                    sources.entry(character).or_default().push(source);
                }
            }
        }
        sources
    })
}
