//! Container image vulnerabilities.

crate::collection! {
    /// Container image vulnerabilities.
    ///
    /// Unknown fields: an error (falcon-mcp tests/integration/test_filter_classification.py).
    ///
    /// Wildcards: field:*'*docker*' (cloud.py).
    ///
    /// Forms: severity is case-insensitive here (FQL.md §3.6, live).
    ///
    /// Conflict: container_running_status: guide Boolean, live examples true; filter_hints.py says
    /// running|stopped.
    ///
    /// Conflict: by-image-count and by-published-date take only cid, cve_id, registry, repository,
    /// tag; the details call has its own ten fields.
    pub ContainerVulnerabilities "container-vulnerabilities" sort "|";
    table closed;
    unknown_field error;
    patterns [operator] from "falcon-mcp falcon_mcp/resources/cloud.py";
    operations from "falconpy src/falconpy/_endpoint/_container_vulnerabilities.py" {
        list "ReadCombinedVulnerabilities" get "/container-security/combined/vulnerabilities/v1" documents
            limit 100 max 100 offset window 10000 sort unknown;
        other "ReadVulnerabilityCount" get "/container-security/aggregates/vulnerabilities/count/v1"
            limit 100 max 100 offset window 10000;
        other "ReadVulnerabilityCountBySeverity"
            get "/container-security/aggregates/vulnerabilities/count-by-severity/v1" limit 100 max 100
            offset window 10000;
        other "ReadVulnerabilityCountByCPSRating"
            get "/container-security/aggregates/vulnerabilities/count-by-cps-rating/v1" limit 100 max 100
            offset window 10000;
        other "ReadVulnerabilityCountByCVSSScore"
            get "/container-security/aggregates/vulnerabilities/count-by-cvss-score/v1" limit 100 max 100
            offset window 10000;
        other "ReadVulnerabilityCountByActivelyExploited"
            get "/container-security/aggregates/vulnerabilities/count-by-actively-exploited/v1"
            limit 100 max 100 offset window 10000;
        list "ReadVulnerabilitiesByImageCount"
            get "/container-security/combined/vulnerabilities/by-image-count/v1" documents limit 100 max 100
            offset window 10000;
        list "ReadVulnerabilitiesPublicationDate"
            get "/container-security/combined/vulnerabilities/by-published-date/v1" documents
            limit 100 max 100 offset window 10000;
        list "ReadCombinedVulnerabilitiesDetails"
            get "/container-security/combined/vulnerabilities/details/v1" documents limit 5000 max 5000
            offset window 10000 requires "id";
    }

    from "gofalcon \
          falcon/client/container_vulnerabilities/read_combined_vulnerabilities_parameters.go; \
          falconpy src/falconpy/_endpoint/_container_vulnerabilities.py; falcon-mcp \
          falcon_mcp/resources/cloud.py" {
        ai_related: boolean [exact];
        base_os: text [exact];
        container_id: text [exact, shown list];
        container_running_status: boolean [exact];
        image_digest: text [exact];
        image_id: text [exact];
        registry: text [exact, shown wildcard];
        repository: text [exact];
        tag: text [exact];
    }

    from "gofalcon \
          falcon/client/container_vulnerabilities/read_combined_vulnerabilities_parameters.go; \
          falconpy src/falconpy/_endpoint/_container_vulnerabilities.py; gofalcon \
          falcon/client/container_vulnerabilities/read_combined_vulnerabilities_details_parameters.go" {
        cid: text [exact];
        exploited_status: integer single [exact];
        exploited_status_name: text [exact];
        include_base_image_vuln: boolean [exact];
    }

    from "gofalcon \
          falcon/client/container_vulnerabilities/read_combined_vulnerabilities_parameters.go; \
          falconpy src/falconpy/_endpoint/_container_vulnerabilities.py" {
        containers_impacted_range: any [exact];
        description: text [exact, sort];
        fix_status: text [exact];
        images_impacted_range: any [exact];
        index_digest: text [exact];
        package_name_version: text [exact];
    }

    from "gofalcon \
          falcon/client/container_vulnerabilities/read_combined_vulnerabilities_parameters.go; \
          falconpy src/falconpy/_endpoint/_container_vulnerabilities.py; gofalcon \
          falcon/client/container_vulnerabilities/read_combined_vulnerabilities_details_parameters.go; \
          falcon-mcp falcon_mcp/resources/cloud.py" {
        cps_rating: text [exact] values ["Low", "Medium", "High", "Critical", ..];
        cve_id: text [exact, sort];
        cvss_score: float single [exact, shown range, sort]
            within 0 to 10 from "CVSS (www.first.org/cvss)";
        severity: text [exact, sort] values ["Low", "Medium", "High", "Critical", ..];
    }

    from "gofalcon \
          falcon/client/container_vulnerabilities/read_combined_vulnerabilities_details_parameters.go; \
          falconpy src/falconpy/_endpoint/_container_vulnerabilities.py" {
        is_zero_day: boolean [exact];
        remediation_available: boolean single [exact];
    }
}
