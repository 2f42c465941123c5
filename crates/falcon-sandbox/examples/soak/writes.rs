//! Changing things while all is listed, and noting what was told of each change.

use std::sync::Arc;

use falcon_transport::{AssetUpdate, Error, PolicyRule, RuleMode};

use crate::run::Run;

/// A write, and what came of it.
#[derive(Clone, Debug)]
pub(crate) struct Write {
    pub(crate) operation: &'static str,
    /// What it has in its text, by which it is known again.
    pub(crate) number: u64,
    /// Which of the assets, where it is one's.
    pub(crate) asset: usize,
    pub(crate) told: Told,
    /// The trace id of the answer, where there was one.
    pub(crate) trace_id: Option<u128>,
}

/// What the client was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    Done,
    NotDone,
    MaybeDone,
    /// The same, because no answer came in time: it may even be done later.
    MaybeDoneLater,
}

/// Room for those of an hour or so, taken at the beginning.
fn room() -> Vec<Write> {
    let blank = Write {
        operation: "",
        number: 1,
        asset: 1,
        told: Told::Done,
        trace_id: Some(1),
    };
    let mut writes = vec![blank; 20_000];
    writes.clear();
    writes
}

/// The number that a trace id is.
pub(crate) fn trace_number(trace_id: &str) -> u128 {
    u128::from_str_radix(&trace_id.replace('-', ""), 16).unwrap()
}

/// The text by which a write is known again.
pub(crate) fn text(number: u64) -> String {
    format!("soak {number}")
}

/// The number of a write, by its text.
pub(crate) fn number(text: &str) -> Option<u64> {
    text.strip_prefix("soak ")?.parse().ok()
}

fn failed(run: &Run, error: &Error) -> (Told, Option<u128>) {
    let told = match error.may_have_been_done() {
        true if error.is_timeout() => Told::MaybeDoneLater,
        true => Told::MaybeDone,
        false => Told::NotDone,
    };
    run.failed(error);
    (told, error.trace_id().map(trace_number))
}

/// Describes some assets again and again, one after the other.
pub(crate) async fn patches(run: Arc<Run>) -> Vec<Write> {
    let assets = run.falcon.exposure_management();
    let ids = &run.expected.some;
    let mut writes = room();
    for number in 0.. {
        if run.is_stopped() {
            break;
        }
        let asset = writes.len() % ids.len();
        let description = text(number);
        let update = AssetUpdate::new(&ids[asset]).criticality_description(&description);
        let (told, trace_id) = match assets.update_assets(update).send().await {
            Err(error) => failed(&run, &error),
            Ok(answer) => {
                let trace_id = answer.trace_id().map(trace_number);
                let described = answer.complete().is_ok_and(|assets| {
                    let described = assets.first().map(|asset| &asset.criticality_description);
                    described == Some(&Some(description))
                });
                if !described {
                    run.problem(format!("change {number} was answered as another one"));
                }
                (Told::Done, trace_id)
            }
        };
        writes.push(Write {
            operation: "patch_external_assets",
            number,
            asset,
            told,
            trace_id,
        });
        tokio::time::sleep(run.settings.pause()).await;
    }
    writes
}

/// Creates policy rules, and deletes nine of ten.
pub(crate) async fn rules(run: Arc<Run>) -> Vec<Write> {
    let mut writes = room();
    for number in 0.. {
        if run.is_stopped() {
            break;
        }
        let (write, id) = create(&run, number).await;
        writes.push(write);
        tokio::time::sleep(run.settings.pause()).await;
        if let Some(id) = id.filter(|_| !number.is_multiple_of(10)) {
            writes.push(delete(&run, number, &id).await);
            tokio::time::sleep(run.settings.pause()).await;
        }
    }
    writes
}

/// Creates a rule. Beside it, the id of the new rule, if there is one.
async fn create(run: &Run, number: u64) -> (Write, Option<String>) {
    let identity = run.falcon.identity_protection();
    let mode = RuleMode {
        enabled: false,
        simulation_mode: true,
    };
    let name = text(number);
    let rule = PolicyRule::new(&name, "BLOCK", "access", mode);
    let (told, trace_id, id) = match identity.create_policy_rules(rule).send().await {
        Ok(answer) => {
            let trace_id = answer.trace_id().map(trace_number);
            let id = answer
                .complete()
                .ok()
                .and_then(|rules| Some(rules.first()?["id"].as_str()?.to_owned()));
            if id.is_none() {
                run.problem(format!("rule {number} was created, and has no id"));
            }
            (Told::Done, trace_id, id)
        }
        Err(error) => {
            let (told, trace_id) = failed(run, &error);
            let id = match told {
                Told::NotDone => None,
                _ => look_for(run, &name).await,
            };
            (told, trace_id, id)
        }
    };
    let write = Write {
        operation: "post_policy_rules",
        number,
        asset: 0,
        told,
        trace_id,
    };
    (write, id)
}

/// Looks whether a rule is there, as one has to when it may have been created.
async fn look_for(run: &Run, name: &str) -> Option<String> {
    let query = run.falcon.identity_protection().query_policy_rules();
    match query.name(name).send().await {
        Err(error) => {
            run.failed(&error);
            None
        }
        Ok(answer) => {
            let ids = answer.complete().unwrap_or_default();
            if ids.len() > 1 {
                run.problem(format!("there are {} rules `{name}`", ids.len()));
            }
            ids.into_iter().next()
        }
    }
}

async fn delete(run: &Run, number: u64, id: &str) -> Write {
    let identity = run.falcon.identity_protection();
    let (told, trace_id) = match identity.delete_policy_rules([id]).send().await {
        Err(error) => failed(run, &error),
        Ok(answer) => {
            if answer.succeeded() != [id] {
                run.problem(format!("the deletion of rule {number} was not answered so"));
            }
            (Told::Done, answer.trace_id().map(trace_number))
        }
    };
    Write {
        operation: "delete_policy_rules",
        number,
        asset: 0,
        told,
        trace_id,
    }
}
