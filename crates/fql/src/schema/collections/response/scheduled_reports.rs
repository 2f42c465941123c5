//! Scheduled reports and searches.

crate::collection! {
    /// Scheduled reports and searches.
    ///
    /// Forms: description matches one lower-case term; name is exact and case-sensitive.
    ///
    /// Conflict: status values: guide ACTIVE|PENDING|STOPPED|UPDATING in capitals, live test
    /// status:'ACTIVE'; filter_hints.py says Active|Inactive|Expired and execution status
    /// Success|Failed|Pending.
    ///
    /// Conflict: swagger list (type, trigger_reference, recipients, user_uuid, cid,
    /// trigger_params.metadata; range created_on, modified_on) and guide list overlap only on type
    /// and created_on; guide has user_id and last_updated_on where swagger has user_uuid and
    /// modified_on.
    ///
    /// Conflict: guide's own text shows filter=… repeated with %2B between (scheduled_reports.py),
    /// which is not FQL.
    pub ScheduledReports "scheduled-reports" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_scheduled_reports.py" {
        list "scheduled_reports_query" get "/reports/queries/scheduled-reports/v1" ids offset
            sort unknown accepts "q";
    }
    further operations from "falconpy src/falconpy/_endpoint/_scheduled_reports.py" {
        details "scheduled_reports_get" get "/reports/entities/scheduled-reports/v1" query ids;
    }

    from "gofalcon falcon/client/scheduled_reports/query_parameters.go; falconpy \
          src/falconpy/_endpoint/_scheduled_reports.py" {
        cid: text [exact];
        recipients: text [exact];
        trigger_params.metadata: text [exact];
        trigger_reference: text [exact];
        user_uuid: text [exact];
    }

    from "gofalcon falcon/client/scheduled_reports/query_parameters.go; falcon-mcp \
          falcon_mcp/resources/scheduled_reports.py" {
        created_on: timestamp [shown exact, range, sort];
    }

    from "falcon-mcp falcon_mcp/resources/scheduled_reports.py" {
        description: text [exact, list]
            inexact "matches one lower-case word of the description";
        expiration_on: timestamp shown [shown exact, shown range];
        id: text [exact, list];
        last_execution.last_updated_on: timestamp shown [shown exact, shown range];
        last_execution.status: text [exact, list]
            values ["PENDING", "PROCESSING", "DONE", "FAILED",
                "FAILED_NOTIFICATION", "NO_DATA", ..];
        last_updated_on: timestamp shown [shown exact, shown range, sort];
        name: text [exact, list];
        next_execution_on: timestamp shown [shown range, sort];
        shared_with: text [exact, list];
        start_on: timestamp shown [shown range];
        status: text [exact, list] values ["ACTIVE", "PENDING", "STOPPED", "UPDATING", ..];
        stop_on: timestamp shown [shown exact];
        user_id: text [exact, shown list];
    }

    from "gofalcon falcon/client/scheduled_reports/query_parameters.go" {
        modified_on: timestamp [range];
    }

    from "gofalcon falcon/client/scheduled_reports/query_parameters.go; falconpy \
          src/falconpy/_endpoint/_scheduled_reports.py; falcon-mcp \
          falcon_mcp/resources/scheduled_reports.py" {
        r#type: text [exact, list]
            values ["event_search", "cloud_security_posture_detections_ioa",
                "cloud_security_posture_detections_iom",
                "cloud_security_image_vulnerabilities",
                "cloud_security_container_vulnerabilities",
                "cloud_security_container_details",
                "cloud_security_image_detections", "dashboard",
                "discover_applications", "filevantage", "hosts",
                "spotlight_installed_patches", "spotlight_remediations",
                "spotlight_vulnerabilities", "spotlight_vulnerability_logic", ..];
    }
}
