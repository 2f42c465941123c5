//! Proposals of fields.

use fql_syntax::{Capability, Suggestions};

use super::documents::{DocumentField, Documents, number_of_documents};
use super::rank::rank;
use super::{Proposal, ProposalKind};
use crate::schema::{Grade, Presence, Row, Table, TableClass};

/// Proposes the fields whose names contain what is typed or, if there are none, those with a similar
/// name. Fields that only documents have come last.
pub(super) fn propose(
    table: &Table,
    typed: &str,
    has_colon: bool,
    documents: &dyn Documents,
) -> Vec<Proposal> {
    let mut proposals = of_table(table, typed, has_colon);
    // Other fields are an error.
    if table.class != TableClass::Closed {
        proposals.extend(of_documents(&documents.fields(), typed, has_colon));
    }
    if proposals.is_empty() {
        proposals = similar(table, typed, has_colon);
    }
    proposals
}

fn of_table(table: &Table, typed: &str, has_colon: bool) -> Vec<Proposal> {
    let mut ranked: Vec<_> = usable(table)
        .filter_map(|row| Some((rank(row.name, typed)?, grade_rank(row), row)))
        .collect();
    // The rows are sorted by name, and the sort is stable.
    ranked.sort_by_key(|(rank, grade, _)| (*rank, *grade));
    let rows = ranked.into_iter().map(|(_, _, row)| row);
    rows.map(|row| of_row(row, has_colon)).collect()
}

fn of_documents(fields: &[DocumentField], typed: &str, has_colon: bool) -> Vec<Proposal> {
    let mut ranked: Vec<_> = fields
        .iter()
        .filter_map(|field| Some((rank(&field.name, typed)?, field)))
        .collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    let fields = ranked.into_iter().map(|(_, field)| field);
    fields
        .map(|field| {
            let detail = format!("{}; {}", field.field_type, number_of_documents(field.count));
            proposal(&field.name, has_colon, detail, None)
        })
        .collect()
}

/// Proposes the fields with a similar name.
fn similar(table: &Table, typed: &str, has_colon: bool) -> Vec<Proposal> {
    let mut suggestions = Suggestions::new(typed);
    usable(table).for_each(|row| suggestions.consider(row.name));
    let names = suggestions.names().iter();
    let rows = names.filter_map(|name| table.row(name));
    rows.map(|row| of_row(row, has_colon)).collect()
}

fn usable(table: &Table) -> impl Iterator<Item = &'static Row> {
    let rows = table.rows.iter();
    rows.filter(|row| row.presence != Presence::Denied)
}

fn of_row(row: &Row, has_colon: bool) -> Proposal {
    proposal(row.name, has_colon, detail(row), Some(grade(row)))
}

fn proposal(name: &str, has_colon: bool, detail: String, grade: Option<Grade>) -> Proposal {
    let mut insert = name.to_owned();
    if !has_colon {
        insert.push(':');
    }
    Proposal {
        label: name.to_owned(),
        insert,
        kind: ProposalKind::Field,
        detail,
        grade,
    }
}

/// Returns the type and the supported comparisons.
fn detail(row: &Row) -> String {
    let names: Vec<&str> = row.supported().map(Capability::name).collect();
    match names.as_slice() {
        [] => row.field_type.name().to_owned(),
        names => format!("{}; {}", row.field_type, names.join(", ")),
    }
}

const fn grade(row: &Row) -> Grade {
    match row.presence {
        Presence::Documented => Grade::Documented,
        Presence::Shown => Grade::Shown,
        Presence::Candidate => Grade::Unknown,
        Presence::Denied => Grade::Denied,
    }
}

const fn grade_rank(row: &Row) -> usize {
    match grade(row) {
        Grade::Documented => 0,
        Grade::Shown => 1,
        Grade::Unknown | Grade::Denied => 2,
    }
}
