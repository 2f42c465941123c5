//! The generator: determinism, plausibility and documentation ranges.

use std::collections::HashSet;
use std::net::IpAddr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use falcon_sandbox::data::{Document, Generator};
use fql::collections::external_assets::ExternalAssets;
use fql::eval::Matcher;
use fql::{Filter, Timestamp};
use serde_json::Value;

use super::{all_documents, generate, now};

const SEEDS: [u64; 6] = [0, 1, 2, 42, 1_000_003, u64::MAX];

fn count_matches(documents: &[Document], filter: &str) -> usize {
    let filter: Filter<ExternalAssets> = filter.parse().unwrap();
    let matcher = Matcher::new(&filter, now()).unwrap();
    documents
        .iter()
        .filter(|document| matcher.matches_json(document.json().as_bytes()).unwrap())
        .count()
}

#[test]
fn same_seed_generates_same_bytes() {
    for seed in SEEDS {
        assert_eq!(generate(seed, 100), generate(seed, 100));
    }
    assert_ne!(generate(1, 10).assets, generate(2, 10).assets);
}

#[test]
fn documents_do_not_depend_on_their_number() {
    let (small, large) = (generate(42, 100), generate(42, 2_000));
    assert_eq!(small.assets[..], large.assets[..100]);
    assert_eq!(small.sensors[..], large.sensors[..20]);
    assert_eq!(small.identities[..50], large.identities[..50]);
}

#[test]
fn document_ids_are_unique_and_in_the_json() {
    for seed in SEEDS {
        let data = generate(seed, 300);
        let mut ids = HashSet::new();
        for document in all_documents(&data) {
            assert!(ids.insert(document.id()), "duplicate id {}", document.id());
            assert!(!document.json().contains('\n'));
            let value: Value = serde_json::from_str(document.json()).unwrap();
            let id = ["id", "device_id", "entityId"]
                .iter()
                .find_map(|key| value[key].as_str());
            assert_eq!(id, Some(document.id()));
        }
    }
}

#[test]
fn default_is_a_thousand_assets_seen_recently() {
    let before = SystemTime::now();
    let data = Generator::default().generate();
    assert_eq!(data.assets.len(), 1_000);
    assert!(data.sensors.len() >= 20);
    let last_seen = |asset: &Document| asset.to_value()["last_seen"].as_str().map(str::to_owned);
    let newest = data.assets.iter().filter_map(last_seen).max().unwrap();
    let two_hours_ago = Timestamp::from(before - Duration::from_secs(7_200)).to_string();
    assert!(newest > two_hours_ago, "{newest} {two_hours_ago}");
}

#[test]
fn readme_filter_has_matches_for_every_seed() {
    let filter = "criticality:'Critical'+ip.services.port:[22,3389]";
    for seed in 0..10 {
        let matches = count_matches(&generate(seed, 1_000).assets, filter);
        assert!((12..=25).contains(&matches), "seed {seed}: {matches}");
    }
    assert!(count_matches(&generate(42, 10).assets, filter) >= 1);
}

#[test]
fn values_are_distributed_as_in_an_inventory() {
    for seed in [0, 42, u64::MAX] {
        let assets = generate(seed, 1_000).assets;
        for (filter, low, high) in [
            ("criticality:'Critical'", 0.02, 0.06),
            ("criticality:'High'", 0.04, 0.12),
            ("criticality:['Unassigned','Noncritical']", 0.80, 0.95),
            ("asset_type:'ip'", 0.50, 0.70),
            (
                "ip.services.port:443,dns_domain.services.port:443",
                0.50,
                0.85,
            ),
            (
                "ip.services.port:22,dns_domain.services.port:22",
                0.04,
                0.20,
            ),
            (
                "ip.services.port:3389,dns_domain.services.port:3389",
                0.01,
                0.08,
            ),
            ("last_seen:>'now-7d'", 0.75, 0.95),
            ("last_seen:<'now-30d'", 0.01, 0.10),
            ("first_seen:<'now-52w'", 0.45, 0.70),
            ("triage.assigned_to:null", 0.70, 0.95),
        ] {
            let share = count_matches(&assets, filter) as f64 / assets.len() as f64;
            assert!(
                (low..high).contains(&share),
                "seed {seed}: {filter} {share}"
            );
        }
    }
}

/// Collects all strings of a value, each with the key of its member.
fn collect_strings<'v>(key: &'v str, value: &'v Value, strings: &mut Vec<(&'v str, &'v str)>) {
    match value {
        Value::String(string) => strings.push((key, string)),
        Value::Array(values) => values
            .iter()
            .for_each(|value| collect_strings(key, value, strings)),
        Value::Object(members) => members
            .iter()
            .for_each(|(key, value)| collect_strings(key, value, strings)),
        _ => {}
    }
}

fn is_documentation_address(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => matches!(
            address.octets(),
            [192, 0, 2, _] | [198, 51, 100, _] | [203, 0, 113, _]
        ),
        IpAddr::V6(address) => address.segments()[..2] == [0x2001, 0xDB8],
    }
}

fn is_documentation_domain(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let reserved = [
        "example.com",
        "example.net",
        "example.org",
        "example",
        "test",
    ];
    reserved.iter().any(|domain| {
        name.strip_suffix(domain)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    })
}

#[test]
fn addresses_and_domains_are_documentation_ones() {
    let data = generate(42, 2_000);
    let (mut addresses, mut domains) = (0, 0);
    for document in all_documents(&data) {
        let value = document.to_value();
        let mut strings = Vec::new();
        collect_strings("", &value, &mut strings);
        for (key, string) in strings {
            if let Ok(address) = string.parse::<IpAddr>() {
                addresses += 1;
                assert!(is_documentation_address(address), "{key}: {string}");
                continue;
            }
            let domain = match key {
                "fqdn" | "fqdns" | "ptr" | "parent_domain" | "primary_domain" | "domain"
                | "machine_domain" | "hostName" | "host" | "entity" => Some(string),
                _ => string.split_once('@').map(|(_, domain)| domain),
            };
            if let Some(domain) = domain {
                domains += 1;
                assert!(is_documentation_domain(domain), "{key}: {string}");
            }
        }
    }
    assert!(
        addresses > 2_000 && domains > 2_000,
        "{addresses} {domains}"
    );
}

#[test]
fn assets_have_published_values() {
    let assets = generate(42, 1_000).assets;
    let values: Vec<Value> = assets.iter().map(|asset| asset.to_value()).collect();
    let count =
        |key: &str, expected: &str| values.iter().filter(|asset| asset[key] == expected).count();
    for (key, [common, rare]) in [
        ("perimeter", ["Official", "Unofficial"]),
        ("status", ["online", "offline"]),
        ("discovered_by", ["auto", "user"]),
    ] {
        let counts = [count(key, common), count(key, rare)];
        assert_eq!(counts[0] + counts[1], 1_000, "{key}");
        assert!(counts[0] > counts[1] && counts[1] > 20, "{key}: {counts:?}");
    }
    for asset in &values {
        let steps = asset["discovery"]["path"]["steps"].as_array().unwrap();
        assert!(steps.len() >= 2, "{asset}");
        let last = &steps[steps.len() - 1]["entity"];
        let own = [&asset["ip"]["ip_address"], &asset["dns_domain"]["fqdn"]];
        assert!(own.contains(&last), "{asset}");
        assert_eq!(asset["discovered_by"] == "user", asset["manual"] == true);
    }
}

#[test]
fn asset_addresses_and_names_are_unique() {
    let assets = generate(7, 5_000).assets;
    let mut seen = HashSet::new();
    for asset in &assets {
        let value = asset.to_value();
        let name = ["/ip/ip_address", "/dns_domain/fqdn"]
            .iter()
            .find_map(|path| value.pointer(path))
            .and_then(Value::as_str)
            .unwrap()
            .to_owned();
        assert!(seen.insert(name), "{value}");
    }
}

#[test]
fn times_are_ordered_and_not_in_the_future() {
    let now = Timestamp::from(now()).to_string();
    for asset in generate(3, 2_000).assets {
        let asset = asset.to_value();
        let (first, last) = (&asset["first_seen"], &asset["last_seen"]);
        assert!(first.as_str() <= last.as_str(), "{asset}");
        assert!(last.as_str() <= Some(&now), "{asset}");
        for path in ["/ip/services", "/dns_domain/services"] {
            let services = asset.pointer(path).and_then(Value::as_array);
            for service in services.into_iter().flatten() {
                assert!(service["first_seen"].as_str() >= first.as_str(), "{asset}");
                assert!(service["last_seen"].as_str() <= last.as_str(), "{asset}");
                assert!(service["first_seen"].as_str() <= service["last_seen"].as_str());
            }
        }
        for path in ["/criticality_timestamp", "/triage/updated_timestamp"] {
            if let Some(time) = asset.pointer(path) {
                assert!(time.as_str() <= Some(&now), "{asset}");
            }
        }
    }
}

#[test]
fn extreme_now_is_supported() {
    for now in [
        UNIX_EPOCH,
        UNIX_EPOCH - Duration::from_secs(60_000_000_000),
        UNIX_EPOCH + Duration::from_secs(250_000_000_000),
        UNIX_EPOCH + Duration::from_secs(900_000_000_000),
    ] {
        let data = Generator::new(1).assets(20).now(now).generate();
        assert_eq!(data.assets.len(), 20);
        for document in all_documents(&data) {
            assert!(document.to_value().is_object());
        }
    }
}

#[test]
fn subsidiaries_form_a_tree_and_count_assets() {
    let data = generate(42, 1_000);
    let subsidiaries: Vec<Value> = data.subsidiaries.iter().map(Document::to_value).collect();
    let assets: Vec<Value> = data.assets.iter().map(Document::to_value).collect();
    let mut ancestors = HashSet::new();
    for subsidiary in &subsidiaries {
        let id = &subsidiary["id"];
        // A parent precedes its children, so there is no cycle.
        match subsidiary["parent_id"].as_str().unwrap() {
            "" => assert!(ancestors.is_empty(), "{subsidiary}"),
            parent => assert!(ancestors.contains(parent), "{subsidiary}"),
        }
        ancestors.insert(id.as_str().unwrap());
        let children = subsidiaries
            .iter()
            .filter(|other| &other["parent_id"] == id);
        assert_eq!(subsidiary["children_count"], children.count());
        let owned = assets
            .iter()
            .filter(|asset| &asset["subsidiaries"][0]["id"] == id);
        assert_eq!(subsidiary["asset_count"], owned.count());
    }
}

#[test]
fn blob_links_contain_the_asset_id_and_a_hash() {
    let data = generate(42, 300);
    let mut links = 0;
    for asset in &data.assets {
        let value = asset.to_value();
        let mut strings = Vec::new();
        collect_strings("", &value, &mut strings);
        for (key, link) in strings {
            let Some((kind, _)) = key.split_once('_').filter(|_| link.starts_with("/fem/")) else {
                continue;
            };
            links += 1;
            let id = asset.id();
            let prefix = format!("/fem/entities/blobs-{kind}/v1?assetId={id}&hash=");
            let hash = link
                .strip_prefix(&*prefix)
                .unwrap_or_else(|| panic!("{key}: {link}"));
            assert_eq!(hash.len(), 64);
            assert!(hash.bytes().all(|byte| byte.is_ascii_hexdigit()));
        }
    }
    assert!(links > 50, "{links}");
}

#[test]
fn sensor_and_identity_counts_follow_assets() {
    let large = generate(42, 5_000);
    assert_eq!(large.sensors.len(), 100);
    assert_eq!(large.identities.len(), 500 + 250);
    let none = Generator::new(1).assets(0).sensors(0).users(0).endpoints(0);
    let none = none.now(now()).generate();
    assert!(none.assets.is_empty() && none.sensors.is_empty() && none.identities.is_empty());
    assert!(!none.policy_rules.is_empty());
}
