//! Discover assets (hosts).

crate::collection! {
    /// Discover assets (hosts).
    ///
    /// Unknown fields: an error (falcon-mcp tests/integration/test_filter_classification.py).
    ///
    /// Wildcards: field:*'*x*' (guide discover.py; README spyglass hostname:*'*search*');
    /// wildcards inside a list also shown for applications.
    ///
    /// Forms: CIDR shown in external_ip/local_ip_addresses equality (discover.py). No ~ list
    /// exists in the swagger text. Sort takes pipe (swagger) and dot (live test).
    ///
    /// Conflict: os_security.iommu_protection_status: guide says boolean, answer model says text
    /// (gofalcon falcon/models/domain_discover_api_os_security.go).
    ///
    /// Conflict: network_interfaces.local_ip/.mac_address/.interface_alias/.interface_description/
    /// .network_prefix: swagger lists exact and wildcard; gofalcon
    /// falcon/models/domain_discover_api_host.go says network_interfaces cannot be used for
    /// filtering, sorting or querying.
    ///
    /// Conflict: os_security.*: swagger lists exact AND wildcard; newer CrowdStrike guide says
    /// booleans true/false, a string is a 400 (live: test_discover.py@5148e3c). A third-party port
    /// of the guide shows 'Enabled'/'Disabled'.
    ///
    /// Conflict: criticality: guide (discover.py) shows Critical|High|Medium|Low|Unassigned; model
    /// comment and FEM say Critical|High|Noncritical|Unassigned. criticality is not in the swagger
    /// list at all.
    ///
    /// Conflict: confidence: guide 0-100 with ranges and numeric list; model comment says 25/50/75
    /// steps; swagger puts it in exact, wildcard and range.
    ///
    /// Conflict: encryption_status values: live test 'Unencrypted'; newer CrowdStrike guide
    /// Encrypted|Unencrypted; a third-party port shows 'Not Encrypted'.
    ///
    /// Conflict: used_disk_space: swagger lists all four range operators; newer guide says \< on
    /// disk-space fields can return a server error.
    ///
    /// Conflict: first_seen_timestamp/last_seen_timestamp/scan_details.scan_date/vulnerability_ass
    /// essment_date are in the range list only, yet the guide shows equality on the first two.
    ///
    /// Conflict: swagger repeats os_security.device_guard_status three times (copy error; other
    /// os_security names may be missing).
    ///
    /// Conflict: triage.status (falconpy #1303) and asset_roles, criticality, cid are answer
    /// fields that the swagger list omits.
    pub DiscoverHosts "discover-hosts" sort "|";
    table closed;
    unknown_field error;
    patterns [operator] from "falcon-mcp falcon_mcp/resources/discover.py";
    operations from "falconpy src/falconpy/_endpoint/_discover.py" {
        list "query_hosts" get "/discover/queries/hosts/v1" ids limit 100 max 100 offset sort;
        list "combined_hosts" get "/discover/combined/hosts/v1" documents filter required limit 100 max 1000
            after sort accepts "facet";
    }
    further operations from "falconpy src/falconpy/_endpoint/_discover.py" {
        details "get_hosts" get "/discover/entities/hosts/v1" query ids max 100;
    }

    from "gofalcon falcon/client/discover/combined_hosts_parameters.go; falconpy \
          src/falconpy/_endpoint/_discover.py" {
        account_enabled: text single [exact, wildcard, list] values ["Yes", "No", ..];
        ad_user_account_control: integer single [exact, range];
        agent_version: text [exact, wildcard, list];
        assigned_to: text [exact, wildcard, list];
        available_disk_space: integer single [exact, range];
        available_disk_space_pct: integer single [exact, range];
        average_memory_usage_pct: integer single [exact, range];
        bios_hashes_data.measurement_type: integer [exact, wildcard];
        bios_hashes_data.sha256_hash: text [exact, wildcard, list];
        bios_id: text [exact, wildcard, list];
        bios_manufacturer: text [exact, wildcard, list];
        bios_version: text [exact, wildcard, list];
        cpu_manufacturer: text [exact, wildcard, list];
        cpu_processor_name: text [exact, wildcard, list];
        creation_timestamp: timestamp single [exact, range];
        data_providers: text [exact, wildcard, list];
        data_providers_count: integer single [exact, range];
        department: text [exact, wildcard, list];
        discoverer_aids: text [exact, wildcard, list];
        discoverer_count: integer single [exact, range];
        discoverer_platform_names: text [exact, wildcard, list];
        discoverer_product_type_descs: text [exact, wildcard, list];
        discoverer_tags: text [exact, wildcard, list];
        disk_sizes.disk_name: text [exact, wildcard, list];
        disk_sizes.disk_space: integer [exact, range];
        email: text [exact, wildcard, list];
        encrypted_drives: text [exact, wildcard, list];
        encrypted_drives_count: integer single [exact, range];
        entity_type: text single [exact, wildcard, list]
            values ["managed", "unmanaged", "unsupported", ..];
        form_factor: text [exact, wildcard, list];
        fqdn: text [exact, wildcard, list];
        groups: text [exact, wildcard, list];
        last_discoverer_aid: text [exact, wildcard, list];
        local_ips_count: integer single [exact, range];
        location: text [exact, wildcard, list];
        logical_core_count: integer single [exact, range];
        machine_domain: text [exact, wildcard, list];
        managed_by: text [exact, wildcard, list];
        max_memory_usage: integer single [exact, range];
        max_memory_usage_pct: integer single [exact, range];
        max_processor_usage: integer single [exact, range];
        mount_storage_info.available_space: integer [exact, range];
        mount_storage_info.mount_path: text [exact, wildcard, list];
        mount_storage_info.used_space: integer [exact, range];
        network_interfaces.interface_alias: text [exact, wildcard, list];
        network_interfaces.interface_description: text [exact, wildcard, list];
        network_interfaces.local_ip: ip [exact, wildcard, list];
        network_interfaces.mac_address: text [exact, wildcard, list];
        network_interfaces.network_prefix: text [exact, wildcard, list];
        object_guid: text [exact, wildcard, list];
        object_sid: text [exact, wildcard, list];
        os_is_eol: text single [exact, wildcard, list] values ["Yes", "No", "Unknown", ..];
        os_security.device_guard_status: boolean single [exact, wildcard];
        /// Siblings are booleans live; this one has no source of its own for the kind.
        os_security.system_guard_status: text [exact, wildcard, list];
        /// Siblings are booleans live; this one has no source of its own for the kind.
        os_security.uefi_memory_protection_status: text [exact, wildcard, list];
        os_service_pack: text [exact, wildcard, list];
        ou: text [exact, wildcard, list];
        owned_by: text [exact, wildcard, list];
        physical_core_count: integer single [exact, range];
        processor_package_count: integer single [exact, range];
        reduced_functionality_mode: text single [exact, wildcard, list] values ["Yes", "No", ..];
        scan_details.scan_date: timestamp [range];
        scan_details.scan_id: text [exact, wildcard, list];
        scan_details.schedule_id: text [exact, wildcard, list];
        servicenow_id: text [exact, wildcard, list];
        site_name: text [exact, wildcard, list];
        state: text [exact, wildcard, list];
        system_serial_number: text [exact, wildcard, list];
        tags: text [exact, wildcard, list];
        total_bios_files: integer single [exact, range];
        used_disk_space_pct: integer single [exact, range];
        used_for: text [exact, wildcard, list];
        vulnerability_assessment_date: timestamp single [range];
    }

    from "gofalcon falcon/client/discover/combined_hosts_parameters.go; falconpy \
          src/falconpy/_endpoint/_discover.py; falcon-mcp resources/discover.py managed-assets \
          guide" {
        aid: text [exact, wildcard, list];
        average_memory_usage: integer single [exact, range];
        average_processor_usage: integer single [exact, range];
        encryption_status: text [exact, wildcard, list];
        id: text [exact, wildcard, list];
        number_of_disk_drives: integer single [exact, range];
        os_security.credential_guard_status: boolean unquoted [exact, wildcard];
        os_security.iommu_protection_status: boolean unquoted [exact, wildcard];
        os_security.kernel_dma_protection_status: boolean unquoted [exact, wildcard];
        os_security.secure_boot_enabled_status: boolean unquoted [exact, wildcard];
        os_security.secure_boot_requested_status: boolean unquoted [exact, wildcard];
        os_security.virtualization_based_security_status: boolean unquoted [exact, wildcard];
        total_disk_space: integer single [exact, range];
        total_memory: integer single [exact, range];
        unencrypted_drives: text [exact, wildcard, list];
        unencrypted_drives_count: integer single [exact, range];
        used_disk_space: integer single [exact, range];
    }

    from "gofalcon falcon/client/discover/combined_hosts_parameters.go; falconpy \
          src/falconpy/_endpoint/_discover.py; falcon-mcp falcon_mcp/resources/discover.py" {
        city: text [exact, wildcard, list];
        confidence: integer [exact, wildcard, shown list, range]
            within 0 to 100
            expects "use a number from 0 to 100, such as `confidence:>=75`";
        country: text [exact, wildcard, list];
        discovering_by: text [exact, wildcard, list] values ["Passive", "Active", ..];
        external_ip: ip [exact, wildcard, list];
        first_seen_timestamp: timestamp [shown exact, range];
        hostname: text [exact, wildcard, list, sort];
        internet_exposure: text [exact, wildcard, list] values ["Yes", "No", "Pending", ..];
        kernel_version: text [exact, wildcard, list];
        local_ip_addresses: ip [exact, wildcard, list];
        mac_addresses: text [exact, wildcard, list];
        os_version: text [exact, wildcard, list];
        platform_name: text [exact, wildcard, list] values ["Windows", "Linux", "Mac", ..];
        product_type_desc: text [exact, wildcard, list, sort]
            values ["Workstation", "Server", "Domain Controller", ..];
        system_manufacturer: text [exact, wildcard, list];
        system_product_name: text [exact, wildcard, list];
    }

    from "falcon-mcp falcon_mcp/resources/discover.py; falcon-mcp falcon_mcp/modules/discover.py \
          (criticality.desc)" {
        /// In the guide but not in the swagger list.
        criticality: text [exact, list, shown sort];
    }

    from "gofalcon falcon/client/discover/combined_hosts_parameters.go; falconpy \
          src/falconpy/_endpoint/_discover.py; falcon-mcp falcon_mcp/resources/discover.py; \
          falcon-mcp tests/integration/test_discover.py (last_seen_timestamp.desc)" {
        last_seen_timestamp: timestamp [shown exact, range, shown sort];
    }

    hint last_seen = "last_seen_timestamp" because "`last_seen` is the name in hosts";
    hint first_seen = "first_seen_timestamp" because "`first_seen` is the name in hosts";
    hint current_local_ip = "local_ip_addresses"
        because "responses call the latest address so (gofalcon falcon/models/domain_discover_api_host.go)";
    hint local_ip = "local_ip_addresses" because "`local_ip` is the name in hosts";
    hint mac_address = "mac_addresses" because "`mac_address` is the name in hosts";
    hint ip = "local_ip_addresses", "external_ip"
        because "an asset has local addresses and an external one; networks and patterns match, such as `'10.0.0.0/24'` (falcon-mcp falcon_mcp/resources/discover.py)";
    hint ip_address = "local_ip_addresses", "external_ip"
        because "an asset has local addresses and an external one";
    hint device_id = "aid" because "`device_id` is the name in hosts";
    hint agent_id = "aid" because "`agent_id` is the name in alerts";
    hint os = "platform_name", "os_version"
        because "Caracara calls the platform `os` (caracara-filters caracara_filters/dialects/_base.py)";
    hint platform = "platform_name" because "alerts and sensor installers call it `platform`";
    hint status = "entity_type" because "an asset is `managed`, `unmanaged` or `unsupported`";
    hint managed = "entity_type:'managed'"
        because "an asset is `managed`, `unmanaged` or `unsupported`";
    hint domain = "machine_domain"
        because "Caracara calls it `domain` (caracara-filters caracara_filters/dialects/hosts.py)";
    hint serial_number = "system_serial_number" because "`serial_number` is the name in hosts";
    hint product_type = "product_type_desc"
        because "`Server` and `Workstation` are values of `product_type_desc`";
    hint sensor_version = "agent_version" because "the sensor is the agent";
    hint name = "hostname" because "groups and policies have a `name`, assets a `hostname`";
    hint encrypted = "encryption_status"
        because "drives have `encrypted_drives`, assets an `encryption_status`";
    hint manufacturer = "system_manufacturer"
        because "the manufacturer of the asset is that of its system";
    hint model = "system_product_name" because "the model is the product name of the system";
    hint type = "entity_type" because "an asset is `managed`, `unmanaged` or `unsupported`";
    hint owner = "owned_by" because "the owner of an asset is `owned_by`";
    hint memory_total = "total_memory" because "the field is called `total_memory`";
}
