//! Cloud snapshot jobs.

crate::collection! {
    /// Cloud snapshot jobs.
    pub SnapshotDeployments "snapshot-deployments" sort "|";
    table advisory;
    operations "ReadDeploymentsCombined";

    from "gofalcon falcon/client/cloud_snapshots/read_deployments_combined_parameters.go; \
          falconpy src/falconpy/_endpoint/_cloud_snapshots.py" {
        account_id: text [exact, sort];
        asset_identifier: text [exact, sort];
        cloud_provider: text [exact, sort];
        region: text [exact, sort];
        status: text [exact, sort];
    }
}
