//! A filter of one clause, and filters that hold no value of the program's at all.

use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql::{Filter, fql};

use crate::typed;

/// One clause, by a typed field.
#[inline(never)]
#[must_use]
pub fn field(criticality: &str) -> Filter<ExternalAssets> {
    asset::criticality.eq(criticality).into()
}

/// One clause, by `fql!` with a placeholder.
#[inline(never)]
#[must_use]
pub fn placeholder(criticality: &str) -> Filter<ExternalAssets> {
    fql!(asset, "criticality:{criticality}")
}

/// One clause by `format!`, and nothing is escaped.
#[inline(never)]
#[must_use]
pub fn formatted(criticality: &str) -> String {
    format!("criticality:'{criticality}'")
}

/// The six-clause filter as a literal.
static LITERAL: Filter<ExternalAssets> = typed::LITERAL;

/// The text of a filter that `fql!` wrote without placeholders: `instructions/literal.sh` shows
/// what is left of it in a program.
#[inline(never)]
#[must_use]
pub fn literal() -> &'static str {
    LITERAL.as_str()
}

/// The limit of [`literal`]: a text of the program. It is another one, because the compiler makes one
/// function of two that do the same.
#[inline(never)]
#[must_use]
pub fn text() -> &'static str {
    "criticality:'High'"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_write_the_same_text() {
        let clause = formatted("Critical");
        assert_eq!(field("Critical").as_str(), clause);
        assert_eq!(placeholder("Critical").as_str(), clause);
        assert_eq!(literal(), typed::LITERAL.as_str());
    }
}
