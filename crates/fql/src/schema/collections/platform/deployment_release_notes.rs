//! Release notes.

crate::collection! {
    /// Release notes.
    pub DeploymentReleaseNotes "deployment-release-notes" sort ".";
    open;
    operations "CombinedReleaseNotesV1", "QueryReleaseNotesV1";
}
