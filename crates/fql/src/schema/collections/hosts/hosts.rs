//! Hosts (devices).

crate::collection! {
    /// Hosts (devices).
    ///
    /// Unknown fields: an error (falcon-mcp tests/integration/test_filter_classification.py: hosts
    /// = field-validating (unknown property 400, unknown value 200 empty)).
    ///
    /// Wildcards: field:*'*x*' (any position) is the form that samples use; plain star works only
    /// at one end: 'x*' or '*x'; local_ip.raw:*'192.168.*'.
    ///
    /// Forms: plain equality on hostname is a prefix match; \['x'\] is exact and case-sensitive;
    /// !~ and bare field:* are denied.
    ///
    /// The list of sort fields also has 59 names with hyphens, such as
    /// `device_policies.application-abuse-prevention.applied`. They are not FQL properties, and
    /// are left out here.
    pub Hosts "hosts" sort ".";
    table advisory;
    unknown_field error;
    patterns [shown operator, plain_at_one_end, denied bare]
        from "falcon-mcp falcon_mcp/resources/hosts.py; falconpy samples/hosts/host_search_advanced.py";
    id device_id;
    operations from "falconpy src/falconpy/_endpoint/_hosts.py; github.com/CrowdStrike/falconpy/issues/532" {
        list "QueryDevicesByFilter" get "/devices/queries/devices/v1" ids limit max 5000 offset window 10000
            sort;
    }
    operations from "falconpy src/falconpy/_endpoint/_hosts.py" {
        list "QueryDevicesByFilterScroll" get "/devices/queries/devices-scroll/v1" ids limit max 10000
            offset token sort;
        list "CombinedDevicesByFilter" get "/devices/combined/devices/v1" documents limit 100 max 10000
            offset from next sort accepts "fields";
        list "QueryHiddenDevices" get "/devices/queries/devices-hidden/v1" ids limit max 5000 offset sort;
        list "CombinedHiddenDevicesByFilter" get "/devices/combined/devices-hidden/v1" documents
            limit 100 max 10000 offset from next sort accepts "fields";
    }
    further operations from "falconpy src/falconpy/_endpoint/_hosts.py" {
        details "PostDeviceDetailsV2" post "/devices/entities/devices/v2" body ids max 5000;
        details "GetDeviceDetailsV2" get "/devices/entities/devices/v2" query ids max 100;
    }
    denied range because "the guide documents ranges for timestamps only";
    denied text_match because "the guide documents `~` for text only";
    denied negated_text_match because "`!~` is not supported, by the guide (falcon-mcp falcon_mcp/resources/hosts.py)";

    from "falconpy src/falconpy/_endpoint/_hosts.py" {
        _all: any candidate [sort];
        chassis_type: text candidate [sort];
        chassis_type_desc: text candidate [sort];
        connection_ip: text candidate [sort];
        connection_mac_address: text candidate [sort];
        cpu_vendor: text candidate [sort];
        default_gateway_ip: text candidate [sort];
        detection_suppression_status: text candidate [sort];
        device_policies.airlock.applied: boolean candidate [sort];
        device_policies.airlock.policy_id: text candidate [sort];
        device_policies.airlock.policy_type: text candidate [sort];
        device_policies.automox.applied: boolean candidate [sort];
        device_policies.automox.policy_id: text candidate [sort];
        device_policies.automox.policy_type: text candidate [sort];
        device_policies.device_control.applied: boolean candidate [sort];
        device_policies.device_control.policy_id: text candidate [sort];
        device_policies.device_control.policy_type: text candidate [sort];
        device_policies.fim.applied: boolean candidate [sort];
        device_policies.fim.policy_id: text candidate [sort];
        device_policies.fim.policy_type: text candidate [sort];
        device_policies.firewall.applied: boolean candidate [sort];
        device_policies.firewall.policy_id: text candidate [sort];
        device_policies.firewall.policy_type: text candidate [sort];
        device_policies.firewall.rule_set_id: text candidate [sort];
        device_policies.jumpcloud.applied: boolean candidate [sort];
        device_policies.jumpcloud.policy_id: text candidate [sort];
        device_policies.jumpcloud.policy_type: text candidate [sort];
        device_policies.mobile.applied: boolean candidate [sort];
        device_policies.mobile.policy_id: text candidate [sort];
        device_policies.mobile.policy_type: text candidate [sort];
        device_policies.netskope.applied: boolean candidate [sort];
        device_policies.netskope.policy_id: text candidate [sort];
        device_policies.netskope.policy_type: text candidate [sort];
        device_policies.prevention.applied: boolean candidate [sort];
        device_policies.prevention.policy_id: text candidate [sort];
        device_policies.prevention.policy_type: text candidate [sort];
        device_policies.remote_response.applied: boolean candidate [sort];
        device_policies.remote_response.policy_id: text candidate [sort];
        device_policies.remote_response.policy_type: text candidate [sort];
        device_policies.sca.applied: boolean candidate [sort];
        device_policies.sca.policy_id: text candidate [sort];
        device_policies.sca.policy_type: text candidate [sort];
        device_policies.sensor_update.applied: boolean candidate [sort];
        device_policies.sensor_update.policy_id: text candidate [sort];
        device_policies.sensor_update.policy_type: text candidate [sort];
        device_policies.sensor_update.uninstall_protection: text candidate [sort];
        device_policies.ztl.applied: boolean candidate [sort];
        device_policies.ztl.policy_id: text candidate [sort];
        device_policies.ztl.policy_type: text candidate [sort];
        email: text candidate [sort];
        filesystem_containment_status: text candidate [sort];
        first_login_timestamp: any candidate [sort];
        first_login_user: text candidate [sort];
        group_hash: text candidate [sort];
        host_utc_offset: text candidate [sort];
        internet_exposure: text candidate [sort];
        k8s_cluster_git_version: text candidate [sort];
        k8s_cluster_id: text candidate [sort];
        k8s_cluster_version: text candidate [sort];
        last_login_uid: text candidate [sort];
        last_login_user: text candidate [sort];
        last_login_user_sid: text candidate [sort];
        last_reboot: any candidate [sort];
        license_activation_state: text candidate [sort];
        managed_apps.airlock.version: text candidate [sort];
        managed_apps.automox.version: text candidate [sort];
        managed_apps.jumpcloud.version: text candidate [sort];
        managed_apps.netskope.version: text candidate [sort];
        migration_completed_time: any candidate [sort];
        os_build: text candidate [sort];
        os_product_name: text candidate [sort];
        pod_annotations: text candidate [sort];
        pod_host_ip4: text candidate [sort];
        pod_host_ip6: text candidate [sort];
        pod_hostname: text candidate [sort];
        pod_id: text candidate [sort];
        pod_ip4: text candidate [sort];
        pod_ip6: text candidate [sort];
        pod_labels: text candidate [sort];
        pod_name: text candidate [sort];
        pod_namespace: text candidate [sort];
        pod_service_account_name: text candidate [sort];
        pointer_size: text candidate [sort];
        policies.applied: boolean candidate [sort];
        policies.policy_id: text candidate [sort];
        policies.policy_type: text candidate [sort];
        policy_id: any candidate [sort];
        product_type: text candidate [sort];
        rtr_state: text candidate [sort];
        safe_mode: text candidate [sort];
        zone_group: text candidate [sort];
    }

    from "falcon-mcp falcon_mcp/resources/hosts.py; psfalcon wiki Get-FalconHost" {
        agent_load_flags: text [exact, list, denied range, text_match, sort];
        agent_version: text [exact, list, denied range, text_match, sort];
        bios_manufacturer: text [exact, list, denied range, text_match, sort];
        bios_version: text [exact, list, denied range, text_match, sort];
        cid: text [exact, list, denied range, text_match, sort];
        config_id_base: text [exact, list, denied range, text_match, sort];
        config_id_build: text [exact, list, denied range, text_match, sort];
        config_id_platform: text [exact, list, denied range, text_match, sort];
        cpu_signature: text [exact, list, text_match, sort];
        first_seen: timestamp single [exact, range, denied text_match, sort];
        kernel_version: text [exact, list, denied range, text_match, sort];
        last_login_timestamp: timestamp single [exact, range, denied text_match, sort];
        local_ip.raw: text [exact, wildcard, list, denied range, text_match, sort];
        /// The guide example prints an IPv6 address (2001:db8:...) for a MAC field; caracara
        /// documents 01-22-33-44-55-66.
        mac_address: text [exact, list, denied range, text_match, sort];
        machine_domain: text [exact, list, denied range, text_match, sort];
        major_version: text [exact, list, denied range, text_match, sort];
        minor_version: text [exact, list, denied range, text_match, sort];
        modified_timestamp: timestamp single [exact, range, denied text_match, sort];
        /// Falconpy #1253 (user report): wildcards on os_version give an HTTP 500 on the scroll
        /// operation; wildcard os_version:'*Server*' appears only inside an ansible dynamic-group
        /// assignment rule, not on a query endpoint.
        os_version: text [exact, list, denied range, text_match, sort];
        ou: text [exact, list, denied range, text_match, sort];
        platform_id: text [exact, list, denied range, text_match, sort];
        reduced_functionality_mode: text single [exact, list, text_match, sort]
            values ["yes", "no", "", ..];
        release_group: text [exact, list, denied range, text_match, sort];
        site_name: text [exact, list, denied range, text_match, sort];
        system_manufacturer: text [exact, list, denied range, text_match, sort];
        system_product_name: text [exact, list, denied range, text_match, sort];
    }

    from "falcon-mcp falcon_mcp/resources/hosts.py" {
        deployment_type: text single [exact, list, text_match, sort] values ["Standard", "DaemonSet", ..];
        linux_sensor_mode: text single [exact, list, text_match, sort]
            values ["Kernel Mode", "User Mode", ..];
        service_provider: text single [exact, list, denied range, text_match, sort]
            values ["AWS_EC2_V2", "AZURE", "GCP", ..]
            corrects ["AWS" = "AWS_EC2_V2"];
        service_provider_account_id: text [exact, list, denied range, text_match, sort];
    }

    from "falcon-mcp falcon_mcp/resources/hosts.py; psfalcon wiki Get-FalconHost; falcon-mcp \
          tests/integration/test_host_groups.py" {
        device_id: text [exact, list, denied range, text_match, sort];
    }

    from "falcon-mcp falcon_mcp/resources/hosts.py; psfalcon wiki Get-FalconHost; \
          caracara-filters caracara_filters/dialects/hosts.py" {
        /// CIDR '123.234.0.0/16' is offered by caracara help text, no live proof.
        external_ip: ip single [exact, shown list, sort];
        /// Simple local_ip:* is denied; CIDR '172.16.0.0/16' is offered by caracara help text, no
        /// live proof.
        local_ip: ip single [exact, shown list, sort] patterns by local_ip.raw;
    }

    from "falcon-mcp falcon_mcp/resources/hosts.py; psfalcon wiki Get-FalconHost; \
          terraform-provider-crowdstrike internal/host_groups/host_group_resource.go; psfalcon \
          private/Private.ps1" {
        groups: text [exact, list, denied range, text_match, sort];
    }

    from "falcon-mcp falcon_mcp/resources/hosts.py; psfalcon wiki Get-FalconHost; falconpy \
          samples/hosts/host_search_advanced.py; falconpy README.md" {
        /// Plain hostname:'x' is a prefix match (psfalcon #509); hostname:\['x'\] is the exact
        /// form and is case-sensitive (psfalcon wiki Filtering-Results). Infix hostname:'*x*' is
        /// denied by the guide, hostname:*'*x*' is shown in seven falconpy samples.
        hostname: text [exact, wildcard, list, denied range, text_match, sort]
            inexact "also matches longer values that start with it" exact list
                from "github.com/CrowdStrike/psfalcon #509; psfalcon wiki Filtering-Results";
    }

    from "falcon-mcp falcon_mcp/resources/hosts.py; psfalcon wiki Get-FalconHost; \
          github.com/CrowdStrike/psfalcon #153 (maintainer comment)" {
        /// Psfalcon #153: the maintainer tested it as accepted for filter and sort, although the
        /// console appendix did not list it.
        instance_id: text [exact, list, denied range, text_match, sort];
    }

    from "falcon-mcp falcon_mcp/resources/hosts.py; psfalcon wiki Get-FalconHost; \
          falcon-mcp@9bc0efe tests/integration/test_hosts.py \
          test_last_seen_accepts_relative_dates and test_relative_date_garbage_is_rejected" {
        last_seen: timestamp single [exact, range, denied text_match, sort];
    }

    from "falcon-mcp falcon_mcp/resources/hosts.py; psfalcon wiki Get-FalconHost; falcon-mcp \
          tests/integration/test_hosts.py; caracara-filters tests/test_hosts_filters.py" {
        platform_name: text single [exact, list, denied range, text_match, sort]
            values ["Windows", "Mac", "Linux", ..]
            corrects ["macOS" = "Mac", "OS X" = "Mac", "Darwin" = "Mac"];
    }

    from "falcon-mcp falcon_mcp/resources/hosts.py; psfalcon wiki Get-FalconHost; gofalcon \
          examples/falcon_cleanup_pods/main.go; falcon-mcp@9bc0efe \
          tests/integration/test_hosts.py test_product_type_desc_vocabulary" {
        /// Not a closed set: 'Mobile' proved by a live test (test_hosts.py@9bc0efe
        /// test_product_type_desc_vocabulary), 'Pod' used by a gofalcon example; guide table names
        /// only Server, Workstation.
        product_type_desc: text single [exact, list, denied range, text_match, sort]
            values ["Workstation", "Server", "Domain Controller", "Mobile", "Pod", ..]
            corrects ["DC" = "Domain Controller"];
    }

    from "falcon-mcp falcon_mcp/resources/hosts.py; psfalcon wiki Get-FalconHost; falconpy \
          samples/hosts/bulk_add_falcon_tag.py" {
        serial_number: text [exact, list, text_match, sort];
    }

    from "falcon-mcp falcon_mcp/resources/hosts.py; psfalcon wiki Get-FalconHost; \
          caracara-filters tests/test_hosts_filters.py" {
        status: text single [exact, list, denied range, text_match, sort]
            values ["normal", "containment_pending", "contained",
                "lift_containment_pending", ..]
            corrects ["Not Contained" = "normal", "uncontained" = "normal"];
    }

    from "falcon-mcp falcon_mcp/resources/hosts.py; psfalcon wiki Get-FalconHost; falconpy \
          samples/hosts/stale_sensors.py" {
        /// Value must be fully qualified (FalconGroupingTags/x, SensorGroupingTags/x) and exact
        /// case.
        tags: text [exact, shown wildcard, list, denied range, text_match, sort]
            prefixes ["FalconGroupingTags/", "SensorGroupingTags/"];
    }

    hint os = "platform_name", "os_version"
        because "Caracara calls the platform `os` (caracara-filters caracara_filters/dialects/_base.py)";
    hint operating_system = "platform_name", "os_version"
        because "the guide has a platform and a version (falcon-mcp falcon_mcp/resources/hosts.py)";
    hint platform = "platform_name" because "alerts and sensor installers call it `platform`";
    hint containment_status = "status"
        because "`status` is the state of the containment (caracara-filters caracara_filters/dialects/hosts.py)";
    hint contained = "status:'contained'"
        because "`status` is the state of the containment (caracara-filters caracara_filters/dialects/hosts.py)";
    hint aid = "device_id" because "Discover and Spotlight call it `aid`";
    hint agent_id = "device_id" because "alerts call it `agent_id`";
    hint domain = "machine_domain"
        because "Caracara calls it `domain` (caracara-filters caracara_filters/dialects/hosts.py)";
    hint ip = "local_ip", "local_ip.raw:*'10.0.0.*'", "external_ip"
        because "patterns match `local_ip.raw` only (falcon-mcp falcon_mcp/resources/hosts.py)";
    hint ip_address = "local_ip", "local_ip.raw:*'10.0.0.*'", "external_ip"
        because "patterns match `local_ip.raw` only (falcon-mcp falcon_mcp/resources/hosts.py)";
    hint local_ip_addresses = "local_ip" because "`local_ip_addresses` is the name in Discover";
    hint name = "hostname" because "groups and policies have a `name`, hosts a `hostname`";
    hint group_id = "groups"
        because "`groups` has the ids of groups (caracara-filters caracara_filters/dialects/hosts.py)";
    hint group_name = "groups"
        because "`groups` has the ids of groups, not their names (caracara-filters caracara_filters/dialects/hosts.py)";
    hint role = "product_type_desc"
        because "Caracara calls it `role` (caracara-filters caracara_filters/dialects/hosts.py)";
    hint product_type = "product_type_desc"
        because "`Server` and `Workstation` are values of `product_type_desc` (falcon-mcp falcon_mcp/resources/hosts.py)";
    hint site = "site_name"
        because "Caracara calls it `site` (caracara-filters caracara_filters/dialects/hosts.py)";
    hint version = "agent_version", "os_version"
        because "a host has a version of the sensor and one of the system";
    hint sensor_version = "agent_version" because "the sensor is the agent";
    hint last_seen_timestamp = "last_seen" because "`last_seen_timestamp` is the name in Discover";
    hint first_seen_timestamp = "first_seen"
        because "`first_seen_timestamp` is the name in Discover";
    hint online = "last_seen:>='now-30m'"
        because "no field has the connection; hosts seen lately are likely online (caracara-filters caracara_filters/dialects/hosts.py)";
    hint rfm = "reduced_functionality_mode" because "RFM is the reduced functionality mode";
    hint cloud_provider = "service_provider"
        because "`cloud_provider` is the name in cloud collections";
    hint os_name = "platform_name", "os_version" because "a host has a platform and a version";
    hint username = "last_login_user"
        because "the user who logged in last is `last_login_user`; no source filters by it";
    hint containment = "status"
        because "`status` is the state of the containment (caracara-filters caracara_filters/dialects/hosts.py)";
}
