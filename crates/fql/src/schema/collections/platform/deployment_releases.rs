//! Release deployments.

crate::collection! {
    /// Release deployments.
    pub DeploymentReleases "deployment-releases" sort ".";
    open;
    operations from "falconpy src/falconpy/_endpoint/_deployments.py" {
        list "CombinedReleasesV1Mixin0" get "/deployment-coordinator/combined/releases/v1" documents
            limit max 500 offset sort;
    }
}
