//! Writes during the listings, and their reported outcomes.

use std::sync::Arc;

use falcon_transport::Error;
use falcon_transport::exposure_management::AssetUpdate;
use falcon_transport::identity_protection::{NewPolicyRule, RuleAction, RuleMode, RuleTrigger};

use crate::memory::allocated;
use crate::run::Run;

pub(crate) const CREATE_RULE: &str = "post_policy_rules";

#[derive(Clone, Debug)]
pub(crate) struct Write {
    pub(crate) operation: &'static str,
    /// Identifies the written description or rule.
    pub(crate) number: u64,
    /// The index of the updated asset.
    pub(crate) asset: usize,
    pub(crate) outcome: Outcome,
    /// The trace id of the response, if there was one.
    pub(crate) trace_id: Option<u128>,
}

/// The outcome that the client reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Done,
    NotDone,
    Uncertain,
    /// Uncertain because of a timeout: the server may execute the write later.
    TimedOut,
}

/// Returns memory for the writes of about an hour.
fn no_writes() -> Vec<Write> {
    let write = Write {
        operation: "",
        number: 1,
        asset: 1,
        outcome: Outcome::Done,
        trace_id: Some(1),
    };
    allocated(20_000, write)
}

pub(crate) fn parse_trace_id(trace_id: &str) -> u128 {
    u128::from_str_radix(&trace_id.replace('-', ""), 16).unwrap()
}

/// Returns the description or rule name of a write.
pub(crate) fn label(number: u64) -> String {
    format!("soak {number}")
}

/// Returns the number of the write with this description or rule name.
pub(crate) fn parse_label(label: &str) -> Option<u64> {
    label.strip_prefix("soak ")?.parse().ok()
}

fn failed_outcome(run: &Run, error: &Error) -> (Outcome, Option<u128>) {
    let outcome = match error.may_have_been_done() {
        true if error.is_timeout() => Outcome::TimedOut,
        true => Outcome::Uncertain,
        false => Outcome::NotDone,
    };
    run.add_failed_call(error);
    (outcome, error.trace_id().map(parse_trace_id))
}

/// Updates the descriptions of some assets, one after the other.
pub(crate) async fn update_assets(run: Arc<Run>) -> Vec<Write> {
    let assets = run.falcon.exposure_management();
    let ids = &run.ids.updated;
    let mut writes = no_writes();
    for number in 0.. {
        if run.listings_done() {
            break;
        }
        let asset = writes.len() % ids.len();
        let description = label(number);
        let update = AssetUpdate::new(&ids[asset]).criticality_description(&description);
        let (outcome, trace_id) = match assets.update_assets([update]).send().await {
            Err(error) => failed_outcome(&run, &error),
            Ok(response) => {
                let trace_id = response.trace_id().map(parse_trace_id);
                let is_updated = response.complete().is_ok_and(|assets| {
                    let updated = assets.first().map(|asset| &asset.criticality_description);
                    updated == Some(&Some(description))
                });
                if !is_updated {
                    run.add_violation(format!("response to update {number} has other content"));
                }
                (Outcome::Done, trace_id)
            }
        };
        writes.push(Write {
            operation: "patch_external_assets",
            number,
            asset,
            outcome,
            trace_id,
        });
        tokio::time::sleep(run.settings.pace().write_pause).await;
    }
    writes
}

/// Creates policy rules, and deletes nine out of ten.
pub(crate) async fn create_and_delete_rules(run: Arc<Run>) -> Vec<Write> {
    let pause = run.settings.pace().write_pause;
    let mut writes = no_writes();
    for number in 0.. {
        if run.listings_done() {
            break;
        }
        let (write, id) = create_rule(&run, number).await;
        writes.push(write);
        tokio::time::sleep(pause).await;
        if let Some(id) = id.filter(|_| !number.is_multiple_of(10)) {
            writes.push(delete_rule(&run, number, &id).await);
            tokio::time::sleep(pause).await;
        }
    }
    writes
}

/// Creates a rule. Also returns its id, if it exists.
async fn create_rule(run: &Run, number: u64) -> (Write, Option<String>) {
    let identity = run.falcon.identity_protection();
    let mode = RuleMode {
        enabled: false,
        simulation_mode: true,
    };
    let name = label(number);
    let rule = NewPolicyRule::new(&name, RuleAction::Block, RuleTrigger::Access, mode);
    let (outcome, trace_id, id) = match identity.create_policy_rules(rule).send().await {
        Ok(response) => {
            let trace_id = response.trace_id().map(parse_trace_id);
            let rules = response.complete().unwrap_or_default();
            let id = rules
                .first()
                .and_then(|rule| Some(rule["id"].as_str()?.to_owned()));
            if id.is_none() {
                run.add_violation(format!("created rule {number} has no id"));
            }
            (Outcome::Done, trace_id, id)
        }
        Err(error) => {
            let (outcome, trace_id) = failed_outcome(run, &error);
            let id = match outcome {
                Outcome::NotDone => None,
                _ => find_rule(run, &name).await,
            };
            (outcome, trace_id, id)
        }
    };
    let write = Write {
        operation: CREATE_RULE,
        number,
        asset: 0,
        outcome,
        trace_id,
    };
    (write, id)
}

/// Looks for a rule whose creation had an uncertain outcome.
async fn find_rule(run: &Run, name: &str) -> Option<String> {
    let query = run.falcon.identity_protection().query_policy_rules();
    match query.name(name).send().await {
        Err(error) => {
            run.add_failed_call(&error);
            None
        }
        Ok(response) => {
            let ids = response.complete().unwrap_or_default();
            if ids.len() > 1 {
                run.add_violation(format!("{} rules have the name `{name}`", ids.len()));
            }
            ids.into_iter().next()
        }
    }
}

async fn delete_rule(run: &Run, number: u64, id: &str) -> Write {
    let identity = run.falcon.identity_protection();
    let (outcome, trace_id) = match identity.delete_policy_rules([id]).send().await {
        Err(error) => failed_outcome(run, &error),
        Ok(response) => {
            if response.succeeded() != [id] {
                run.add_violation(format!("response to deletion {number} has other content"));
            }
            (Outcome::Done, response.trace_id().map(parse_trace_id))
        }
    };
    Write {
        operation: "delete_policy_rules",
        number,
        asset: 0,
        outcome,
        trace_id,
    }
}
