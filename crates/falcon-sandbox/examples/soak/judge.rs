//! What must hold at the end of a soak.

use std::collections::{HashMap, HashSet};

use crate::attempts::OTHER;
use crate::journal::WRITES;
use crate::memory::Samples;
use crate::run::Outcome;
use crate::settings::Settings;
use crate::writes::{Told, Write, number, trace_number};

/// The operations whose attempts are dropped now and then, with a listing that is.
const LISTINGS: [&str; 2] = ["query_external_assets_v2", "get_external_assets"];
/// So many requests of a listing are under way at once, at most.
const UNDER_WAY: u64 = 5;

/// All that does not hold.
pub(crate) fn problems(settings: &Settings, outcome: &Outcome) -> Vec<String> {
    let mut problems = outcome.problems.clone();
    let done = Done::of(outcome, &mut problems);
    for (what, tally) in [("ids", &outcome.ids), ("assets", &outcome.assets)] {
        if tally.passes == 0 {
            problems.push(format!("the {what} were not gone through once"));
        }
    }
    writes(&done, outcome, &mut problems);
    descriptions(&done, outcome, &mut problems);
    rules(&done, outcome, &mut problems);
    requests(outcome, &mut problems);
    memory(settings, outcome, &mut problems);
    happened(settings, outcome, &mut problems);
    problems
}

/// The writes that the sandbox did, by the trace ids of their answers.
struct Done(HashSet<u128>);

impl Done {
    fn of(outcome: &Outcome, problems: &mut Vec<String>) -> Self {
        let done = &outcome.journal.done;
        let trace_ids: HashSet<u128> = done.iter().map(|(_, id)| trace_number(id)).collect();
        if trace_ids.len() < done.len() || outcome.journal.lost > 0 {
            problems.push(format!(
                "the journal can't be read: {} writes, {} trace ids, {} requests lost",
                done.len(),
                trace_ids.len(),
                outcome.journal.lost
            ));
        }
        Self(trace_ids)
    }

    /// Whether a write was done; nothing when nobody can tell.
    fn has(&self, write: &Write) -> Option<bool> {
        match (write.trace_id, write.told) {
            (Some(trace_id), _) => Some(self.0.contains(&trace_id)),
            (None, Told::Done) => Some(true),
            // A connection that was lost before the head of an answer was lost before the write.
            (None, Told::NotDone | Told::MaybeDone) => Some(false),
            (None, Told::MaybeDoneLater) => None,
        }
    }
}

fn all_writes(outcome: &Outcome) -> impl Iterator<Item = &Write> {
    outcome.patches.iter().chain(&outcome.rules)
}

/// What was told as done was done, what was told as not done was not, and nothing was done that is
/// no one write of the client's.
fn writes(done: &Done, outcome: &Outcome, problems: &mut Vec<String>) {
    for write in all_writes(outcome) {
        let expected = match write.told {
            Told::Done => Some(true),
            Told::NotDone => Some(false),
            Told::MaybeDone | Told::MaybeDoneLater => continue,
        };
        if done.has(write) != expected || (write.told == Told::Done && write.trace_id.is_none()) {
            problems.push(format!("told otherwise than done: {write:?}"));
        }
    }
    for operation in WRITES {
        let of_it = || all_writes(outcome).filter(|write| write.operation == operation);
        let known: HashSet<u128> = of_it().filter_map(|write| write.trace_id).collect();
        let unknown = outcome.journal.done.iter().filter(|(name, trace_id)| {
            name == operation && !known.contains(&trace_number(trace_id))
        });
        let unknown = unknown.count();
        let may_be = of_it().filter(|write| done.has(write).is_none()).count();
        if unknown > may_be {
            problems.push(format!(
                "{operation}: {unknown} were done that the client knows no answer of, \
                 of {may_be} that it waited for in vain"
            ));
        }
    }
}

/// Each asset has the description that it was given last.
fn descriptions(done: &Done, outcome: &Outcome, problems: &mut Vec<String>) {
    for (asset, description) in outcome.state.descriptions.iter().enumerate() {
        let mut may_be = vec![None];
        for patch in outcome.patches.iter().filter(|patch| patch.asset == asset) {
            match done.has(patch) {
                Some(true) => may_be = vec![Some(patch.number)],
                Some(false) => {}
                None => may_be.push(Some(patch.number)),
            }
        }
        if !may_be.contains(&number(description)) {
            problems.push(format!(
                "an asset has the description `{description}`, and not that of {may_be:?}"
            ));
        }
    }
}

/// Each rule that was created, and not deleted, is there once, and no other one.
fn rules(done: &Done, outcome: &Outcome, problems: &mut Vec<String>) {
    let mut there: HashMap<u64, usize> = HashMap::new();
    for rule in outcome.state.rules.iter().filter_map(|name| number(name)) {
        *there.entry(rule).or_default() += 1;
    }
    let mut may_be: HashMap<u64, Option<bool>> = HashMap::new();
    for write in &outcome.rules {
        let is_creation = write.operation == "post_policy_rules";
        match done.has(write) {
            Some(true) => may_be.insert(write.number, Some(is_creation)),
            Some(false) => None,
            None => may_be.insert(write.number, None),
        };
    }
    for (rule, expected) in may_be {
        let times = there.remove(&rule).unwrap_or_default();
        if times > 1 || expected.is_some_and(|is_there| is_there != (times == 1)) {
            problems.push(format!(
                "rule {rule} is there {times} times; that it is there is {expected:?}"
            ));
        }
    }
    for (rule, times) in there {
        problems.push(format!(
            "rule {rule} was never created, and is there {times} times"
        ));
    }
}

/// The sandbox was asked just as often as the client says.
fn requests(outcome: &Outcome, problems: &mut Vec<String>) {
    let ways = outcome.traced.all().failed_by(OTHER);
    if ways > 0 {
        problems.push(format!(
            "{ways} attempts failed in a way that is no fault's"
        ));
    }
    for (operation, attempts) in &outcome.traced.calls {
        let asked = outcome.journal.count(operation);
        // These the sandbox may have noticed to be waited for no more.
        let unheard = attempts.failed_by("no answer in time") + attempts.failed_by("no connection");
        let dropped = if LISTINGS.contains(&&**operation) {
            let tally = &outcome.assets;
            UNDER_WAY * (tally.restarts + tally.given_up + 1)
        } else {
            0
        };
        let ended = attempts.ended();
        if !(ended.saturating_sub(unheard)..=ended + dropped).contains(&asked) {
            problems.push(format!(
                "{operation}: {ended} attempts ended, {unheard} of them unheard, and the sandbox \
                 was asked {asked} times"
            ));
        }
    }
}

fn memory(settings: &Settings, outcome: &Outcome, problems: &mut Vec<String>) {
    // In seconds nothing can be told of it.
    if settings.quick {
        return;
    }
    if let Some(thirds) = outcome.samples.thirds()
        && !Samples::is_flat(thirds)
    {
        problems.push(format!("memory is not flat: {thirds:?} KiB by thirds"));
    }
}

/// A soak in which nothing went wrong has shown nothing.
fn happened(settings: &Settings, outcome: &Outcome, problems: &mut Vec<String>) {
    let all = outcome.traced.all();
    let mut expected = vec![
        ("an attempt that failed", all.ended() - all.succeeded),
        ("a repetition", all.repeated),
        ("a restart", outcome.ids.restarts + outcome.assets.restarts),
        ("a write", all_writes(outcome).count() as u64),
        (
            "a second token",
            outcome.journal.count("oauth2AccessToken") - 1,
        ),
    ];
    if !settings.quick && settings.faults > 0.0 {
        for kind in [
            "connection lost",
            "body cut off",
            "no answer in time",
            "status 503",
        ] {
            expected.push((kind, all.failed_by(kind)));
        }
        expected.push(("a token that was refused", outcome.journal.status(401)));
        expected.push(("a 429", outcome.journal.status(429)));
    }
    for (what, times) in expected {
        if times == 0 {
            problems.push(format!(
                "{what} was not seen: there is nothing to tell from this"
            ));
        }
    }
}
