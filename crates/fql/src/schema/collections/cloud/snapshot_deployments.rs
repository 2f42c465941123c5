//! Cloud snapshot jobs.

crate::collection! {
    /// Cloud snapshot jobs.
    pub SnapshotDeployments "snapshot-deployments" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_cloud_snapshots.py" {
        list "ReadDeploymentsCombined" get "/snapshots/combined/deployments/v1" documents offset
            sort unknown;
    }
    further operations from "falconpy src/falconpy/_endpoint/_cloud_snapshots.py" {
        details "ReadDeploymentsEntities" get "/snapshots/entities/deployments/v1" query ids max 100;
    }

    from "gofalcon falcon/client/cloud_snapshots/read_deployments_combined_parameters.go; \
          falconpy src/falconpy/_endpoint/_cloud_snapshots.py" {
        account_id: text [exact, sort];
        asset_identifier: text [exact, sort];
        cloud_provider: text [exact, sort];
        region: text [exact, sort];
        status: text [exact, sort];
    }
}
