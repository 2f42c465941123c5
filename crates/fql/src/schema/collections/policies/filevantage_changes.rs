//! FileVantage changes.

crate::collection! {
    /// FileVantage changes.
    ///
    /// Forms: v2 pages by offset, v3 by after.
    pub FilevantageChanges "filevantage-changes" sort "|";
    table advisory;
    operations "queryChanges", "highVolumeQueryChanges";

    from "gofalcon falcon/client/filevantage/high_volume_query_changes_parameters.go; falconpy \
          src/falconpy/_endpoint/_filevantage.py" {
        action_timestamp: timestamp candidate [sort];
        host.name: text [exact];
    }
}
