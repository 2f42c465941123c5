//! Adding addresses and domains to the inventory.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::PoisonError;

use serde_json::{Value, json};

use super::subsidiaries::{Change, count_assets};
use crate::data::Document;
use crate::envelope::{Envelope, Reply};
use crate::id;
use crate::reach::{Scalar, reach};
use crate::refusal::Refusal;
use crate::state::Call;
use crate::store::Snapshot;

/// Adds what is an address or a domain and not in the inventory yet. What became of each stands in
/// the resources, in the order of the request.
pub(super) fn add(call: &Call) -> Result<Reply, Refusal> {
    let body = call.json()?;
    let additions = additions(&body)?;
    let adding = call.state.adding.lock();
    let _adding = adding.unwrap_or_else(PoisonError::into_inner);
    let mut owners = owners(&call.state.assets.snapshot(), &additions);
    let mut envelope = Envelope::new();
    let mut added = Vec::new();
    for (index, addition) in additions.iter().enumerate() {
        let subsidiary = Subsidiary::find(call, addition.subsidiary_id);
        let mut result = json!({
            "index": index,
            "id": addition.id,
            "raw_value": addition.raw,
            "value": addition.target.as_ref().map(|target| &target.value),
            "asset_type": addition.target.as_ref().map(|target| target.asset_type()),
            "subsidiary": subsidiary.as_ref().map(Subsidiary::named),
            "current_subsidiary": null,
            "error": null,
        });
        match (&addition.target, subsidiary) {
            (None, _) => {
                result["error"] =
                    "the value is no address and no domain: give one such as `192.0.2.1` or \
                         `www.example.com`"
                        .into();
            }
            (Some(_), None) => {
                result["error"] = format!(
                    "there is no subsidiary with the id `{}`",
                    addition.subsidiary_id
                )
                .into();
            }
            (Some(target), Some(subsidiary)) => match owners.get(target.value.as_str()) {
                Some(owner) => {
                    result["current_subsidiary"] = owner.clone();
                    result["error"] = "the asset is in the inventory already".into();
                }
                None => {
                    added.push(target.asset(call, &subsidiary));
                    owners.insert(&target.value, subsidiary.named());
                    result["current_subsidiary"] = subsidiary.named();
                }
            },
        }
        envelope.push(result);
    }
    call.state.assets.change(|assets| {
        for asset in &added {
            let id = asset["id"].as_str().unwrap_or_default();
            assets.put(Document::new(id, asset.to_string()));
        }
    });
    for asset in &added {
        count_assets(&call.state, asset, Change::Added);
    }
    Ok(envelope.with_affected(added.len()).into())
}

/// One value that is to be added.
struct Addition<'b> {
    subsidiary_id: &'b str,
    /// The caller's own name for it.
    id: Option<&'b str>,
    raw: &'b str,
    /// What the value is, if it is something.
    target: Option<Target>,
}

fn additions(body: &Value) -> Result<Vec<Addition<'_>>, Refusal> {
    let mut additions = Vec::new();
    let data = body.get("data").and_then(Value::as_array);
    for group in data.filter(|list| !list.is_empty()).ok_or_else(malformed)? {
        let subsidiary_id = group["subsidiary_id"].as_str().ok_or_else(malformed)?;
        let assets = group["assets"].as_array().filter(|list| !list.is_empty());
        for asset in assets.ok_or_else(malformed)? {
            let raw = asset["value"].as_str().ok_or_else(malformed)?;
            let id = match &asset["id"] {
                Value::Null => None,
                Value::String(id) => Some(id.as_str()),
                _ => return Err(malformed()),
            };
            additions.push(Addition {
                subsidiary_id,
                id,
                raw,
                target: Target::read(raw),
            });
        }
    }
    Ok(additions)
}

fn malformed() -> Refusal {
    Refusal::bad_request(
        "the body is not what the operation takes: send `{\"data\": [{\"subsidiary_id\": \"…\", \
         \"assets\": [{\"id\": \"…\", \"value\": \"…\"}]}]}`",
    )
}

/// A subsidiary that an asset is added to.
struct Subsidiary(Value);

impl Subsidiary {
    fn find(call: &Call, id: &str) -> Option<Self> {
        let (found, _) = call.state.subsidiaries.get(&[id]);
        let document = found.into_iter().flatten().next()?;
        Some(Self(document.to_value()))
    }

    /// Its id and its name, as assets have them.
    fn named(&self) -> Value {
        json!({ "id": self.0["id"], "name": self.0["name"] })
    }
}

/// Of the values that are in the inventory, the subsidiary that each belongs to.
fn owners<'a>(assets: &Snapshot, additions: &'a [Addition<'_>]) -> HashMap<&'a str, Value> {
    let wanted: HashMap<&str, ()> = additions
        .iter()
        .filter_map(|addition| addition.target.as_ref())
        .map(|target| (target.value.as_str(), ()))
        .collect();
    let mut owners = HashMap::new();
    for document in assets.documents() {
        for path in ["ip.ip_address", "dns_domain.fqdn"] {
            reach(document.json(), path, |scalar| {
                let Scalar::Text(text) = scalar else { return };
                let Some(target) = Target::read(&text) else {
                    return;
                };
                if let Some((value, ())) = wanted.get_key_value(target.value.as_str()) {
                    let owner = document.to_value()["subsidiaries"][0].take();
                    owners.insert(*value, owner);
                }
            });
        }
    }
    owners
}

/// An address or a domain.
struct Target {
    value: String,
    is_address: bool,
}

impl Target {
    fn read(raw: &str) -> Option<Self> {
        let text = raw.trim();
        if let Ok(address) = text.parse::<IpAddr>() {
            return Some(Self {
                value: address.to_string(),
                is_address: true,
            });
        }
        let name = text.strip_suffix('.').unwrap_or(text).to_ascii_lowercase();
        is_domain(&name).then_some(Self {
            value: name,
            is_address: false,
        })
    }

    fn asset_type(&self) -> &'static str {
        if self.is_address { "ip" } else { "dns_domain" }
    }

    /// The asset that it becomes.
    fn asset(&self, call: &Call, subsidiary: &Subsidiary) -> Value {
        let now = call.now_text();
        let id = id::plain();
        let mut asset = json!({
            "id": id,
            "asset_id": id,
            "cid": subsidiary.0["cid"],
            "asset_type": self.asset_type(),
            "entity_type": "external",
            "applicable_actions": ["update", "delete"],
            "confidence": 100,
            "criticality": "Unassigned",
            "discovered_by": "manual",
            "first_seen": now,
            "last_seen": now,
            "internet_exposure": "Pending",
            "manual": true,
            "perimeter": "unknown",
            "status": "active",
            "subsidiaries": [subsidiary.named()],
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

/// Whether a name in lower case is one of at least two labels, the last of which is no number.
fn is_domain(name: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    let is_top = |label: &str| label.bytes().any(|byte| byte.is_ascii_alphabetic());
    name.len() <= 253
        && name.contains('.')
        && name.split('.').all(is_label)
        && name.rsplit('.').next().is_some_and(is_top)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_domains_are_told_from_what_is_neither() {
        let read = |raw: &str| Target::read(raw).map(|target| (target.asset_type(), target.value));
        for (raw, kind, value) in [
            ("192.0.2.1", "ip", "192.0.2.1"),
            (" 2001:DB8::0:1 ", "ip", "2001:db8::1"),
            ("WWW.Example.com.", "dns_domain", "www.example.com"),
            (
                "_dmarc.xn--bcher-kva.example",
                "dns_domain",
                "_dmarc.xn--bcher-kva.example",
            ),
        ] {
            assert_eq!(read(raw), Some((kind, value.to_owned())), "{raw}");
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
            assert_eq!(read(raw), None, "{raw}");
        }
    }
}
