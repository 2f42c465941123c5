//! On-demand scan malicious files.

crate::collection! {
    /// On-demand scan malicious files.
    ///
    /// Forms: .keyword twins exist for description and targeted_platforms (unanalysed twin, like
    /// .raw elsewhere).
    pub OdsMaliciousFiles "ods-malicious-files" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_ods.py" {
        list "query_malicious_files" get "/ods/queries/malicious-files/v1" ids limit 500 offset sort;
    }
    further operations from "falconpy src/falconpy/_endpoint/_ods.py" {
        details "get_malicious_files_by_ids" get "/ods/entities/malicious-files/v1" query ids;
    }

    from "gofalcon falcon/client/ods/query_malicious_files_parameters.go; falconpy \
          src/falconpy/_endpoint/_ods.py" {
        filename: text [exact, sort];
        filepath: text [exact];
        hash: text [exact, sort];
        host_id: text [exact, sort];
        host_scan_id: text [exact, sort];
        id: text [exact, sort];
        last_updated: timestamp candidate [sort];
        pattern_id: integer single [exact, sort];
        quarantined: boolean single [exact];
        scan_id: text [exact, sort];
        severity: integer single [exact, sort];
    }
}
