//! The printed report of a run.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::client::Observations;
use crate::memory::is_flat;
use crate::server::TOKEN;
use crate::settings::Settings;
use crate::writes::Write;

/// Prints the observations and violations as JSON.
pub(crate) fn print(settings: &Settings, observations: &Observations, violations: &[String]) {
    let journal = &observations.journal;
    let medians = observations.memory.medians_of_thirds();
    let report = json!({
        "settings": settings,
        "seconds": observations.duration.as_secs(),
        "listings": { "ids": observations.ids, "assets": observations.assets },
        "writes": {
            "updates": by_outcome(&observations.updates),
            "rules": by_outcome(&observations.rule_writes),
        },
        "requests": journal.total(),
        "attempts": observations.attempts.total(),
        "token_requests": { "total": journal.count(TOKEN), "failed": observations.attempts.failed_token_requests },
        "failed_calls": observations.failed_calls,
        "memory_kib": {
            "client_medians_of_thirds": medians,
            "client_is_flat": medians.map(is_flat),
            "client_max": observations.memory.max(),
            "sandbox": journal.memory_kib,
        },
        "violations": violations,
    });
    println!("{report:#}");
}

fn by_outcome(writes: &[Write]) -> Value {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for write in writes {
        *counts.entry(format!("{:?}", write.outcome)).or_default() += 1;
    }
    json!(counts)
}
