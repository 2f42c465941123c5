//! The clauses' answers joined: each clause says which one is asked next, or what the whole is.

use fql_syntax::{Connective, Expression, Tree};

/// Where to go on: the clause of this number, or one of two ends.
pub(crate) type Step = u32;

/// The filter holds.
pub(crate) const HOLDS: Step = u32::MAX;
/// The filter does not hold.
pub(crate) const FAILS: Step = u32::MAX - 1;

/// What follows a clause's answer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Branch {
    pub(crate) if_true: Step,
    pub(crate) if_false: Step,
}

/// A part that is still to be laid out.
struct Waiting<'t> {
    part: Expression<'t>,
    /// The number under which others go on to it.
    label: usize,
    /// Where it goes on to, as labels.
    outcome: Branch,
}

/// The branches of a tree's clauses, in the order of the text. What is not asked any more is
/// skipped: behind a part of `+` that fails, and of `,` that holds.
pub(crate) fn branches(tree: &Tree<'_>) -> Vec<Branch> {
    let mut branches = Vec::new();
    // The first clause of the part with this label. Every part has one, so it is known in the end.
    let mut labels: Vec<Step> = vec![0];
    // The next part comes last. No recursion: a tree has any depth.
    let mut waiting = Vec::new();
    if let Some(part) = tree.root() {
        let outcome = Branch {
            if_true: HOLDS,
            if_false: FAILS,
        };
        waiting.push(Waiting {
            part,
            label: 0,
            outcome,
        });
    }
    while let Some(Waiting {
        part,
        label,
        outcome,
    }) = waiting.pop()
    {
        labels[label] = branches.len() as Step;
        match part {
            Expression::Group(group) => {
                let first = waiting.len();
                for part in group.parts() {
                    let label = labels.len();
                    labels.push(0);
                    let goes_on = (label + 1) as Step;
                    let outcome = match group.connective() {
                        Connective::And => Branch {
                            if_true: goes_on,
                            ..outcome
                        },
                        Connective::Or => Branch {
                            if_false: goes_on,
                            ..outcome
                        },
                    };
                    waiting.push(Waiting {
                        part,
                        label,
                        outcome,
                    });
                }
                if let Some(last) = waiting.last_mut() {
                    last.outcome = outcome;
                }
                waiting[first..].reverse();
            }
            _ => branches.push(outcome),
        }
    }
    let resolve = |step: Step| {
        if step >= FAILS {
            step
        } else {
            labels[step as usize]
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

/// Whether the filter holds when `answer` says of each clause whether it does.
#[inline]
pub(crate) fn run(branches: &[Branch], mut answer: impl FnMut(usize) -> bool) -> bool {
    let mut step = if branches.is_empty() { HOLDS } else { 0 };
    while let Some(branch) = branches.get(step as usize) {
        step = if answer(step as usize) {
            branch.if_true
        } else {
            branch.if_false
        };
    }
    step == HOLDS
}
