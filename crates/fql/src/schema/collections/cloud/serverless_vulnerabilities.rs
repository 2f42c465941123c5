//! Serverless (lambda) vulnerabilities.

crate::collection! {
    /// Serverless (lambda) vulnerabilities.
    ///
    /// Wildcards: denied for the whole collection (serverless.py).
    ///
    /// Forms: .insensitive suffix mentioned for the collection (serverless.py).
    ///
    /// Conflict: severity and exprt_rating values: guide UNKNOWN…CRITICAL in capitals
    /// (serverless.py), filter_hints Title case; live test uses 'HIGH'.
    ///
    /// Conflict: cve_reachable and is_suppressed: swagger only; guide and list otherwise agree.
    ///
    /// Conflict: the guide text of type, layer and the .insensitive and wildcard notes is word for
    /// word that of Spotlight, so may be carried over.
    pub ServerlessVulnerabilities "serverless-vulnerabilities" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_serverless_vulnerabilities.py" {
        other "GetCombinedVulnerabilitiesSARIF" get "/lambdas/combined/vulnerabilities/sarif/v1" offset;
    }
    denied wildcard because "wildcards are unsupported, by the guide";

    from "gofalcon \
          falcon/client/serverless_vulnerabilities/get_combined_vulnerabilities_s_a_r_i_f_parameters.go; \
          falconpy src/falconpy/_endpoint/_serverless_vulnerabilities.py; falcon-mcp \
          falcon_mcp/resources/serverless.py" {
        application_name: text [exact, denied wildcard, list, sort];
        application_name_version: text [exact, denied wildcard, list, sort];
        cid: text [exact, denied wildcard, list, sort];
        cloud_account_id: text [exact, denied wildcard, list, sort];
        cloud_account_name: text [exact, denied wildcard, list, sort];
        cloud_provider: text [exact, denied wildcard, list, sort]
            values ["aws", "azure", "gcp", ..];
        cvss_base_score: float [exact, denied wildcard, shown range, sort]
            within 0 to 10 from "CVSS (www.first.org/cvss)";
        exprt_rating: text [exact, denied wildcard, list, sort]
            values ["UNKNOWN", "LOW", "MEDIUM", "HIGH", "CRITICAL", ..];
        first_seen_timestamp: timestamp shown [denied wildcard, shown range, sort];
        function_name: text [exact, denied wildcard, list];
        function_resource_id: text [exact, denied wildcard, list, sort];
        is_valid_asset_id: boolean [exact, denied wildcard];
        layer: text [exact, denied wildcard, list, sort];
        region: text [exact, denied wildcard, list, sort];
        runtime: text [exact, denied wildcard, list, sort]
            values ["nodejs", "python", "java", "ruby", "go", "dotnet", ..];
        severity: text [exact, denied wildcard, list, sort]
            values ["UNKNOWN", "LOW", "MEDIUM", "HIGH", "CRITICAL", ..];
        timestamp: timestamp shown [denied wildcard, shown range, sort];
        r#type: text [exact, denied wildcard, list, sort]
            values ["Vulnerability", "Misconfiguration", "Unsupported software", ..];
    }

    from "gofalcon \
          falcon/client/serverless_vulnerabilities/get_combined_vulnerabilities_s_a_r_i_f_parameters.go; \
          falcon-mcp falcon_mcp/resources/serverless.py" {
        cve_id: text [exact, denied wildcard, list, sort];
        is_supported: boolean [exact, denied wildcard, sort];
    }

    from "gofalcon \
          falcon/client/serverless_vulnerabilities/get_combined_vulnerabilities_s_a_r_i_f_parameters.go; \
          falconpy src/falconpy/_endpoint/_serverless_vulnerabilities.py" {
        cve_reachable: boolean [exact, denied wildcard];
    }
}
