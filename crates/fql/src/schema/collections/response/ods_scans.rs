//! On-demand scans.

crate::collection! {
    /// On-demand scans.
    ///
    /// Forms: .keyword twins exist for description and targeted_platforms (unanalysed twin, like
    /// .raw elsewhere).
    pub OdsScans "ods-scans" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_ods.py" {
        list "query_scans" get "/ods/queries/scans/v1" ids limit 500 offset sort;
    }
    further operations from "falconpy src/falconpy/_endpoint/_ods.py" {
        details "get_scans_by_scan_ids" get "/ods/entities/scans/v1" query ids;
        details "get_scans_by_scan_ids_v2" get "/ods/entities/scans/v2" query ids;
        aggregate "aggregate_scans" post "/ods/aggregates/scans/v1" list;
    }

    from "gofalcon falcon/client/ods/query_scans_parameters.go; falconpy \
          src/falconpy/_endpoint/_ods.py" {
        affected_hosts_count: integer single [exact, sort];
        created_by: text [exact, sort];
        created_on: timestamp candidate [sort];
        description: text [exact];
        description.keyword: text [exact, sort];
        filecount.malicious: integer single [exact, sort];
        filecount.quarantined: integer single [exact, sort];
        filecount.scanned: integer single [exact, sort];
        filecount.skipped: integer single [exact, sort];
        id: text [exact, sort];
        initiated_from: text [exact, sort];
        last_updated: timestamp candidate [sort];
        missing_host_count: integer single [exact];
        profile_id: text [exact];
        scan_completed_on: timestamp candidate [sort];
        scan_started_on: timestamp candidate [sort];
        severity: integer single [exact, sort];
        status: text [exact, sort];
        targeted_host_count: integer single [exact];
        targeted_platforms: text [exact];
        targeted_platforms.keyword: text [exact];
    }
}
