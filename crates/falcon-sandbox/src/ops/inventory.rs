//! Additions of IP addresses and domains to the inventory.

use std::collections::{HashMap, HashSet};
use std::net::IpAddr;
use std::sync::PoisonError;

use fql::eval::{JsonPaths, JsonScalar};
use fql_syntax::excerpt;
use serde_json::{Value, json};

use super::request::ApiRequest;
use super::subsidiaries::{AssetChange, update_asset_counts};
use crate::data::Document;
use crate::id;
use crate::response::{Envelope, ErrorResponse};
use crate::store::Snapshot;

/// Adds each value that is an address or a domain and is not in the inventory. The resources are
/// the results, in the order of the request.
pub(super) fn add(request: &ApiRequest) -> Result<Envelope, ErrorResponse> {
    let body = request.json()?;
    let additions = parse_additions(&body)?;
    let lock = request.state.inventory_lock.lock();
    let _guard = lock.unwrap_or_else(PoisonError::into_inner);
    let mut owners = existing_owners(&request.state.assets.snapshot(), &additions);
    let mut envelope = Envelope::new();
    let mut added = Vec::new();
    for (index, addition) in additions.iter().enumerate() {
        let subsidiary = Subsidiary::find(request, addition.subsidiary_id);
        let mut result = json!({
            "index": index,
            "id": addition.id.unwrap_or_default(),
            "raw_value": addition.raw_value,
            "subsidiary": subsidiary.as_ref().map_or_else(
                || json!({ "id": addition.subsidiary_id }),
                Subsidiary::reference,
            ),
        });
        if let Some(target) = &addition.target {
            result["value"] = target.value.as_str().into();
            result["asset_type"] = target.asset_type().into();
        }
        match (&addition.target, &subsidiary) {
            (None, _) => result["error"] = addition.invalid_value(),
            (Some(_), None) => result["error"] = addition.unknown_subsidiary(),
            (Some(target), Some(subsidiary)) => match owners.get(target.value.as_str()) {
                Some(owner) => {
                    if owner.is_object() {
                        result["current_subsidiary"] = owner.clone();
                    }
                    result["error"] = addition.already_present();
                }
                None => {
                    added.push(target.to_asset(request, subsidiary));
                    owners.insert(&target.value, subsidiary.reference());
                    result["current_subsidiary"] = subsidiary.reference();
                }
            },
        }
        envelope.push(result);
    }
    insert_assets(request, &added);
    Ok(envelope.with_resources_affected(added.len()))
}

fn insert_assets(request: &ApiRequest, added: &[Value]) {
    request.state.assets.update(|assets| {
        for asset in added {
            let id = asset["id"].as_str().unwrap_or_default();
            assets.put(Document::new(id, asset.to_string()));
        }
    });
    for asset in added {
        update_asset_counts(&request.state, asset, AssetChange::Added);
    }
}

/// A value to add.
struct Addition<'b> {
    subsidiary_id: &'b str,
    /// The caller's own id of the value, which the result repeats.
    id: Option<&'b str>,
    raw_value: &'b str,
    /// `None` if the value is neither an address nor a domain.
    target: Option<Target>,
}

impl Addition<'_> {
    fn invalid_value(&self) -> Value {
        let details = "expected an IP address or a domain name, such as `192.0.2.1` or \
                       `www.example.com`";
        surface_error(400, "invalid value", details)
    }

    fn unknown_subsidiary(&self) -> Value {
        let details = format!(
            "no subsidiary has the id `{}`",
            excerpt(self.subsidiary_id, 40)
        );
        surface_error(404, "unknown subsidiary", &details)
    }

    fn already_present(&self) -> Value {
        let details = format!(
            "an asset with the value `{}` exists",
            excerpt(self.raw_value, 80)
        );
        surface_error(409, "the asset is already in the inventory", &details)
    }
}

/// Returns the `error` of a result, an `inventoryapi.SurfaceError` of the API definition.
fn surface_error(code: u16, message: &str, details: &str) -> Value {
    json!({ "code": code, "message": message, "details": details })
}

fn parse_additions(body: &Value) -> Result<Vec<Addition<'_>>, ErrorResponse> {
    let mut additions = Vec::new();
    let groups = body.get("data").and_then(Value::as_array);
    let groups = groups.filter(|list| !list.is_empty());
    for group in groups.ok_or_else(invalid_body)? {
        let subsidiary_id = group["subsidiary_id"].as_str().ok_or_else(invalid_body)?;
        let assets = group["assets"].as_array().filter(|list| !list.is_empty());
        for asset in assets.ok_or_else(invalid_body)? {
            let raw_value = asset["value"].as_str().ok_or_else(invalid_body)?;
            let id = match &asset["id"] {
                Value::Null => None,
                Value::String(id) => Some(id.as_str()),
                _ => return Err(invalid_body()),
            };
            additions.push(Addition {
                subsidiary_id,
                id,
                raw_value,
                target: Target::parse(raw_value),
            });
        }
    }
    Ok(additions)
}

fn invalid_body() -> ErrorResponse {
    ErrorResponse::bad_request(
        "invalid request body: expected `{\"data\": [{\"subsidiary_id\": \"…\", \"assets\": \
         [{\"id\": \"…\", \"value\": \"…\"}]}]}`",
    )
}

struct Subsidiary(Value);

impl Subsidiary {
    fn find(request: &ApiRequest, id: &str) -> Option<Self> {
        let document = request.state.subsidiaries.get(id)?;
        Some(Self(document.to_value()))
    }

    /// Returns the id and the name, as assets refer to a subsidiary.
    fn reference(&self) -> Value {
        json!({ "id": self.0["id"], "name": self.0["name"] })
    }
}

/// Returns the owning subsidiary of each value that is in the inventory already.
fn existing_owners<'a>(
    assets: &Snapshot,
    additions: &'a [Addition<'_>],
) -> HashMap<&'a str, Value> {
    let values: HashSet<&str> = additions
        .iter()
        .filter_map(|addition| addition.target.as_ref())
        .map(|target| target.value.as_str())
        .collect();
    let paths = JsonPaths::new(["ip.ip_address", "dns_domain.fqdn"]);
    let mut owners = HashMap::new();
    for document in assets.documents() {
        // A malformed document has no address or domain.
        let _ = paths.visit(document.json().as_bytes(), |_, scalar| {
            let JsonScalar::Str(value) = scalar else {
                return;
            };
            let target = Target::parse(&value);
            let known = target.and_then(|target| values.get(target.value.as_str()));
            if let Some(value) = known {
                let owner = document.to_value()["subsidiaries"][0].take();
                owners.insert(*value, owner);
            }
        });
    }
    owners
}

/// An IP address or a domain in canonical form.
struct Target {
    value: String,
    is_address: bool,
}

impl Target {
    fn parse(raw_value: &str) -> Option<Self> {
        let value = raw_value.trim();
        if let Ok(address) = value.parse::<IpAddr>() {
            return Some(Self {
                value: address.to_string(),
                is_address: true,
            });
        }
        let name = value.strip_suffix('.').unwrap_or(value);
        let name = name.to_ascii_lowercase();
        is_domain(&name).then_some(Self {
            value: name,
            is_address: false,
        })
    }

    fn asset_type(&self) -> &'static str {
        if self.is_address { "ip" } else { "dns_domain" }
    }

    /// Returns the new asset.
    fn to_asset(&self, request: &ApiRequest, subsidiary: &Subsidiary) -> Value {
        let timestamp = request.timestamp();
        let id = id::hex();
        let mut asset = json!({
            "id": id,
            "asset_id": id,
            "cid": subsidiary.0["cid"],
            "asset_type": self.asset_type(),
            "entity_type": "external",
            "applicable_actions": ["update", "delete"],
            "confidence": 100,
            "criticality": "Unassigned",
            "data_providers": ["Manual"],
            "discovered_by": "manual",
            "first_seen": timestamp,
            "last_seen": timestamp,
            "internet_exposure": "Pending",
            "manual": true,
            "perimeter": "Unofficial",
            "status": "online",
            "subsidiaries": [subsidiary.reference()],
        });
        if self.is_address {
            asset["ip"] = json!({ "ip_address": self.value, "services": [] });
        } else {
            let parent = self.value.split_once('.').map_or("", |(_, parent)| parent);
            let is_root = !parent.contains('.');
            asset["dns_domain"] = json!({
                "fqdn": self.value,
                "parent_domain": if is_root { &self.value } else { parent },
                "type": if is_root { "root" } else { "subdomain" },
                "resolved_ips": [],
                "services": [],
            });
        }
        asset
    }
}

/// Returns `true` for a lower-case name of at least two labels whose last label has a letter.
fn is_domain(name: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    let has_letter = |label: &str| label.bytes().any(|byte| byte.is_ascii_alphabetic());
    name.len() <= 253
        && name.contains('.')
        && name.split('.').all(is_label)
        && name.rsplit('.').next().is_some_and(has_letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_and_domains_are_targets() {
        let parse = |raw: &str| Target::parse(raw).map(|t| (t.asset_type(), t.value));
        for (raw, asset_type, value) in [
            ("192.0.2.1", "ip", "192.0.2.1"),
            (" 2001:DB8::0:1 ", "ip", "2001:db8::1"),
            ("WWW.Example.com.", "dns_domain", "www.example.com"),
            (
                "_dmarc.xn--bcher-kva.example",
                "dns_domain",
                "_dmarc.xn--bcher-kva.example",
            ),
        ] {
            assert_eq!(parse(raw), Some((asset_type, value.to_owned())), "{raw}");
        }
        let long = format!("{}.example", "a".repeat(64));
        for raw in [
            "",
            " ",
            ".",
            "localhost",
            "192.0.2.0/24",
            "192.0.2.256",
            "a..example",
            "-a.example",
            "a b.example",
            "https://www.example.com/",
            "bücher.example",
            &long,
        ] {
            assert_eq!(parse(raw), None, "{raw}");
        }
    }
}
