//! FileVantage changes.

crate::collection! {
    /// FileVantage changes.
    ///
    /// Forms: v2 pages by offset, v3 by after.
    pub FilevantageChanges "filevantage-changes" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_filevantage.py" {
        list "queryChanges" get "/filevantage/queries/changes/v2" ids limit 100 max 500 offset sort;
        list "highVolumeQueryChanges" get "/filevantage/queries/changes/v3" ids limit 100 max 5000 after sort;
    }
    further operations from "falconpy src/falconpy/_endpoint/_filevantage.py" {
        details "getChanges" get "/filevantage/entities/changes/v2" query ids max 500;
    }

    from "gofalcon falcon/client/filevantage/high_volume_query_changes_parameters.go; falconpy \
          src/falconpy/_endpoint/_filevantage.py" {
        action_timestamp: timestamp candidate [sort];
        host.name: text [exact];
    }
}
