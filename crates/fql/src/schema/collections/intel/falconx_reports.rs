//! Falcon sandbox reports.

crate::collection! {
    /// Falcon sandbox reports.
    ///
    /// Forms: double-quoted values shown by third parties; sort created_timestamp.asc|desc,
    /// verdict.asc|desc (third-party lists).
    pub FalconxReports "falconx-reports" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_falconx_sandbox.py" {
        list "QueryReports" get "/falconx/queries/reports/v1" ids limit max 5000 offset sort unknown;
    }
    further operations from "falconpy src/falconpy/_endpoint/_falconx_sandbox.py" {
        details "GetReports" get "/falconx/entities/reports/v1" query ids;
    }

    from "Splunk SOAR connector (id 55882785507)" {
        sandbox.environment_id: text candidate;
    }

    from "third-party integrations: demisto/content (id 4273100), Splunk SOAR connector (ids \
          23144146013, 55882785507), Google SecOps (id 54917259553)" {
        sandbox.sha256: text candidate;
    }
}
