//! External assets.

use serde_json::{Map, Value};

use super::{DateTime, model};

model! {
    /// An internet-facing asset: an IP address or a domain.
    pub struct ExternalAsset {
        required {
            /// Asset id.
            id: String,
        }
        strings {
            /// Customer id.
            cid,
            /// Asset type: `ip` or `dns_domain`.
            asset_type,
            /// Entity type: `external`.
            entity_type,
            /// Status.
            status,
            /// Criticality: `Critical`, `High`, `Noncritical` or `Unassigned`.
            criticality,
            /// Reason for the criticality.
            criticality_description,
            /// Time at which the criticality was set.
            criticality_timestamp: DateTime,
            /// User who set the criticality.
            criticality_username,
            /// Reachability.
            connectivity_status,
            /// Source of the discovery.
            discovered_by,
            /// Time of the first observation.
            first_seen: DateTime,
            /// Time of the last observation.
            last_seen: DateTime,
            /// Exposure to the internet.
            internet_exposure,
            /// Position relative to the network perimeter.
            perimeter,
        }
        integers {
            /// Confidence that the asset belongs to the customer, in percent.
            confidence,
        }
        optional {
            /// `true` if the asset was added manually.
            manual: bool,
            /// Details of the discovery.
            discovery: Map<String, Value>,
            /// Triage.
            triage: Triage,
            /// Properties of an IP address.
            ip: Ip,
            /// Properties of a domain.
            dns_domain: DnsDomain,
        }
        lists {
            /// Actions that the service offers.
            applicable_actions: String,
            /// Data providers.
            data_providers: String,
            /// Subsidiaries that it belongs to.
            subsidiaries: SubsidiaryName,
        }
    }
}

model! {
    /// The id and name of a subsidiary.
    pub struct SubsidiaryName {
        strings {
            /// Subsidiary id.
            id,
            /// Name.
            name,
        }
    }
}

model! {
    /// The triage of an asset.
    pub struct Triage {
        strings {
            /// Action.
            action,
            /// Assignee.
            assigned_to,
            /// Description.
            description,
            /// Status.
            status,
            /// User who made the last change.
            updated_by,
            /// Time of the last change.
            updated_timestamp: DateTime,
        }
    }
}

model! {
    /// Properties of an asset that is an IP address.
    pub struct Ip {
        strings {
            /// Agent id of the sensor on the host.
            aid,
            /// Cloud provider.
            cloud_provider,
            /// IP address.
            ip_address,
            /// Internet service provider.
            isp,
            /// Name from the reverse DNS lookup.
            ptr,
        }
        integers {
            /// Autonomous system number.
            asn,
        }
        optional {
            /// Cloud virtual machine that has the address.
            cloud_vm: CloudVm,
            /// Location.
            location: Location,
        }
        lists {
            /// Domain names that resolve to the address.
            fqdns: String,
            /// Services that listen on the asset.
            services: Service,
        }
    }
}

model! {
    /// A cloud virtual machine.
    pub struct CloudVm {
        strings {
            /// Description.
            description,
            /// Instance id.
            instance_id,
            /// Lifecycle state.
            lifecycle,
            /// MAC address.
            mac_address,
            /// Id of the owning account.
            owner_id,
            /// Platform.
            platform,
            /// Private IP address.
            private_ip,
            /// Public IP address.
            public_ip,
            /// Region.
            region,
            /// Data source.
            source,
            /// Status.
            status,
        }
        lists {
            /// Security groups.
            security_groups: String,
        }
    }
}

model! {
    /// The location of an IP address.
    pub struct Location {
        strings {
            /// Telephone area code.
            area_code,
            /// City.
            city,
            /// Two-letter country code.
            country_code,
            /// Country name.
            country_name,
            /// Postal code.
            postal_code,
            /// Region code.
            region_code,
            /// Region name.
            region_name,
            /// Time zone.
            timezone,
        }
    }
}

model! {
    /// Properties of an asset that is a domain.
    pub struct DnsDomain {
        strings {
            /// Fully qualified domain name.
            fqdn,
            /// Parent domain.
            parent_domain,
            /// Domain type: `root` or `subdomain`.
            #[serde(rename = "type")]
            domain_type,
        }
        lists {
            /// Internet service providers.
            isps: String,
            /// IP addresses that the name resolves to.
            resolved_ips: String,
            /// Services that listen on the asset.
            services: Service,
        }
    }
}

model! {
    /// A service that listens on a port of an asset.
    pub struct Service {
        strings {
            /// Service id.
            id,
            /// Application protocol, such as `ssh`.
            protocol,
            /// Transport protocol: `tcp` or `udp`.
            transport,
            /// Status.
            status,
            /// Time of the first observation.
            first_seen: DateTime,
            /// Time of the last observation.
            last_seen: DateTime,
            /// Platform name.
            platform_name,
            /// Operating system.
            os,
            /// Cloud provider.
            cloud_provider,
            /// Hosting provider.
            hosting_provider,
        }
        integers {
            /// Port.
            port,
            /// HTTP status code of the service.
            status_code,
        }
        optional {
            /// Attributes of the HTTP response.
            http_attributes: Map<String, Value>,
            /// TLS properties.
            tls: Map<String, Value>,
            /// Links to blobs, for
            /// [`download_link`](crate::exposure_management::ExposureManagement::download_link).
            blob_links: BlobLinks,
        }
        lists {
            /// CPE names of the platforms.
            cpes: String,
            /// Applications.
            applications: Application,
            /// Subsidiaries that it belongs to.
            subsidiaries: SubsidiaryName,
        }
    }
}

model! {
    /// An application that provides a service.
    pub struct Application {
        strings {
            /// Category.
            category,
            /// CPE name.
            cpe,
            /// Name.
            name,
            /// Vendor.
            vendor,
            /// Version.
            version,
        }
    }
}

model! {
    /// Relative links to the blobs of a service.
    pub struct BlobLinks {
        strings {
            /// Link to the HTTP attributes.
            download_attributes,
            /// Link to the banner.
            download_banner,
            /// Link to the preview of the HTTP attributes.
            preview_attributes,
            /// Link to the preview of the banner.
            preview_banner,
        }
    }
}
