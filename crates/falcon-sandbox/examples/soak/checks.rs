//! The properties that must hold at the end of a run.

use std::collections::{HashMap, HashSet};

use crate::attempts::{LOST, NOT_CONNECTED, OTHER, TIMEOUT, TRUNCATED};
use crate::client::Observations;
use crate::journal::WRITE_OPERATIONS;
use crate::memory::is_flat;
use crate::server::TOKEN;
use crate::settings::Settings;
use crate::writes::{CREATE_RULE, Outcome, Write, parse_label, parse_trace_id};

/// Operations whose attempts may be dropped together with a listing.
const LISTING_OPERATIONS: [&str; 2] = ["query_external_assets_v2", "get_external_assets"];
/// The maximum number of concurrent requests of a listing.
const CONCURRENT_REQUESTS: u64 = 5;

/// Returns a message for every violation.
pub(crate) fn violations(settings: &Settings, observations: &Observations) -> Vec<String> {
    let mut violations = observations.violations.clone();
    let listings = [("ids", &observations.ids), ("assets", &observations.assets)];
    for (name, stats) in listings {
        if stats.complete_passes == 0 {
            violations.push(format!("no complete listing of {name}"));
        }
    }
    let executed = Executed::new(observations, &mut violations);
    check_outcomes(&executed, observations, &mut violations);
    check_descriptions(&executed, observations, &mut violations);
    check_rules(&executed, observations, &mut violations);
    check_requests(observations, &mut violations);
    // A quick run is too short for a trend.
    let medians = observations.memory.medians_of_thirds();
    if let Some(medians) = medians.filter(|medians| !settings.quick && !is_flat(*medians)) {
        violations.push(format!(
            "memory grows: medians of the thirds {medians:?} KiB"
        ));
    }
    check_coverage(settings, observations, &mut violations);
    violations
}

/// The trace ids of the writes that the sandbox executed.
struct Executed(HashSet<u128>);

impl Executed {
    fn new(observations: &Observations, violations: &mut Vec<String>) -> Self {
        let journal = &observations.journal;
        let writes = &journal.executed_writes;
        let trace_ids: HashSet<_> = writes.iter().map(|(_, id)| parse_trace_id(id)).collect();
        if trace_ids.len() < writes.len() || journal.missed > 0 {
            violations.push(format!(
                "incomplete journal: {} writes, {} trace ids, {} requests missed",
                writes.len(),
                trace_ids.len(),
                journal.missed
            ));
        }
        Self(trace_ids)
    }

    /// Returns whether a write was executed, if that is known.
    fn contains(&self, write: &Write) -> Option<bool> {
        match (write.trace_id, write.outcome) {
            (Some(trace_id), _) => Some(self.0.contains(&trace_id)),
            (None, Outcome::Done) => Some(true),
            // Without a response head, a lost connection was lost before the write.
            (None, Outcome::NotDone | Outcome::Uncertain) => Some(false),
            (None, Outcome::TimedOut) => None,
        }
    }
}

fn all_writes(observations: &Observations) -> impl Iterator<Item = &Write> {
    observations.updates.iter().chain(&observations.rule_writes)
}

/// Checks that reported outcomes are true, and that each executed write is one of the client.
fn check_outcomes(executed: &Executed, observations: &Observations, violations: &mut Vec<String>) {
    for write in all_writes(observations) {
        let expected = match write.outcome {
            Outcome::Done => Some(true),
            Outcome::NotDone => Some(false),
            Outcome::Uncertain | Outcome::TimedOut => continue,
        };
        let has_no_trace_id = write.outcome == Outcome::Done && write.trace_id.is_none();
        if executed.contains(write) != expected || has_no_trace_id {
            violations.push(format!("wrong outcome reported: {write:?}"));
        }
    }
    for operation in WRITE_OPERATIONS {
        let writes = || all_writes(observations).filter(|write| write.operation == operation);
        let known: HashSet<_> = writes().filter_map(|write| write.trace_id).collect();
        let unknown = observations.journal.executed_writes.iter();
        let unknown = unknown
            .filter(|(name, id)| name == operation && !known.contains(&parse_trace_id(id)))
            .count();
        let timed_out = writes()
            .filter(|write| executed.contains(write).is_none())
            .count();
        if unknown > timed_out {
            violations.push(format!(
                "{operation}: {unknown} executed without a response to the client, but only \
                 {timed_out} timed out"
            ));
        }
    }
}

/// Checks that every asset has the description of its last executed update.
fn check_descriptions(
    executed: &Executed,
    observations: &Observations,
    violations: &mut Vec<String>,
) {
    for (asset, description) in observations.descriptions.iter().enumerate() {
        let mut possible = vec![None];
        for update in observations
            .updates
            .iter()
            .filter(|update| update.asset == asset)
        {
            match executed.contains(update) {
                Some(true) => possible = vec![Some(update.number)],
                Some(false) => {}
                None => possible.push(Some(update.number)),
            }
        }
        if !possible.contains(&parse_label(description)) {
            violations.push(format!(
                "asset has the description `{description}`, expected one of {possible:?}"
            ));
        }
    }
}

/// Checks that every rule that was created and not deleted exists once, and no other rule exists.
fn check_rules(executed: &Executed, observations: &Observations, violations: &mut Vec<String>) {
    let mut counts: HashMap<u64, usize> = HashMap::new();
    for rule in observations
        .rules
        .iter()
        .filter_map(|name| parse_label(name))
    {
        *counts.entry(rule).or_default() += 1;
    }
    let mut exists: HashMap<u64, Option<bool>> = HashMap::new();
    for write in &observations.rule_writes {
        let is_creation = write.operation == CREATE_RULE;
        match executed.contains(write) {
            Some(true) => exists.insert(write.number, Some(is_creation)),
            Some(false) => None,
            None => exists.insert(write.number, None),
        };
    }
    for (rule, exists) in exists {
        let count = counts.remove(&rule).unwrap_or_default();
        if count > 1 || exists.is_some_and(|exists| exists != (count == 1)) {
            violations.push(format!(
                "rule {rule} exists {count} times, expected {exists:?}"
            ));
        }
    }
    for (rule, count) in counts {
        violations.push(format!(
            "rule {rule} exists {count} times, but was never created"
        ));
    }
}

/// Checks that the sandbox received as many requests as the client made attempts.
fn check_requests(observations: &Observations, violations: &mut Vec<String>) {
    let unexplained = observations.attempts.total().failed_as(OTHER);
    if unexplained > 0 {
        violations.push(format!("{unexplained} attempts failed without a fault"));
    }
    for (operation, attempts) in &observations.attempts.by_operation {
        let received = observations.journal.count(operation);
        let ended = attempts.ended();
        // The sandbox may not have received these.
        let unreceived = attempts.failed_as(TIMEOUT) + attempts.failed_as(NOT_CONNECTED);
        let dropped = if LISTING_OPERATIONS.contains(&&**operation) {
            let stats = &observations.assets;
            CONCURRENT_REQUESTS * (stats.restarts + stats.errors + 1)
        } else {
            0
        };
        if !(ended.saturating_sub(unreceived)..=ended + dropped).contains(&received) {
            violations.push(format!(
                "{operation}: {received} requests received, but {ended} attempts ended, \
                 {unreceived} of them possibly not received"
            ));
        }
    }
}

/// Checks that faults, retries and restarts occurred: without them a run proves nothing.
fn check_coverage(settings: &Settings, observations: &Observations, violations: &mut Vec<String>) {
    let attempts = observations.attempts.total();
    let journal = &observations.journal;
    let restarts = observations.ids.restarts + observations.assets.restarts;
    let mut events = vec![
        ("failed attempts", attempts.ended() - attempts.succeeded),
        ("retries", attempts.retries),
        ("restarts of a listing", restarts),
        ("writes", all_writes(observations).count() as u64),
        ("renewals of the token", journal.count(TOKEN) - 1),
    ];
    if !settings.quick && settings.faults > 0.0 {
        let kinds = [LOST, TRUNCATED, TIMEOUT, "status 503"];
        events.extend(kinds.map(|kind| (kind, attempts.failed_as(kind))));
        events.push(("rejected tokens", journal.count_status(401)));
        events.push(("429 responses", journal.count_status(429)));
    }
    for (event, count) in events {
        if count == 0 {
            violations.push(format!("no {event} occurred"));
        }
    }
}
