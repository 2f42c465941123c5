//! Sensors of Identity Protection.

use fql::collections::sensors::Sensors;
use serde_json::{Value, json};

use super::details as found;
use crate::envelope::{Envelope, Reply};
use crate::listing::Wanted;
use crate::query::counted;
use crate::refusal::Refusal;
use crate::state::Call;

/// How many ids a page has unless a limit is said.
const PAGE: usize = 100;
/// The largest limit.
const LARGEST_PAGE: usize = 200;
/// How many ids one call for details takes.
const MOST_IDS: usize = 5_000;

pub(super) fn query(call: &Call) -> Result<Reply, Refusal> {
    let offset = call.query.offset()?;
    let limit = call.query.limit(PAGE, LARGEST_PAGE)?;
    let snapshot = call.state.sensors.snapshot();
    let wanted = Wanted::of::<Sensors>(&call.query);
    let listing = call
        .state
        .listings
        .begin::<Sensors>(wanted, &snapshot, call.now)?;
    let page = listing.page(offset, limit);
    let envelope = Envelope::new()
        .ids(page.iter().map(|entry| entry.document.id()))
        .with_pagination(json!({
            "offset": offset,
            "limit": limit,
            "total": listing.total(),
        }));
    Ok(envelope.into())
}

pub(super) fn details(call: &Call) -> Result<Reply, Refusal> {
    let body = call.json()?;
    let ids: Option<Vec<&str>> = body
        .get("ids")
        .and_then(Value::as_array)
        .and_then(|ids| ids.iter().map(Value::as_str).collect());
    let ids =
        ids.ok_or_else(|| Refusal::bad_request("the body has no ids: send `{\"ids\": [\"…\"]}`"))?;
    counted(&ids, MOST_IDS)?;
    found(&call.state.sensors, "sensor", &ids).0.unless_empty()
}
