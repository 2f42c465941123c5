//! Ecosystem subsidiaries. Each state of them has a version id, and a listing that names one which
//! is no more is refused.

use fql::collections::subsidiaries::Subsidiaries;
use serde_json::{Value, json};

use super::details;
use crate::data::Document;
use crate::envelope::{Envelope, Reply};
use crate::listing::Wanted;
use crate::refusal::Refusal;
use crate::sort::Order;
use crate::state::{Call, State};
use crate::store::Entry;

/// How many a page has unless a limit is said.
const PAGE: usize = 100;
/// How many ids one call takes.
const MOST_IDS: usize = 100;
/// What may be sorted by.
const SORTS: [&str; 2] = ["name", "primary_domain"];

pub(super) fn combined(call: &Call) -> Result<Reply, Refusal> {
    list(call, |envelope, entry| {
        envelope.push_json(entry.document.json());
    })
}

pub(super) fn query(call: &Call) -> Result<Reply, Refusal> {
    list(call, |envelope, entry| envelope.push(entry.document.id()))
}

fn list(call: &Call, push: impl Fn(&mut Envelope, &Entry)) -> Result<Reply, Refusal> {
    let offset = call.query.offset()?;
    let limit = call.query.limit(PAGE, usize::MAX)?;
    if let Some(sort) = call.query.get("sort") {
        let order = Order::read::<Subsidiaries>(sort)?;
        if !SORTS.contains(&order.field()) {
            return Err(Refusal::bad_request(format!(
                "Failed to parse sort expression. ['{}' is no field to sort by: use `name` or \
                 `primary_domain`]",
                order.field()
            )));
        }
    }
    let snapshot = call.state.subsidiaries.snapshot();
    check_version(call, snapshot.version)?;
    let wanted = Wanted::of::<Subsidiaries>(&call.query);
    let listing = call
        .state
        .listings
        .begin::<Subsidiaries>(wanted, &snapshot, call.now)?;
    let mut envelope = Envelope::new();
    for entry in listing.page(offset, limit) {
        push(&mut envelope, entry);
    }
    let envelope = envelope
        .with_version(version_id(snapshot.version))
        .with_pagination(json!({
            "offset": offset,
            "limit": limit,
            "total": listing.total(),
        }));
    Ok(envelope.into())
}

pub(super) fn get(call: &Call) -> Result<Reply, Refusal> {
    let ids = call.query.ids(MOST_IDS)?;
    let (envelope, version) = details(&call.state.subsidiaries, "subsidiary", &ids);
    check_version(call, version)?;
    envelope.with_version(version_id(version)).unless_empty()
}

/// Refuses a version id that is not this version's.
fn check_version(call: &Call, version: u64) -> Result<(), Refusal> {
    match call.query.get("version_id") {
        None => Ok(()),
        Some(id) if id == version_id(version) => Ok(()),
        Some(id) => Err(Refusal::new(
            409,
            format!(
                "the version id `{id}` is not current: the subsidiaries have changed, so list \
                 them anew without one"
            ),
        )),
    }
}

/// The name of a state of the subsidiaries.
fn version_id(version: u64) -> String {
    format!("{version:016x}")
}

/// Whether a subsidiary has an asset more or less.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Change {
    Added,
    Removed,
}

/// Keeps the subsidiaries' counts right when an asset comes or goes.
pub(super) fn count_assets(state: &State, asset: &Value, change: Change) {
    let ids = asset["subsidiaries"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|subsidiary| subsidiary["id"].as_str());
    for id in ids {
        state.subsidiaries.change(|subsidiaries| {
            let Some(mut value) = subsidiaries.get(id).map(|document| document.to_value()) else {
                return;
            };
            let Some(count) = value["asset_count"].as_u64() else {
                return;
            };
            value["asset_count"] = match change {
                Change::Added => count.saturating_add(1),
                Change::Removed => count.saturating_sub(1),
            }
            .into();
            subsidiaries.put(Document::new(id, value.to_string()));
        });
    }
}
