//! The check of a clause in a constant, as the error of the compiler.

use fql_syntax::Capability;

use super::clause::{ClauseFacts, FieldError, REWRITES, ValueFacts, first_error};
use super::const_string::ConstString;
use super::message::Message;
use crate::schema::Table;

/// Fails the compilation when the collection does not accept a clause of a literal.
///
/// `excerpts` are those of the property, of the operator (the value if there is none) and of the
/// value; `value_excerpts` those of the values of a list. Plain arrays, because the compiler parses
/// them for each clause of each literal.
///
/// # Panics
///
/// Panics at compile time if the clause is invalid.
#[track_caller]
pub const fn assert_clause(
    table: &Table,
    property: &str,
    capabilities: u8,
    values: &[ValueFacts<'_>],
    rewrites: [&str; REWRITES],
    excerpts: [&str; 3],
    value_excerpts: &[&str],
) {
    let clause = &ClauseFacts {
        property,
        capabilities,
        values,
        rewrites,
    };
    if let Some(error) = first_error(table, clause) {
        fail(table, clause, error, excerpts, value_excerpts);
    }
}

/// Fails the compilation when the collection does not support `!~`, in a clause that
/// [`assert_clause`] accepts.
///
/// # Panics
///
/// Panics at compile time if `!~` is not supported.
#[track_caller]
pub const fn assert_negated_text(
    table: &Table,
    property: &str,
    rewrites: [&str; REWRITES],
    operator: &str,
) {
    let clause = &ClauseFacts {
        property,
        capabilities: 0,
        values: &[],
        rewrites,
    };
    if !table.denied_negated_text.is_empty() && table.find(property).is_some() {
        fail(
            table,
            clause,
            FieldError::NegatedText,
            ["", operator, ""],
            &[],
        );
    }
}

#[track_caller]
const fn fail(
    table: &Table,
    clause: &ClauseFacts<'_>,
    error: FieldError,
    excerpts: [&str; 3],
    value_excerpts: &[&str],
) {
    let [property, operator, value] = excerpts;
    let message = Message::new(table, clause, error);
    let mut panic = ConstString::new();
    panic.push(error.code().as_str());
    panic.push(": ");
    panic.push(message.message.as_str());
    panic.push("\n");
    panic.push(match error {
        FieldError::UnknownField
        | FieldError::UnlistedField
        | FieldError::DeniedField
        | FieldError::Renamed(_)
        | FieldError::CandidateField
        | FieldError::Alias(_) => property,
        FieldError::Unsupported(Capability::Exact | Capability::List) => value,
        FieldError::Unsupported(_) | FieldError::Undocumented(_) | FieldError::Disputed(_) => {
            operator
        }
        FieldError::PatternSpelling(_) | FieldError::UnlistedSpelling(_) => value,
        FieldError::WrongType(index)
        | FieldError::WrongQuotes(index)
        | FieldError::RelativeTime(index)
            if index < value_excerpts.len() =>
        {
            value_excerpts[index]
        }
        FieldError::WrongType(_) | FieldError::WrongQuotes(_) | FieldError::RelativeTime(_) => {
            value
        }
        FieldError::NegatedText => operator,
    });
    panic.push("  = help: ");
    panic.push(message.help.as_str());
    panic.push("\n  = note: ");
    panic.push(error.code().details());
    panic!("{}", panic.as_str());
}
