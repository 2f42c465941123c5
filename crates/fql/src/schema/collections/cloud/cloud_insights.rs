//! Cloud insights (filters on the CSPM asset query).

crate::collection! {
    /// Cloud insights (filters on the CSPM asset query).
    ///
    /// Unknown fields: an error (falcon-mcp resources/cloud_insights.py (camelCase filter names
    /// are a 400)).
    ///
    /// Wildcards: field:*'*x*' only; 'x*' returns nothing; ~ rejected.
    ///
    /// Forms: asset-level semantics: two insight conditions may be met by different entries of one
    /// asset. Same endpoint as cspm-assets.
    pub CloudInsights "cloud-insights" sort "|";
    table closed;
    unknown_field error;
    patterns [operator, denied plain] from "falcon-mcp resources/cloud_insights.py";
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
          falcon/client/cloud_security_assets/cloud_security_assets_queries_parameters.go; \
          falconpy src/falconpy/_endpoint/_cloud_security_assets.py; falcon-mcp \
          falcon_mcp/resources/cloud.py; falcon-mcp resources/cloud_insights.py" {
        account_id: text [exact, denied text_match, sort];
        cloud_provider: text [exact, shown list, denied text_match, sort]
            values ["aws", "azure", "gcp", ..];
        region: text [exact, shown list, denied text_match, sort];
        resource_type: text [exact, shown wildcard, denied text_match, sort];
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
        insights.string_value: text [exact, shown wildcard, denied text_match];
    }
}
