//! Release deployments.

crate::collection! {
    /// Release deployments.
    pub DeploymentReleases "deployment-releases" sort ".";
    open;
    operations "CombinedReleasesV1Mixin0";
}
