//! Explanations: the result of each clause, and the values it depends on.

use std::fmt;

use serde_json::Value;

use super::matcher::Matcher;
use super::predicate::Predicate;

/// The result of a filter for one document, clause by clause.
///
/// # Examples
///
/// ```
/// use fql::eval::Matcher;
/// use fql::{Instant, fql};
/// use fql::collections::external_assets as asset;
/// use serde_json::json;
///
/// let filter = fql!(asset, "criticality:'Critical'+ip.services.port:>1024");
/// let matcher = Matcher::new(&filter, Instant::now())?;
/// let explanation = matcher.explain(&json!({ "criticality": "High", "ip": null }));
/// assert!(!explanation.matches());
/// assert_eq!(
///     explanation.to_string(),
///     "no match\n  no   criticality:'Critical'   \"High\"\n  no   ip.services.port:>1024   no value",
/// );
/// # Ok::<(), fql::InvalidFilter>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    matches: bool,
    clauses: Vec<ClauseOutcome>,
}

impl Explanation {
    /// Returns `true` if the document matches.
    #[must_use]
    pub fn matches(&self) -> bool {
        self.matches
    }

    /// Returns every clause in the order of the filter, including those that do not affect the
    /// result.
    #[must_use]
    pub fn clauses(&self) -> &[ClauseOutcome] {
        &self.clauses
    }
}

/// The result of one clause.
#[derive(Debug, Clone, PartialEq)]
pub struct ClauseOutcome {
    text: String,
    matches: bool,
    values: Vec<Value>,
    matching_values: Vec<Value>,
    matching_locations: Vec<String>,
}

impl ClauseOutcome {
    /// Returns the clause in canonical form.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns `true` if the clause holds, including its negation.
    #[must_use]
    pub fn matches(&self) -> bool {
        self.matches
    }

    /// Returns every value that the clause's path reaches, except `null`.
    #[must_use]
    pub fn values(&self) -> &[Value] {
        &self.values
    }

    /// Returns the values that satisfy the comparison, before its negation.
    #[must_use]
    pub fn matching_values(&self) -> &[Value] {
        &self.matching_values
    }

    /// Returns the locations of the [matching values](Self::matching_values) in the document, such as
    /// `ip.services[0].port`.
    #[must_use]
    pub fn matching_locations(&self) -> &[String] {
        &self.matching_locations
    }
}

impl Matcher {
    /// Explains the result for a document: each clause, with the values it was evaluated against.
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
        let predicate = &self.predicates[index];
        let (mut values, mut matching_values) = (Vec::new(), Vec::new());
        let mut matching_locations = Vec::new();
        clause.path.each(document, |location, value, scalar| {
            values.push(value.clone());
            if predicate.matches(&scalar) {
                matching_values.push(value.clone());
                matching_locations.push(location.to_owned());
            }
        });
        let is_match = match predicate {
            Predicate::IsNull => values.is_empty(),
            _ => !matching_values.is_empty(),
        };
        ClauseOutcome {
            text: clause.text.clone(),
            matches: is_match != clause.is_negated,
            values,
            matching_values,
            matching_locations,
        }
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.matches { "match" } else { "no match" })?;
        for clause in &self.clauses {
            let result = if clause.matches { "yes" } else { "no " };
            write!(f, "\n  {result}  {}   ", clause.text)?;
            match clause.values.as_slice() {
                [] => f.write_str("no value")?,
                values => {
                    for (index, value) in values.iter().enumerate() {
                        write!(f, "{}{value}", if index > 0 { ", " } else { "" })?;
                    }
                }
            }
        }
        Ok(())
    }
}
