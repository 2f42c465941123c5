//! What a table and CSV show of an asset.

use std::collections::BTreeSet;

use falcon_transport::models::{ExternalAsset, Service};

/// A column: its heading, and what an asset has there.
pub(super) struct Column {
    pub(super) heading: &'static str,
    pub(super) cell: fn(&ExternalAsset) -> String,
}

/// The columns that a narrow terminal does without: the exposure first, then the subsidiaries, the
/// id, and when it was last seen.
pub(super) const SPARE: &[usize] = &[3, 5, 6, 4];

/// The columns of a table and of CSV.
pub(super) const COLUMNS: [Column; 7] = [
    Column {
        heading: "asset",
        cell: name,
    },
    Column {
        heading: "criticality",
        cell: |asset| text(asset.criticality.as_ref()),
    },
    Column {
        heading: "ports",
        cell: ports,
    },
    Column {
        heading: "exposure",
        cell: |asset| text(asset.internet_exposure.as_ref()),
    },
    Column {
        heading: "last seen",
        cell: |asset| text(asset.last_seen.as_ref()),
    },
    Column {
        heading: "subsidiaries",
        cell: subsidiaries,
    },
    Column {
        heading: "id",
        cell: |asset| asset.id.clone(),
    },
];

/// The address or the domain.
fn name(asset: &ExternalAsset) -> String {
    let address = asset.ip.as_ref().and_then(|ip| ip.ip_address.as_ref());
    let domain = asset
        .dns_domain
        .as_ref()
        .and_then(|domain| domain.fqdn.as_ref());
    text(address.or(domain))
}

/// Every port once, in ascending order.
fn ports(asset: &ExternalAsset) -> String {
    let ports: BTreeSet<i64> = services(asset).filter_map(|service| service.port).collect();
    let ports: Vec<String> = ports.iter().map(i64::to_string).collect();
    ports.join(" ")
}

fn services(asset: &ExternalAsset) -> impl Iterator<Item = &Service> {
    let of_address = asset.ip.iter().flat_map(|ip| &ip.services);
    let of_domain = asset.dns_domain.iter().flat_map(|domain| &domain.services);
    of_address.chain(of_domain)
}

fn subsidiaries(asset: &ExternalAsset) -> String {
    let names = asset.subsidiaries.iter();
    let names: Vec<&str> = names
        .filter_map(|subsidiary| subsidiary.name.as_deref())
        .collect();
    names.join("; ")
}

fn text(value: Option<&String>) -> String {
    value.cloned().unwrap_or_default()
}
