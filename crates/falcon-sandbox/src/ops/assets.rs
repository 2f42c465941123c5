//! External assets: listing, reading, changing, deleting.

use fql::collections::external_assets::ExternalAssets;
use serde_json::{Map, Value, json};

use super::details;
use crate::data::Document;
use crate::envelope::{Envelope, Reply};
use crate::listing::Wanted;
use crate::ops::subsidiaries::{Change, count_assets};
use crate::refusal::{ApiError, Refusal};
use crate::state::Call;

/// How many ids a page has unless a limit is said.
const PAGE: usize = 100;
/// How many ids one call takes.
const MOST_IDS: usize = 100;
/// How far a listing by offset goes.
const WINDOW: usize = 10_000;
/// What may be said of how critical an asset is.
pub(super) const CRITICALITIES: [&str; 4] = ["Critical", "High", "Noncritical", "Unassigned"];

/// The first version of the query, by offset.
pub(super) fn query_by_offset(call: &Call) -> Result<Reply, Refusal> {
    let offset = call.query.offset()?;
    let limit = call.query.limit(PAGE, usize::MAX)?;
    if offset.saturating_add(limit) > WINDOW {
        return Err(Refusal::bad_request(format!(
            "the offset and the limit come to more than {WINDOW}: list by `after` token, with \
             version 2 of this operation"
        )));
    }
    let snapshot = call.state.assets.snapshot();
    let wanted = Wanted::of::<ExternalAssets>(&call.query);
    let listing = call
        .state
        .listings
        .begin::<ExternalAssets>(wanted, &snapshot, call.now)?;
    let page = listing.page(offset, limit);
    let envelope = Envelope::new()
        .ids(page.iter().map(|entry| entry.document.id()))
        .with_pagination(json!({
            "offset": offset.to_string(),
            "limit": limit,
            "total": listing.total(),
        }));
    Ok(envelope.into())
}

/// The second version of the query, by token.
pub(super) fn query_by_token(call: &Call) -> Result<Reply, Refusal> {
    let limit = call.query.limit(PAGE, usize::MAX)?;
    let snapshot = call.state.assets.snapshot();
    let wanted = Wanted::of::<ExternalAssets>(&call.query);
    let listings = &call.state.listings;
    let (listing, from) = match call.query.get("after") {
        None => (
            listings.begin::<ExternalAssets>(wanted, &snapshot, call.now)?,
            0,
        ),
        Some(after) => listings.resume::<ExternalAssets>(after, wanted, &snapshot, call.now)?,
    };
    let page = listing.page(from, limit);
    let mut pagination = json!({ "limit": limit, "total": listing.total() });
    if let Some(after) = listing.token(from.saturating_add(page.len())) {
        pagination["after"] = after.into();
    }
    let envelope = Envelope::new()
        .ids(page.iter().map(|entry| entry.document.id()))
        .with_pagination(pagination);
    Ok(envelope.into())
}

pub(super) fn get(call: &Call) -> Result<Reply, Refusal> {
    let ids = call.query.ids(MOST_IDS)?;
    details(&call.state.assets, "asset", &ids).0.unless_empty()
}

pub(super) fn delete(call: &Call) -> Result<Reply, Refusal> {
    let ids = call.query.ids(MOST_IDS)?;
    description(call)?;
    let mut envelope = Envelope::new();
    let mut gone = Vec::new();
    call.state.assets.change(|assets| {
        for id in &ids {
            match assets.remove(id) {
                Some(document) => gone.push(document),
                None => envelope.errors.push(ApiError::not_found("asset", id)),
            }
        }
    });
    for document in &gone {
        envelope.push(document.id());
        count_assets(&call.state, &document.to_value(), Change::Removed);
    }
    envelope.with_affected(gone.len()).unless_empty()
}

/// Checks the body of a deletion, which may be left out.
fn description(call: &Call) -> Result<(), Refusal> {
    if call.body.iter().all(u8::is_ascii_whitespace) {
        return Ok(());
    }
    let body = call.json()?;
    let described = match body.get("description") {
        None | Some(Value::Null) => body.is_object() || body.is_null(),
        Some(text) => text.is_string(),
    };
    if described {
        Ok(())
    } else {
        Err(Refusal::bad_request(
            "the body is not what the operation takes: send `{\"description\": \"…\"}` or `{}`",
        ))
    }
}

/// Changes criticality and triage. Either every change is well made or nothing is changed; of the
/// assets that there are not, the errors tell.
pub(super) fn patch(call: &Call) -> Result<Reply, Refusal> {
    let body = call.json()?;
    let updates = body
        .get("assets")
        .and_then(Value::as_array)
        .filter(|list| !list.is_empty())
        .ok_or_else(|| {
            Refusal::bad_request("the body has no assets: send `{\"assets\": [{\"id\": \"…\"}]}`")
        })?;
    let updates: Vec<Update<'_>> = updates.iter().map(Update::read).collect::<Result<_, _>>()?;
    let now = call.now_text();
    let mut envelope = Envelope::new();
    let mut affected = 0;
    call.state.assets.change(|assets| {
        for update in &updates {
            let Some(document) = assets.get(update.id) else {
                envelope
                    .errors
                    .push(ApiError::not_found("asset", update.id));
                continue;
            };
            let mut value = document.to_value();
            update.apply(&mut value, &call.client.id, &now);
            let document = Document::new(update.id, value.to_string());
            envelope.push_json(document.json());
            assets.put(document);
            affected += 1;
        }
    });
    envelope.with_affected(affected).unless_empty()
}

/// What is to be changed of one asset.
struct Update<'b> {
    id: &'b str,
    criticality: Option<&'b str>,
    criticality_description: Option<&'b str>,
    triage: Vec<(&'static str, &'b str)>,
}

impl<'b> Update<'b> {
    fn read(update: &'b Value) -> Result<Self, Refusal> {
        let id = text(update, "id")?
            .filter(|id| !id.is_empty())
            .ok_or_else(|| Refusal::bad_request("an asset of the body has no `id`"))?;
        let criticality = text(update, "criticality")?;
        if let Some(unknown) = criticality.filter(|text| !CRITICALITIES.contains(text)) {
            return Err(Refusal::bad_request(format!(
                "`{unknown}` is no criticality: use `Critical`, `High`, `Noncritical` or \
                 `Unassigned`"
            )));
        }
        // It is the customer's; here there is one, so only its form counts.
        text(update, "cid")?;
        let mut triage = Vec::new();
        match update.get("triage") {
            None | Some(Value::Null) => {}
            Some(given @ Value::Object(_)) => {
                for key in ["action", "assigned_to", "description", "status"] {
                    triage.extend(text(given, key)?.map(|text| (key, text)));
                }
            }
            Some(_) => return Err(not_of_kind("triage", "an object")),
        }
        Ok(Self {
            id,
            criticality,
            criticality_description: text(update, "criticality_description")?,
            triage,
        })
    }

    fn apply(&self, asset: &mut Value, who: &str, now: &str) {
        let Value::Object(asset) = asset else { return };
        if let Some(criticality) = self.criticality {
            asset.insert("criticality".into(), criticality.into());
        }
        if let Some(description) = self.criticality_description {
            asset.insert("criticality_description".into(), description.into());
        }
        if self.criticality.is_some() || self.criticality_description.is_some() {
            asset.insert("criticality_timestamp".into(), now.into());
            asset.insert("criticality_username".into(), who.into());
        }
        if self.triage.is_empty() {
            return;
        }
        let triage = asset
            .entry("triage")
            .or_insert_with(|| Value::Object(Map::new()));
        if !triage.is_object() {
            *triage = Value::Object(Map::new());
        }
        for (key, text) in &self.triage {
            triage[*key] = (*text).into();
        }
        triage["updated_by"] = who.into();
        triage["updated_timestamp"] = now.into();
    }
}

/// A text of an object; `null` counts as none.
fn text<'b>(object: &'b Value, key: &str) -> Result<Option<&'b str>, Refusal> {
    match object.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(not_of_kind(key, "a text")),
    }
}

fn not_of_kind(key: &str, kind: &str) -> Refusal {
    Refusal::bad_request(format!("`{key}` is not {kind}"))
}
