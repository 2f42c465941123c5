//! Agreement of the generated documents with the table of fields and the models of the client.

use std::collections::BTreeSet;

use falcon_sandbox::data::Document;
use falcon_transport::models;
use fql::collections::external_assets;
use serde_json::{Map, Value};

use super::generate;

/// Returns `true` if `path` leads to a value other than null and the empty list.
fn has_value(value: &Value, path: &str) -> bool {
    match value {
        Value::Array(values) => values.iter().any(|value| has_value(value, path)),
        Value::Object(members) => {
            let (key, rest) = path.split_once('.').unwrap_or((path, ""));
            members.get(key).is_some_and(|value| match rest {
                "" => !value.is_null() && value.as_array().is_none_or(|values| !values.is_empty()),
                rest => has_value(value, rest),
            })
        }
        _ => false,
    }
}

#[test]
fn assets_have_values_for_every_field() {
    for seed in [0, 42, u64::MAX] {
        let assets = generate(seed, 1_000).assets;
        let assets: Vec<Value> = assets.iter().map(Document::to_value).collect();
        for row in external_assets::TABLE.rows {
            let count = assets.iter().filter(|asset| has_value(asset, row.name));
            let count = count.count();
            assert!(count >= 10, "seed {seed}: {} {count}", row.name);
        }
    }
}

/// Collects the paths of members of `value` that are not in `known`.
fn unknown_members(value: &Value, known: &Value, path: &str, unknown: &mut BTreeSet<String>) {
    match (value, known) {
        (Value::Array(values), Value::Array(known)) => {
            for (value, known) in values.iter().zip(known) {
                unknown_members(value, known, path, unknown);
            }
        }
        (Value::Object(members), Value::Object(known)) => {
            for (key, value) in members {
                let path = format!("{path}.{key}");
                match known.get(key) {
                    Some(known) => unknown_members(value, known, &path, unknown),
                    None if value.as_array().is_some_and(Vec::is_empty) || value.is_null() => {}
                    None => {
                        unknown.insert(path);
                    }
                }
            }
        }
        _ => {}
    }
}

/// Returns the paths of members that a model does not have. `model` reads a document into the model
/// and writes it without the unknown members that the model keeps.
fn extra_members(documents: &[Document], model: impl Fn(Value) -> Value) -> BTreeSet<String> {
    let mut unknown = BTreeSet::new();
    for document in documents {
        let value = document.to_value();
        let known = model(value.clone());
        unknown_members(&value, &known, "", &mut unknown);
    }
    unknown
}

macro_rules! without_extra {
    ($model:ty) => {
        |value| {
            let mut model: $model = serde_json::from_value(value).unwrap();
            model.extra = Map::new();
            serde_json::to_value(model).unwrap()
        }
    };
}

fn asset_without_extra(value: Value) -> Value {
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
}

#[test]
fn client_models_know_every_member() {
    let data = generate(42, 1_000);
    // Filters support these, although no response model has them.
    let filter_only = [
        ".asset_id",
        ".dns_domain.services.protocol_port",
        ".ip.services.protocol_port",
    ];
    let filter_only = filter_only.map(str::to_owned).into();
    let extra = extra_members(&data.assets, asset_without_extra);
    assert_eq!(extra, filter_only);
    let extra = extra_members(&data.sensors, without_extra!(models::Sensor));
    assert_eq!(extra, BTreeSet::new());
    let extra = extra_members(&data.subsidiaries, without_extra!(models::Subsidiary));
    assert_eq!(extra, BTreeSet::new());
}

#[test]
fn sensors_and_subsidiaries_have_every_member() {
    let data = generate(42, 1_000);
    let members = |documents: &[Document]| -> BTreeSet<String> {
        let values = documents.iter().map(Document::to_value);
        values
            .flat_map(|value| value.as_object().cloned().unwrap_or_default())
            .filter(|(_, value)| !value.is_null())
            .map(|(key, _)| key)
            .collect()
    };
    let expected = |names: &str| names.split(", ").map(str::to_owned).collect();
    assert_eq!(
        members(&data.sensors),
        expected(
            "device_id, cid, hostname, machine_domain, local_ip, os_version, agent_version, \
             status, status_causes, heartbeat_time, idp_policy_id, idp_policy_name, \
             directory_auditing, group_policy_object, kerberos_config, ldap_config, \
             ldaps_config, ntlm_config, new_enforcement_mode, rdp_to_dc_config, \
             smb_to_dc_config, ti_enabled"
        )
    );
    assert_eq!(
        members(&data.subsidiaries),
        expected(
            "id, cid, name, parent_id, primary_domain, children_count, asset_count, \
             risk_score, discovery"
        )
    );
}
