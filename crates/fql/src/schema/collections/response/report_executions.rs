//! Report executions.

crate::collection! {
    /// Report executions.
    ///
    /// Conflict: result_metadata.* is written as a family with eleven members; kinds of the
    /// members are not stated.
    ///
    /// Conflict: filter_hints.py uses Success|Failed|Pending|Running, guide and live use DONE,
    /// FAILED, ….
    pub ReportExecutions "report-executions" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_report_executions.py" {
        list "report_executions_query" get "/reports/queries/report-executions/v1" ids offset
            sort unknown accepts "q";
    }
    further operations from "falconpy src/falconpy/_endpoint/_report_executions.py" {
        details "report_executions_get" get "/reports/entities/report-executions/v1" query ids;
    }

    from "gofalcon falcon/client/report_executions/report_executions_query_parameters.go; \
          falcon-mcp falcon_mcp/resources/scheduled_reports.py" {
        created_on: timestamp [shown exact, range, sort];
        expiration_on: timestamp [shown exact, range];
        last_updated_on: timestamp [shown exact, range, sort];
    }

    from "falcon-mcp falcon_mcp/resources/scheduled_reports.py" {
        id: text [exact, list];
        result_metadata.execution_duration: integer candidate;
        result_metadata.execution_finish: timestamp candidate;
        result_metadata.execution_start: timestamp shown [shown range];
        result_metadata.queue_duration: integer candidate;
        result_metadata.queue_start: timestamp candidate;
        result_metadata.report_file_name: text [exact];
        result_metadata.report_finish: timestamp candidate;
        result_metadata.result_count: integer shown [shown range];
        result_metadata.result_id: text [exact];
        result_metadata.search_window_end: timestamp candidate;
        result_metadata.search_window_start: timestamp candidate;
        shared_with: text [exact, list];
        user_id: text [exact, shown list];
    }

    from "gofalcon falcon/client/report_executions/report_executions_query_parameters.go; \
          falconpy src/falconpy/_endpoint/_report_executions.py; falcon-mcp \
          falcon_mcp/resources/scheduled_reports.py" {
        scheduled_report_id: text [exact, list];
        status: text [exact, list]
            values ["PENDING", "PROCESSING", "DONE", "FAILED",
                "FAILED_NOTIFICATION", "NO_DATA", ..];
        r#type: text [exact, shown list]
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
