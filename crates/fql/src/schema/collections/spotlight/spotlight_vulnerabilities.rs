//! Spotlight vulnerabilities.

crate::collection! {
    /// Spotlight vulnerabilities.
    ///
    /// Unknown fields: an error (falcon-mcp tests/integration/test_filter_classification.py).
    ///
    /// Wildcards: denied for the whole collection.
    ///
    /// Forms: filter is required and must not be empty; some fields want brackets even for one
    /// value (cve.id, host_info.groups, host_info.tags, suppression_info.reason); .insensitive
    /// suffix for case-insensitive match (spotlight.py).
    ///
    /// Conflict: cve.exploit_status: guide says text, answer model says integer (gofalcon
    /// falcon/models/domain_api_vulnerability_c_v_e_details_facet_v2.go).
    ///
    /// Conflict: data_providers.ports: guide says text, answer model says integer (gofalcon
    /// falcon/models/domain_api_vulnerability_data_provider_v1.go).
    ///
    /// Conflict: services.port: guide says text, answer model says integer (gofalcon
    /// falcon/models/domain_api_vulnerability_service_v2.go).
    ///
    /// Conflict: host_info.hostname is named in falcon-mcp filter_hints.py as a common filter
    /// field but is in neither the swagger list nor the guide table (spotlight.py).
    ///
    /// Conflict: swagger lists cve.exploit_status_to_include; the guide lists cve.exploit_status
    /// (spotlight.py). Neither source mentions the other's name.
    ///
    /// Conflict: swagger lists cve.cps_rating beside cve.exprt_rating; the guide has only
    /// cve.exprt_rating.
    ///
    /// Conflict: cve.base_score: guide and third parties use ranges; unquoted in the guide, quoted
    /// third-party.
    ///
    /// Conflict: severity and rating values: guide wants ALL CAPS (spotlight.py); filter_hints.py
    /// shows Title case.
    ///
    /// Conflict: kind of cve.exploit_status: guide String with quoted digits, answer model int64;
    /// last_seen_within: guide Number but the example is quoted.
    ///
    /// Conflict: suppression_info.is_suppressed: guide true; psfalcon
    /// samples/spotlight/create_csv_of_cve_by_host.ps1 sends False with a capital.
    ///
    /// Conflict: host_info.groups and .reason are multi-valued/objects in the answer while the
    /// filter takes a flat id.
    ///
    /// Note on 3 fields: sub-property for case-insensitive match.
    pub SpotlightVulnerabilities "spotlight-vulnerabilities" sort "|";
    table closed;
    unknown_field error;
    empty_filter denied from "falcon-mcp falcon_mcp/resources/spotlight.py; gofalcon \
        falcon/client/spotlight_vulnerabilities/combined_query_vulnerabilities_parameters.go";
    operations from "falconpy src/falconpy/_endpoint/_spotlight_vulnerabilities.py" {
        list "queryVulnerabilities" get "/spotlight/queries/vulnerabilities/v1" ids filter required
            limit 100 max 400 after sort;
        list "combinedQueryVulnerabilities" get "/spotlight/combined/vulnerabilities/v1" documents
            filter required limit 100 max 5000 after sort accepts "facet";
    }
    further operations from "falconpy src/falconpy/_endpoint/_spotlight_vulnerabilities.py" {
        details "getVulnerabilities" get "/spotlight/entities/vulnerabilities/v2" query ids max 400;
    }
    denied wildcard because "wildcards are unsupported, by the API definition";
    denied text_match because "`~` is unsupported, by the API definition";

    from "gofalcon \
          falcon/client/spotlight_vulnerabilities/combined_query_vulnerabilities_parameters.go; \
          falconpy src/falconpy/_endpoint/_spotlight_vulnerabilities.py; falcon-mcp \
          falcon_mcp/resources/spotlight.py" {
        aid: text [exact, denied wildcard, list, denied text_match];
        cid: text [exact, denied wildcard, list, denied text_match];
        closed_timestamp: timestamp [denied wildcard, range, denied text_match, sort];
        cve.base_score: float [exact, denied wildcard, range, denied text_match]
            within 0 to 10 from "CVSS (www.first.org/cvss)";
        cve.exprt_rating: text [exact, denied wildcard, list, denied text_match]
            values ["UNKNOWN", "LOW", "MEDIUM", "HIGH", "CRITICAL", ..];
        cve.id: text [exact, denied wildcard, list, denied text_match];
        cve.is_cisa_kev: boolean [exact, denied wildcard, denied text_match];
        cve.remediation_level: text [exact, denied wildcard, list, denied text_match];
        cve.severity: text [exact, denied wildcard, list, denied text_match]
            values ["UNKNOWN", "NONE", "LOW", "MEDIUM", "HIGH", "CRITICAL", ..];
        cve.types: text [exact, denied wildcard, list, denied text_match]
            values ["Vulnerability", "Misconfiguration", "Unsupported software", ..];
        host_info.asset_criticality: text [exact, denied wildcard, list, denied text_match]
            values ["Critical", "High", "Noncritical", "Unassigned", ..];
        host_info.groups: text [exact, denied wildcard, list, denied text_match];
        host_info.internet_exposure: text [exact, denied wildcard, list, denied text_match]
            values ["Yes", "No", "Pending", ..];
        host_info.platform_name: text [exact, denied wildcard, list, denied text_match]
            values ["Windows", "Mac", "Linux", ..];
        host_info.product_type_desc: text [exact, denied wildcard, list, denied text_match]
            values ["Workstation", "Server", "Domain Controller", ..];
        host_info.tags: text [exact, denied wildcard, list, denied text_match];
        /// 3 to 45 days; the guide calls it a number, and writes it in quotes.
        last_seen_within: integer quoted [exact, denied wildcard, denied text_match]
            within 3 to 45
            expects "use a number of days from 3 to 45, such as `last_seen_within:'30'`";
        status: text [exact, denied wildcard, list, denied text_match]
            values ["open", "closed", "reopen", "expired", ..]
            corrects ["fixed" = "closed"];
        suppression_info.is_suppressed: boolean [exact, denied wildcard, denied text_match];
        suppression_info.reason: text [exact, denied wildcard, list, denied text_match]
            values ["ACCEPT_RISK", "COMPENSATING_CONTROL", "FALSE_POSITIVE", ..];
        updated_timestamp: timestamp [denied wildcard, range, denied text_match, sort];
    }

    from "falcon-mcp falcon_mcp/resources/spotlight.py" {
        apps.remediation.ids: text [exact, denied wildcard, list, denied text_match];
        confidence: text [exact, denied wildcard, list, denied text_match]
            values ["confirmed", "potential", ..];
        cve.cwes: text [exact, denied wildcard, list, denied text_match];
        cve.exploit_status: text [exact, denied wildcard, list, denied text_match]
            values ["0", "30", "60", "90", ..];
        cve.id.insensitive: text [exact, denied wildcard, list, denied text_match];
        data_providers.ports: text [exact, denied wildcard, list, denied text_match];
        data_providers.provider: text [exact, denied wildcard, list, denied text_match];
        data_providers.rating: text [exact, denied wildcard, list, denied text_match]
            values ["UNKNOWN", "NONE", "LOW", "MEDIUM", "HIGH", "CRITICAL", ..];
        data_providers.scan_time: timestamp shown [denied wildcard, shown range, denied text_match];
        data_providers.scanner_id: text [exact, denied wildcard, list, denied text_match];
        host_info.has_run_container: boolean [exact, denied wildcard, denied text_match];
        host_info.managed_by: text [exact, denied wildcard, list, denied text_match]
            values ["Falcon sensor", "Unmanaged", ..];
        host_info.product_type_desc.insensitive: text [exact, denied wildcard, list, denied text_match];
        host_info.third_party_asset_ids: text [exact, denied wildcard, list, denied text_match];
        services.port: text [exact, denied wildcard, list, denied text_match];
        services.protocol: text [exact, denied wildcard, list, denied text_match];
        services.transport: text [exact, denied wildcard, list, denied text_match];
        vulnerability_id: text [exact, denied wildcard, list, denied text_match];
        vulnerability_id.insensitive: text [exact, denied wildcard, list, denied text_match];
    }

    from "gofalcon \
          falcon/client/spotlight_vulnerabilities/combined_query_vulnerabilities_parameters.go; \
          falconpy src/falconpy/_endpoint/_spotlight_vulnerabilities.py; falcon-mcp \
          falcon_mcp/resources/spotlight.py; falcon-mcp tests/integration/test_spotlight.py \
          (created_timestamp|desc)" {
        created_timestamp: timestamp [denied wildcard, range, denied text_match, shown sort];
    }

    from "gofalcon \
          falcon/client/spotlight_vulnerabilities/combined_query_vulnerabilities_parameters.go; \
          falconpy src/falconpy/_endpoint/_spotlight_vulnerabilities.py" {
        cve.cps_rating: text [exact, denied wildcard, list, denied text_match];
        cve.exploit_status_to_include: any [exact, denied wildcard, denied text_match];
        host_info.asset_roles: text [exact, denied wildcard, list, denied text_match];
        host_info.instance_state: text [exact, denied wildcard, list, denied text_match];
    }

    from "falcon-mcp falcon_mcp/filter_hints.py" {
        host_info.hostname: text denied
            conflict "a hint names it among the common fields; neither the API definition nor the guide lists it";
    }

    from "github.com/CrowdStrike/falconpy issue 1071 (list of new filter properties, 2023-11)" {
        vulnerability_metadata_id: text candidate;
    }

    renamed host_last_seen_timestamp = last_seen_within
        because "it is not a filter field; the number of days is (github.com/CrowdStrike/falconpy #1071)";

    hint cve = "cve.id" because "`cve` is an object of responses, and `cve.id` its number";
    hint cve_id = "cve.id" because "`cve_id` is the name in container vulnerabilities";
    hint cves = "cve.id" because "`cve.id` is the number";
    hint hostname = "aid", "host_info.hostname"
        because "the documented fields of the host are its `aid` and `host_info.*`; sources conflict about the name";
    hint host = "aid", "host_info.hostname"
        because "the documented fields of the host are its `aid` and `host_info.*`; sources conflict about the name";
    hint device_id = "aid" because "`device_id` is the name in hosts";
    hint host_id = "aid" because "a host is known by its `aid`";
    hint score = "cve.base_score"
        because "the score is that of the CVE (falcon-mcp falcon_mcp/resources/spotlight.py)";
    hint cvss_score = "cve.base_score"
        because "`cvss_score` is the name in container vulnerabilities";
    hint exprt = "cve.exprt_rating"
        because "the rating is that of the CVE (falcon-mcp falcon_mcp/resources/spotlight.py)";
    hint platform = "host_info.platform_name"
        because "the fields of the host start with `host_info.`";
    hint os = "host_info.platform_name" because "the fields of the host start with `host_info.`";
    hint last_seen = "last_seen_within:'30'"
        because "the number of days is the filter (github.com/CrowdStrike/falconpy #1071)";
    hint cisa_info.is_cisa_kev = "cve.is_cisa_kev"
        because "responses call it so (falcon-mcp falcon_mcp/resources/spotlight.py)";
    hint cisa_kev = "cve.is_cisa_kev"
        because "the flag is that of the CVE (falcon-mcp falcon_mcp/resources/spotlight.py)";
    hint created_on = "created_timestamp" because "`created_on` is the name in IOCs";
    hint last_seen_timestamp = "last_seen_within:'30'"
        because "`last_seen_timestamp` is the name in Discover";
    hint group = "host_info.groups" because "the fields of the host start with `host_info.`";
    hint tag = "host_info.tags" because "the fields of the host start with `host_info.`";
    hint cvss = "cve.base_score" because "`cve.base_score` is the CVSS score";
    hint open = "status:'open'" because "`status` has the state of a vulnerability";
}
