//! The connectives of a filter as a jump table: each clause names the next one to evaluate.

use fql_syntax::{Connective, Expression, Tree};

/// The index of the next clause to evaluate, or one of two results.
pub(crate) type Step = u32;

/// The result `true`.
const MATCH: Step = u32::MAX;
/// The result `false`.
const NO_MATCH: Step = u32::MAX - 1;

/// The steps after a clause.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Branch {
    if_true: Step,
    if_false: Step,
}

/// A part of the tree that has no branches yet. Its steps are labels: indexes into a table of the
/// first clause of each part, which is complete when all parts are done.
struct PendingPart<'t> {
    part: Expression<'t>,
    label: usize,
    branch: Branch,
}

/// Returns the branches of a tree's clauses, in their order. They skip the clauses that cannot change
/// the result: after a part of `+` that fails, and after a part of `,` that holds.
pub(crate) fn branches(tree: &Tree<'_>) -> Vec<Branch> {
    let mut branches = Vec::new();
    let mut first_clauses: Vec<Step> = vec![0];
    // A stack instead of recursion, because the limit of nesting is configurable.
    let mut pending = Vec::new();
    if let Some(part) = tree.root() {
        pending.push(PendingPart {
            part,
            label: 0,
            branch: Branch {
                if_true: MATCH,
                if_false: NO_MATCH,
            },
        });
    }
    while let Some(PendingPart {
        part,
        label,
        branch,
    }) = pending.pop()
    {
        first_clauses[label] = branches.len() as Step;
        let Expression::Group(group) = part else {
            branches.push(branch);
            continue;
        };
        let first = pending.len();
        for part in group.parts() {
            let label = first_clauses.len();
            first_clauses.push(0);
            pending.push(PendingPart {
                part,
                label,
                branch: continue_at(group.connective(), label + 1, branch),
            });
        }
        if let Some(last) = pending.last_mut() {
            last.branch = branch;
        }
        pending[first..].reverse();
    }
    let resolve = |step: Step| {
        if step >= NO_MATCH {
            step
        } else {
            first_clauses[step as usize]
        }
    };
    branches
        .iter()
        .map(|branch| Branch {
            if_true: resolve(branch.if_true),
            if_false: resolve(branch.if_false),
        })
        .collect()
}

/// Returns the branch of a part that its sibling with this label follows.
fn continue_at(connective: Connective, label: usize, group: Branch) -> Branch {
    match connective {
        Connective::And => Branch {
            if_true: label as Step,
            ..group
        },
        Connective::Or => Branch {
            if_false: label as Step,
            ..group
        },
    }
}

/// Evaluates the filter, with the result of each clause that is needed.
#[inline]
pub(crate) fn evaluate(branches: &[Branch], mut clause: impl FnMut(usize) -> bool) -> bool {
    let mut step = if branches.is_empty() { MATCH } else { 0 };
    while let Some(branch) = branches.get(step as usize) {
        step = if clause(step as usize) {
            branch.if_true
        } else {
            branch.if_false
        };
    }
    step == MATCH
}
