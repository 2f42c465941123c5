//! A search that rejects documents without parsing them.

use memchr::memmem::Finder;

use super::predicate::{Literal, Predicate};

/// A test for documents that cannot match a filter, by a string that the source of each matching
/// document contains.
///
/// Use it before [`Matcher::matches_json`](super::Matcher::matches_json) where documents that do not
/// match need no validation. It searches several bytes at a time, and parses nothing.
///
/// # Examples
///
/// ```
/// use fql::eval::Matcher;
/// use fql::{Instant, fql};
/// use fql::collections::external_assets as asset;
///
/// let filter = fql!(asset, "criticality:'Critical'+manual:true");
/// let matcher = Matcher::new(&filter, Instant::now())?;
/// let prefilter = matcher.prefilter().expect("the filter requires a string");
/// assert!(!prefilter.may_match(br#"{"criticality":"Low","manual":true}"#));
/// assert!(prefilter.may_match(br#"{"criticality":"High","note":"Critical"}"#));
/// # Ok::<(), fql::InvalidFilter>(())
/// ```
#[derive(Debug, Clone)]
pub struct Prefilter {
    string: Finder<'static>,
    /// The start of an escape that can spell any character.
    escape: Finder<'static>,
}

impl Prefilter {
    /// Returns a prefilter for a filter that requires all of these comparisons; `None` if none of them
    /// requires a string.
    pub(super) fn new<'p>(required: impl Iterator<Item = &'p Predicate>) -> Option<Self> {
        let strings = required.filter_map(required_string);
        let string = strings.max_by_key(|string| string.len())?;
        Some(Self {
            string: Finder::new(string).into_owned(),
            escape: Finder::new(r"\u"),
        })
    }

    /// Returns `false` if no JSON document with this source matches the filter.
    #[must_use]
    pub fn may_match(&self, document: &[u8]) -> bool {
        self.string.find(document).is_some() || self.escape.find(document).is_some()
    }
}

/// Returns a string that each matching value contains and that JSON can spell in only one way, except with
/// `\u` escapes.
fn required_string(predicate: &Predicate) -> Option<&str> {
    let string = match predicate {
        Predicate::Equal(Literal::String(string)) => string,
        Predicate::Pattern(pattern) => pattern.longest_literal(),
        Predicate::AnyOf(predicates) => match &**predicates {
            [predicate] => return required_string(predicate),
            _ => return None,
        },
        _ => return None,
    };
    // These characters have other escapes.
    let parts = string.split(|c: char| matches!(c, '"' | '\\' | '/') || c.is_control());
    let longest = parts.max_by_key(|part| part.len())?;
    // A document can spell a number in several ways.
    let is_number = |c: char| matches!(c, '0'..='9' | '+' | '-' | '.' | 'e' | 'E');
    (!longest.chars().all(is_number)).then_some(longest)
}

#[cfg(test)]
mod tests {
    use crate::eval::Matcher;
    use crate::value::Instant;

    /// Returns the required string of a filter of an open collection.
    fn required(filter: &str) -> Option<String> {
        let tree = fql_syntax::parse(filter).expect(filter);
        let now: Instant = "2026-11-22".parse().expect("a time");
        let table = &crate::collections::any::TABLE;
        let prefilter = Matcher::from_tree(table, &tree, now).prefilter()?;
        String::from_utf8(prefilter.string.needle().to_vec()).ok()
    }

    #[test]
    fn longest_required_string_is_selected() {
        for (filter, string) in [
            ("a:'Critical'", "Critical"),
            ("a:'x'+b:'longer'+c:'y'", "longer"),
            ("a:'x'+(b:'longer',c:'y')", "x"),
            ("a:['one']", "one"),
            ("a:*'*middle*end'", "middle"),
            ("a:'http://x.example.com/'", "x.example.com"),
            ("a:'say \"hello\"'", "hello"),
            ("a:'é'", "é"),
            ("a:true", "true"),
        ] {
            assert_eq!(required(filter).as_deref(), Some(string), "{filter}");
        }
    }

    #[test]
    fn filter_without_required_string_has_no_prefilter() {
        for filter in [
            "",
            "a:!'Critical'",
            "a:'x',b:'y'",
            "a:['one','two']",
            "a:22",
            "a:'22'",
            "a:'1e5'",
            "a:*'*80*'",
            "a:*'*'",
            "a:~'text'",
            "a:>'2026-01-01'",
            "a:null",
            "a:'\"/'",
        ] {
            assert_eq!(required(filter), None, "{filter}");
        }
    }
}
