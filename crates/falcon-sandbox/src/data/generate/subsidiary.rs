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
        "discovery": discovery(company_steps(index)),
    })
}

/// The clue, the entity and the type of the entity of a step.
pub(super) type Step = (&'static str, String, &'static str);

/// Returns the steps from the root company to the company at `index`.
pub(super) fn company_steps(index: usize) -> Vec<Step> {
    let parents = std::iter::successors(Some(index), |index| COMPANIES[*index].parent);
    let step = |index: usize| {
        let company = &COMPANIES[index];
        let clue = company.parent.map_or("user", |_| "company_register");
        (clue, company.domain.to_owned(), "domain")
    };
    let mut steps: Vec<Step> = parents.map(step).collect();
    steps.reverse();
    steps
}

/// Returns a discovery with these steps.
pub(super) fn discovery(steps: impl IntoIterator<Item = Step>) -> Value {
    let step = |(clue, entity, entity_type): Step| json!({ "clue": clue, "entity": entity, "entity_type": entity_type });
    let steps: Vec<Value> = steps.into_iter().map(step).collect();
    json!({ "path": { "steps": steps }, "alternative_paths": [] })
}
