//! On-demand scheduled scans.

crate::collection! {
    /// On-demand scheduled scans.
    ///
    /// Forms: .keyword twins exist for description and targeted_platforms (unanalysed twin, like
    /// .raw elsewhere).
    ///
    /// Conflict: schedule.Interval (capital I) in both swagger texts; schedule.interval in
    /// psfalcon sort values and in the falcon-mcp branch.
    ///
    /// Conflict: delete_scheduled_scans takes a filter too (no field list).
    pub OdsScheduledScans "ods-scheduled-scans" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_ods.py" {
        list "query_scheduled_scans" get "/ods/queries/scheduled-scans/v1" ids limit 500 offset sort;
        other "delete_scheduled_scans" delete "/ods/entities/scheduled-scans/v1" requires "ids";
    }
    further operations from "falconpy src/falconpy/_endpoint/_ods.py" {
        details "get_scheduled_scans_by_scan_ids" get "/ods/entities/scheduled-scans/v1" query ids;
        aggregate "aggregate_scheduled_scans" post "/ods/aggregates/scheduled-scans/v1" list;
    }

    from "gofalcon falcon/client/ods/query_scheduled_scans_parameters.go" {
        channel_file_status: integer single [exact];
        targeted_platforms: text [exact];
    }

    from "gofalcon falcon/client/ods/query_scheduled_scans_parameters.go; falconpy \
          src/falconpy/_endpoint/_ods.py" {
        created_by: text [exact, sort];
        created_on: timestamp candidate [sort];
        deleted: boolean single [exact];
        description: text [exact];
        description.keyword: text [exact, sort];
        id: text [exact, sort];
        initiated_from: text [exact];
        last_updated: timestamp candidate [sort];
        schedule.Interval: any [exact];
        schedule.start_timestamp: timestamp candidate [sort];
        status: text [exact, sort];
    }
}
