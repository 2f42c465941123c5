//! Indicators of misconfiguration (IOM).

crate::collection! {
    /// Indicators of misconfiguration (IOM).
    ///
    /// Unknown fields: an error (falcon-mcp tests/integration/test_filter_classification.py).
    ///
    /// Wildcards: field:*'*x*' (cloud.py).
    ///
    /// Forms: values are case-sensitive: cloud_provider and severity lower case only (live).
    ///
    /// Conflict: filter_hints.py severity Critical|High|… in Title case; guide and live lower case
    /// (IOM) – Title case on cloud risks.
    ///
    /// Conflict: policy_uuid, requirement_name, rule_remediation, suppression_reason exist on the
    /// query call only; zone on the by-rule call only.
    ///
    /// Conflict: sorting severity.asc lists critical first (live, FQL.md §7).
    pub CspmIoms "cspm-ioms" sort "|";
    table closed;
    unknown_field error;
    patterns [operator] from "falcon-mcp falcon_mcp/resources/cloud.py";
    operations from "falconpy src/falconpy/_endpoint/_cloud_security_detections.py" {
        list "cspm_evaluations_iom_queries" get "/cloud-security-evaluations/queries/ioms/v1" ids
            limit 500 max 1000 offset or after sort;
        list "cspm_evaluations_combined_iom_by_rule"
            get "/cloud-security-evaluations/combined/ioms-by-rule/v1" documents limit 500 max 1000 offset
            sort;
    }
    further operations from "falconpy src/falconpy/_endpoint/_cloud_security_detections.py" {
        details "cspm_evaluations_iom_entities" get "/cloud-security-evaluations/entities/ioms/v1"
            query ids max 100;
        details "cspm_evaluations_iom_entities_post" post "/cloud-security-evaluations/entities/ioms/v1"
            body ids;
    }

    from "gofalcon \
          falcon/client/cloud_security_detections/cspm_evaluations_iom_queries_parameters.go; \
          falconpy src/falconpy/_endpoint/_cloud_security_detections.py; gofalcon \
          falcon/client/cloud_security_detections/cspm_evaluations_combined_iom_by_rule_parameters.go; \
          falcon-mcp falcon_mcp/resources/cloud.py" {
        account_id: text [exact, shown list];
        account_name: text [exact];
        attack_type: text [exact, shown wildcard];
        benchmark_name: text [exact, shown wildcard];
        cloud_group: text [exact];
        cloud_provider: text [exact, shown list] values ["aws", "azure", "gcp", ..];
        first_detected: timestamp shown [shown range];
        framework: text [exact];
        last_detected: timestamp shown [shown range];
        policy_id: text [exact];
        policy_name: text [exact, shown wildcard];
        region: text [exact, shown list];
        resource_id: text [exact];
        resource_type: text [exact, shown wildcard];
        resource_type_name: text [exact];
        rule_id: text [exact];
        rule_name: text [exact, shown wildcard];
        service: text [exact];
        service_category: text [exact];
        severity: text [exact, shown list]
            values ["critical", "high", "medium", "low", "informational", ..];
        status: text [exact] values ["open", "suppressed", "pass", ..];
        suppressed_by: text [exact, shown wildcard];
        tactic_name: text [exact] ids "TA" by tactic_id;
        tag_key: text [exact];
        tag_value: text [exact];
        technique_name: text [exact, shown wildcard] ids "T" by technique_id;
    }

    from "gofalcon \
          falcon/client/cloud_security_detections/cspm_evaluations_iom_queries_parameters.go; \
          falconpy src/falconpy/_endpoint/_cloud_security_detections.py; gofalcon \
          falcon/client/cloud_security_detections/cspm_evaluations_combined_iom_by_rule_parameters.go" {
        applicable_profile: text [exact];
        benchmark_version: text [exact];
        business_impact: text [exact];
        cid: text [exact];
        cloud_label: text [exact];
        cloud_label_id: text [exact];
        cloud_scope: text [exact];
        created_at: timestamp candidate;
        environment: text [exact];
        extension_status: text [exact];
        requirement: text [exact];
        resource_gcrn: text [exact];
        resource_parent: text [exact];
        resource_status: text [exact];
        rule_group: text [exact];
        rule_origin: text [exact];
        section: text [exact];
        tactic_id: text [exact];
        tags: text [exact];
        tags_string: text [exact];
        technique_id: text [exact];
    }

    from "gofalcon \
          falcon/client/cloud_security_detections/cspm_evaluations_iom_queries_parameters.go; \
          falconpy src/falconpy/_endpoint/_cloud_security_detections.py" {
        policy_uuid: text [exact];
        requirement_name: text [exact];
        rule_remediation: any [exact];
    }

    from "gofalcon \
          falcon/client/cloud_security_detections/cspm_evaluations_iom_queries_parameters.go; \
          falconpy src/falconpy/_endpoint/_cloud_security_detections.py; falcon-mcp \
          falcon_mcp/resources/cloud.py" {
        suppression_reason: text [exact]
            values ["accept-risk", "compensating-control", "false-positive", ..];
    }

    from "gofalcon \
          falcon/client/cloud_security_detections/cspm_evaluations_iom_queries_parameters.go; \
          gofalcon \
          falcon/client/cloud_security_detections/cspm_evaluations_combined_iom_by_rule_parameters.go" {
        tenant_id: text [exact];
    }

    from "gofalcon \
          falcon/client/cloud_security_detections/cspm_evaluations_combined_iom_by_rule_parameters.go; \
          falconpy src/falconpy/_endpoint/_cloud_security_detections.py" {
        zone: text [exact];
    }
}
