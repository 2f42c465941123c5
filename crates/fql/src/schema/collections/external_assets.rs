//! External assets of Exposure Management.

crate::collection! {
    /// The IP addresses and domains that an organization exposes to the internet, as
    /// `query_external_assets` and related operations filter them.
    ///
    /// The rows are the four tables of the operation's documentation, which list the fields that
    /// support exact matches, wildcards, lists and range comparisons. The field types come from the
    /// response model. Published values come from public clients, because the documentation lists none.
    /// The alias `last_seen_timestamp` occurs in an example of the documentation, but
    /// in none of its tables.
    pub ExternalAssets "external-assets" sort "|";
    operations from "falconpy src/falconpy/_endpoint/_exposure_management.py; github.com/CrowdStrike/falconpy/issues/532 (listings by offset)" {
        list "query_external_assets" get "/fem/queries/external-assets/v1" ids offset window 10000
            sort unknown;
    }
    operations from "falconpy src/falconpy/_endpoint/_exposure_management.py" {
        list "query_external_assets_v2" get "/fem/queries/external-assets/v2" ids after sort unknown;
    }
    further operations from "falconpy src/falconpy/_endpoint/_exposure_management.py" {
        details "get_external_assets" get "/fem/entities/external-assets/v1" query ids max 100;
        aggregate "aggregate_external_assets" post "/fem/aggregates/external-assets/v1" list;
    }

    from "documentation of query_external_assets" {
        asset_id: text single [exact, wildcard, list];
        asset_type: text single [exact, wildcard, list]
            values ["ip", "dns_domain"]
            from "gofalcon, model of an external asset";
        confidence: integer single [exact, wildcard, list];
        connectivity_status: text single [exact, wildcard, list];
        criticality: text single [exact, wildcard, list]
            values ["Critical", "High", "Noncritical", "Unassigned"]
            from "PSFalcon, accepted values of the criticality of an external asset";
        criticality_description: text single [exact];
        criticality_timestamp: timestamp single [exact, range];
        criticality_username: text single [exact, wildcard, list];
        data_providers: text [exact, wildcard, list];
        discovered_by: text single [exact, wildcard, list]
            values ["auto", ..]
            from "FalconPy, sample em_manager.py";
        dns_domain.fqdn: text [exact, wildcard, list];
        dns_domain.isps: text [exact, wildcard, list];
        dns_domain.parent_domain: text [exact, wildcard, list];
        dns_domain.resolved_ips: ip [exact, wildcard, range];
        dns_domain.services.applications.category: text [exact, wildcard, list];
        dns_domain.services.applications.cpe: text [exact, wildcard, list];
        dns_domain.services.applications.name: text [exact, wildcard, list];
        dns_domain.services.applications.vendor: text [exact, wildcard, list];
        dns_domain.services.applications.version: text [exact, wildcard, list];
        dns_domain.services.cloud_provider: text [exact, wildcard, list];
        dns_domain.services.cpes: text [exact, wildcard, list];
        dns_domain.services.first_seen: timestamp [range];
        dns_domain.services.hosting_provider: text [exact, wildcard];
        dns_domain.services.id: text [wildcard, list];
        dns_domain.services.last_seen: timestamp [exact, range];
        dns_domain.services.platform_name: text [exact, wildcard, list]
            values ["Windows", "Mac", "Linux", ..]
            from "gofalcon, model of an external asset";
        dns_domain.services.port: integer [exact, wildcard, list, range];
        dns_domain.services.protocol: text [exact, wildcard, list];
        dns_domain.services.protocol_port: text [exact, wildcard, list];
        dns_domain.services.status: text [exact, wildcard, list];
        dns_domain.services.status_code: integer [exact, wildcard, list, range];
        dns_domain.services.transport: text [exact, wildcard, list];
        dns_domain.type: text [exact, wildcard, list]
            values ["root", "subdomain"]
            from "gofalcon, model of an external asset";
        first_seen: timestamp single [exact, range];
        id: text single [exact, wildcard, list];
        internet_exposure: text single [exact, wildcard, list]
            values ["Yes", "No", "Pending", ..]
            from "FalconPy, sample em_manager.py, and the guide of Discover hosts";
        ip.aid: text [exact, wildcard, list];
        ip.asn: integer [exact, wildcard, list];
        ip.cloud_vm.description: text [exact];
        ip.cloud_vm.instance_id: text [exact, wildcard, list];
        ip.cloud_vm.lifecycle: text [exact, wildcard, list];
        ip.cloud_vm.mac_address: text [exact, wildcard, list];
        ip.cloud_vm.owner_id: text [exact, wildcard, list];
        ip.cloud_vm.platform: text [exact, wildcard, list];
        ip.cloud_vm.private_ip: ip [exact, wildcard, range];
        ip.cloud_vm.public_ip: ip [exact, wildcard, range];
        ip.cloud_vm.region: text [exact, wildcard, list];
        ip.cloud_vm.security_groups: text [exact, wildcard, list];
        ip.cloud_vm.source: text [exact, wildcard, list];
        ip.cloud_vm.status: text [exact, wildcard, list];
        ip.fqdns: text [exact, wildcard, list];
        ip.ip_address: ip [exact, wildcard, range];
        ip.isp: text [exact, wildcard, list];
        ip.location.area_code: text [exact, wildcard, list];
        ip.location.city: text [exact, wildcard, list];
        ip.location.country_code: text [exact, wildcard, list];
        ip.location.country_name: text [exact, wildcard, list];
        ip.location.postal_code: text [exact, wildcard, list];
        ip.location.region_code: text [exact, wildcard, list];
        ip.location.region_name: text [exact, wildcard, list];
        ip.location.timezone: text [exact, wildcard, list];
        ip.ptr: text [exact, wildcard, list];
        ip.services.applications.category: text [exact, wildcard, list];
        ip.services.applications.cpe: text [exact, wildcard, list];
        ip.services.applications.name: text [exact, wildcard, list];
        ip.services.applications.vendor: text [exact, wildcard, list];
        ip.services.applications.version: text [exact, wildcard, list];
        ip.services.cloud_provider: text [exact, wildcard, list];
        ip.services.cpes: text [exact, wildcard, list];
        ip.services.first_seen: timestamp [exact, range];
        ip.services.last_seen: timestamp [exact, range];
        ip.services.platform_name: text [exact, wildcard, list]
            values ["Windows", "Mac", "Linux", ..]
            from "gofalcon, model of an external asset";
        ip.services.port: integer [exact, wildcard, list, range];
        ip.services.protocol: text [exact, wildcard, list];
        ip.services.protocol_port: text [exact, wildcard, list];
        ip.services.status: text [exact, wildcard, list];
        ip.services.status_code: integer [exact, wildcard, list, range];
        ip.services.transport: text [exact, wildcard, list];
        last_seen: timestamp single [exact, range];
        manual: boolean single [exact, wildcard, list];
        perimeter: text single [exact, wildcard, list]
            values ["Official", "Unofficial"]
            from "gofalcon, model of an external asset";
        subsidiaries.id: text [exact, wildcard, list];
        subsidiaries.name: text [exact, wildcard, list];
        triage.action: text [exact, wildcard, list];
        triage.assigned_to: text [exact, wildcard, list];
        triage.status: text [exact, wildcard, list];
        triage.updated_by: text [exact, wildcard, list];
        triage.updated_timestamp: timestamp [exact, range];
    }

    from "newer API definitions of query_external_assets" {
        ip.cloud_provider: text [exact];
    }

    alias last_seen_timestamp = last_seen;
}
