//! Azure issue suppressions.

crate::collection! {
    /// Azure issue suppressions.
    pub AzureIssueSuppressions "azure-issue-suppressions" sort "|";
    table closed by text;
    operations "cloud-registration-azure-get-suppressions";

    from "gofalcon \
          falcon/client/cloud_azure_registration/cloud_registration_azure_get_suppressions_parameters.go" {
        created_at: timestamp candidate;
        entity_id: text [exact];
        issue_name: text [exact];
        reason: text [exact];
        suppressed_by: text [exact];
    }
}
