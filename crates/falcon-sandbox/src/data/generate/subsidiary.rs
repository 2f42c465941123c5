//! Ecosystem subsidiaries.

use super::dice::Stream;
use super::discovery::put_discovery;
use super::object::Object;
use super::words::COMPANIES;
use super::world::World;
use crate::data::Document;

/// All subsidiaries; `assets` says how many assets each has.
pub(super) fn subsidiaries(world: &World, assets: &[u64]) -> Vec<Document> {
    (0..COMPANIES.len())
        .map(|place| {
            let mut text = String::with_capacity(400);
            let count = assets.get(place).copied().unwrap_or_default();
            put_subsidiary(world, place, count, &mut Object::begin(&mut text));
            Document::new(&*world.subsidiaries[place], text)
        })
        .collect()
}

fn put_subsidiary(world: &World, place: usize, assets: u64, object: &mut Object<'_>) {
    let company = &COMPANIES[place];
    let mut dice = world.dice(Stream::Subsidiary, place as u64);
    let children = COMPANIES
        .iter()
        .filter(|other| other.parent == Some(place))
        .count();
    object.text("id", &world.subsidiaries[place]);
    object.text("cid", &world.cid);
    object.text("name", company.name);
    let parent = company.parent.map(|parent| &*world.subsidiaries[parent]);
    // The definition of the API has it always there.
    object.text("parent_id", parent.unwrap_or_default());
    object.text("primary_domain", company.domain);
    object.number("children_count", children as i64);
    object.number("asset_count", i64::try_from(assets).unwrap_or(i64::MAX));
    object.number("risk_score", dice.between(5, 95) as i64);
    let clue = if company.parent.is_none() {
        "user"
    } else {
        "company_register"
    };
    put_discovery(object, clue, company.domain);
}
