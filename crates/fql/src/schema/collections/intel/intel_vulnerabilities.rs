//! Falcon Intelligence vulnerabilities.

crate::collection! {
    /// Falcon Intelligence vulnerabilities.
    ///
    /// Forms: q matches phrase prefixes over _all.
    pub IntelVulnerabilities "intel-vulnerabilities" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_intel.py" {
        list "QueryVulnerabilities" get "/intel/queries/vulnerabilities/v1" ids offset sort unknown
            accepts "q";
    }
    further operations from "falconpy src/falconpy/_endpoint/_intel.py" {
        details "GetVulnerabilities" post "/intel/entities/vulnerabilities/GET/v1" body ids;
    }

    from "gofalcon falcon/client/intel/query_vulnerabilities_parameters.go; falconpy \
          src/falconpy/_endpoint/_intel.py" {
        _all: text [exact];
        affected_products.product: text [exact];
        affected_products.vendor: text [exact];
        community_identifiers: text [exact];
        cve: text [exact];
        cvss_v3_base: any [exact];
        cvss_v3_base.score: float [exact] within 0 to 10 from "CVSS (www.first.org/cvss)";
        cvss_v3_base.severity: text [exact];
        exploit_status: any [exact];
        publish_date: timestamp candidate;
        related_actors: any [exact];
        related_actors.animal_classifier: text [exact];
        related_actors.name: text [exact];
        related_reports.serial_id: text [exact];
        related_reports.title: text [exact];
        related_threats: any [exact];
        related_threats.name: text [exact];
        severity: text [exact];
    }

    from "gofalcon falcon/client/intel/query_vulnerabilities_parameters.go" {
        updated_timestamp: timestamp candidate;
    }
}
