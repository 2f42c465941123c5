//! What a soak says at its end.

use std::collections::BTreeMap;

use crate::listings::Tally;
use crate::memory::Samples;
use crate::run::Outcome;
use crate::settings::Settings;
use crate::writes::{Told, Write};

/// Prints a table, and then what does not hold.
pub(crate) fn print(settings: &Settings, outcome: &Outcome, problems: &[String]) {
    let all = outcome.traced.all();
    let journal = &outcome.journal;
    row("time", format!("{:.0} s", outcome.took.as_secs_f64()));
    row("assets", outcome.expected.count());
    row("share of faults", settings.faults);
    row("a token lasts", format!("{} s", settings.token_seconds));
    row("requests a minute", settings.rate_limit);
    println!();
    listed("ids", &outcome.ids);
    listed("assets", &outcome.assets);
    written("changes", &outcome.patches);
    written("rules created or deleted", &outcome.rules);
    println!();
    row("requests to the sandbox", journal.total());
    row("attempts that ended", all.ended());
    row("attempts that succeeded", all.succeeded);
    for (kind, count) in &all.failed {
        row(&format!("attempts that failed: {kind}"), count);
    }
    row("attempts after the first of a call", all.repeated);
    row("tokens asked for", journal.count("oauth2AccessToken"));
    row(
        "requests for tokens that failed",
        outcome.traced.tokens_failed,
    );
    for (how, count) in &outcome.failed {
        row(&format!("calls that failed in the end: {how}"), count);
    }
    println!();
    memory(outcome);
    println!();
    for problem in problems {
        println!("does not hold: {problem}");
    }
    if problems.is_empty() {
        println!("all holds");
    }
}

fn row(what: &str, value: impl ToString) {
    println!("{what:<56}{:>14}", value.to_string());
}

fn listed(what: &str, tally: &Tally) {
    row(&format!("{what} listed"), tally.items);
    row(&format!("{what}: whole passes"), tally.passes);
    row(
        &format!("{what}: listings dropped and gone on with"),
        tally.restarts,
    );
    row(
        &format!("{what}: gone on with after an error"),
        tally.given_up,
    );
}

fn written(what: &str, writes: &[Write]) {
    let mut told: BTreeMap<&str, u64> = BTreeMap::new();
    for write in writes {
        let told_as = match write.told {
            Told::Done => "told as done",
            Told::NotDone => "told as not done",
            Told::MaybeDone | Told::MaybeDoneLater => "told as perhaps done",
        };
        *told.entry(told_as).or_default() += 1;
    }
    row(what, writes.len());
    for (told_as, count) in told {
        row(&format!("{what}: {told_as}"), count);
    }
}

fn memory(outcome: &Outcome) {
    let Some(thirds) = outcome.samples.thirds() else {
        return;
    };
    for (part, size) in ["first", "second", "last"].iter().zip(thirds) {
        let what = format!("the client's memory, median of the {part} third");
        row(&what, format!("{size} KiB"));
    }
    let largest = outcome.samples.largest().unwrap_or_default();
    row("the client's memory at most", format!("{largest} KiB"));
    row(
        "its last third is no more than its second, by 1 MiB",
        if Samples::is_flat(thirds) {
            "yes"
        } else {
            "no"
        },
    );
    row(
        "the sandbox's memory at the end",
        format!("{} KiB", outcome.journal.memory),
    );
}
