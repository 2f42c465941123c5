//! Recon monitoring rules.

crate::collection! {
    /// Recon monitoring rules.
    ///
    /// Unknown fields: success without rows (falcon-mcp
    /// tests/integration/test_filter_classification.py).
    ///
    /// Wildcards: guide: 'prefix*', support is per field (recon.py).
    ///
    /// Forms: second sort parameter secondarySort.
    pub ReconRules "recon-rules" sort "|";
    table advisory;
    unknown_field silent;
    operations from "falconpy src/falconpy/_endpoint/_recon.py" {
        list "QueryRulesV1" get "/recon/queries/rules/v1" ids limit max 500 offset sort
            accepts "q", "secondarySort";
    }
    further operations from "falconpy src/falconpy/_endpoint/_recon.py" {
        details "GetRulesV1" get "/recon/entities/rules/v1" query ids;
    }

    from "gofalcon falcon/client/recon/query_rules_v1_parameters.go; falconpy \
          src/falconpy/_endpoint/_recon.py; falcon-mcp falcon_mcp/resources/recon.py" {
        breach_monitoring_enabled: boolean [exact];
        cid: text [exact];
        created_timestamp: timestamp shown [shown range, sort];
        filter: text [exact];
        id: text [exact];
        last_updated_timestamp: timestamp shown [shown range, sort];
        permissions: text [exact, sort] values ["private", "public", ..];
        priority: text [exact, sort] values ["low", "medium", "high", ..];
        status: text [exact] values ["active", "inactive", ..];
        substring_matching_enabled: boolean [exact];
        topic: text [exact, sort]
            values ["SA_DOMAIN", "SA_TYPOSQUATTING", "SA_EMAIL", "SA_IP",
                "SA_BRAND_PRODUCT", ..];
        user_uuid: text [exact];
    }
}
