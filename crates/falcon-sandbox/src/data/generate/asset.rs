//! External assets.
//!
//! Assets and their services are structs, unlike other documents: there are many of them, and as
//! [`Value`]s they would take five times as long.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};

use serde::Serialize;
use serde_json::{Value, json};

use super::sampler::{Context, DAY, HOUR, MINUTE, Purpose, Sampler, Subsidiary, time};
use super::service::{Cloud, Host, Service, services};
use super::subsidiary::{company_steps, discovery};
use super::vocabulary::{ANALYSTS, CITIES, LOCATION, OWNERS, PROVIDERS};
use crate::data::Document;

/// Every 80th asset, starting at index 7, is a critical host with an SSH or RDP service. Because of
/// them, `criticality:'Critical'+ip.services.port:[22,3389]` has matches for every seed.
const JUMP_HOST_INTERVAL: u64 = 80;
const FIRST_JUMP_HOST: u64 = 7;

#[rustfmt::skip]
const CRITICALITIES: &[(&str, u32)] = &[
    ("Unassigned", 580), ("Noncritical", 320), ("High", 75), ("Critical", 25),
];

const DATA_PROVIDERS: &[(&[&str], u32)] = &[
    (&["EASM"], 6),
    (&["EASM", "Passive DNS"], 2),
    (&["Cloud inventory", "EASM"], 1),
    (&["Certificate transparency"], 1),
];

#[rustfmt::skip]
const HOST_NAMES: &[(&str, u32)] = &[
    ("www", 12), ("api", 10), ("mail", 6), ("vpn", 5), ("portal", 5), ("dev", 4), ("staging", 4),
    ("shop", 3), ("git", 2), ("jump", 2),
];

const CLOUDS: &[Cloud] = &[
    ("AWS", &["us-east-1", "eu-central-1", "ap-southeast-2"]),
    ("Azure", &["eastus", "westeurope"]),
    ("GCP", &["us-central1", "europe-west3"]),
];

#[derive(Serialize)]
struct Asset<'c> {
    id: &'c str,
    asset_id: &'c str,
    cid: &'c str,
    asset_type: &'static str,
    entity_type: &'static str,
    confidence: i64,
    status: &'static str,
    applicable_actions: [&'static str; 2],
    criticality: &'static str,
    #[serde(flatten)]
    assessment: Option<Assessment>,
    connectivity_status: &'static str,
    data_providers: &'static [&'static str],
    discovered_by: &'static str,
    discovery: Value,
    first_seen: String,
    last_seen: String,
    internet_exposure: &'static str,
    manual: bool,
    perimeter: &'static str,
    subsidiaries: [&'c Subsidiary; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    triage: Option<Value>,
    #[serde(flatten)]
    details: Details<'c>,
}

/// The reason for a criticality.
#[derive(Serialize)]
struct Assessment {
    criticality_description: &'static str,
    criticality_timestamp: String,
    criticality_username: &'static str,
}

/// Serializes as the member `ip` or `dns_domain`.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Details<'c> {
    Ip(Box<Ip<'c>>),
    DnsDomain(DnsDomain<'c>),
}

#[derive(Serialize)]
struct Ip<'c> {
    ip_address: IpAddr,
    #[serde(skip_serializing_if = "Option::is_none")]
    aid: Option<String>,
    asn: u32,
    isp: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    cloud_provider: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cloud_vm: Option<Value>,
    fqdns: Vec<&'c str>,
    location: BTreeMap<&'static str, &'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ptr: Option<String>,
    services: Vec<Service<'c>>,
}

#[derive(Serialize)]
struct DnsDomain<'c> {
    fqdn: &'c str,
    r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent_domain: Option<&'static str>,
    isps: [&'static str; 1],
    resolved_ips: Vec<Ipv4Addr>,
    services: Vec<Service<'c>>,
}

/// Returns the asset at `index` and the index of the subsidiary that owns it.
pub(super) fn asset(context: &Context, index: u64) -> (Document, usize) {
    let sampler = &mut context.sampler(Purpose::Asset, index);
    let id = sampler.id();
    let owner = sampler.weighted(OWNERS);
    let subsidiary = &context.subsidiaries[owner];
    let is_jump_host = index % JUMP_HOST_INTERVAL == FIRST_JUMP_HOST;
    let is_ip = is_jump_host || sampler.percent(60);
    let is_root_domain = !is_ip && sampler.percent(15);
    let name = match is_root_domain {
        true => format!("brand-{index}.example"),
        false => host_name(sampler, index, subsidiary.domain),
    };
    let last_seen = context.now - age(sampler);
    let first_seen = last_seen - sampler.skewed_between(DAY, 1_500 * DAY);
    let host = Host {
        id: &id,
        name: &name,
        subsidiary,
        first_seen,
        last_seen,
        cloud: sampler.maybe(if is_ip { 45 } else { 30 }, |sampler| sampler.pick(CLOUDS)),
        hosting_provider: sampler.pick(PROVIDERS).0,
        is_jump_host,
    };
    let criticality = match is_jump_host {
        true => "Critical",
        false => sampler.weighted(CRITICALITIES),
    };
    let (status, connectivity_status) = match context.now - last_seen < 30 * DAY {
        true => ("online", "connected"),
        false => ("offline", "disconnected"),
    };
    let methods = [("scan", 60), ("certificate", 20), ("dns", 15), ("user", 5)];
    let method = sampler.weighted(&methods);
    let mut asset = Asset {
        id: &id,
        asset_id: &id,
        cid: &context.cid,
        asset_type: if is_ip { "ip" } else { "dns_domain" },
        entity_type: "external",
        confidence: confidence(sampler),
        status,
        applicable_actions: ["update", "delete"],
        criticality,
        assessment: assessment(sampler, criticality, first_seen),
        connectivity_status,
        data_providers: sampler.weighted(DATA_PROVIDERS),
        // CrowdStrike's sample em_manager.py distinguishes `auto` from other values.
        discovered_by: "auto",
        discovery: Value::Null,
        first_seen: time(first_seen),
        last_seen: time(last_seen),
        internet_exposure: sampler.weighted(&[("Yes", 85), ("No", 10), ("Pending", 5)]),
        manual: sampler.percent(4),
        perimeter: sampler.weighted(&[("Official", 80), ("Unofficial", 20)]),
        subsidiaries: [subsidiary],
        triage: sampler.maybe(25, |sampler| triage(sampler, first_seen)),
        details: match is_ip {
            true => Details::Ip(Box::new(ip(sampler, &host, index))),
            false => Details::DnsDomain(dns_domain(sampler, &host, is_root_domain)),
        },
    };
    asset.manual |= method == "user";
    if asset.manual {
        asset.discovered_by = "user";
    }
    let domain_step = (method, name.clone(), "domain");
    let address_step = match &asset.details {
        Details::Ip(ip) => Some(("dns", ip.ip_address.to_string(), "ip")),
        Details::DnsDomain(_) => None,
    };
    asset.discovery = discovery(
        company_steps(owner)
            .into_iter()
            .chain([domain_step])
            .chain(address_step),
    );
    let json = serde_json::to_string(&asset).expect("an asset serializes to JSON");
    (Document::new(&*id, json), owner)
}

/// Returns the name of a host, which the index makes unique.
fn host_name(sampler: &mut Sampler<'_>, index: u64, domain: &str) -> String {
    let host_name = sampler.weighted(HOST_NAMES);
    format!("{host_name}-{index}.{domain}")
}

/// Returns the seconds since an asset was last seen: most are seen daily, a few vanished months
/// ago.
fn age(sampler: &mut Sampler<'_>) -> i64 {
    let ranges = [
        ((MINUTE, DAY), 70),
        ((DAY, 7 * DAY), 15),
        ((7 * DAY, 30 * DAY), 10),
        ((30 * DAY, 300 * DAY), 5),
    ];
    let (newest, oldest) = sampler.weighted(&ranges);
    sampler.skewed_between(newest, oldest)
}

fn confidence(sampler: &mut Sampler<'_>) -> i64 {
    let (low, high) = sampler.weighted(&[((100, 100), 6), ((80, 99), 3), ((30, 79), 1)]);
    sampler.between(low, high)
}

fn assessment(sampler: &mut Sampler<'_>, criticality: &str, first_seen: i64) -> Option<Assessment> {
    let reasons: &[&str] = match criticality {
        "Unassigned" => return None,
        "Noncritical" => &["Contains no customer data", "Test system"],
        _ => &[
            "Payment processing",
            "Access to the internal network",
            "Contains customer data",
        ],
    };
    Some(Assessment {
        criticality_description: sampler.pick(reasons),
        criticality_timestamp: time(sampler.between(first_seen, sampler.context.now - HOUR)),
        criticality_username: sampler.pick(ANALYSTS).1,
    })
}

fn triage(sampler: &mut Sampler<'_>, first_seen: i64) -> Value {
    let updated = time(sampler.between(first_seen, sampler.context.now));
    if sampler.percent(40) {
        return json!({ "status": "new", "updated_by": "system", "updated_timestamp": updated });
    }
    json!({
        "status": sampler.weighted(&[("in_progress", 3), ("reviewed", 2), ("closed", 1)]),
        "action": sampler.weighted(&[("investigate", 5), ("remediate", 3), ("accept_risk", 2)]),
        "assigned_to": sampler.pick(ANALYSTS).0,
        "description": "Discussed in the weekly review",
        "updated_by": sampler.pick(ANALYSTS).1,
        "updated_timestamp": updated,
    })
}

fn ip<'c>(sampler: &mut Sampler<'_>, host: &Host<'c>, index: u64) -> Ip<'c> {
    let address = sampler.asset_address(index);
    let (isp, asn) = sampler.pick(PROVIDERS);
    Ip {
        ip_address: address,
        aid: sampler.maybe(30, Sampler::id),
        asn,
        isp,
        cloud_provider: host.cloud.map(|(provider, _)| provider),
        cloud_vm: host.cloud.map(|cloud| cloud_vm(sampler, address, cloud)),
        fqdns: Vec::from_iter(sampler.percent(60).then_some(host.name)),
        location: LOCATION.into_iter().zip(sampler.weighted(CITIES)).collect(),
        ptr: sampler.maybe(40, |_| format!("host-{index}.{}", host.subsidiary.domain)),
        services: services(sampler, host),
    }
}

fn cloud_vm(sampler: &mut Sampler<'_>, public_ip: IpAddr, (provider, regions): Cloud) -> Value {
    let security_groups = [(&["sg-web"][..], 70), (&["sg-admin", "sg-web"][..], 30)];
    json!({
        "description": "Managed by the platform team",
        "instance_id": format!("i-{}", &sampler.id()[..17]),
        "lifecycle": sampler.weighted(&[("on-demand", 7), ("spot", 2), ("reserved", 1)]),
        // The range of RFC 7042.
        "mac_address": format!("00-00-5e-00-53-{:02x}", sampler.between(0, 255)),
        "owner_id": format!("{:012}", sampler.between(0, 999_999)),
        "platform": sampler.weighted(&[("Linux", 4), ("Windows", 1)]),
        "private_ip": sampler.internal_ipv4(),
        "public_ip": public_ip,
        "region": sampler.pick(regions),
        "security_groups": sampler.weighted(&security_groups),
        "source": provider,
        "status": sampler.weighted(&[("running", 9), ("stopped", 1)]),
    })
}

fn dns_domain<'c>(sampler: &mut Sampler<'_>, host: &Host<'c>, is_root: bool) -> DnsDomain<'c> {
    let addresses = sampler.between(0, 2);
    DnsDomain {
        fqdn: host.name,
        r#type: if is_root { "root" } else { "subdomain" },
        parent_domain: (!is_root).then_some(host.subsidiary.domain),
        isps: [sampler.pick(PROVIDERS).0],
        resolved_ips: (0..addresses).map(|_| sampler.public_ipv4()).collect(),
        services: services(sampler, host),
    }
}
