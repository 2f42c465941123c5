//! Alerts v2 (detections).

crate::collection! {
    /// Alerts v2 (detections).
    ///
    /// Wildcards: plain star: 'x*', '*x', '*x*' (guide, strings and quoted numbers); field:*'*x*'
    /// also used by a falconpy sample.
    ///
    /// Forms: timestamps: wildcard errors; arrays: exact only; number wildcard needs quotes;
    /// relative dates lowercase and quoted.
    ///
    /// Note on 8 fields: candidate: in the answer model only.
    ///
    /// Note on 24 fields: candidate: in the answer model; which model fields are "keyword" is not
    /// stated.
    ///
    /// Note on 17 fields: guide documents the object with an open "etc."; this member is known
    /// only from the answer model.
    pub Alerts "alerts" sort "|";
    table advisory;
    patterns [plain, shown operator]
        from "falcon-mcp falcon_mcp/resources/detections.py; falconpy samples/alerts";
    id composite_id;
    operations from "falconpy src/falconpy/_endpoint/_alerts.py" {
        list "GetQueriesAlertsV2" get "/alerts/queries/alerts/v2" ids limit 100 max 10000 offset sort
            accepts "include_hidden", "q";
        list "GetQueriesAlertsV1" get "/alerts/queries/alerts/v1" ids limit 100 max 10000 offset sort
            accepts "q";
        list "PostCombinedAlertsV1" post "/alerts/combined/alerts/v1" documents filter body
            limit 100 max 1000 after sort;
        aggregate "PostAggregatesAlertsV2" post "/alerts/aggregates/alerts/v2" list sort
            accepts "include_hidden" note
            "aggregations sort by `_count|desc` or `_key|asc`, with a dot the response is HTTP 400; an unknown field has no buckets";
        aggregate "PostAggregatesAlertsV1" post "/alerts/aggregates/alerts/v1" list;
    }
    further operations from "falconpy src/falconpy/_endpoint/_alerts.py" {
        details "PostEntitiesAlertsV1" post "/alerts/entities/alerts/v1" body ids;
        details "PostEntitiesAlertsV2" post "/alerts/entities/alerts/v2" body composite_ids
            accepts "include_hidden";
    }
    denied wildcard because "wildcards are errors on timestamps, and arrays and comments match exactly only, by the guide";
    denied text_match because "the guide documents `~` for strings only";

    from "falcon-mcp falcon_mcp/resources/detections.py" {
        agent_id: text [exact, wildcard, text_match, sort];
        alleged_filetype: text [exact, wildcard, text_match];
        assigned_to_uid: text [exact, wildcard, text_match, sort];
        charlotte.can_triage: boolean [exact];
        charlotte.triage_status: text [exact, wildcard, text_match];
        child_process_ids: text [exact, denied wildcard, denied text_match];
        cmdline: text [exact, wildcard, text_match];
        /// One case-sensitive term; partial and wildcard not supported.
        comments.value: text [exact, denied wildcard, denied text_match]
            inexact "matches one word of a comment, and case matters";
        composite_id: text [exact, wildcard, text_match];
        confidence: integer single [exact, wildcard, range, sort] within 1 to 100;
        crawled_timestamp: timestamp single [exact, denied wildcard, range];
        data_domains: text [exact, denied wildcard, denied text_match]
            values ["Endpoint", "Identity", "Cloud", "Email", "Web", "Network", ..];
        device.agent_load_flags: text [exact, wildcard, text_match];
        device.agent_local_time: timestamp single [exact, denied wildcard, range];
        device.agent_version: text [exact, wildcard, text_match];
        device.bios_manufacturer: text [exact, wildcard, text_match];
        device.bios_version: text [exact, wildcard, text_match];
        device.config_id_base: text [exact, wildcard, text_match];
        device.config_id_build: text [exact, wildcard, text_match];
        device.config_id_platform: text [exact, wildcard, text_match];
        device.device_id: text [exact, wildcard, text_match];
        device.external_ip: text [exact, wildcard, text_match];
        device.first_seen: timestamp single [exact, denied wildcard, range];
        device.hostname: text [exact, wildcard, text_match];
        device.last_seen: timestamp single [exact, denied wildcard, range];
        device.local_ip: text [exact, wildcard, text_match];
        device.major_version: text [exact, wildcard, text_match];
        device.minor_version: text [exact, wildcard, text_match];
        device.modified_timestamp: timestamp single [exact, denied wildcard, range];
        device.os_version: text [exact, wildcard, text_match];
        /// Answer model is a list although the guide calls it String.
        device.ou: text [exact, wildcard, text_match];
        device.platform_id: text [exact, wildcard, text_match];
        device.platform_name: text [exact, wildcard, text_match];
        device.product_type: text [exact, wildcard, text_match];
        device.product_type_desc: text [exact, wildcard, text_match];
        device.status: text [exact, wildcard, text_match];
        device.system_manufacturer: text [exact, wildcard, text_match];
        device.system_product_name: text [exact, wildcard, text_match];
        display_name: text [exact, wildcard, text_match];
        email_sent: boolean single [exact];
        falcon_host_link: text [exact, wildcard, text_match];
        filename: text [exact, wildcard, text_match];
        filepath: text [exact, wildcard, text_match];
        global_prevalence: text [exact, wildcard, text_match];
        grandparent_details.cmdline: text [exact, wildcard, text_match];
        grandparent_details.filename: text [exact, wildcard, text_match];
        grandparent_details.filepath: text [exact, wildcard, text_match];
        grandparent_details.local_process_id: text candidate;
        grandparent_details.md5: text candidate;
        grandparent_details.process_graph_id: text candidate;
        grandparent_details.process_id: text candidate;
        grandparent_details.sha256: text candidate;
        grandparent_details.timestamp: timestamp candidate;
        grandparent_details.user_graph_id: text candidate;
        grandparent_details.user_id: text candidate;
        grandparent_details.user_name: text candidate;
        hostname: text candidate;
        incident.created: timestamp [exact, denied wildcard, range];
        incident.end: timestamp [exact, denied wildcard, range];
        incident.id: text [exact, wildcard, text_match];
        incident.score: integer [exact, wildcard, range] within 1 to 100;
        incident.start: timestamp [exact, denied wildcard, range];
        indicator_id: text [exact, wildcard, text_match];
        ioc_context: text [exact, denied wildcard, denied text_match];
        ioc_values: text [exact, denied wildcard, denied text_match];
        local_prevalence: text [exact, wildcard, text_match];
        /// Guide type Number, answer model string.
        local_process_id: integer single [exact, wildcard, range];
        logon_domain: text [exact, wildcard, text_match];
        md5: text [exact, wildcard, text_match];
        name: text [exact, wildcard, text_match];
        objective: text [exact, wildcard, text_match];
        parent_details.cmdline: text [exact, wildcard, text_match];
        parent_details.filename: text [exact, wildcard, text_match];
        parent_details.filepath: text [exact, wildcard, text_match];
        parent_details.local_process_id: text candidate;
        parent_details.md5: text candidate;
        parent_details.process_graph_id: text candidate;
        parent_details.process_id: text [exact, wildcard, text_match];
        parent_details.sha256: text candidate;
        parent_details.timestamp: text candidate;
        parent_details.user_graph_id: text candidate;
        parent_details.user_id: text candidate;
        parent_details.user_name: text candidate;
        parent_process_id: text [exact, wildcard, text_match];
        /// Guide type Number (epoch), answer model string.
        process_end_time: integer single [exact, wildcard, range];
        process_id: text [exact, wildcard, text_match];
        /// Guide type Number (epoch), answer model string.
        process_start_time: integer single [exact, wildcard, range];
        scenario: text [exact, wildcard, text_match];
        seconds_to_resolved: integer single [exact, wildcard, range];
        seconds_to_triaged: integer single [exact, wildcard, range];
        severity_name: text single [exact, wildcard, text_match]
            values ["Informational", "Low", "Medium", "High", "Critical", ..];
        sha1: text [exact, wildcard, text_match];
        sha256: text [exact, wildcard, text_match];
        source_products: text [exact, denied wildcard, denied text_match];
        source_vendors: text [exact, denied wildcard, denied text_match];
        tactic: text [exact, wildcard, shown list, text_match, sort] ids "TA" by tactic_id;
        tags: text [exact, denied wildcard, denied text_match, sort];
        technique_id: text [exact, wildcard, text_match, sort];
        tree_id: text [exact, wildcard, text_match];
        tree_root: text [exact, wildcard, text_match];
        triggering_process_graph_id: text [exact, wildcard, text_match];
        user_id: text [exact, wildcard, text_match];
        user_name: text [exact, wildcard, text_match];
    }

    from "falcon-mcp falcon_mcp/resources/detections.py; falconpy \
          src/falconpy/_endpoint/_alerts.py" {
        aggregate_id: text [exact, wildcard, text_match, sort];
        /// Unassigned = assigned_to_name:!'*'.
        assigned_to_name: text [exact, wildcard, text_match, sort];
        assigned_to_uuid: text [exact, wildcard, text_match, sort];
        cid: text [exact, wildcard, text_match, sort];
        created_timestamp: timestamp single [exact, denied wildcard, range, sort];
        /// Wildcards on numbers need quotes: pattern_id:'123*'.
        pattern_id: integer single [exact, wildcard, range, sort];
        /// Guide gives 'Windows, Linux, Mac' as an example, not as a list.
        platform: text [exact, wildcard, text_match];
        /// Integer 1-100; falconpy samples use severity:'High' (a name in a numeric field), which
        /// the guide gives to severity_name only; on legacy detects severity is not a field
        /// (psfalcon #184).
        severity: integer single [exact, wildcard, range, sort]
            within 1 to 100
            expects "use a number from 1 to 100, or a name such as `severity_name:'High'`";
        tactic_id: text [exact, wildcard, text_match, sort];
        technique: text [exact, wildcard, text_match, sort] ids "T" by technique_id;
        r#type: text [exact, wildcard, text_match]
            values ["ldt", "ods", "xdr", "ofp", "ssd", "windows_legacy", ..];
        updated_timestamp: timestamp single [exact, denied wildcard, range, sort];
    }

    from "gofalcon falcon/client/alerts/query_v2_parameters.go (any keyword field of \
          domain.Alert)" {
        aggregation_rule_id: text candidate;
        aggregation_rule_name: text candidate;
        cloud_indicator: text candidate;
        cms_rule_id: text candidate;
        cms_rule_instance_id: text candidate;
        cms_rule_instance_version: text candidate;
        context_timestamp: timestamp candidate;
        control_graph_id: text candidate;
        device.cid: text candidate;
        device.groups: text candidate;
        device.id: text candidate;
        device.mac_address: text candidate;
        device.machine_domain: text candidate;
        device.pod_labels: text candidate;
        device.site_name: text candidate;
        device.tags: text candidate;
        external: boolean candidate;
        has_script_or_module_ioce: boolean candidate;
        ioc_description: text candidate;
        ioc_source: text candidate;
        ioc_type: text candidate;
        ioc_value: text candidate;
        is_aggregated: boolean candidate;
        is_falcon_platform_ioa: boolean candidate;
        is_synthetic_quarantine_disposition: boolean candidate;
        linked_behavioral_detections: text candidate;
        linked_case_ids: text candidate;
        origin_cid: text candidate;
        pattern_disposition: integer candidate;
        pattern_disposition_description: text candidate;
        poly_id: text candidate;
        resolution: text candidate;
    }

    from "falconpy src/falconpy/_endpoint/_alerts.py; falcon-mcp \
          falcon_mcp/resources/detections.py" {
        comment: text candidate [sort];
    }

    from "falcon-mcp falcon_mcp/resources/detections.py; falconpy samples/alerts/README.md" {
        description: text [exact, wildcard, text_match];
    }

    from "gofalcon falcon/client/alerts/query_v2_parameters.go (any keyword field of \
          domain.Alert); falconpy src/falconpy/_endpoint/_alerts.py" {
        id: text [exact];
    }

    from "falcon-mcp falcon_mcp/resources/detections.py; falconpy \
          src/falconpy/_endpoint/_alerts.py; falconpy samples/alerts/README.md" {
        /// Not closed: falconpy sample uses product:'automated-lead', absent from the guide's nine
        /// values.
        product: text single [exact, wildcard, shown list, text_match, sort]
            values ["epp", "idp", "mobile", "xdr", "overwatch", "cwpp", "ngsiem",
                "thirdparty", "data-protection", "automated-lead", ..];
    }

    from "falcon-mcp falcon_mcp/resources/detections.py; falcon-mcp \
          tests/integration/test_detections.py" {
        show_in_ui: boolean single [exact, sort];
        status: text single [exact, wildcard, text_match, sort]
            values ["new", "in_progress", "closed", "reopened", ..]
            corrects ["open" = "new", "resolved" = "closed"];
    }

    from "falcon-mcp falcon_mcp/resources/detections.py; falconpy \
          src/falconpy/_endpoint/_alerts.py; falcon-mcp tests/integration/test_detections.py" {
        timestamp: timestamp single [exact, denied wildcard, range, sort];
    }

    hint aid = "agent_id", "device.device_id" because "Discover and Spotlight call it `aid`";
    hint host = "device.hostname" because "the fields of the host start with `device.`";
    hint computer_name = "device.hostname" because "the fields of the host start with `device.`";
    hint ip = "device.local_ip", "device.external_ip"
        because "the fields of the host start with `device.`";
    hint os = "device.platform_name", "device.os_version"
        because "the fields of the host start with `device.`";
    hint max_severity = "severity" because "detects, which alerts replace, call it `max_severity`";
    hint max_severity_displayname = "severity_name"
        because "detects, which alerts replace, call it `max_severity_displayname`";
    hint detection_id = "composite_id"
        because "detects, which alerts replace, call it `detection_id`";
    hint assigned_to = "assigned_to_name", "assigned_to_uid", "assigned_to_uuid"
        because "an alert has the name and the ids of the user";
    hint user = "user_name", "user_id"
        because "the guide has the name and the id of the user (falcon-mcp falcon_mcp/resources/detections.py)";
    hint process_name = "filename"
        because "`filename` is the name of the process (falcon-mcp falcon_mcp/resources/detections.py)";
    hint command_line = "cmdline"
        because "the guide calls it `cmdline` (falcon-mcp falcon_mcp/resources/detections.py)";
    hint hash = "sha256", "md5", "sha1"
        because "each type of hash has a field (falcon-mcp falcon_mcp/resources/detections.py)";
    hint created = "created_timestamp" because "times of alerts end in `timestamp`";
    hint created_at = "created_timestamp" because "times of alerts end in `timestamp`";
    hint updated_at = "updated_timestamp" because "times of alerts end in `timestamp`";
    hint created_on = "created_timestamp" because "`created_on` is the name in IOCs";
    hint state = "status" because "`state` is the name in incidents";
    hint device.platform = "device.platform_name" because "the platform of the host is `device.platform_name`";
    hint host.hostname = "device.hostname" because "the fields of the host start with `device.`";
}
