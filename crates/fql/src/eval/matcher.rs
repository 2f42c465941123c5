//! Filters compiled for evaluation.

use std::time::SystemTime;

use fql_syntax::Tree;
use serde_json::Value;

use super::branches::{self, Branch};
use super::json::{self, JsonError, JsonPath, JsonScalar, PathTree, Sink, WalkError};
use super::plan::ClausePlan;
use super::predicate::Predicate;
use super::prefilter::Prefilter;
use crate::filter::{Filter, InvalidFilter};
use crate::schema::{Collection, Table};
use crate::value::Instant;

/// A filter compiled for evaluation against many documents.
///
/// Use [`Filter::matches`] for a single document. [`matches_json`](Self::matches_json) is several
/// times as fast as parsing a document and calling [`matches`](Self::matches).
///
/// # Examples
///
/// ```
/// use fql::eval::Matcher;
/// use fql::{Instant, fql};
/// use fql::collections::external_assets as asset;
/// use serde_json::json;
///
/// let filter = fql!(asset, "ip.services.port:[22,3389]+last_seen:>'now-7d'");
/// let now: Instant = "2026-11-22T10:00:00Z".parse()?;
/// let matcher = Matcher::new(&filter, now)?;
///
/// let asset = json!({
///     "last_seen": "2026-11-20T00:00:00Z",
///     "ip": { "services": [{ "port": 80 }, { "port": 22 }] },
/// });
/// assert!(matcher.matches(&asset));
/// assert!(matcher.matches_json(asset.to_string().as_bytes())?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Matcher {
    pub(super) clauses: Vec<CompiledClause>,
    /// The predicates of the clauses, stored separately because they are read most often.
    pub(super) predicates: Vec<Predicate>,
    branches: Vec<Branch>,
    paths: PathTree,
}

/// The number of clauses up to which their states are on the stack.
const MAX_CLAUSES_ON_STACK: usize = 32;

#[derive(Debug, Clone)]
pub(super) struct CompiledClause {
    pub(super) path: JsonPath,
    pub(super) is_negated: bool,
    /// The document's member that the path starts with, as [`PathTree::member_bit`].
    member_bit: u64,
    /// The canonical text of the clause, for explanations.
    pub(super) text: String,
}

/// The values of a clause so far.
#[derive(Debug, Clone, Copy, Default)]
struct MatchState {
    has_value: bool,
    has_match: bool,
}

impl Matcher {
    /// Compiles a filter. Its relative times count from `now`.
    ///
    /// # Errors
    /// Returns an error if the filter contains an unchecked string that is not a valid filter.
    pub fn new<C: Collection>(
        filter: &Filter<C>,
        now: impl Into<Instant>,
    ) -> Result<Self, InvalidFilter> {
        Ok(Self::from_tree(&C::TABLE, &filter.tree()?, now))
    }

    /// Compiles a tree, for a collection that is known only at run time. Fields that the table does
    /// not have are evaluated as those of an open collection.
    #[must_use]
    pub fn from_tree(table: &Table, tree: &Tree<'_>, now: impl Into<Instant>) -> Self {
        let now = now.into();
        let (mut clauses, mut predicates) = (Vec::<CompiledClause>::new(), Vec::new());
        for clause in tree.clauses() {
            let plan = ClausePlan::new(table, &clause, now);
            predicates.push(plan.predicate);
            clauses.push(CompiledClause {
                path: plan.path,
                is_negated: plan.is_negated,
                member_bit: 0,
                text: clause.canonical(),
            });
        }
        let paths = PathTree::new(clauses.iter().map(|clause| &clause.path));
        for clause in &mut clauses {
            clause.member_bit = paths.member_bit(&clause.path);
        }
        Self {
            paths,
            branches: branches::branches(tree),
            clauses,
            predicates,
        }
    }

    /// Returns `true` if the document matches.
    #[must_use]
    pub fn matches(&self, document: &Value) -> bool {
        branches::evaluate(&self.branches, |index| self.clause_matches(index, document))
    }

    /// Returns `true` if the document matches, from its text. Parses only the values that the filter
    /// needs. The result is that of [`matches`](Self::matches) for the document that serde_json
    /// parses.
    ///
    /// Validates the whole document, whatever the filter needs: UTF-8, syntax, escapes and numbers.
    /// It accepts exactly the documents that serde_json parses as a [`Value`]. Of a key that an
    /// object has twice, the last value counts.
    ///
    /// # Errors
    /// Returns an error if the document is not valid JSON, nests more than 127 arrays and objects,
    /// or has a number that is out of range for an `f64`.
    ///
    /// # Examples
    ///
    /// ```
    /// use fql::eval::Matcher;
    /// use fql::{Instant, fql};
    /// use fql::collections::external_assets as asset;
    ///
    /// let matcher = Matcher::new(&fql!(asset, "ip.asn:64496"), Instant::now())?;
    /// assert!(matcher.matches_json(br#"{"ip": {"\u0061sn": 64496}}"#)?);
    /// assert!(matcher.matches_json(br#"{"ip": {"asn": 64496}"#).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn matches_json(&self, document: &[u8]) -> Result<bool, JsonError> {
        let (mut on_stack, mut on_heap);
        let states = if self.clauses.len() <= MAX_CLAUSES_ON_STACK {
            on_stack = [MatchState::default(); MAX_CLAUSES_ON_STACK];
            &mut on_stack[..self.clauses.len()]
        } else {
            on_heap = vec![MatchState::default(); self.clauses.len()];
            on_heap.as_mut_slice()
        };
        let evaluation = Evaluation {
            matcher: self,
            states: &mut *states,
        };
        match self.paths.walk(document, evaluation) {
            Ok(()) => Ok(branches::evaluate(&self.branches, |index| {
                self.state_matches(index, states[index])
            })),
            Err(WalkError::Json(error)) => Err(error),
            Err(WalkError::DuplicateKey) => {
                json::parse_value(document).map(|document| self.matches(&document))
            }
        }
    }

    /// Returns a test that rejects most documents without parsing them, if every matching document has a
    /// string of the filter in its source.
    #[must_use]
    pub fn prefilter(&self) -> Option<Prefilter> {
        let is_required = |clause: usize| {
            // A clause is required if the filter fails when only this clause does.
            !self.clauses[clause].is_negated
                && !branches::evaluate(&self.branches, |index| index != clause)
        };
        let required = (0..self.clauses.len()).filter(|clause| is_required(*clause));
        Prefilter::new(required.map(|clause| &self.predicates[clause]))
    }

    fn clause_matches(&self, index: usize, document: &Value) -> bool {
        let clause = &self.clauses[index];
        let is_match = match &self.predicates[index] {
            Predicate::IsNull => !clause.path.any(document, |_, _| true),
            predicate => clause
                .path
                .any(document, |_, value| predicate.matches(&value)),
        };
        is_match != clause.is_negated
    }

    /// Returns the result of a clause after all values of the document.
    fn state_matches(&self, index: usize, state: MatchState) -> bool {
        let is_match = match self.predicates[index] {
            Predicate::IsNull => !state.has_value,
            _ => state.has_match,
        };
        is_match != self.clauses[index].is_negated
    }

    /// Returns `true` if the result is known after only these members of the document: if it is the
    /// same when all undecided clauses hold and when none does. A filter has no negated groups, so
    /// all combinations in between have the same result, too.
    fn can_short_circuit(&self, states: &[MatchState], members: u64) -> bool {
        if states.len() > MAX_CLAUSES_ON_STACK {
            return false;
        }
        let result_if_undecided = |result: bool| {
            branches::evaluate(&self.branches, |index| {
                let state = states[index];
                let is_decided = match self.predicates[index] {
                    Predicate::IsNull => state.has_value,
                    _ => state.has_match,
                };
                if is_decided || members & self.clauses[index].member_bit != 0 {
                    self.state_matches(index, state)
                } else {
                    result
                }
            })
        };
        result_if_undecided(true) == result_if_undecided(false)
    }
}

/// The evaluation of one document.
struct Evaluation<'e> {
    matcher: &'e Matcher,
    /// One for each clause.
    states: &'e mut [MatchState],
}

impl<'d> Sink<'d> for Evaluation<'_> {
    fn value(&mut self, clauses: &[usize], value: JsonScalar<'d>) {
        for &clause in clauses {
            if !self.matcher.clauses[clause].path.reaches(&value) {
                continue;
            }
            let state = &mut self.states[clause];
            state.has_value = true;
            state.has_match = state.has_match || self.matcher.predicates[clause].matches(&value);
        }
    }

    fn is_complete(&self, members: u64) -> bool {
        self.matcher.can_short_circuit(self.states, members)
    }
}

impl<C: Collection> Filter<C> {
    /// Returns `true` if the document matches now. For many documents, or another time, use a
    /// [`Matcher`].
    ///
    /// A filter that contains an unchecked string which is not a valid filter matches no document.
    ///
    /// # Examples
    ///
    /// ```
    /// use fql::fql;
    /// use fql::collections::external_assets as asset;
    /// use serde_json::json;
    ///
    /// let filter = fql!(asset, "criticality:'Critical'+ip.ip_address:'192.0.2.0/24'");
    /// assert!(filter.matches(&json!({
    ///     "criticality": "Critical",
    ///     "ip": { "ip_address": "192.0.2.7" },
    /// })));
    /// ```
    #[must_use]
    pub fn matches(&self, document: &Value) -> bool {
        Matcher::new(self, SystemTime::now()).is_ok_and(|matcher| matcher.matches(document))
    }
}
