//! Evaluation of filters against JSON documents, with the feature `eval`.
//!
//! [`Matcher`] evaluates one filter against many documents, [`JsonPaths`] reads fields of documents
//! by the same path rules. [`ClausePlan`] is for programs that translate filters: a clause as
//! [`Matcher`] evaluates it.
//!
//! The service's own evaluation is not public. This one follows the documented meaning of each
//! operator, and defines the rest:
//!
//! * A dotted path goes through objects and arrays. A clause holds when any value that its path
//!   reaches matches; a negated clause holds exactly when the clause does not, so also when the
//!   field is missing.
//! * Equality depends on the field type. Strings are compared exactly; an integer field's `443`
//!   equals `"443"` in a document; a timestamp is a point in time in any time zone; an address is
//!   a number, and a network contains addresses. A property of an open collection has no field type:
//!   numbers compare as numbers, everything else as strings.
//! * A wildcard matches the value's text (a number in decimal, `true`), case-sensitively.
//! * Ranges compare numbers, points in time, or addresses of one family. A partial time is its
//!   first instant, for every operator.
//! * `field:null` holds when no value but `null` is reached: the field is missing, `null`, or an
//!   empty array.
//! * `~` holds when the value contains the string, and `~*` is a wildcard; both ignore case, by the
//!   full case folding of Unicode.
//!
//! `docs/evaluation.md` has examples of each.

mod branches;
mod case_folding;
mod explain;
mod json;
mod matcher;
mod number;
mod plan;
mod predicate;
mod prefilter;

pub use case_folding::fold_case;
pub use explain::{ClauseOutcome, Explanation};
pub use json::{JsonError, JsonPaths, JsonScalar};
pub use matcher::Matcher;
pub use number::{LargeInteger, Number};
pub use plan::ClausePlan;
pub use predicate::{Bound, Literal, Predicate};
pub use prefilter::Prefilter;
