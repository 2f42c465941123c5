//! What the generated data are like, and that lines of JSON are read and written.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeSet, HashSet};
use std::net::IpAddr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use falcon_sandbox::data::{Data, Document, Generator};
use falcon_transport::models;
use fql::collections::external_assets;
use fql::eval::Matcher;
use fql::{Filter, Timestamp};
use serde_json::{Map, Value};

const SEEDS: [u64; 6] = [0, 1, 2, 42, 1_000_003, u64::MAX];

fn now() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_795_341_600)
}

fn generated(seed: u64, assets: u64) -> Data {
    Generator::new(seed).assets(assets).now(now()).generate()
}

fn all(data: &Data) -> impl Iterator<Item = &Document> {
    [
        &data.assets,
        &data.sensors,
        &data.policy_rules,
        &data.subsidiaries,
        &data.identities,
    ]
    .into_iter()
    .flatten()
}

fn matching(documents: &[Document], filter: &str) -> usize {
    let filter: Filter<external_assets::ExternalAssets> = filter.parse().unwrap();
    let matcher = Matcher::new(&filter, Timestamp::from(now())).unwrap();
    documents
        .iter()
        .filter(|document| matcher.matches_json(document.json().as_bytes()).unwrap())
        .count()
}

#[test]
fn the_same_seed_makes_the_same_bytes() {
    for seed in SEEDS {
        assert_eq!(generated(seed, 300), generated(seed, 300));
    }
    assert_ne!(generated(1, 10).assets, generated(2, 10).assets);
}

#[test]
fn an_asset_does_not_depend_on_how_many_there_are_or_on_threads() {
    // The larger number is worth several threads, the smaller one is not.
    let (few, many) = (generated(42, 500), generated(42, 20_000));
    assert_eq!(few.assets[..], many.assets[..500]);
    assert_eq!(few.sensors[..], many.sensors[..20]);
    assert_eq!(few.identities[..50], many.identities[..50]);
}

#[test]
fn documents_are_objects_on_one_line_under_their_ids() {
    for seed in SEEDS {
        let data = generated(seed, 300);
        let mut ids = HashSet::new();
        for document in all(&data) {
            assert!(ids.insert(document.id()), "{} occurs twice", document.id());
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
fn the_default_is_a_thousand_assets_of_now() {
    let before = SystemTime::now();
    let data = Generator::default().generate();
    assert_eq!(data.assets.len(), 1_000);
    assert!(data.sensors.len() >= 20);
    let newest = data
        .assets
        .iter()
        .map(|asset| asset.to_value()["last_seen"].as_str().unwrap().to_owned())
        .max()
        .unwrap();
    let hours_before = Timestamp::from(before - Duration::from_secs(7_200)).to_string();
    assert!(newest > hours_before, "{newest} {hours_before}");
}

#[test]
fn every_seed_has_some_matches_for_the_first_filter_of_the_readme() {
    let filter = "criticality:'Critical'+ip.services.port:[22,3389]";
    for seed in 0..20 {
        let matches = matching(&generated(seed, 1_000).assets, filter);
        assert!((12..=25).contains(&matches), "seed {seed}: {matches}");
    }
    assert!(matching(&generated(42, 10).assets, filter) >= 1);
}

#[test]
fn the_data_are_skewed_as_inventories_are() {
    for seed in [0, 42, u64::MAX] {
        let assets = generated(seed, 1_000).assets;
        let share = |filter: &str| matching(&assets, filter) as f64 / assets.len() as f64;
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
            let share = share(filter);
            assert!(
                (low..high).contains(&share),
                "seed {seed}: {filter} {share}"
            );
        }
    }
}

/// Whether a path leads to a value that is not null.
fn reaches(value: &Value, path: &str) -> bool {
    match value {
        Value::Array(values) => values.iter().any(|value| reaches(value, path)),
        Value::Object(members) => {
            let (key, rest) = path.split_once('.').unwrap_or((path, ""));
            members.get(key).is_some_and(|value| match rest {
                "" => {
                    !matches!(value, Value::Null)
                        && value.as_array().is_none_or(|values| !values.is_empty())
                }
                rest => reaches(value, rest),
            })
        }
        _ => false,
    }
}

#[test]
fn every_field_of_the_table_is_reached_in_some_assets() {
    for seed in SEEDS {
        let assets: Vec<Value> = generated(seed, 1_000)
            .assets
            .iter()
            .map(Document::to_value)
            .collect();
        for row in external_assets::TABLE.rows {
            let reached = assets
                .iter()
                .filter(|asset| reaches(asset, row.name))
                .count();
            assert!(reached >= 10, "seed {seed}: {} {reached}", row.name);
        }
    }
}

/// What the models have no field for, by the path to it.
fn unknown(value: &Value, known: &Value, path: &str, found: &mut BTreeSet<String>) {
    match (value, known) {
        (Value::Array(values), Value::Array(knowns)) => {
            for (value, known) in values.iter().zip(knowns) {
                unknown(value, known, path, found);
            }
        }
        (Value::Object(members), Value::Object(knowns)) => {
            for (key, value) in members {
                let path = format!("{path}.{key}");
                match knowns.get(key) {
                    Some(known) => unknown(value, known, &path, found),
                    None if value.as_array().is_some_and(Vec::is_empty) || value.is_null() => {}
                    None => {
                        found.insert(path);
                    }
                }
            }
        }
        _ => {}
    }
}

fn extras(documents: &[Document], read: impl Fn(Value) -> Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for document in documents {
        let value = document.to_value();
        let known = read(value.clone());
        unknown(&value, &known, "", &mut found);
    }
    found
}

/// A model without what it keeps beside its fields.
macro_rules! without_extra {
    ($model:ty) => {
        |value| {
            let mut model: $model = serde_json::from_value(value).unwrap();
            model.extra = Map::new();
            serde_json::to_value(model).unwrap()
        }
    };
}

#[test]
fn the_models_of_the_client_know_every_field() {
    let data = generated(42, 1_000);
    let assets = extras(&data.assets, |value| {
        let mut asset: models::ExternalAsset = serde_json::from_value(value).unwrap();
        asset.extra = Map::new();
        if let Some(triage) = &mut asset.triage {
            triage.extra = Map::new();
        }
        let mut services: Vec<&mut models::Service> = Vec::new();
        if let Some(ip) = &mut asset.ip {
            ip.extra = Map::new();
            if let Some(machine) = &mut ip.cloud_vm {
                machine.extra = Map::new();
            }
            if let Some(location) = &mut ip.location {
                location.extra = Map::new();
            }
            services.extend(&mut ip.services);
        }
        if let Some(domain) = &mut asset.dns_domain {
            domain.extra = Map::new();
            services.extend(&mut domain.services);
        }
        for service in services {
            service.extra = Map::new();
            for application in &mut service.applications {
                application.extra = Map::new();
            }
            if let Some(links) = &mut service.blob_links {
                links.extra = Map::new();
            }
        }
        serde_json::to_value(asset).unwrap()
    });
    // These two can be filtered by, and are in no model of the answer.
    let filtered: BTreeSet<String> = [
        ".asset_id",
        ".dns_domain.services.protocol_port",
        ".ip.services.protocol_port",
    ]
    .map(str::to_owned)
    .into();
    assert_eq!(assets, filtered);
    let none = BTreeSet::new();
    assert_eq!(extras(&data.sensors, without_extra!(models::Sensor)), none);
    assert_eq!(
        extras(&data.subsidiaries, without_extra!(models::Subsidiary)),
        none
    );
}

#[test]
fn every_field_of_a_sensor_and_a_subsidiary_is_told() {
    let data = generated(42, 1_000);
    let fields = |documents: &[Document]| -> BTreeSet<String> {
        let values = documents.iter().map(Document::to_value);
        values
            .flat_map(|value| value.as_object().cloned().unwrap_or_default())
            .filter(|(_, value)| !value.is_null())
            .map(|(key, _)| key)
            .collect()
    };
    let expected = |names: &str| {
        names
            .split(", ")
            .map(str::to_owned)
            .collect::<BTreeSet<_>>()
    };
    assert_eq!(
        fields(&data.sensors),
        expected(
            "device_id, cid, hostname, machine_domain, local_ip, os_version, agent_version, \
             status, status_causes, heartbeat_time, idp_policy_id, idp_policy_name, \
             directory_auditing, group_policy_object, kerberos_config, ldap_config, \
             ldaps_config, ntlm_config, new_enforcement_mode, rdp_to_dc_config, \
             smb_to_dc_config, ti_enabled"
        )
    );
    assert_eq!(
        fields(&data.subsidiaries),
        expected(
            "id, cid, name, parent_id, primary_domain, children_count, asset_count, \
             risk_score, discovery"
        )
    );
}

/// All texts of a value, with the name that each is under.
fn texts<'v>(key: &'v str, value: &'v Value, found: &mut Vec<(&'v str, &'v str)>) {
    match value {
        Value::String(text) => found.push((key, text)),
        Value::Array(values) => values.iter().for_each(|value| texts(key, value, found)),
        Value::Object(members) => members
            .iter()
            .for_each(|(key, value)| texts(key, value, found)),
        _ => {}
    }
}

fn is_documentation(address: IpAddr) -> bool {
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
    [
        "example.com",
        "example.net",
        "example.org",
        "example",
        "test",
    ]
    .iter()
    .any(|kept| {
        name.strip_suffix(kept)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    })
}

#[test]
fn addresses_and_domains_are_those_kept_for_documentation() {
    let data = generated(42, 2_000);
    let (mut addresses, mut domains) = (0, 0);
    for document in all(&data) {
        let value = document.to_value();
        let mut found = Vec::new();
        texts("", &value, &mut found);
        for (key, text) in found {
            if let Ok(address) = text.parse::<IpAddr>() {
                addresses += 1;
                assert!(is_documentation(address), "{key}: {text}");
            }
            let name = match key {
                "fqdn" | "fqdns" | "ptr" | "parent_domain" | "primary_domain" | "domain"
                | "machine_domain" | "hostName" | "host" | "entity" => Some(text),
                _ => text.split_once('@').map(|(_, domain)| domain),
            };
            if let Some(name) = name {
                domains += 1;
                assert!(is_documentation_domain(name), "{key}: {text}");
            }
        }
    }
    assert!(
        addresses > 2_000 && domains > 2_000,
        "{addresses} {domains}"
    );
}

#[test]
fn no_two_assets_share_an_address_or_a_name() {
    let assets = generated(7, 10_000).assets;
    let mut seen = HashSet::new();
    for asset in &assets {
        let value = asset.to_value();
        let place = ["/ip/ip_address", "/dns_domain/fqdn"]
            .iter()
            .find_map(|path| value.pointer(path))
            .and_then(Value::as_str)
            .unwrap()
            .to_owned();
        assert!(seen.insert(place), "{value}");
    }
}

#[test]
fn times_are_in_order_and_before_now() {
    let now = Timestamp::from(now()).to_string();
    for asset in generated(3, 2_000).assets {
        let asset = asset.to_value();
        let (first, last) = (&asset["first_seen"], &asset["last_seen"]);
        assert!(first.as_str() <= last.as_str(), "{asset}");
        assert!(last.as_str() <= Some(&now), "{asset}");
        for part in ["/ip/services", "/dns_domain/services"] {
            let services = asset.pointer(part).and_then(Value::as_array);
            for service in services.into_iter().flatten() {
                assert!(service["first_seen"].as_str() >= first.as_str(), "{asset}");
                assert!(service["last_seen"].as_str() <= last.as_str(), "{asset}");
                assert!(service["first_seen"].as_str() <= service["last_seen"].as_str());
            }
        }
        for part in ["/criticality_timestamp", "/triage/updated_timestamp"] {
            if let Some(time) = asset.pointer(part) {
                assert!(time.as_str() <= Some(&now), "{asset}");
            }
        }
    }
}

#[test]
fn a_now_at_the_end_of_time_is_no_trouble() {
    for now in [
        UNIX_EPOCH,
        UNIX_EPOCH - Duration::from_secs(60_000_000_000),
        UNIX_EPOCH + Duration::from_secs(250_000_000_000),
        UNIX_EPOCH + Duration::from_secs(900_000_000_000),
    ] {
        let data = Generator::new(1).assets(20).now(now).generate();
        assert_eq!(data.assets.len(), 20);
        for document in all(&data) {
            assert!(document.to_value().is_object());
        }
    }
}

#[test]
fn subsidiaries_are_a_tree_that_counts_what_there_is() {
    let data = generated(42, 1_000);
    let subsidiaries: Vec<Value> = data.subsidiaries.iter().map(Document::to_value).collect();
    let assets: Vec<Value> = data.assets.iter().map(Document::to_value).collect();
    let mut above = HashSet::new();
    for subsidiary in &subsidiaries {
        let id = &subsidiary["id"];
        // A parent stands before its children, so there is no circle.
        match subsidiary["parent_id"].as_str().unwrap() {
            "" => assert!(above.is_empty(), "{subsidiary}"),
            parent => assert!(above.contains(parent), "{subsidiary}"),
        }
        above.insert(id.as_str().unwrap());
        let children = subsidiaries
            .iter()
            .filter(|other| &other["parent_id"] == id);
        assert_eq!(subsidiary["children_count"], children.count());
        let own = assets
            .iter()
            .filter(|asset| &asset["subsidiaries"][0]["id"] == id);
        assert_eq!(subsidiary["asset_count"], own.count());
    }
}

#[test]
fn links_to_blobs_name_their_asset_and_a_hash() {
    let data = generated(42, 300);
    let mut links = 0;
    for asset in &data.assets {
        let value = asset.to_value();
        let mut found = Vec::new();
        texts("", &value, &mut found);
        for (key, link) in found {
            let Some((kind, _)) = key.split_once('_').filter(|_| link.starts_with("/fem/")) else {
                continue;
            };
            links += 1;
            let hash = link
                .strip_prefix(&*format!(
                    "/fem/entities/blobs-{kind}/v1?assetId={}&hash=",
                    asset.id()
                ))
                .unwrap_or_else(|| panic!("{key}: {link}"));
            assert_eq!(hash.len(), 64);
            assert!(hash.bytes().all(|byte| byte.is_ascii_hexdigit()));
        }
    }
    assert!(links > 50, "{links}");
}

#[test]
fn more_assets_have_more_sensors_and_identities() {
    let many = generated(42, 20_000);
    assert_eq!(many.sensors.len(), 400);
    assert_eq!(many.identities.len(), 2_000 + 1_000);
    let none = Generator::new(1).assets(0).sensors(0).users(0).endpoints(0);
    let none = none.now(now()).generate();
    assert!(none.assets.is_empty() && none.sensors.is_empty() && none.identities.is_empty());
    assert!(!none.policy_rules.is_empty());
}

fn read(lines: &str) -> Result<Data, String> {
    Data::read_ndjson(lines.as_bytes()).map_err(|error| error.to_string())
}

#[test]
fn what_is_written_is_read_again() {
    let data = generated(42, 500);
    let mut lines = Vec::new();
    data.write_ndjson(&mut lines).unwrap();
    assert_eq!(Data::read_ndjson(&lines[..]).unwrap(), data);
    let mut again = Vec::new();
    let read = Data::read_ndjson(&lines[..]).unwrap();
    read.write_ndjson(&mut again).unwrap();
    assert_eq!(again, lines);
}

#[test]
fn a_document_is_told_by_its_keys_and_kept_as_it_is_written() {
    let lines = concat!(
        "\u{feff}{ \"id\": \"a\", \"asset_type\": \"ip\", \"own\": [1.50] }\r\n",
        "\n",
        "  {\"ip\":{},\"id\":\"b\"}\n",
        "{\"dns_domain\":{},\"id\":\"c\"}\n",
        "{\"device_id\":\"a\",\"id\":7}\n",
        "{\"trigger\":\"access\",\"id\":\"a\"}\n",
        "{\"simulationMode\":false,\"id\":\"b\"}\n",
        "{\"primary_domain\":\"a.example\",\"id\":\"a\"}\n",
        "{\"entityId\":\"a\",\"archived\":false}",
    );
    let data = read(lines).unwrap();
    let ids = |documents: &[Document]| -> Vec<String> {
        documents.iter().map(|one| one.id().to_owned()).collect()
    };
    assert_eq!(ids(&data.assets), ["a", "b", "c"]);
    assert_eq!(ids(&data.sensors), ["a"]);
    assert_eq!(ids(&data.policy_rules), ["a", "b"]);
    assert_eq!(ids(&data.subsidiaries), ["a"]);
    assert_eq!(ids(&data.identities), ["a"]);
    assert_eq!(
        data.assets[0].json(),
        r#"{ "id": "a", "asset_type": "ip", "own": [1.50] }"#
    );
}

#[test]
fn a_line_that_is_no_document_is_an_error_that_says_which_and_what_to_write() {
    let deep = format!(r#"{{"ip":{}{}}}"#, "[".repeat(200), "]".repeat(200));
    for (lines, message) in [
        (
            r#"{"hostname":"HQ"}"#,
            "line 1 is no known document: a sensor has `device_id`, an identity `entityId`, a \
             policy rule `trigger`, a subsidiary `primary_domain`, an external asset `asset_type`",
        ),
        (r#"{"device_id":null}"#, "line 1 is no known document"),
        ("[1]", "line 1 is no JSON object: write one document a line"),
        (
            "\n\n{\n  \"id\": \"a\"\n}",
            "line 3 is no JSON that can be used: EOF while parsing an object, at column 1; write \
             one document a line",
        ),
        (
            r#"{"asset_type":"ip"}"#,
            "line 1 has no text as its id: give it a `id`",
        ),
        (
            r#"{"asset_type":"ip","id":7}"#,
            "line 1 has no text as its id",
        ),
        (r#"{"device_id":""}"#, "give it a `device_id`"),
        (
            "{\"device_id\":\"a\"}\n{\"entityId\":\"a\"}\n{\"device_id\":\"a\"}",
            "line 3 has the id `a`, as line 1 has: leave one of them out",
        ),
        (
            r#"{"device_id":"a","config":{"on":1,"\u006fn":2}}"#,
            "an object has the key `on` twice",
        ),
        (r#"{"device_id":"a","n":1e999}"#, "number out of range"),
        (r#"{"device_id":"\ud800"}"#, "line 1 is no JSON"),
        (
            r#"{"device_id":"a"} {"device_id":"b"}"#,
            "trailing characters",
        ),
        (&deep, "recursion limit exceeded"),
    ] {
        let error = read(lines).unwrap_err();
        assert!(error.contains(message), "{lines}\n{error}");
        assert!(!error.contains("line 1 column"), "{error}");
    }
    let error = Data::read_ndjson(&b"{}\xff"[..]).unwrap_err();
    assert_eq!(error.to_string(), "line 1 is not UTF-8");
}

#[test]
fn a_line_without_an_end_is_not_kept_in_memory() {
    let endless = std::io::BufReader::new(std::io::repeat(b' '));
    let error = Data::read_ndjson(endless).unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 1 is longer than 16 MiB: write one document a line"
    );
}

#[test]
fn a_failure_to_read_is_told_with_its_cause() {
    struct Broken;
    impl std::io::Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("the disk is gone"))
        }
    }
    let error = Data::read_ndjson(std::io::BufReader::new(Broken)).unwrap_err();
    assert_eq!(error.to_string(), "line 1 can't be read");
    let source = std::error::Error::source(&error).map(ToString::to_string);
    assert_eq!(source.as_deref(), Some("the disk is gone"));
}
