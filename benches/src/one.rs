//! Filters of one clause, and filters without run-time values.

use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql::{Filter, fql};

use crate::typed;

/// One clause with a typed field.
#[inline(never)]
#[must_use]
pub fn field(criticality: &str) -> Filter<ExternalAssets> {
    asset::criticality.eq(criticality).into()
}

/// One clause with `fql!` and a placeholder.
#[inline(never)]
#[must_use]
pub fn placeholder(criticality: &str) -> Filter<ExternalAssets> {
    fql!(asset, "criticality:{criticality}")
}

/// One clause with `format!`, without escaping.
#[inline(never)]
#[must_use]
pub fn formatted(criticality: &str) -> String {
    format!("criticality:'{criticality}'")
}

/// The six-clause filter as a literal.
static LITERAL: Filter<ExternalAssets> = typed::LITERAL;

/// The text of an `fql!` literal without placeholders; `instructions/literal.sh` shows the generated
/// code.
#[inline(never)]
#[must_use]
pub fn literal() -> &'static str {
    LITERAL.as_str()
}

/// The limit of [`literal`]: a string constant. It differs from the filter, because the compiler merges
/// identical functions.
#[inline(never)]
#[must_use]
pub fn text() -> &'static str {
    "criticality:'High'"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_variants_agree() {
        let clause = formatted("Critical");
        assert_eq!(field("Critical").as_str(), clause);
        assert_eq!(placeholder("Critical").as_str(), clause);
        assert_eq!(literal(), typed::LITERAL.as_str());
    }
}
