//! External assets.

use serde_json::{Map, Value};

use super::model;

model! {
    /// An asset that the internet sees: an address or a domain.
    pub struct ExternalAsset {
        required {
            /// The asset's id.
            id: String,
        }
        texts {
            /// The customer.
            cid,
            /// `ip` or `dns_domain`.
            asset_type,
            /// `external`.
            entity_type,
            /// The asset's status.
            status,
            /// `Critical`, `High`, `Noncritical` or `Unassigned`.
            criticality,
            /// Why it has that criticality.
            criticality_description,
            /// When its criticality was set.
            criticality_timestamp,
            /// Who set its criticality.
            criticality_username,
            /// Whether it can be reached.
            connectivity_status,
            /// What discovered it.
            discovered_by,
            /// When it was first seen.
            first_seen,
            /// When it was last seen.
            last_seen,
            /// How far it is open to the internet.
            internet_exposure,
            /// Where it stands in the network.
            perimeter,
        }
        integers {
            /// How sure it is that the asset is the customer's, in percent.
            confidence,
        }
        optional {
            /// Whether a person added it.
            manual: bool,
            /// How it was discovered.
            discovery: Map<String, Value>,
            /// Who works on it.
            triage: Triage,
            /// What is known of it as an address.
            ip: Ip,
            /// What is known of it as a domain.
            dns_domain: DnsDomain,
        }
        lists {
            /// What can be done with it.
            applicable_actions: String,
            /// Where the data come from.
            data_providers: String,
            /// The subsidiaries that it belongs to.
            subsidiaries: SubsidiaryName,
        }
    }
}

model! {
    /// A subsidiary's id and name.
    pub struct SubsidiaryName {
        texts {
            /// The subsidiary's id.
            id,
            /// The subsidiary's name.
            name,
        }
    }
}

model! {
    /// Who works on an asset, and what was decided.
    pub struct Triage {
        texts {
            /// What was done.
            action,
            /// Who works on it.
            assigned_to,
            /// What was written about it.
            description,
            /// How far the work is.
            status,
            /// Who changed this last.
            updated_by,
            /// When this was changed last.
            updated_timestamp,
        }
    }
}

model! {
    /// What is known of an asset that is an address.
    pub struct Ip {
        texts {
            /// The id of the sensor on the host.
            aid,
            /// Whose cloud it is in.
            cloud_provider,
            /// The address.
            ip_address,
            /// The internet provider.
            isp,
            /// The name that the address leads back to.
            ptr,
        }
        integers {
            /// The number of the autonomous system.
            asn,
        }
        optional {
            /// The cloud machine behind it.
            cloud_vm: CloudVm,
            /// Where it is.
            location: Location,
        }
        lists {
            /// The names that lead to it.
            fqdns: String,
            /// What listens there.
            services: Service,
        }
    }
}

model! {
    /// The cloud machine behind an address.
    pub struct CloudVm {
        texts {
            /// What was written about it.
            description,
            /// Its id in the cloud.
            instance_id,
            /// Where it is in its life.
            lifecycle,
            /// Its hardware address.
            mac_address,
            /// The account that owns it.
            owner_id,
            /// What it runs on.
            platform,
            /// Its address inside.
            private_ip,
            /// Its address outside.
            public_ip,
            /// The region that it is in.
            region,
            /// Where the data come from.
            source,
            /// Whether it runs.
            status,
        }
        lists {
            /// The security groups that it is in.
            security_groups: String,
        }
    }
}

model! {
    /// Where an address is.
    pub struct Location {
        texts {
            /// The telephone area.
            area_code,
            /// The city.
            city,
            /// The country, in two letters.
            country_code,
            /// The country's name.
            country_name,
            /// The postal code.
            postal_code,
            /// The region, in short.
            region_code,
            /// The region's name.
            region_name,
            /// The time zone.
            timezone,
        }
    }
}

model! {
    /// What is known of an asset that is a domain.
    pub struct DnsDomain {
        texts {
            /// The whole name.
            fqdn,
            /// The domain above.
            parent_domain,
            /// `root` or `subdomain`.
            #[serde(rename = "type")]
            domain_type,
        }
        lists {
            /// The internet providers.
            isps: String,
            /// The addresses that the name leads to.
            resolved_ips: String,
            /// What listens there.
            services: Service,
        }
    }
}

model! {
    /// Something that listens on a port of an asset.
    pub struct Service {
        texts {
            /// The service's id.
            id,
            /// The protocol, such as `ssh`.
            protocol,
            /// `tcp` or `udp`.
            transport,
            /// The service's status.
            status,
            /// When it was first seen.
            first_seen,
            /// When it was last seen.
            last_seen,
            /// The platform.
            platform_name,
            /// The operating system.
            os,
            /// Whose cloud it is in.
            cloud_provider,
            /// Who hosts it.
            hosting_provider,
        }
        integers {
            /// The port.
            port,
            /// The status code of its answer.
            status_code,
        }
        optional {
            /// What its HTTP answer says.
            http_attributes: Map<String, Value>,
            /// What its TLS says.
            tls: Map<String, Value>,
            /// Where its blobs are; see
            /// [`download_link`](crate::ExposureManagement::download_link).
            blob_links: BlobLinks,
        }
        lists {
            /// Its platforms, enumerated.
            cpes: String,
            /// The programs that it is made of.
            applications: Application,
            /// The subsidiaries that it belongs to.
            subsidiaries: SubsidiaryName,
        }
    }
}

model! {
    /// A program behind a service.
    pub struct Application {
        texts {
            /// What kind of program it is.
            category,
            /// Its enumeration.
            cpe,
            /// Its name.
            name,
            /// Who makes it.
            vendor,
            /// Its version.
            version,
        }
    }
}

model! {
    /// Relative links to the blobs of a service.
    pub struct BlobLinks {
        texts {
            /// The whole of what its HTTP answer says.
            download_attributes,
            /// The whole banner.
            download_banner,
            /// The beginning of what its HTTP answer says.
            preview_attributes,
            /// The beginning of the banner.
            preview_banner,
        }
    }
}
