//! External assets.

use std::fmt::Write;

use super::dice::{Dice, Stream};
use super::discovery;
use super::object::Object;
use super::service::{Owner, put_services};
use super::words::{ANALYSTS, COMPANIES, PLACES, PROVIDERS};
use super::world::{Address, DAY, HOUR, Id, MINUTE, World, any_inside, any_outside, outside};
use crate::data::Document;

/// One asset in so many is a critical host that can be reached from afar, the first of them being
/// number [`FIRST_JUMP_HOST`]: what people look for first must be there, whatever the seed.
const JUMP_HOST_EVERY: u64 = 80;
const FIRST_JUMP_HOST: u64 = 7;

const CRITICALITIES: &[(&str, u32)] = &[
    ("Unassigned", 580),
    ("Noncritical", 320),
    ("High", 75),
    ("Critical", 25),
];

/// The company that the asset belongs to.
pub(super) fn company_of(world: &World, index: u64) -> usize {
    let mut dice = world.dice(Stream::Place, index);
    let total = COMPANIES.iter().map(|company| u64::from(company.weight));
    let mut rest = dice.below(total.sum());
    for (place, company) in COMPANIES.iter().enumerate() {
        let weight = u64::from(company.weight);
        if rest < weight {
            return place;
        }
        rest -= weight;
    }
    0
}

/// The asset number `index`; `text` is a place to write it, which can be used again.
pub(super) fn asset(world: &World, index: u64, text: &mut String) -> Document {
    let id = Id::of(world.seed, Stream::Asset, index);
    text.clear();
    put_asset(world, index, id, &mut Object::begin(text));
    Document::new(id.to_string(), text.as_str())
}

fn put_asset(world: &World, index: u64, id: Id, object: &mut Object<'_>) {
    let dice = &mut world.dice(Stream::Asset, index);
    let company = company_of(world, index);
    let is_jump_host = index % JUMP_HOST_EVERY == FIRST_JUMP_HOST;
    let is_address = is_jump_host || dice.percent(60);
    let criticality = if is_jump_host {
        "Critical"
    } else {
        dice.word(CRITICALITIES)
    };
    let last_seen = last_seen(world, dice);
    let age = dice.between(1, 1_500).min(dice.between(1, 1_500)) as i64 * DAY;
    let first_seen = last_seen - age - dice.below(DAY as u64) as i64;

    object.plain("id", id);
    object.plain("asset_id", id);
    object.text("cid", &world.cid);
    object.text("asset_type", if is_address { "ip" } else { "dns_domain" });
    object.text("entity_type", "external");
    object.number("confidence", confidence(dice));
    let recent = world.now - last_seen < 30 * DAY;
    object.text("status", if recent { "active" } else { "inactive" });
    object.texts("applicable_actions", ["update", "delete"]);
    put_criticality(world, dice, object, criticality, first_seen);
    let connectivity = if recent { "connected" } else { "disconnected" };
    object.text("connectivity_status", connectivity);
    put_discovery(dice, object, company);
    object.time("first_seen", first_seen);
    object.time("last_seen", last_seen);
    let exposure = [("Yes", 85), ("No", 10), ("Pending", 5)];
    object.text("internet_exposure", dice.word(&exposure));
    object.flag("manual", dice.percent(4));
    let perimeter = [("external", 80), ("unknown", 15), ("internal", 5)];
    object.text("perimeter", dice.word(&perimeter));
    world.put_subsidiary(object, company);
    if dice.percent(25) {
        put_triage(dice, object, first_seen, world.now);
    }
    let owner = Owner {
        id,
        company,
        first_seen,
        last_seen,
        host: "",
        cloud_provider: None,
        hosting_provider: dice.pick(PROVIDERS).0,
        is_jump_host,
    };
    if is_address {
        put_address(world, index, dice, object, &owner);
    } else {
        put_domain(world, index, dice, object, &owner);
    }
}

/// Most assets were seen today, some this month, a few long ago.
fn last_seen(world: &World, dice: &mut Dice) -> i64 {
    match dice.below(100) {
        0..70 => world.ago(dice, MINUTE, DAY),
        70..85 => world.ago(dice, DAY, 7 * DAY),
        85..95 => world.ago(dice, 7 * DAY, 30 * DAY),
        _ => world.ago(dice, 30 * DAY, 300 * DAY),
    }
}

fn confidence(dice: &mut Dice) -> i64 {
    match dice.below(10) {
        0..6 => 100,
        6..9 => dice.between(80, 99) as i64,
        _ => dice.between(30, 79) as i64,
    }
}

fn put_criticality(
    world: &World,
    dice: &mut Dice,
    object: &mut Object<'_>,
    criticality: &str,
    first_seen: i64,
) {
    object.text("criticality", criticality);
    if criticality == "Unassigned" {
        return;
    }
    let reasons: &[_] = match criticality {
        "Noncritical" => &[("Holds no data of customers", 1), ("Test system", 1)],
        _ => &[
            ("Takes payments", 2),
            ("Way into the internal network", 2),
            ("Holds data of customers", 3),
        ],
    };
    object.text("criticality_description", dice.word(reasons));
    let set = World::time_between(dice, first_seen, world.now - HOUR);
    object.time("criticality_timestamp", set);
    put_account(object, "criticality_username", dice.pick(ANALYSTS).account);
}

fn put_account(object: &mut Object<'_>, key: &str, account: &str) {
    object.plain(key, format_args!("{account}@example.com"));
}

fn put_discovery(dice: &mut Dice, object: &mut Object<'_>, company: usize) {
    let providers: &[&str] = match dice.below(10) {
        0..6 => &["EASM"],
        6..8 => &["EASM", "Passive DNS"],
        8 => &["Cloud inventory", "EASM"],
        _ => &["Certificate transparency"],
    };
    object.texts("data_providers", providers.iter().copied());
    let ways = [("scan", 60), ("certificate", 20), ("dns", 15), ("user", 5)];
    let way = dice.word(&ways);
    object.text("discovered_by", way);
    discovery::put_discovery(object, way, COMPANIES[company].domain);
}

fn put_triage(dice: &mut Dice, object: &mut Object<'_>, from: i64, to: i64) {
    const STATUSES: &[(&str, u32)] = &[
        ("new", 40),
        ("in_progress", 30),
        ("reviewed", 20),
        ("closed", 10),
    ];
    object.object("triage", |object| {
        let status = dice.word(STATUSES);
        object.text("status", status);
        if status != "new" {
            let actions = [("investigate", 5), ("remediate", 3), ("accept_risk", 2)];
            object.text("action", dice.word(&actions));
            object.text("assigned_to", dice.pick(ANALYSTS).name);
            object.text("description", "Looked at in the weekly review");
            put_account(object, "updated_by", dice.pick(ANALYSTS).account);
        } else {
            object.text("updated_by", "system");
        }
        object.time("updated_timestamp", World::time_between(dice, from, to));
    });
}

/// What a name in the domain of a company stands for.
const HOSTS: &[(&str, u32)] = &[
    ("www", 12),
    ("api", 10),
    ("mail", 6),
    ("vpn", 5),
    ("portal", 5),
    ("dev", 4),
    ("staging", 4),
    ("shop", 3),
    ("git", 2),
    ("jump", 2),
];

/// A name that nothing else has, since the asset's number is in it.
fn host(dice: &mut Dice, index: u64, company: usize) -> String {
    let mut name = String::with_capacity(48);
    let word = dice.word(HOSTS);
    // Writing to a string does not fail.
    let _ = write!(name, "{word}-{index}.{}", COMPANIES[company].domain);
    name
}

const CLOUDS: &[(&str, &[&str])] = &[
    ("AWS", &["us-east-1", "eu-central-1", "ap-southeast-2"]),
    ("Azure", &["eastus", "westeurope"]),
    ("GCP", &["us-central1", "europe-west3"]),
];

fn put_address(
    world: &World,
    index: u64,
    dice: &mut Dice,
    object: &mut Object<'_>,
    owner: &Owner<'_>,
) {
    let address = outside(world.seed, index);
    let name = host(dice, index, owner.company);
    let cloud = dice.percent(45).then(|| dice.pick(CLOUDS));
    let owner = Owner {
        host: &name,
        cloud_provider: cloud.map(|(provider, _)| *provider),
        ..*owner
    };
    object.object("ip", |object| {
        object.plain("ip_address", address);
        if dice.percent(30) {
            object.plain("aid", Id::drawn(dice));
        }
        let (provider, number) = *dice.pick(PROVIDERS);
        object.number("asn", number);
        object.text("isp", provider);
        if let Some((provider, regions)) = cloud {
            object.text("cloud_provider", provider);
            put_machine(dice, object, address, provider, regions);
        }
        let named = dice.percent(60);
        object.texts("fqdns", named.then_some(&*name));
        put_location(dice, object);
        if dice.percent(40) {
            put_pointer(object, address, owner.company);
        }
        put_services(world, dice, object, &owner);
    });
}

/// The name that the address leads back to.
fn put_pointer(object: &mut Object<'_>, address: Address, company: usize) {
    let domain = COMPANIES[company].domain;
    match address {
        Address::V4(address) => {
            let [_, _, net, host] = address.octets();
            object.plain("ptr", format_args!("host-{net}-{host}.{domain}"));
        }
        Address::V6(address) => {
            let [_, _, high, low, ..] = address.segments();
            object.plain("ptr", format_args!("host-{high:x}-{low:x}.{domain}"));
        }
    }
}

fn put_machine(
    dice: &mut Dice,
    object: &mut Object<'_>,
    address: Address,
    provider: &str,
    regions: &[&'static str],
) {
    object.object("cloud_vm", |object| {
        object.text("description", "Made by the platform team");
        object.plain("instance_id", format_args!("i-{:017x}", dice.next() >> 4));
        let lifecycle = [("on-demand", 7), ("spot", 2), ("reserved", 1)];
        object.text("lifecycle", dice.word(&lifecycle));
        let last = dice.below(256);
        object.plain("mac_address", format_args!("00-00-5e-00-53-{last:02x}"));
        object.plain("owner_id", format_args!("{:012}", dice.below(1_000_000)));
        object.text("platform", dice.word(&[("Linux", 4), ("Windows", 1)]));
        object.plain("private_ip", any_inside(dice));
        object.plain("public_ip", address);
        object.text("region", dice.pick::<&str>(regions));
        let groups: &[&str] = if dice.percent(70) {
            &["sg-web"]
        } else {
            &["sg-admin", "sg-web"]
        };
        object.texts("security_groups", groups.iter().copied());
        object.text("source", provider);
        object.text("status", dice.word(&[("running", 9), ("stopped", 1)]));
    });
}

fn put_location(dice: &mut Dice, object: &mut Object<'_>) {
    let place = dice.weighted(PLACES, |place| place.weight);
    object.object("location", |object| {
        object.text("area_code", place.area_code);
        object.text("city", place.city);
        object.text("country_code", place.country_code);
        object.text("country_name", place.country_name);
        object.text("postal_code", place.postal_code);
        object.text("region_code", place.region_code);
        object.text("region_name", place.region_name);
        object.text("timezone", place.timezone);
    });
}

fn put_domain(
    world: &World,
    index: u64,
    dice: &mut Dice,
    object: &mut Object<'_>,
    owner: &Owner<'_>,
) {
    let is_root = dice.percent(15);
    let name = if is_root {
        format!("brand-{index}.example")
    } else {
        host(dice, index, owner.company)
    };
    let owner = Owner {
        host: &name,
        cloud_provider: dice.percent(30).then(|| dice.pick(CLOUDS).0),
        ..*owner
    };
    object.object("dns_domain", |object| {
        object.text("fqdn", &name);
        object.text("type", if is_root { "root" } else { "subdomain" });
        if !is_root {
            object.text("parent_domain", COMPANIES[owner.company].domain);
        }
        object.texts("isps", [dice.pick(PROVIDERS).0]);
        let addresses = dice.between(0, 2);
        let addresses: Vec<_> = (0..addresses).map(|_| any_outside(dice)).collect();
        object.plains("resolved_ips", addresses);
        put_services(world, dice, object, &owner);
    });
}
