//! Cloud risks.

crate::collection! {
    /// Cloud risks.
    ///
    /// Unknown fields: an error (falcon-mcp tests/integration/test_filter_classification.py).
    ///
    /// Wildcards: tf example rule_name:*'High privileged identity ' (no stars inside) – see
    /// conflicts.
    ///
    /// Forms: absolute ISO timestamps only on first_seen and last_seen (cloud.py). severity and
    /// status Title case only (live test_cloud.py).
    ///
    /// Conflict: terraform docs/data-sources/cloud_risk_findings.md example
    /// severity:'High'+status:'open' (lower case) contradicts the live test, where lower case
    /// silently matches nothing.
    ///
    /// Conflict: gofalcon falcon/models/risks_union_cloud_risk.go answers provider, adversaries,
    /// asset_tags, cloud_groups where the filter names are cloud_provider, adversary, tags,
    /// cloud_group.
    ///
    /// Conflict: sort: swagger |asc; terraform and the newer guide .asc; both accepted (live
    /// |desc).
    ///
    /// Conflict: older swagger (falconpy) lacks adversary, groups, groups.*, threat_actors.
    pub CloudRisks "cloud-risks" sort "|";
    table closed;
    unknown_field error;
    operations from "falconpy src/falconpy/_endpoint/_cloud_security.py" {
        list "combined_cloud_risks" get "/cloud-security-risks/combined/cloud-risks/v1" documents
            limit 500 max 1000 offset sort;
    }

    from "gofalcon falcon/client/cloud_security/combined_cloud_risks_parameters.go; falconpy \
          src/falconpy/_endpoint/_cloud_security.py; falcon-mcp falcon_mcp/resources/cloud.py" {
        account_id: text [exact, sort];
        account_name: text [exact, sort];
        asset_gcrn: text [exact];
        asset_id: text [exact, sort];
        asset_name: text [exact, sort];
        asset_region: text [exact, sort];
        asset_type: text [exact, sort];
        cloud_group: text [exact];
        cloud_provider: text [exact, sort];
        first_seen: timestamp absolute [range, sort];
        last_seen: timestamp absolute [range, sort];
        resolved_at: timestamp [range, sort];
        risk_factor: text [exact];
        rule_id: text [exact];
        rule_name: text [exact, shown wildcard, sort];
        service_category: text [exact, sort];
        severity: text [exact, sort]
            values ["Critical", "High", "Medium", "Low", "Informational", ..];
        status: text [exact, sort] values ["Open", "Resolved", "Suppressed", ..];
        suppressed_by: text [exact];
        suppressed_reason: text [exact];
        tags: text [exact];
    }

    from "gofalcon falcon/client/cloud_security/combined_cloud_risks_parameters.go; falcon-mcp \
          falcon_mcp/resources/cloud.py" {
        adversary: text [exact];
        groups: text [exact];
        groups.business_impact: text [exact];
        groups.business_unit: text [exact];
        groups.environment: text [exact];
        threat_actors: text [exact];
    }

    renamed provider = cloud_provider
        because "responses call it so (falcon-mcp falcon_mcp/resources/cloud.py)";
    renamed adversaries = adversary
        because "responses call it so (falcon-mcp falcon_mcp/resources/cloud.py)";
    renamed asset_tags = tags
        because "responses call it so (falcon-mcp falcon_mcp/resources/cloud.py)";
}
