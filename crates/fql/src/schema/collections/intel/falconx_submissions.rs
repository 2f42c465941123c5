//! Falcon sandbox submissions.

crate::collection! {
    /// Falcon sandbox submissions.
    ///
    /// Forms: double-quoted values shown by third parties; sort created_timestamp.asc|desc,
    /// verdict.asc|desc (third-party lists).
    pub FalconxSubmissions "falconx-submissions" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_falconx_sandbox.py" {
        list "QuerySubmissions" get "/falconx/queries/submissions/v1" ids limit max 5000 offset
            sort unknown;
    }
    further operations from "falconpy src/falconpy/_endpoint/_falconx_sandbox.py" {
        details "GetSubmissions" get "/falconx/entities/submissions/v1" query ids;
    }

    from "third-party integrations: demisto/content (id 4273100), Splunk SOAR connector (ids \
          23144146013, 55882785507), Google SecOps (id 54917259553)" {
        sandbox.sha256: text candidate;
    }
}
