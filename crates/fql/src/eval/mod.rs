//! Does a document match a filter? The feature `eval`.
//!
//! The service's own evaluation is not public. This one follows the documented meaning of each
//! operator, and where nothing is documented says what it does:
//!
//! * A dotted path goes through objects and arrays. A clause holds when any value that its path
//!   reaches matches; a negated clause holds exactly when the clause does not, so also when the
//!   field is missing.
//! * Equality is that of the field's kind. Texts are equal to the letter; an integer field's `443`
//!   is `"443"` in a document, too; a timestamp is a point in time, whatever its zone; an address
//!   is a number, and a network every address in it. A property of an open collection has no kind:
//!   numbers compare as such, everything else as text.
//! * A wildcard is held against the value's text (a number in decimal, `true`), and case counts.
//! * Ranges compare numbers, points in time, or addresses of one family. A partial time is its
//!   first instant, for every operator.
//! * `field:null` holds when no value but `null` is reached: the field is missing, `null`, or an
//!   empty array.
//! * `~` holds when the value has the text in it, and `~*` is a wildcard, both whatever the case.
//!
//! `docs/evaluation.md` has examples of each.

mod explain;
mod instant;
mod json_error;
mod paths;
mod program;
mod scalar;
mod scan;
mod stream;
mod test;
mod token;

use std::time::SystemTime;

use fql_syntax::{Clause, FieldType, Tree};
use serde_json::Value;

pub use explain::{ClauseOutcome, Explanation};
pub use json_error::JsonError;

use crate::filter::{Filter, InvalidFilter};
use crate::table::{Collection, Table};
use crate::value::Timestamp;
use paths::Path;
use program::Branch;
use scan::Scanner;
use stream::{PathTree, Reader, Seen, Stop};
use test::Test;

/// A filter made ready to be held against many documents.
///
/// ```
/// use fql::eval::Matcher;
/// use fql::{Timestamp, fql};
/// use fql::collections::external_assets as asset;
/// use serde_json::json;
///
/// let filter = fql!(asset, "ip.services.port:[22,3389]+last_seen:>'now-7d'");
/// let now: Timestamp = "2026-11-22T10:00:00Z".parse()?;
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
    clauses: Vec<ReadyClause>,
    tests: Vec<Test>,
    branches: Vec<Branch>,
    paths: PathTree,
}

/// Up to so many clauses are noted on the stack.
const FEW_CLAUSES: usize = 32;

#[derive(Debug, Clone)]
struct ReadyClause {
    path: Path,
    negated: bool,
    /// The member of the document that its path goes through first, as [`PathTree::first_bit`].
    first_bit: u64,
    /// The clause's canonical text, to explain.
    text: String,
}

impl Matcher {
    /// Makes a filter ready. `now` is what the filter's relative times count from; a relative
    /// `now` counts from 1970.
    ///
    /// # Errors
    /// For a filter that holds an unchecked text which is no filter.
    pub fn new<C: Collection>(filter: &Filter<C>, now: Timestamp) -> Result<Self, InvalidFilter> {
        Ok(Self::from_tree(&C::TABLE, &filter.tree()?, now))
    }

    /// The same for a tree, and a collection that is known only when the program runs. Fields that
    /// the table does not have are taken as those of an open collection.
    #[must_use]
    pub fn from_tree(table: &Table, tree: &Tree<'_>, now: Timestamp) -> Self {
        let now = instant::of_timestamp(now);
        let (mut clauses, mut tests) = (Vec::<ReadyClause>::new(), Vec::new());
        for clause in tree.clauses() {
            let (path, kind) = path_and_kind(table, &clause);
            tests.push(Test::of(&clause, kind, now));
            clauses.push(ReadyClause {
                path,
                negated: clause.operator().is_negated(),
                first_bit: 0,
                text: clause.canonical(),
            });
        }
        let paths = PathTree::new(clauses.iter().map(|clause| &clause.path));
        for clause in &mut clauses {
            clause.first_bit = paths.first_bit(&clause.path);
        }
        Self {
            paths,
            branches: program::branches(tree),
            clauses,
            tests,
        }
    }

    /// Whether the document matches.
    #[must_use]
    pub fn matches(&self, document: &Value) -> bool {
        program::run(&self.branches, |index| self.holds(index, document))
    }

    /// Whether the document of this JSON text matches. No value is built: what no path of the filter
    /// leads to is only stepped over. The answer is that of [`matches`](Self::matches) for the value
    /// that serde_json reads.
    ///
    /// All of the text is checked, whatever the filter asks about: that it is UTF-8 and one JSON
    /// document, its strings with their escapes and its numbers. An error is returned just where
    /// serde_json reads no [`Value`]. Of a member that an object has twice the last counts.
    ///
    /// # Errors
    /// A text that is not one JSON document, one in which more than 127 arrays and objects lie within
    /// each other, and one with a number that is too large for an `f64`.
    ///
    /// ```
    /// use fql::eval::Matcher;
    /// use fql::{Timestamp, fql};
    /// use fql::collections::external_assets as asset;
    ///
    /// let matcher = Matcher::new(&fql!(asset, "ip.asn:64496"), Timestamp::NOW)?;
    /// assert!(matcher.matches_json(br#"{"ip": {"\u0061sn": 64496}}"#)?);
    /// assert!(matcher.matches_json(br#"{"ip": {"asn": 64496}"#).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn matches_json(&self, document: &[u8]) -> Result<bool, JsonError> {
        // On the stack for filters of a common size.
        let (mut few, mut many);
        let seen = if self.clauses.len() <= FEW_CLAUSES {
            few = [Seen::default(); FEW_CLAUSES];
            &mut few[..self.clauses.len()]
        } else {
            many = vec![Seen::default(); self.clauses.len()];
            many.as_mut_slice()
        };
        let reader = Reader {
            scanner: Scanner::new(document)?,
            paths: &self.paths,
            tests: &self.tests,
            seen,
            is_decided: |seen: &[Seen], met| self.is_decided(seen, met),
        };
        match reader.read() {
            Ok(()) => {}
            Err(Stop::Malformed(error)) => return Err(error),
            Err(Stop::Twice) => return self.matches_built(document),
        }
        Ok(program::run(&self.branches, |index| {
            self.outcome_of(index, seen[index])
        }))
    }

    /// Whether a clause holds for what has been seen in the whole document.
    fn outcome_of(&self, index: usize, seen: Seen) -> bool {
        let positive = match self.tests[index] {
            Test::Null => !seen.any,
            _ => seen.suiting,
        };
        positive != self.clauses[index].negated
    }

    /// Whether the answer is known when only the members of the document with these bits were read:
    /// whether it is the same if all the clauses that may still change hold, and if none does. A
    /// filter has no negated group, so what is in between has the same answer, too.
    fn is_decided(&self, seen: &[Seen], met: u64) -> bool {
        if seen.len() > FEW_CLAUSES {
            return false;
        }
        let outcome_or = |open: bool| {
            program::run(&self.branches, |index| {
                let (clause, seen) = (&self.clauses[index], seen[index]);
                let is_known = match self.tests[index] {
                    Test::Null => seen.any,
                    _ => seen.suiting,
                };
                if is_known || met & clause.first_bit != 0 {
                    self.outcome_of(index, seen)
                } else {
                    open
                }
            })
        };
        outcome_or(true) == outcome_or(false)
    }

    /// The same by way of a value, for a text that has a member twice.
    #[cold]
    fn matches_built(&self, document: &[u8]) -> Result<bool, JsonError> {
        let mut scanner = Scanner::new(document)?;
        scanner.skip_value()?;
        scanner.end()?;
        // What the scanner has let pass is a document.
        let document = serde_json::from_slice(document).unwrap_or_default();
        Ok(self.matches(&document))
    }

    fn holds(&self, index: usize, document: &Value) -> bool {
        let clause = &self.clauses[index];
        let positive = match &self.tests[index] {
            Test::Null => !clause.path.reach(document, &mut |_| true),
            test => clause.path.reach(document, &mut |value| test.holds(value)),
        };
        positive != clause.negated
    }
}

/// Where a clause's field is in a document, and what kind its values are of. Only an alias is
/// read from another place than it is written.
fn path_and_kind(table: &Table, clause: &Clause<'_>) -> (Path, FieldType) {
    match table.find(clause.property()) {
        Some(row) => (Path::new(row.name), row.kind),
        None => (Path::new(clause.property()), FieldType::Any),
    }
}

impl<C: Collection> Filter<C> {
    /// Whether the document matches now. For many documents, or another time, make a [`Matcher`].
    ///
    /// A filter that holds an unchecked text which is no filter matches nothing.
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
        Matcher::new(self, SystemTime::now().into()).is_ok_and(|matcher| matcher.matches(document))
    }
}
