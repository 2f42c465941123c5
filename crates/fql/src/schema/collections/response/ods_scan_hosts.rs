//! On-demand scan hosts.

crate::collection! {
    /// On-demand scan hosts.
    ///
    /// Forms: .keyword twins exist for description and targeted_platforms (unanalysed twin, like
    /// .raw elsewhere).
    pub OdsScanHosts "ods-scan-hosts" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_ods.py" {
        list "query_scan_host_metadata" get "/ods/queries/scan-hosts/v1" ids limit 500 offset sort;
    }
    further operations from "falconpy src/falconpy/_endpoint/_ods.py" {
        details "get_scan_host_metadata_by_ids" get "/ods/entities/scan-hosts/v1" query ids;
        aggregate "aggregate_query_scan_host_metadata" post "/ods/aggregates/scan-hosts/v1" list;
    }

    from "gofalcon falcon/client/ods/query_scan_host_metadata_parameters.go; falconpy \
          src/falconpy/_endpoint/_ods.py" {
        affected_hosts_count: integer [exact];
        completed_on: timestamp candidate [sort];
        filecount.malicious: integer single [exact, sort];
        filecount.quarantined: integer single [exact, sort];
        filecount.scanned: integer single [exact, sort];
        filecount.skipped: integer single [exact, sort];
        host_id: text [exact, sort];
        host_scan_id: text [exact];
        id: text [exact, sort];
        last_updated: timestamp candidate [sort];
        profile_id: text [exact];
        scan_control_reason: text [exact];
        scan_id: text [exact, sort];
        severity: integer single [exact, sort];
        started_on: timestamp candidate [sort];
        status: text [exact, sort];
    }
}
