//! Release notes.

crate::collection! {
    /// Release notes.
    pub DeploymentReleaseNotes "deployment-release-notes" sort ".";
    open;
    operations from "falconpy src/falconpy/_endpoint/_deployments.py" {
        list "CombinedReleaseNotesV1" get "/deployment-coordinator/combined/release-notes/v1" documents
            limit max 500 offset sort;
        list "QueryReleaseNotesV1" get "/deployment-coordinator/queries/release-notes/v1" ids limit max 500
            offset sort;
    }
}
