//! Cloud security assets (CSPM).

crate::collection! {
    /// Cloud security assets (CSPM).
    ///
    /// Unknown fields: an error (github.com/CrowdStrike/falcon-mcp PR 320 (tags.'key' is a 400)
    /// and cloud insights guide (camelCase names are a 400) on the same endpoint; not in the live
    /// classification table).
    ///
    /// Wildcards: field:*'*x*'; a trailing-only wildcard in plain quotes ('Global*') returns
    /// nothing on insights.string_value.
    ///
    /// Forms: ~ is rejected on this endpoint (cloud insights guide). Tags: tag_key, tag_value,
    /// tags 'key:value', tags_string. Insight fields match at asset level.
    ///
    /// Conflict: tag_value:'*web*' and tags_string:'*Production*' are shown in plain quotes
    /// (cloud.py) while the insights guide says only :*'*x*' works for substring.
    ///
    /// Conflict: cloud_provider: older guide says AWS|Azure|GCP, case-sensitive (cloud.py); newer
    /// guide aws|azure|gcp and the live test finds it case-insensitive here.
    ///
    /// Conflict: location: in the guide (cloud.py), not in the swagger list.
    ///
    /// Conflict: organization_Id has a capital I in the filter list; the answer model spells
    /// organization_id.
    ///
    /// Conflict: highest_severity values omit low (cloud.py).
    ///
    /// Conflict: severity is filterable but not sortable; sortable fields include names that are
    /// not filterable (publiclyExposedToTheInternet and two siblings) in camelCase.
    pub CspmAssets "cspm-assets" sort "|";
    table closed;
    unknown_field error;
    patterns [operator, shown plain] from "falcon-mcp falcon_mcp/resources/cloud.py";
    operations from "falconpy src/falconpy/_endpoint/_cloud_security_assets.py" {
        list "cloud_security_assets_queries" get "/cloud-security-assets/queries/resources/v1" ids
            limit 500 max 1000 offset or after window 10000 sort;
    }
    further operations from "falconpy src/falconpy/_endpoint/_cloud_security_assets.py" {
        details "cloud_security_assets_entities_get" get "/cloud-security-assets/entities/resources/v1"
            query ids max 100;
        details "cloud_security_assets_entities_post" post "/cloud-security-assets/entities/resources/v1"
            body ids;
    }
    denied list because "pass one member, not a list, by the guide";
    denied text_match because "the endpoint rejects `~`: use `*'*x*'`";

    from "gofalcon \
          falcon/client/cloud_security_assets/cloud_security_assets_queries_parameters.go" {
        account_bitmap_token_64: any [exact, denied text_match];
        azure.resource_group: text [exact, denied text_match];
        resource_gcrn: text [exact, denied text_match];
    }

    from "gofalcon \
          falcon/client/cloud_security_assets/cloud_security_assets_queries_parameters.go; \
          falconpy src/falconpy/_endpoint/_cloud_security_assets.py; falcon-mcp \
          falcon_mcp/resources/cloud.py" {
        account_id: text [exact, denied text_match, sort];
        account_name: text [exact, denied text_match, sort];
        active: boolean [exact, denied text_match, sort];
        cloud_provider: text [exact, shown list, denied text_match, sort]
            values ["aws", "azure", "gcp", "AWS", "Azure", "GCP", ..]
            from "falcon-mcp falcon_mcp/resources/cloud.py; falcon-mcp \
                  tests/integration/cloud/test_cloud_assets.py: the case is ignored";
        creation_time: timestamp shown [shown range, denied text_match, sort];
        highest_severity: text [exact, shown list, denied text_match]
            values ["critical", "high", "medium", "informational", ..];
        instance_id: text [exact, denied text_match, sort];
        instance_state: text [exact, denied text_match, sort];
        ioa_count: integer [exact, shown range, denied text_match, sort];
        iom_count: integer [exact, shown range, denied text_match, sort];
        managed_by: text [exact, denied text_match, sort]
            values ["Sensor", "Snapshot", "Unmanaged", ..];
        platform_name: text [exact, denied text_match, sort];
        publicly_exposed: boolean [exact, denied text_match, sort];
        region: text [exact, shown list, denied text_match, sort];
        resource_id: text [exact, denied text_match, sort];
        resource_type: text [exact, shown wildcard, denied text_match, sort];
        service: text [exact, shown wildcard, denied text_match, sort];
        service_category: text [exact, denied text_match, sort];
        status: text [exact, denied text_match, sort]
            values ["ResourceDiscovered", "ResourceUpdated", "ResourceDeleted", ..];
        tag_key: text [exact, denied text_match];
        tag_value: text [exact, shown wildcard, denied text_match];
        tags: text [exact, denied text_match];
        tags_string: text [exact, wildcard, denied text_match];
        updated_at: timestamp shown [shown range, denied text_match, sort];
    }

    from "gofalcon \
          falcon/client/cloud_security_assets/cloud_security_assets_queries_parameters.go; \
          falconpy src/falconpy/_endpoint/_cloud_security_assets.py" {
        aspm.deployment_cloud_resource_id: text [exact, denied text_match, sort];
        aspm.deployment_provider: text [exact, denied text_match, sort];
        aspm.deployment_type: text [exact, denied text_match, sort];
        aspm.technologies: any [exact, denied text_match, sort];
        azure.vm_id: text [exact, denied text_match];
        business_impact: text [exact, denied text_match];
        cloud_group: text [exact, denied text_match];
        cloud_label: text [exact, denied text_match];
        cloud_label_id: text [exact, denied text_match];
        cloud_risks.rule: text [exact, denied text_match];
        cloud_risks.severity: text [exact, denied text_match];
        cloud_risks.status: text [exact, denied text_match];
        cloud_scope: text [exact, denied text_match];
        cluster_id: text [exact, denied text_match, sort];
        cluster_name: text [exact, denied text_match, sort];
        compartment_ocid: text [exact, denied text_match, sort];
        compliant.benchmark_name: text [exact, denied text_match];
        compliant.benchmark_version: text [exact, denied text_match];
        compliant.framework: text [exact, denied text_match];
        compliant.policy_id: text [exact, denied text_match];
        compliant.requirement: text [exact, denied text_match];
        compliant.rule: text [exact, denied text_match];
        compliant.section: text [exact, denied text_match];
        configuration.id: text [exact, denied text_match];
        control.benchmark.name: text [exact, denied text_match];
        control.benchmark.version: text [exact, denied text_match];
        control.framework: text [exact, denied text_match];
        control.requirement: text [exact, denied text_match];
        control.r#type: text [exact, denied text_match];
        control.version: text [exact, denied text_match];
        cve_ids: text [exact, denied text_match];
        data_classifications.found: any [exact, denied text_match, sort];
        data_classifications.label: text [exact, denied text_match];
        data_classifications.label_id: text [exact, denied text_match];
        data_classifications.scanned: any [exact, denied text_match, sort];
        data_classifications.tag: text [exact, denied text_match];
        data_classifications.tag_id: text [exact, denied text_match];
        environment: text [exact, denied text_match];
        exprt_ratings: any [exact, denied text_match];
        first_seen: timestamp denied [denied text_match, sort];
        id: text [exact, denied text_match, sort];
        legacy_resource_id: text [exact, denied text_match];
        legacy_uuid: text [exact, denied text_match];
        non_compliant.benchmark_name: text [exact, denied text_match];
        non_compliant.benchmark_version: text [exact, denied text_match];
        non_compliant.framework: text [exact, denied text_match];
        non_compliant.policy_id: text [exact, denied text_match];
        non_compliant.requirement: text [exact, denied text_match];
        non_compliant.rule: text [exact, denied text_match];
        non_compliant.rule_name: text [exact, denied text_match];
        non_compliant.section: text [exact, denied text_match];
        non_compliant.severity: text [exact, denied text_match];
        organization_Id: text [exact, denied text_match, sort];
        os_version: text [exact, denied text_match, sort];
        resource_name: text [exact, denied text_match, sort];
        resource_parent: text [exact, denied text_match, sort];
        resource_type_name: text [exact, denied text_match, sort];
        sensor_priority: any [exact, denied text_match];
        snapshot_detections: any [exact, denied text_match];
        ssm_managed: any [exact, denied text_match, sort];
        tenant_id: text [exact, denied text_match, sort];
        vmware.guest_os_id: text [exact, denied text_match, sort];
        vmware.guest_os_version: text [exact, denied text_match, sort];
        vmware.host_system_name: text [exact, denied text_match, sort];
        vmware.host_type: text [exact, denied text_match, sort];
        vmware.instance_uuid: text [exact, denied text_match, sort];
        vmware.vm_host_name: text [exact, denied text_match, sort];
        vmware.vm_tools_status: text [exact, denied text_match, sort];
        zone: text [exact, denied text_match, sort];
    }

    from "gofalcon \
          falcon/client/cloud_security_assets/cloud_security_assets_queries_parameters.go; \
          falconpy src/falconpy/_endpoint/_cloud_security_assets.py; falcon-mcp \
          resources/cloud_insights.py" {
        insights.boolean_value: boolean [exact, denied text_match];
        insights.date_value: timestamp shown [shown range, denied text_match];
        insights.id: text [exact, shown list, denied text_match];
        insights.integer_value: integer [exact, shown range, denied text_match];
        /// Guide: pass one member, not a list.
        insights.string_list_value: text [exact, denied list, denied text_match];
        insights.string_value: text [exact, shown wildcard, denied text_match]
            patterns [operator, denied plain];
    }

    from "falcon-mcp falcon_mcp/resources/cloud.py" {
        /// In the guide but not in the swagger list.
        location: text [exact, denied text_match];
    }

    from "gofalcon \
          falcon/client/cloud_security_assets/cloud_security_assets_queries_parameters.go; \
          falconpy src/falconpy/_endpoint/_cloud_security_assets.py; falcon-mcp \
          resources/cloud_insights.py (severity is a valid filter field, not a valid sort \
          field)" {
        severity: text [exact, denied text_match, denied sort];
    }
}
