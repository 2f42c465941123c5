//! Is a clause one that its collection takes?
//!
//! One check serves the compiler and the running program: it is made of constant functions over a
//! [`Table`] and [`ClauseFacts`]. [`fql!`](macro@crate::fql) writes the facts of each clause of a literal
//! into the program, and [`validate`](crate::validate) makes them from a tree.

mod message;
mod nearest;
mod text;

use fql_syntax::{Capability, Code, FieldType, FieldTypes};

pub(crate) use message::Message;
pub(crate) use text::ConstText;

use crate::table::{Row, Table};

/// What must be known of a clause to check it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ClauseFacts<'a> {
    /// The field's name.
    pub(crate) property: &'a str,
    /// What it asks: the bits of [`Capability`]; none for `~` and its kin.
    pub(crate) asks: u8,
    /// Its values, one unless it is a list; none where every value suits.
    pub(crate) values: &'a [ValueFacts<'a>],
    /// The clause asked by each capability, in the order of [`Capability::ALL`]; empty where there
    /// is no such way.
    pub(crate) ways: [&'a str; 4],
}

/// A value's facts, for [`fql!`](macro@crate::fql).
#[must_use]
pub const fn value(kinds: u8, text: &str) -> ValueFacts<'_> {
    ValueFacts { kinds, text }
}

/// What must be known of a value.
#[derive(Debug, Clone, Copy)]
pub struct ValueFacts<'a> {
    /// The kinds that it suits, as [`FieldTypes::bits`].
    pub kinds: u8,
    /// How it is written.
    pub text: &'a str,
}

/// What is wrong with a clause.
#[derive(Clone, Copy)]
pub(crate) enum Problem {
    UnknownField,
    /// The field takes another kind of match, but not this one.
    Lacks(Capability),
    /// `~` and its kin.
    NoTextMatch,
    /// The value of this index is not of the field's kind.
    WrongType(usize),
    /// The name stands in an example only.
    Alias(&'static str),
}

impl Problem {
    pub(crate) const fn code(self) -> Code {
        match self {
            Self::UnknownField => Code::UnknownField,
            Self::Lacks(Capability::Exact) => Code::UnsupportedExact,
            Self::Lacks(Capability::Wildcard) => Code::UnsupportedWildcard,
            Self::Lacks(Capability::List) => Code::UnsupportedList,
            Self::Lacks(_) => Code::UnsupportedRange,
            Self::NoTextMatch => Code::UnsupportedTextMatch,
            Self::WrongType(_) => Code::WrongType,
            Self::Alias(_) => Code::UndocumentedAlias,
        }
    }
}

/// The first problem of a clause that makes it wrong, if it has one.
pub(crate) const fn first_error(table: &Table, clause: &ClauseFacts<'_>) -> Option<Problem> {
    if table.is_open {
        return None;
    }
    let Some(row) = table.find(clause.property) else {
        return Some(Problem::UnknownField);
    };
    match lacking(row, clause) {
        Some(problem) => Some(problem),
        None => match wrong_value(row, clause, 0) {
            Some(index) => Some(Problem::WrongType(index)),
            None => None,
        },
    }
}

/// What the clause asks and the field does not take.
pub(crate) const fn lacking(row: &Row, clause: &ClauseFacts<'_>) -> Option<Problem> {
    if clause.asks == 0 {
        return Some(Problem::NoTextMatch);
    }
    let mut index = 0;
    while index < Capability::ALL.len() {
        let capability = Capability::ALL[index];
        if clause.asks & capability.bit() != 0 && !row.takes(capability) {
            return Some(Problem::Lacks(capability));
        }
        index += 1;
    }
    None
}

/// The first value, from one on, that is not of the field's kind.
pub(crate) const fn wrong_value(row: &Row, clause: &ClauseFacts<'_>, from: usize) -> Option<usize> {
    let mut index = from;
    while index < clause.values.len() {
        if !FieldTypes::from_bits(clause.values[index].kinds).contains(row.kind) {
            return Some(index);
        }
        index += 1;
    }
    None
}

/// The kind of a field's values, by number, for [`fql!`](macro@crate::fql): the type of a placeholder
/// hangs on it. A name that is no field gets a kind that takes anything, so that only the name is
/// complained of.
#[must_use]
pub const fn kind_number(table: &Table, property: &str) -> u8 {
    match table.find(property) {
        Some(row) => row.kind as u8,
        None => FieldType::Any as u8,
    }
}

/// What to write instead of a field that is none.
pub(crate) fn suggestion(table: &Table, property: &str) -> String {
    let clause = ClauseFacts {
        property,
        asks: 0,
        values: &[],
        ways: [""; 4],
    };
    Message::new(table, &clause, Problem::UnknownField)
        .help
        .as_str()
        .to_owned()
}

/// Where the parts of a clause stand in its literal: excerpts with a caret, for a compile error.
struct Excerpts<'a> {
    property: &'a str,
    /// The operator, or the value where there is none.
    operator: &'a str,
    value: &'a str,
    /// Each of [`ClauseFacts::values`], where there are several.
    values: &'a [&'a str],
}

/// Stops the compilation when a clause of a literal is not one that the collection takes. The
/// values are their kinds and texts, and the excerpts those of the property, the operator and the
/// value: the fewer tokens a literal becomes, the less the compiler has to read.
///
/// # Panics
/// That is how it stops it.
#[track_caller]
pub const fn assert_clause(
    table: &Table,
    property: &str,
    asks: u8,
    values: &[ValueFacts<'_>],
    ways: [&str; 4],
    excerpts: [&str; 3],
    each: &[&str],
) {
    let clause = &ClauseFacts {
        property,
        asks,
        values,
        ways,
    };
    let [property, operator, value] = excerpts;
    let excerpts = &Excerpts {
        property,
        operator,
        value,
        values: each,
    };
    let Some(problem) = first_error(table, clause) else {
        return;
    };
    let message = Message::new(table, clause, problem);
    let mut text = ConstText::new();
    text.push(problem.code().as_str());
    text.push(": ");
    text.push(message.what.as_str());
    text.push("\n");
    text.push(match problem {
        Problem::UnknownField | Problem::Alias(_) => excerpts.property,
        Problem::Lacks(Capability::Exact | Capability::List) => excerpts.value,
        Problem::Lacks(_) | Problem::NoTextMatch => excerpts.operator,
        Problem::WrongType(index) if index < excerpts.values.len() => excerpts.values[index],
        Problem::WrongType(_) => excerpts.value,
    });
    text.push("  = help: ");
    text.push(message.help.as_str());
    text.push("\n  = note: ");
    text.push(problem.code().details());
    panic!("{}", text.as_str());
}
