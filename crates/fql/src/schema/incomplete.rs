//! Filters that a service rejects as a whole.

use std::fmt;

use fql_syntax::Tree;

use super::Table;

/// The error of a filter that the service rejects although each of its clauses is valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum IncompleteFilter {
    /// The filter is empty, and the service does not accept the empty filter.
    Empty {
        /// The name of the collection.
        collection: &'static str,
        /// The source of the rule.
        source: &'static str,
    },
    /// No clause has a field of which every filter needs a clause.
    MissingClause {
        /// The field.
        field: &'static str,
        /// The source of the rule.
        source: &'static str,
    },
}

impl IncompleteFilter {
    /// Returns what to write instead.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::Empty { .. } => "add at least one clause".to_owned(),
            Self::MissingClause { field, .. } => {
                format!("add `{field}:…`, which every filter of the collection needs")
            }
        }
    }
}

impl fmt::Display for IncompleteFilter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty { collection, .. } => {
                write!(f, "`{collection}` does not support the empty filter")
            }
            Self::MissingClause { field, .. } => write!(f, "missing clause with `{field}`"),
        }
    }
}

impl std::error::Error for IncompleteFilter {}

impl Table {
    /// Returns an error if the service rejects this filter as a whole. Use it before a filter is sent: a
    /// part of a filter may be incomplete.
    ///
    /// # Errors
    /// Returns an error if a required field has no clause, or if the filter is empty where that is not
    /// supported.
    pub fn check_complete(&self, filter: &Tree<'_>) -> Result<(), IncompleteFilter> {
        self.incomplete(filter).map_or(Ok(()), Err)
    }

    fn incomplete(&self, filter: &Tree<'_>) -> Option<IncompleteFilter> {
        let has_clause = |field: &str| filter.clauses().any(|clause| clause.property() == field);
        let mut required = self.required.iter().copied();
        if let Some(field) = required.find(|field| !has_clause(field)) {
            let source = self.required_source;
            return Some(IncompleteFilter::MissingClause { field, source });
        }
        let source = self.denied_empty_filter?;
        filter.is_match_all().then_some(IncompleteFilter::Empty {
            collection: self.name,
            source,
        })
    }
}
