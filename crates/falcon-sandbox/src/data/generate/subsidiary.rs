//! Ecosystem subsidiaries.

use serde_json::{Value, json};

use super::sampler::{Context, Purpose};
use super::vocabulary::COMPANIES;

/// Returns the subsidiary at `index`, which owns `asset_count` assets.
pub(super) fn subsidiary(context: &Context, index: usize, asset_count: u64) -> Value {
    let company = &COMPANIES[index];
    let mut sampler = context.sampler(Purpose::Subsidiary, index as u64);
    let children = COMPANIES.iter().filter(|other| other.parent == Some(index));
    let parent = company
        .parent
        .map(|parent| &*context.subsidiaries[parent].id);
    let clue = company.parent.map_or("user", |_| "company_register");
    json!({
        "id": sampler.id(),
        "cid": context.cid,
        "name": company.name,
        // Empty for the root: the API defines the member as required.
        "parent_id": parent.unwrap_or_default(),
        "primary_domain": company.domain,
        "children_count": children.count(),
        "asset_count": asset_count,
        "risk_score": sampler.between(5, 95),
        "discovery": discovery(clue, company.domain),
    })
}

/// Returns a discovery with one step.
pub(super) fn discovery(clue: &str, domain: &str) -> Value {
    let step = json!({ "clue": clue, "entity": domain, "entity_type": "domain" });
    json!({ "path": { "steps": [step] }, "alternative_paths": [] })
}
