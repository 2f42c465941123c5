//! Proposals of fields.

use fql_syntax::{Capability, Suggestions};

use super::rank::rank;
use super::{Proposal, ProposalKind};
use crate::schema::{Grade, Presence, Row, Table};

/// Proposes the fields whose names contain what is typed or, if there are none, those with a similar
/// name.
pub(super) fn propose(table: &Table, typed: &str, has_colon: bool) -> Vec<Proposal> {
    let usable = || {
        table
            .rows
            .iter()
            .filter(|row| row.presence != Presence::Denied)
    };
    let mut ranked: Vec<_> = usable()
        .filter_map(|row| Some((rank(row.name, typed)?, grade_rank(row), row)))
        .collect();
    if ranked.is_empty() {
        let mut suggestions = Suggestions::new(typed);
        usable().for_each(|row| suggestions.consider(row.name));
        let similar = suggestions
            .names()
            .iter()
            .filter_map(|name| table.row(name));
        ranked.extend(similar.map(|row| (0, 0, row)));
    }
    // The rows are sorted by name, and the sort is stable.
    ranked.sort_by_key(|(rank, grade, _)| (*rank, *grade));
    let rows = ranked.into_iter().map(|(_, _, row)| row);
    rows.map(|row| proposal(row, has_colon)).collect()
}

fn proposal(row: &Row, has_colon: bool) -> Proposal {
    let mut insert = row.name.to_owned();
    if !has_colon {
        insert.push(':');
    }
    Proposal {
        label: row.name.to_owned(),
        insert,
        kind: ProposalKind::Field,
        detail: detail(row),
        grade: Some(grade(row)),
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
