//! The columns of assets in tables and CSV.

use std::collections::BTreeSet;

use falcon_transport::models::{ExternalAsset, Service};

/// A column with its heading and the cell of an asset.
pub(super) struct Column {
    pub(super) heading: &'static str,
    pub(super) cell: fn(&ExternalAsset) -> String,
}

/// Indexes of the columns that a narrow terminal hides: exposure first, then subsidiaries, id and
/// last seen.
pub(super) const OPTIONAL: &[usize] = &[3, 5, 6, 4];

pub(super) const COLUMNS: [Column; 7] = [
    Column {
        heading: "asset",
        cell: name,
    },
    Column {
        heading: "criticality",
        cell: |asset| asset.criticality.clone().unwrap_or_default(),
    },
    Column {
        heading: "ports",
        cell: ports,
    },
    Column {
        heading: "exposure",
        cell: |asset| asset.internet_exposure.clone().unwrap_or_default(),
    },
    Column {
        heading: "last seen",
        cell: |asset| asset.last_seen.clone().unwrap_or_default(),
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

/// Returns the IP address or the domain name.
fn name(asset: &ExternalAsset) -> String {
    let address = asset.ip.as_ref().and_then(|ip| ip.ip_address.as_ref());
    let domain = asset
        .dns_domain
        .as_ref()
        .and_then(|domain| domain.fqdn.as_ref());
    address.or(domain).cloned().unwrap_or_default()
}

/// Returns the distinct ports in ascending order.
fn ports(asset: &ExternalAsset) -> String {
    let ports: BTreeSet<i64> = services(asset).filter_map(|service| service.port).collect();
    let ports: Vec<String> = ports.iter().map(i64::to_string).collect();
    ports.join(" ")
}

fn services(asset: &ExternalAsset) -> impl Iterator<Item = &Service> {
    let ip_services = asset.ip.iter().flat_map(|ip| &ip.services);
    let domain_services = asset.dns_domain.iter().flat_map(|domain| &domain.services);
    ip_services.chain(domain_services)
}

fn subsidiaries(asset: &ExternalAsset) -> String {
    let names = asset.subsidiaries.iter();
    let names: Vec<&str> = names
        .filter_map(|subsidiary| subsidiary.name.as_deref())
        .collect();
    names.join("; ")
}
