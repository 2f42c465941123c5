//! Comments that suppress findings.

use std::collections::HashMap;

use super::finding::Finding;

/// The start of the directive of a comment, which `ignore` follows.
const DIRECTIVE: &str = "fql-lint:";

/// The directives of a file, by line counted from 0.
#[derive(Debug, Default)]
pub(super) struct Suppressions {
    whole_file: bool,
    lines: HashMap<usize, Directive>,
}

#[derive(Debug)]
struct Directive {
    /// The codes; all if empty.
    codes: Vec<String>,
    /// The line has nothing else, so that the directive is about the next one.
    is_alone: bool,
}

impl Suppressions {
    pub(super) fn new(source: &str) -> Self {
        let mut suppressions = Self::default();
        for (line, text) in source.lines().enumerate() {
            let Some((before, after)) = text.split_once(DIRECTIVE) else {
                continue;
            };
            let Some(after) = after.trim_start().strip_prefix("ignore") else {
                continue;
            };
            if let Some(rest) = after.strip_prefix("-file") {
                suppressions.whole_file |= !rest.starts_with(char::is_alphanumeric);
                continue;
            }
            let words = after.split(|character: char| !character.is_ascii_alphanumeric());
            let codes = words
                .filter(|word| !word.is_empty())
                .map(str::to_ascii_uppercase)
                .take_while(|word| word.starts_with("FQL"))
                .collect();
            let is_alone = !before.contains(|character: char| character.is_alphanumeric());
            suppressions
                .lines
                .insert(line, Directive { codes, is_alone });
        }
        suppressions
    }

    /// Returns `true` if a directive is in one of the lines, which are counted from 0, or alone in the
    /// line before the first.
    pub(super) fn covers(&self, finding: &Finding, first: usize, last: usize) -> bool {
        let has_code = |directive: &&Directive| {
            let mut codes = directive.codes.iter();
            directive.codes.is_empty() || codes.any(|code| code == finding.code().as_str())
        };
        let before = first.checked_sub(1).and_then(|line| self.lines.get(&line));
        let before = before.filter(|directive| directive.is_alone);
        let mut within = (first..=last).filter_map(|line| self.lines.get(&line));
        self.whole_file
            || before.filter(has_code).is_some()
            || within.any(|directive| has_code(&directive))
    }
}
