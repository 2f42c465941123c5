//! Which clauses held, and on what.

use std::fmt;

use serde_json::Value;

use super::Matcher;
use super::test::Test;

/// Why a document matches, or does not: what became of each clause.
///
/// ```
/// use fql::eval::Matcher;
/// use fql::{Timestamp, fql};
/// use fql::collections::external_assets as asset;
/// use serde_json::json;
///
/// let filter = fql!(asset, "criticality:'Critical'+ip.services.port:>1024");
/// let matcher = Matcher::new(&filter, Timestamp::NOW)?;
/// let explanation = matcher.explain(&json!({ "criticality": "High", "ip": null }));
/// assert!(!explanation.matches());
/// assert_eq!(
///     explanation.to_string(),
///     "no match\n  no   criticality:'Critical'   \"High\"\n  no   ip.services.port:>1024   nothing\n",
/// );
/// # Ok::<(), fql::InvalidFilter>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    matches: bool,
    clauses: Vec<ClauseOutcome>,
}

impl Explanation {
    /// Whether the document matches.
    #[must_use]
    pub fn matches(&self) -> bool {
        self.matches
    }

    /// Every clause, in the order of the filter, also those that were not needed to decide.
    #[must_use]
    pub fn clauses(&self) -> &[ClauseOutcome] {
        &self.clauses
    }
}

/// What became of one clause.
#[derive(Debug, Clone, PartialEq)]
pub struct ClauseOutcome {
    text: String,
    holds: bool,
    reached: Vec<Value>,
    suiting: Vec<Value>,
}

impl ClauseOutcome {
    /// The clause in canonical text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether it holds, its negation considered.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.holds
    }

    /// Every value but `null` that its path reached.
    #[must_use]
    pub fn reached(&self) -> &[Value] {
        &self.reached
    }

    /// Those of them that its comparison suits, its negation not considered.
    #[must_use]
    pub fn suiting(&self) -> &[Value] {
        &self.suiting
    }
}

impl Matcher {
    /// Says of each clause whether it holds for the document, and which values were looked at.
    #[must_use]
    pub fn explain(&self, document: &Value) -> Explanation {
        let clauses = (0..self.clauses.len())
            .map(|index| self.outcome(index, document))
            .collect();
        Explanation {
            matches: self.matches(document),
            clauses,
        }
    }

    fn outcome(&self, index: usize, document: &Value) -> ClauseOutcome {
        let clause = &self.clauses[index];
        let test = &self.tests[index];
        let (mut reached, mut suiting) = (Vec::new(), Vec::new());
        clause.path.reach_values(document, &mut |value, scalar| {
            reached.push(value.clone());
            if test.holds(scalar) {
                suiting.push(value.clone());
            }
        });
        let positive = match test {
            Test::Null => reached.is_empty(),
            _ => !suiting.is_empty(),
        };
        ClauseOutcome {
            text: clause.text.clone(),
            holds: positive != clause.negated,
            reached,
            suiting,
        }
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", if self.matches { "match" } else { "no match" })?;
        for clause in &self.clauses {
            let answer = if clause.holds { "yes" } else { "no " };
            write!(f, "  {answer}  {}   ", clause.text)?;
            match clause.reached.as_slice() {
                [] => f.write_str("nothing")?,
                values => {
                    for (index, value) in values.iter().enumerate() {
                        write!(f, "{}{value}", if index > 0 { ", " } else { "" })?;
                    }
                }
            }
            writeln!(f)?;
        }
        Ok(())
    }
}
