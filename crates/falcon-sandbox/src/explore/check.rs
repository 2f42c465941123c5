//! Diagnostics of a filter, its canonical text, its description and its copies.

use fql::Report;
use fql::complete::{Proposal, ProposalKind, complete_with};
use fql::describe::describe;
use fql::diagnostics::Code;
use fql::table::{Grade, Table};
use fql_syntax::excerpt;
use serde::{Deserialize, Serialize};

use super::collections::INFERRED;
use super::copy::{Copy, copies};
use super::document_values::CollectionDocuments;
use super::request::{ExploreRequest, Explored, to_json};
use super::{Content, ExploreError};
use crate::response::ErrorResponse;

#[derive(Deserialize)]
struct CheckRequest {
    collection: String,
    filter: String,
}

#[derive(Serialize)]
struct CheckResponse {
    valid: bool,
    canonical: Option<String>,
    #[serde(flatten)]
    report: Report,
    words: Vec<WordsJson>,
    copy: Vec<Copy>,
}

#[derive(Serialize)]
struct WordsJson {
    depth: usize,
    text: String,
    start: usize,
    end: usize,
}

/// Checks a filter.
pub(super) fn check(request: &ExploreRequest) -> Result<Content, ExploreError> {
    let CheckRequest { collection, filter } = request.json()?;
    let explored = Explored::find(&request.state, &collection)?;
    let table = explored.table;
    let parsed = explored.parse(&filter);
    let tree = parsed.tree();
    let canonical = tree.map(ToString::to_string);
    let words = match tree {
        Some(tree) if !tree.is_match_all() => describe(table, tree),
        _ => Vec::new(),
    };
    to_json(&CheckResponse {
        valid: canonical.is_some(),
        canonical,
        words: words
            .into_iter()
            .map(|line| WordsJson {
                depth: line.depth,
                text: line.text,
                start: line.span.start(),
                end: line.span.end(),
            })
            .collect(),
        copy: tree.map_or_else(Vec::new, |tree| copies(&request.state, explored, tree)),
        report: parsed.into_report(),
    })
}

#[derive(Deserialize)]
struct CompleteRequest {
    collection: String,
    filter: String,
    position: usize,
}

#[derive(Serialize)]
struct CompleteResponse {
    start: usize,
    end: usize,
    proposals: Vec<ProposalJson>,
}

#[derive(Serialize)]
struct ProposalJson {
    label: String,
    insert: String,
    kind: &'static str,
    detail: String,
    grade: Option<&'static str>,
}

/// Completes a filter at a position.
pub(super) fn complete(request: &ExploreRequest) -> Result<Content, ExploreError> {
    let body: CompleteRequest = request.json()?;
    let explored = Explored::find(&request.state, &body.collection)?;
    let documents = CollectionDocuments { request, explored };
    let completion = complete_with(explored.table, &body.filter, body.position, &documents);
    let proposals = completion.proposals.into_iter();
    to_json(&CompleteResponse {
        start: completion.span.start(),
        end: completion.span.end(),
        proposals: proposals
            .map(|proposal| ProposalJson {
                grade: grade(explored.table, &proposal),
                label: proposal.label,
                insert: proposal.insert,
                kind: proposal.kind.name(),
                detail: proposal.detail,
            })
            .collect(),
    })
}

/// Returns the grade of the evidence for a proposal, as `/explore/fields` names it.
fn grade(table: &Table, proposal: &Proposal) -> Option<&'static str> {
    if proposal.kind != ProposalKind::Field {
        return proposal.grade.map(Grade::name);
    }
    let row = table.find(&proposal.label);
    Some(row.map_or(INFERRED, |row| row.presence.name()))
}

#[derive(Serialize)]
struct CodeJson {
    code: &'static str,
    text: String,
}

/// Explains the code of a diagnostic.
pub(super) fn code(request: &ExploreRequest) -> Result<Content, ExploreError> {
    let name = request.path.rsplit('/').next().unwrap_or_default();
    let mut codes = Code::ALL.iter();
    let Some(code) = codes.find(|code| code.as_str() == name) else {
        let message = format!("unknown diagnostic code `{}`", excerpt(name, 80));
        return Err(ErrorResponse::new(404, message).into());
    };
    to_json(&CodeJson {
        code: code.as_str(),
        text: code.section(),
    })
}
