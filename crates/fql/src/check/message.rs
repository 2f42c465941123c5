//! How the problems of a clause are put into words, once for the compiler and for the program.

use fql_syntax::Capability;

use super::nearest::nearest;
use super::{ClauseFacts, ConstText, Problem};
use crate::table::{Row, Table};

/// A problem in words.
#[derive(Clone, Copy)]
pub(crate) struct Message {
    /// What is wrong.
    pub(crate) what: ConstText,
    /// What to write instead.
    pub(crate) help: ConstText,
}

impl Message {
    pub(crate) const fn new(table: &Table, clause: &ClauseFacts<'_>, problem: Problem) -> Self {
        let mut message = Self {
            what: ConstText::new(),
            help: ConstText::new(),
        };
        match (problem, table.find(clause.property)) {
            (Problem::UnknownField, _) | (_, None) => message.unknown_field(table, clause),
            (Problem::Lacks(capability), Some(row)) => message.lacks(row, clause, capability),
            (Problem::NoTextMatch, Some(row)) => message.no_text_match(row, clause),
            (Problem::WrongType(index), Some(row)) => message.wrong_kind(row, clause, index),
            (Problem::Alias(field), Some(_)) => message.alias(clause, field),
        }
        message
    }

    const fn unknown_field(&mut self, table: &Table, clause: &ClauseFacts<'_>) {
        self.what.push_quoted(clause.property);
        self.what.push(" is no field of ");
        self.what.push(table.name);
        let suggestions = nearest(table, clause.property);
        if suggestions.len() == 0 {
            self.help
                .push("no field is spelt like it; the table of the collection lists them all");
            return;
        }
        self.help.push("did you mean ");
        let mut index = 0;
        while index < suggestions.len() {
            if index > 0 {
                self.help.push(if index + 1 == suggestions.len() {
                    " or "
                } else {
                    ", "
                });
            }
            self.help.push_quoted(suggestions.get(index));
            index += 1;
        }
        self.help.push("?");
    }

    const fn lacks(&mut self, row: &Row, clause: &ClauseFacts<'_>, capability: Capability) {
        self.what.push_quoted(clause.property);
        self.what.push(" takes no ");
        self.what.push(match capability {
            Capability::Exact => "exact match",
            Capability::Wildcard => "wildcard",
            Capability::List => "list",
            _ => "range comparison",
        });
        let order: &[Capability] = match capability {
            Capability::Exact => &[Capability::List, Capability::Range, Capability::Wildcard],
            Capability::List => &[Capability::Exact, Capability::Wildcard],
            Capability::Wildcard => &[Capability::Exact, Capability::List],
            _ => &[],
        };
        self.way(row, clause, order);
    }

    const fn no_text_match(&mut self, row: &Row, clause: &ClauseFacts<'_>) {
        self.what.push("`~` is in no table of this collection");
        self.way(row, clause, &[Capability::Wildcard, Capability::Exact]);
    }

    /// Names the closest way that the field takes, and all that it takes.
    const fn way(&mut self, row: &Row, clause: &ClauseFacts<'_>, order: &[Capability]) {
        let mut index = 0;
        while index < order.len() {
            let way = clause.ways[order[index] as usize];
            if row.takes(order[index]) && !way.is_empty() {
                self.help.push("write ");
                self.help.push_quoted(way);
                break;
            }
            index += 1;
        }
        self.help.push(if self.help.is_empty() {
            "it takes "
        } else {
            "; it takes "
        });
        push_capabilities(&mut self.help, row);
    }

    const fn wrong_kind(&mut self, row: &Row, clause: &ClauseFacts<'_>, index: usize) {
        let value = clause.values[index].text;
        self.what.push_quoted(value);
        self.what.push(" is no value for ");
        self.what.push_quoted(clause.property);
        self.what.push(", a field of kind ");
        self.what.push(row.kind.name());
        self.help.push("write ");
        self.help.push(row.kind.expected());
    }

    const fn alias(&mut self, clause: &ClauseFacts<'_>, field: &str) {
        self.what.push_quoted(clause.property);
        self.what
            .push(" stands in an example of the documentation but in no table");
        self.help.push("it is taken for ");
        self.help.push_quoted(field);
        self.help.push(", which is the safer name");
    }
}

/// `exact, wildcard and list`
pub(crate) const fn push_capabilities(text: &mut ConstText, row: &Row) {
    let mut left = 0;
    let mut index = 0;
    while index < Capability::ALL.len() {
        left += row.takes(Capability::ALL[index]) as usize;
        index += 1;
    }
    let mut index = 0;
    let mut first = true;
    while index < Capability::ALL.len() {
        if row.takes(Capability::ALL[index]) {
            left -= 1;
            if !first {
                text.push(if left == 0 { " and " } else { ", " });
            }
            text.push(Capability::ALL[index].name());
            first = false;
        }
        index += 1;
    }
}
