//! Cloud security rules.

crate::collection! {
    /// Cloud security rules.
    ///
    /// Wildcards: field:*'x*' (terraform builder sends :*'value' with the user's stars;
    /// rules_data_source.go).
    ///
    /// Forms: terraform quadruples backslashes inside :*'…'.
    ///
    /// Conflict: rule_severity and rule_short_code are integers in the answer model; spelling of
    /// the filter value (quoted or not) is not stated.
    ///
    /// Conflict: terraform list lacks rule_category, rule_cloneable,
    /// rule_compliance_benchmark_uuid, rule_resource_type_name, rule_risk_factor (newer swagger).
    pub CloudRules "cloud-rules" sort "|";
    table advisory;
    patterns [shown operator] from "terraform-provider-crowdstrike \
        internal/cloud_security/rules_data_source.go";
    id uuid;
    operations from "falconpy src/falconpy/_endpoint/_cloud_policies.py" {
        list "QueryRule" get "/cloud-policies/queries/rules/v1" ids limit 100 max 500 offset sort;
    }
    further operations from "falconpy src/falconpy/_endpoint/_cloud_policies.py" {
        details "GetRule" get "/cloud-policies/entities/rules/v1" query ids;
    }

    from "gofalcon falcon/client/cloud_policies/query_rule_parameters.go; falconpy \
          src/falconpy/_endpoint/_cloud_policies.py" {
        rule_auto_remediable: boolean single [exact, sort];
        rule_category: text [exact, sort];
        rule_compliance_benchmark_uuid: text [exact, sort];
        rule_control_requirement: text [exact, sort];
        rule_control_section: text [exact, sort];
        rule_created_at: timestamp candidate [sort];
        rule_description: text [exact, sort];
        rule_domain: text [exact, sort];
        rule_mitre_tactic: text [exact, sort];
        rule_mitre_technique: text [exact, sort];
        rule_origin: text single [exact, sort] values ["Default", "Custom", ..];
        rule_parent_uuid: text [exact, sort];
        rule_resource_type_name: text [exact, sort];
        rule_risk_factor: text [exact, sort];
        rule_severity: integer single [exact, sort];
        rule_short_code: integer single [exact, sort];
        rule_status: text [exact, sort];
        rule_subdomain: text [exact, sort];
        rule_updated_at: timestamp candidate [sort];
        rule_updated_by: text [exact, sort];
    }

    from "gofalcon falcon/client/cloud_policies/query_rule_parameters.go" {
        rule_cloneable: boolean single [exact, sort];
    }

    from "gofalcon falcon/client/cloud_policies/query_rule_parameters.go; falconpy \
          src/falconpy/_endpoint/_cloud_policies.py; terraform-provider-crowdstrike \
          internal/cloud_security/rules_data_source.go (all non-FQL fields accept *)" {
        rule_compliance_benchmark: text [exact, wildcard, sort];
        rule_compliance_framework: text [exact, wildcard, sort];
        rule_name: text [exact, wildcard, sort];
        rule_provider: text [exact, wildcard, sort];
        rule_resource_type: text [exact, wildcard, sort];
    }

    from "gofalcon falcon/client/cloud_policies/query_rule_parameters.go; \
          terraform-provider-crowdstrike internal/cloud_security/rules_data_source.go (all \
          non-FQL fields accept *)" {
        rule_service: text [exact, wildcard, sort];
    }
}
